"""Why a file cannot be read, each reason with the sentence that says what to do."""

from enum import StrEnum


class Refusal(StrEnum):
    """The reasons, as the form and the command line name them."""

    EMPTY = "EMPTY"
    NOT_AN_INVOICE_FILE = "NOT_AN_INVOICE_FILE"
    ENCRYPTED = "ENCRYPTED"
    DAMAGED = "DAMAGED"
    TOO_LARGE = "TOO_LARGE"
    TOO_COMPLEX = "TOO_COMPLEX"
    XML_MALFORMED = "XML_MALFORMED"
    XML_FORBIDDEN = "XML_FORBIDDEN"
    UNKNOWN_XML = "UNKNOWN_XML"


class Unreadable(Exception):
    """The file is refused. `code` is for programs, `sentence` (French) for people."""

    def __init__(self, code: Refusal, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def empty() -> Unreadable:
    """Refuse a file of zero bytes."""
    return Unreadable(
        Refusal.EMPTY, "Le fichier est vide. Exportez de nouveau la facture et déposez-la."
    )


def not_an_invoice(found: str) -> Unreadable:
    """Refuse a file that is neither a PDF nor XML; `found` says what it is, with its article."""
    return Unreadable(
        Refusal.NOT_AN_INVOICE_FILE,
        f"Ce fichier est {found}. Déposez la facture en PDF, ou en XML (Factur-X, CII ou UBL).",
    )


def encrypted() -> Unreadable:
    """Refuse a PDF that asks for a password."""
    return Unreadable(
        Refusal.ENCRYPTED,
        "Ce PDF est protégé par un mot de passe et Chorus Pro le refuse. "
        "Enregistrez-le sans mot de passe et déposez-le de nouveau.",
    )


def damaged(detail: str = "") -> Unreadable:
    """Refuse a PDF that no reader opens; `detail` is a sentence of its own, or empty."""
    return Unreadable(
        Refusal.DAMAGED,
        f"Ce PDF est abîmé ou incomplet. {detail}Exportez-le de nouveau depuis votre logiciel.",
    )


def too_large(limit: int) -> Unreadable:
    """Refuse a file above `limit` bytes."""
    return Unreadable(
        Refusal.TOO_LARGE,
        f"Ce fichier dépasse {limit // 1_000_000}\u00a0Mo, la limite de Chorus Pro. "
        "Réduisez la taille de ses images, ou joignez-les à part.",
    )


def archive_too_large(files: int, limit: int) -> Unreadable:
    """Refuse an archive of more than `files` files or `limit` bytes once unpacked."""
    return Unreadable(
        Refusal.TOO_LARGE,
        f"Cette archive est trop grande\u00a0: {files}\u00a0fichiers et {limit // 1_000_000}"
        "\u00a0Mo au plus une fois ouverte, 10\u00a0Mo par fichier. Faites-en plusieurs lots.",
    )


def archive_empty() -> Unreadable:
    """Refuse an archive without any file."""
    return Unreadable(
        Refusal.EMPTY, "Cette archive ne contient aucun fichier. Ajoutez-y les factures."
    )


def archive_damaged() -> Unreadable:
    """Refuse an archive that does not open."""
    return Unreadable(
        Refusal.DAMAGED, "Cette archive est abîmée ou incomplète. Refaites-la et déposez-la."
    )


def archive_encrypted() -> Unreadable:
    """Refuse an archive that asks for a password."""
    return Unreadable(
        Refusal.ENCRYPTED,
        "Cette archive est protégée par un mot de passe. Refaites-la sans mot de passe.",
    )


def too_complex() -> Unreadable:
    """Refuse a file that used up the time or the memory that one file may take."""
    return Unreadable(
        Refusal.TOO_COMPLEX,
        "Ce fichier est trop complexe pour être lu. "
        "Imprimez-le en PDF depuis votre logiciel et déposez ce nouveau fichier.",
    )


def xml_malformed(where: str) -> Unreadable:
    """Refuse XML that does not parse; `where` says the line and the fault."""
    return Unreadable(
        Refusal.XML_MALFORMED,
        f"Ce fichier XML est mal formé ({where}). Exportez-le de nouveau depuis votre logiciel.",
    )


def xml_forbidden() -> Unreadable:
    """Refuse XML with a DOCTYPE: no invoice needs one, every attack does."""
    return Unreadable(
        Refusal.XML_FORBIDDEN,
        "Ce fichier XML contient une déclaration DOCTYPE, interdite dans une facture. "
        "Retirez-la, ou exportez de nouveau la facture.",
    )


def unknown_xml(found: str) -> Unreadable:
    """Refuse XML that is not a CII or UBL invoice; `found` names what it is."""
    return Unreadable(
        Refusal.UNKNOWN_XML,
        f"Ce fichier XML n’est pas une facture connue\u00a0: {found}. "
        "Déposez une facture CII, UBL ou Factur-X.",
    )
