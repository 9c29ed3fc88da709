"""Tell what a file is by its first bytes: a name proves nothing."""

from enum import StrEnum

_UTF16_XML = (b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00?\x00", b"\x00<\x00?")
_BOM = b"\xef\xbb\xbf"
_HEADER_WINDOW = 4096

_SIGNATURES = (
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une photo JPEG"),
    (b"GIF8", "une image GIF"),
    (b"II*\x00", "une image TIFF"),
    (b"MM\x00*", "une image TIFF"),
    (b"BM", "une image BMP"),
    (b"RIFF", "une image WebP ou un son"),
    (b"{\\rtf", "un document RTF"),
    (b"\xd0\xcf\x11\xe0", "un ancien document Word ou Excel"),
    (b"%!PS", "un fichier PostScript"),
    (b"MZ", "un programme Windows"),
    (b"\x7fELF", "un programme"),
    (b"7z\xbc\xaf", "une archive 7-Zip"),
    (b"Rar!", "une archive RAR"),
    (b"\x1f\x8b", "une archive compressée (gzip)"),
    (b"BZh", "une archive compressée (bzip2)"),
)
_ZIP = "une archive ZIP"
_ZIP_CONTENTS = (
    (b"word/", "un document Word"),
    (b"xl/", "un classeur Excel"),
    (b"ppt/", "une présentation PowerPoint"),
    (b"vnd.oasis.opendocument.spreadsheet", "un classeur LibreOffice"),
    (b"vnd.oasis.opendocument", "un document LibreOffice"),
)


class Shape(StrEnum):
    """What to try on the file."""

    PDF = "PDF"
    PREFIXED_PDF = "PREFIXED_PDF"
    XML = "XML"
    OTHER = "OTHER"


def shape(content: bytes) -> Shape:
    """Return what the first bytes announce. `%PDF-` must come first: readers disagree otherwise."""
    if content.startswith(b"%PDF-"):
        return Shape.PDF
    if _looks_like_xml(content):
        return Shape.OTHER if _is_web_page(content) else Shape.XML
    if b"%PDF-" in content[:_HEADER_WINDOW]:
        return Shape.PREFIXED_PDF
    return Shape.OTHER


def describe(content: bytes) -> str:
    """Say in French, with its article, what a file of shape `OTHER` is."""
    if _looks_like_xml(content):
        return "une page web"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((name for mark, name in _ZIP_CONTENTS if mark in content), _ZIP)
    for mark, name in _SIGNATURES:
        if content.startswith(mark):
            return name
    return "un fichier texte" if _is_text(content) else "d’un type inconnu"


def is_archive(content: bytes) -> bool:
    """Tell whether this may be a lot: a zip that is no office document, or gzip."""
    return content.startswith(b"\x1f\x8b") or describe(content) == _ZIP


def is_program(content: bytes) -> bool:
    """Tell whether this is a program for a computer, or a script that says what runs it."""
    return content.startswith((b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"))


def _looks_like_xml(content: bytes) -> bool:
    return content.removeprefix(_BOM).lstrip()[:1] == b"<" or content.startswith(_UTF16_XML)


def _is_web_page(content: bytes) -> bool:
    start = content[:_HEADER_WINDOW].removeprefix(_BOM).lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html"))


def _is_text(content: bytes) -> bool:
    start = content[:_HEADER_WINDOW]
    return b"\x00" not in start and sum(byte < 9 for byte in start) == 0 and _decodes(start)


def _decodes(start: bytes) -> bool:
    try:
        start.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(start) - 3
    return True
