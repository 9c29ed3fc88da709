"""What a supplier may do with an invoice that came back, and the rules known before sending.

Sources: chorus-api.md §2.8 (what each operation changes), §3.5 (files, lengths, the folder's
weight), §4.5 (returned invoices); guide, part 5.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from chorus_app.domain import deposit as deposits
from chorus_app.domain.deposit import DepositForm, Fault, Problem
from chorus_app.domain.deposit_checks import KnownRecipient
from chorus_app.domain.deposit_checks import check as check_deposit
from chorus_app.domain.folding import tidy
from chorus_app.domain.status import Status, is_outstanding

PIECE_LIMIT = 10_000_000
"""Bytes of one piece."""
FOLDER_LIMIT = 110_000_000
"""Bytes of all pieces: Chorus Pro takes 120 Mo with the invoice, which may weigh 10."""
MOST_PIECES = 20
NAME_LIMIT = deposits.NAME_LIMIT
COMMENT_LIMIT = deposits.COMMENT_LIMIT
FORMATS = frozenset(
    [
        "bmp",
        "gif",
        "fax",
        "odt",
        "ppt",
        "tiff",
        "xls",
        "bz2",
        "gz",
        "jpeg",
        "p7s",
        "rtf",
        "txt",
        "xml",
        "csv",
        "gzip",
        "jpg",
        "pdf",
        "svg",
        "xhtml",
        "xlsx",
        "doc",
        "htm",
        "odp",
        "png",
        "tgz",
        "xlc",
        "zip",
        "docx",
        "html",
        "ods",
        "pps",
        "tif",
        "xlm",
        "pptx",
    ]
)
"""Extensions of the files that Chorus Pro takes."""


class Act(StrEnum):
    """What a supplier can do with an invoice. `SENT` are those that Chorus Pro is told."""

    COMPLETER = "COMPLETER"
    RECYCLER = "RECYCLER"
    TRAITER_REJET = "TRAITER_REJET"
    REEMETTRE = "REEMETTRE"
    RELANCER = "RELANCER"
    ACQUITTER = "ACQUITTER"
    POURSUIVRE = "POURSUIVRE"
    """Go on with a draft or a refused deposit of ours."""
    OUVRIR_CHORUS = "OUVRIR_CHORUS"
    """A draft that only Chorus Pro's own site can send or delete: its API cannot."""
    CHANGER_MOT_DE_PASSE = "CHANGER_MOT_DE_PASSE"
    """Renew the technical account's password."""


SENT = frozenset({Act.COMPLETER, Act.RECYCLER, Act.TRAITER_REJET})

_OF_STATUS: dict[Status, tuple[Act, ...]] = {
    Status.SUSPENDUE: (Act.COMPLETER, Act.ACQUITTER),
    Status.A_RECYCLER: (Act.RECYCLER, Act.ACQUITTER),
    Status.REJETEE: (Act.REEMETTRE, Act.TRAITER_REJET, Act.ACQUITTER),
    Status.BROUILLON: (Act.OUVRIR_CHORUS,),
}
RETURNED = frozenset({Status.SUSPENDUE, Status.A_RECYCLER, Status.REJETEE})
"""What the window at sign-in shows until it is acknowledged (product row H7)."""


class AnswerStage(StrEnum):
    """Where an answer stands. Only `BROUILLON` and `REFUSEE` may be changed."""

    BROUILLON = "BROUILLON"
    A_ENVOYER = "A_ENVOYER"
    FAITE = "FAITE"
    REFUSEE = "REFUSEE"


EDITABLE = frozenset({AnswerStage.BROUILLON, AnswerStage.REFUSEE})


@dataclass(slots=True)
class AnswerForm:
    """What was typed. `COMPLETER` uses the comment alone, `TRAITER_REJET` nothing.

    A recycling says recipient, service and engagement as they must be from now on: nothing else
    of an invoice may change, and it keeps its number.
    """

    comment: str = ""
    recipient_siret: str = ""
    service_code: str = ""
    purchase_order_reference: str = ""


