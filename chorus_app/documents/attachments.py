"""Open a PDF with pypdf: its protection, its signature, the invoice it may carry in XML."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import FileNotDecryptedError, LimitReachedError

from chorus_app.documents.refusals import Refusal, Unreadable, too_complex
from chorus_app.documents.text import clean
from chorus_app.documents.xml_fields import XmlReading, read_invoice

LARGEST_ATTACHMENT = 10_000_000
_USUAL_NAMES = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml"}
_MOST_ATTACHMENTS = 50

_LIMITS = Configuration(
    zlib_maximum_output_length=LARGEST_ATTACHMENT,
    lzw_maximum_output_length=LARGEST_ATTACHMENT,
    run_length_maximum_output_length=LARGEST_ATTACHMENT,
    array_based_stream_maximum_output_length=LARGEST_ATTACHMENT,
    jbig2dec_binary=None,
    disable_legacy_handling=True,
)
"""Nothing of an invoice is larger once unpacked, and no other program is started for an image."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An invoice in XML found in a PDF."""

    name: str
    reading: XmlReading

    @property
    def has_usual_name(self) -> bool:
        """Tell whether readers that look for the usual names find it too."""
        return self.name.lower() in _USUAL_NAMES


@dataclass(frozen=True, slots=True)
class Container:
    """What pypdf tells of a PDF. `faults`: XML attachments that look like invoices and are not.

    `opened` is False when pypdf cannot open it, or needs a password: nothing else is known then.
    """

    opened: bool
    needs_password: bool = False
    protected: bool = False
    invoices: tuple[Carried, ...] = ()
    faults: tuple[Unreadable, ...] = ()


def open_container(content: bytes) -> Container:
    """Open a PDF; odd files make pypdf raise anything, which only means "not opened"."""
    try:
        with apply_configuration(_LIMITS):
            return _open(PdfReader(BytesIO(content)))
    except FileNotDecryptedError:
        return Container(opened=False, needs_password=True)
    except (MemoryError, RecursionError, LimitReachedError):
        raise too_complex() from None
    except Exception:  # 16 of 4,651 public PDFs raise errors that are not pypdf's
        return Container(opened=False)


def _open(reader: PdfReader) -> Container:
    if reader.is_encrypted and not reader.decrypt(""):
        return Container(opened=False, needs_password=True)
    invoices, faults = _sort(_attachments(reader))
    return Container(opened=True, protected=reader.is_encrypted, invoices=invoices, faults=faults)


def is_signed(content: bytes) -> bool:
    """Tell whether a signature is present: its byte range cannot be compressed away."""
    return b"/ByteRange" in content


def _attachments(reader: PdfReader) -> Iterator[tuple[str, bytes]]:
    for number, attachment in enumerate(reader.attachment_list):
        if number >= _MOST_ATTACHMENTS:
            return
        name = clean(attachment.name or "", 100)
        if name.lower().endswith(".xml") or _is_xml_type(attachment.subtype):
            yield name, attachment.content


def _is_xml_type(subtype: object) -> bool:
    return "xml" in str(subtype or "").lower()


def _sort(
    attachments: Iterator[tuple[str, bytes]],
) -> tuple[tuple[Carried, ...], tuple[Unreadable, ...]]:
    """Tell invoices from faults; XML that is something else (an order, a note) is neither."""
    invoices: dict[bytes, Carried] = {}
    faults = []
    for name, content in attachments:
        try:
            invoices.setdefault(content, Carried(name, read_invoice(content)))
        except Unreadable as fault:
            if fault.code is not Refusal.UNKNOWN_XML or name.lower() in _USUAL_NAMES:
                faults.append(fault)
    return tuple(invoices.values()), tuple(faults)
