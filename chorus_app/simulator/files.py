"""Opening what suppliers deposit: PDF text and attachments, XML without a DOCTYPE.

Bounded work: a portal does not read a file that takes too long.
"""

import io

from lxml import etree
from pypdf import PdfReader

from chorus_app.simulator.codes import PROTECTED_PDF, UNREADABLE_PDF, Refusal

PAGES_READ = 5
CONTENT_READ = 1_000_000
XML_READ = 10_000_000


class Unreadable(Exception):
    """The file is not what it says, or is hostile."""


def read_pdf(content: bytes) -> str:
    """Return a PDF's text. Raises `Refusal` for what is not a PDF or asks for a password."""
    reader = _open(content)
    try:
        pages = [reader.pages[rank] for rank in range(min(len(reader.pages), PAGES_READ))]
        words = [page.extract_text() for page in pages if _is_light(page)]
    except Exception as error:  # pypdf raises a score of unrelated exceptions on broken files
        raise Refusal(UNREADABLE_PDF) from error
    return "\n".join(words).encode("utf-8", "ignore").decode("utf-8")


def embedded_xml(content: bytes) -> bytes:
    """Return the invoice XML that a hybrid PDF carries. Raises `Unreadable`."""
    try:
        for name, versions in _open(content).attachments.items():
            if name.lower().endswith(".xml") and versions and len(versions[0]) <= XML_READ:
                return bytes(versions[0])
    except Refusal as error:
        raise Unreadable(str(error)) from error
    except Exception as error:  # see read_pdf
        raise Unreadable("attachments") from error
    raise Unreadable("no XML attachment")


def parse_xml(content: bytes) -> etree._Element:
    """Return the root of an XML file. Raises `Unreadable`; any DOCTYPE is refused."""
    if len(content) > XML_READ:
        raise Unreadable("too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("malformed XML") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("DOCTYPE")
    return root


def _open(content: bytes) -> PdfReader:
    if not content.startswith(b"%PDF-"):
        raise Refusal(UNREADABLE_PDF)
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted
        if not locked and not len(reader.pages):
            raise Refusal(UNREADABLE_PDF)
    except Refusal:
        raise
    except Exception as error:  # see read_pdf
        raise Refusal(UNREADABLE_PDF) from error
    if locked:
        raise Refusal(PROTECTED_PDF)
    return reader


def _is_light(page: object) -> bool:
    contents = getattr(page, "get_contents")()  # noqa: B009 -- pypdf's page types vary by version
    return contents is None or len(contents.get_data()) <= CONTENT_READ
