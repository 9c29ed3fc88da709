"""From the bytes of a file to its reading. Runs in the limited child process only."""

from chorus_app.documents import refusals, sniff
from chorus_app.documents.pdf import read_pdf
from chorus_app.documents.reading import Reading, complete
from chorus_app.documents.sniff import Shape
from chorus_app.documents.xml_fields import read_invoice


def read_file(content: bytes, name: str) -> Reading:
    """Read a file of any kind. Raises `Unreadable`."""
    match sniff.shape(content):
        case Shape.PDF:
            return read_pdf(content, name)
        case Shape.XML:
            return _read_xml(content)
        case Shape.PREFIXED_PDF:
            raise refusals.damaged("Le fichier contient autre chose avant le PDF. ")
        case _:
            raise refusals.not_an_invoice(sniff.describe(content))


def _read_xml(content: bytes) -> Reading:
    data = read_invoice(content)
    return Reading(
        data.kind,
        data.profile,
        b"<ds:Signature" in content or b"xmldsig#" in content,
        complete(data.fields),
        data.vat_lines,
        tuple(data.findings),
    )
