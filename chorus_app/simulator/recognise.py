"""What `deposer/pdf` reads in a PDF: a small recogniser by key words, and its blind spots.

The portal's own rules were not found, but for its four pieces of advice (chorus-api.md, 4.7):
native text, key words such as « SIRET client », « engagement », « commande », blanks between
fields. As the real one does, it now and then leaves a field out; which ones depends on the file
only, so that the same file always reads the same.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

SIRET = re.compile(r"(?<!\d)(\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{5})(?!\d)")
_NUMBER = re.compile(
    r"(?:facture|avoir)\s*(?:n\s*[°ºo]\.?|num[ée]ro|#)\s*:?\s*([A-Z0-9][\w/+-]{0,34})"
    r"|num[ée]ro\s+de\s+(?:la\s+)?(?:facture|l'avoir)\s*:?\s*([A-Z0-9][\w/+-]{0,34})",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:date(?:\s+(?:de\s+(?:la\s+)?facture|de\s+facturation|d'[ée]mission))?|[ée]mise?\s+le|"
    r"facture\s+du|\bdu|\ble)\s*:?\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"(?:code\s+service|service\s+ex[ée]cutant)\s*:?[ \t]*([\w-]{2,100})", re.IGNORECASE
)
_ENGAGEMENT = re.compile(
    r"(?:n[°ºo]\s*d['’]engagement|num[ée]ro\s+d['’]engagement|engagement(?:\s+juridique)?|\bEJ|"
    r"(?:n[°ºo]\s*(?:de\s+)?)?(?:bon\s+de\s+)?commande)\s*(?:n[°ºo])?\s*:?[ \t]*"
    r"([A-Z0-9][\w/-]{2,49})",
    re.IGNORECASE,
)
_AMOUNT = r"\s*:?\s*(?:\(?EUR\)?|€)?\s*(-?\d[\d \u00a0\u202f.]*(?:[.,]\d{1,2})?)\s*(?:€|EUR)?"
_LABELS = {
    "net": r"(?:total|montant|sous-total)\s*(?:net\s*)?(?:HT|hors\s+(?:taxes?|TVA))",
    "vat": r"(?:total|montant)\s*(?:de\s+la\s+)?TVA|total\s+taxes",
    "gross": r"(?:total|montant)\s*(?:T\.?T\.?C\.?|toutes\s+taxes\s+comprises)",
    "payable": r"(?:net|reste|montant|solde)\s+[àa]\s+payer(?:\s+TTC)?",
}
_CLIENT = re.compile(
    r"siret\s*(?:du\s+)?(?:client|dest\w*|acheteur)|minist[èe]re|client|destinataire", re.IGNORECASE
)
_BLIND = 0.03


@dataclass(slots=True)
class Reading:
    """What was read; None where nothing was. Amounts in cents."""

    number: str | None = None
    issued: date | None = None
    recipient: str | None = None
    service: str | None = None
    supplier: str | None = None
    engagement: str | None = None
    currency: str | None = None
    type_code: str | None = None
    vat_scheme: str | None = None
    net: int | None = None
    vat: int | None = None
    gross: int | None = None
    payable: int | None = None


def recognise(text: str, content: bytes) -> Reading:
    """Read the fields of an invoice in its text, blind spots included."""
    recipient, supplier = _parties(text)
    read = Reading(
        number=_number(text),
        issued=_date(text),
        recipient=recipient,
        service=_first(_SERVICE, text),
        supplier=supplier,
        engagement=_with_digit(_ENGAGEMENT, text),
        currency="EUR" if re.search(r"€|\bEUR\b|euros?", text, re.IGNORECASE) else None,
        type_code=("AVOIR" if re.search(r"\bavoir\b", text, re.IGNORECASE) else "FACTURE")
        if text.strip()
        else None,
        vat_scheme=_scheme(text),
        **{name: _amount(label, text) for name, label in _LABELS.items()},
    )
    for name in _blind_spots(content):
        setattr(read, name, None)
    return read


def _number(text: str) -> str | None:
    found = (next(filter(None, match.groups())) for match in _NUMBER.finditer(text))
    return next((word[:20] for word in found if any(map(str.isdigit, word))), None)


def _date(text: str) -> date | None:
    for day, month, year in _DATE.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _parties(text: str) -> tuple[str | None, str | None]:
    """Return the recipient's and the supplier's SIRET: the recipient's follows a client's label."""
    found = [(match.start(), re.sub(r"\D", "", match[1])) for match in SIRET.finditer(text)]
    recipient = next(
        (siret for at, siret in found if _is_clients(text[max(0, at - 160) : at])), None
    )
    others = [siret for _, siret in found if siret != recipient]
    return recipient, others[0] if others else None


def _is_clients(before: str) -> bool:
    """Tell whether the last label before a SIRET is a client's and not a supplier's."""
    client = max((match.start() for match in _CLIENT.finditer(before)), default=-1)
    seller = max(
        (
            match.start()
            for match in re.finditer(r"fournisseur|[ée]metteur|vendeur", before, re.IGNORECASE)
        ),
        default=-1,
    )
    return client > seller and not SIRET.search(before[client:])


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None


def _with_digit(pattern: re.Pattern[str], text: str) -> str | None:
    return next((word for word in pattern.findall(text) if any(map(str.isdigit, word))), None)


def _scheme(text: str) -> str | None:
    if re.search(r"d[ée]bits", text, re.IGNORECASE):
        return "TVA_SUR_DEBIT"
    if re.search(r"encaissements", text, re.IGNORECASE):
        return "TVA_SUR_ENCAISSEMENT"
    if re.search(r"293\s*B|exon[ée]r", text, re.IGNORECASE):
        return "EXONERATION"
    return "TVA_SUR_DEBIT" if re.search(r"\bTVA\b", text) else None


def _amount(label: str, text: str) -> int | None:
    match = re.search(rf"(?:{label}){_AMOUNT}", text, re.IGNORECASE)
    if not match:
        return None
    bare = re.sub(r"[ \u00a0\u202f]", "", match[1])
    whole, mark, decimals = _split(bare)
    digits = re.sub(r"\D", "", whole) or "0"
    cents = int(digits) * 100 + (int(decimals.ljust(2, "0")) if mark else 0)
    return -cents if bare.startswith("-") else cents


def _split(bare: str) -> tuple[str, str, str]:
    """Part the decimals: after the comma, or after a point that one or two digits follow."""
    if "," in bare:
        return bare.rpartition(",")
    return bare.rpartition(".") if re.search(r"\.\d{1,2}$", bare) else (bare, "", "")


def _blind_spots(content: bytes) -> list[str]:
    """Return the fields that this file hides: about one in thirty, always the same ones."""
    throws = hashlib.sha256(content).digest()
    names = list(Reading.__dataclass_fields__)
    return [name for name, throw in zip(names, throws, strict=False) if throw / 256 < _BLIND]
