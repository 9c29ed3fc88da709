"""Whether the signatures of a PDF still hold. pyHanko is loaded only for files that have one.

No trust list is consulted: the most that can be said is that the document was not altered since
someone, whom nobody has verified, signed it.
"""

import importlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from chorus_app.documents.reading import Finding, Severity
from chorus_app.documents.text import clean

_PYHANKO = "pyhanko.sign.validation"
_MOST_SIGNATURES = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one signature comes to. `holds`: intact, valid, and nothing forbidden came after."""

    holds: bool
    covers_file: bool
    signer: str
    expired: bool


def load() -> None:
    """Load pyHanko, one second once; called in the helper so that its children have it."""
    importlib.import_module(_PYHANKO)
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


def check_signatures(content: bytes) -> list[Finding]:
    """Return what to say of the signatures of a PDF; nothing when it has none after all."""
    load()
    try:
        verdicts = list(_verdicts(content))
    except Exception:  # pyHanko raises its own errors and plain ValueErrors on odd files
        return [unreadable()]
    if not verdicts:
        return []
    # A later revision must itself be signed, or anyone could have added it.
    if not all(verdict.holds for verdict in verdicts) or not verdicts[-1].covers_file:
        return [_broken()]
    return [_expired()] if any(verdict.expired for verdict in verdicts) else [_intact(verdicts)]


def _verdicts(content: bytes) -> Iterator[Verdict]:
    reader = importlib.import_module("pyhanko.pdf_utils.reader").PdfFileReader(
        BytesIO(content), strict=False
    )
    if reader.encrypted:
        reader.decrypt(b"")
    for signature in reader.embedded_signatures[:_MOST_SIGNATURES]:
        yield _verdict(signature)


def _verdict(signature: Any) -> Verdict:
    pyhanko = importlib.import_module(_PYHANKO)
    context = importlib.import_module("pyhanko_certvalidator").ValidationContext(
        allow_fetching=False, trust_roots=[]
    )
    if signature.sig_object_type == "/DocTimeStamp":
        status = pyhanko.validate_pdf_timestamp(signature, context)
        allowed = True
    else:
        status = pyhanko.validate_pdf_signature(signature, signer_validation_context=context)
        allowed = bool(status.docmdp_ok)
    return Verdict(
        holds=bool(status.intact and status.valid and allowed),
        covers_file=status.coverage.name == "ENTIRE_FILE",
        signer=clean(str(status.signing_cert.subject.native.get("common_name", "")), 80),
        expired=_is_expired(status),
    )


def _is_expired(status: Any) -> bool:
    """pyHanko trusts an expired certificate that it is given as a root: dates are checked here."""
    validity = status.signing_cert["tbs_certificate"]["validity"]
    moment = getattr(status, "signer_reported_dt", None) or datetime.now(UTC)
    return not validity["not_before"].native <= moment <= validity["not_after"].native


def _intact(verdicts: list[Verdict]) -> Finding:
    names = ", ".join(dict.fromkeys(verdict.signer for verdict in verdicts if verdict.signer))
    return Finding(
        "SIGNATURE",
        Severity.A_SAVOIR,
        "",
        f"Signature intègre, signataire non vérifié ({names or 'certificat sans nom'}).",
        "Rien à faire\u00a0: la signature n’est pas obligatoire pour déposer une facture.",
    )


def _expired() -> Finding:
    return Finding(
        "SIGNATURE_EXPIRED",
        Severity.POURRAIT_REFUSER,
        "",
        "Signature intègre, mais le certificat du signataire n’était pas valable à sa date.",
        "Signez de nouveau avec un certificat valable, ou déposez le PDF sans signature.",
    )


def _broken() -> Finding:
    return Finding(
        "SIGNATURE_BROKEN",
        Severity.POURRAIT_REFUSER,
        "",
        "La signature ne tient pas\u00a0: le document a été modifié après avoir été signé.",
        "Signez de nouveau le PDF d’origine, ou déposez-le sans signature.",
    )


def unreadable() -> Finding:
    """Say that a signature cannot be read, or not within the limits of a file."""
    return Finding(
        "SIGNATURE_UNREADABLE",
        Severity.POURRAIT_REFUSER,
        "",
        "Ce PDF annonce une signature qui ne peut pas être lue.",
        "Signez de nouveau le PDF d’origine, ou déposez-le sans signature.",
    )