FORM_FIELDS = tuple(field.name for field in fields(AnswerForm))


class PieceFault(StrEnum):
    """Why a piece cannot be added; `texts.answers` says each in words."""

    SANS_NOM = "SANS_NOM"
    FORMAT = "FORMAT"
    CONTENU = "CONTENU"
    VIDE = "VIDE"
    TROP_LOURDE = "TROP_LOURDE"
    DOSSIER_TROP_LOURD = "DOSSIER_TROP_LOURD"
    TROP_DE_PIECES = "TROP_DE_PIECES"


def acts_of(status: str, *, rejection_treated: bool = False) -> tuple[Act, ...]:
    """Return what may be done with an invoice of this status, the main act first."""
    if status in _OF_STATUS:
        acts = _OF_STATUS[Status(status)]
        return tuple(a for a in acts if not (rejection_treated and a is Act.TRAITER_REJET))
    return (Act.RELANCER,) if is_outstanding(status) else ()


def allows(status: str, act: Act, *, rejection_treated: bool = False) -> bool:
    """Tell whether this act is open to an invoice of this status."""
    return act in acts_of(status, rejection_treated=rejection_treated)


def check(act: Act, form: AnswerForm, pieces: int, known: KnownRecipient | None) -> list[Problem]:
    """Return what Chorus Pro would refuse, or nothing. `known` is the new recipient's demands."""
    match act:
        case Act.COMPLETER:
            return _completion(form, pieces)
        case Act.RECYCLER:
            return _recycling(form, known)
    return []


def _completion(form: AnswerForm, pieces: int) -> list[Problem]:
    if len(form.comment) > COMMENT_LIMIT:
        return [Problem("comment", Fault.TROP_LONG)]
    return [] if pieces or form.comment.strip() else [Problem("pieces", Fault.MANQUE)]


def _recycling(form: AnswerForm, known: KnownRecipient | None) -> list[Problem]:
    """Hold a new address to the rules of a deposit, for the fields that may change."""
    values = {name: getattr(form, name) for name in FORM_FIELDS}
    found = check_deposit(DepositForm(**values), known, today=date.min)
    return [problem for problem in found if problem.field in FORM_FIELDS]


def piece_name(name: str) -> str:
    """Return the name that a piece bears: no folder, 50 characters with its extension.

    >>> piece_name("Bon de livraison du chantier de la rue Pierre-et-Marie-Curie.pdf")
    'Bon de livraison du chantier de la rue Pierre-.pdf'
    """
    bare = tidy(name.replace("\\", "/").rpartition("/")[2], 1_000)
    extension = PurePath(bare).suffix
    stem = bare.removesuffix(extension)[: NAME_LIMIT - len(extension)]
    return f"{stem.rstrip()}{extension}"


def extension_fault(name: str) -> PieceFault | None:
    """Return what is wrong with a piece's name, which is known before its bytes."""
    extension = PurePath(name).suffix.removeprefix(".").lower()
    if not name or not PurePath(name).stem.strip("."):
        return PieceFault.SANS_NOM
    return None if extension in FORMATS else PieceFault.FORMAT


def weight_fault(size: int, others: Iterable[int]) -> PieceFault | None:
    """Return what is wrong with a piece of `size` bytes beside the `others` of the same answer."""
    sizes = list(others)
    if not size:
        return PieceFault.VIDE
    if size > PIECE_LIMIT:
        return PieceFault.TROP_LOURDE
    if len(sizes) >= MOST_PIECES:
        return PieceFault.TROP_DE_PIECES
    return PieceFault.DOSSIER_TROP_LOURD if size + sum(sizes) > FOLDER_LIMIT else None


def proposed_numbers(number: str) -> Iterator[str]:
    """Give numbers for the invoice that replaces a rejected one, the best first: `-1`, `-2` …

    A rejected invoice's number stays taken (chorus-api.md §4.2).
    """
    for turn in range(1, 100):
        suffix = f"-{turn}"
        yield number[: deposits.NUMBER_LIMIT - len(suffix)] + suffix
