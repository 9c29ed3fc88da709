"""Whether a file is what its name says, by its first bytes: pieces are not read, only sent on."""

from chorus_app.documents.sniff import is_program

HEAD = 512
"""Bytes that are looked at."""

_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BINARY = (b"%PDF-", *_IMAGES[:3], *_IMAGES[4:], *_OFFICE[:2], b"\x1f\x8b", b"BZh")

_BY_EXTENSION: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "zip": _ZIP,
    "bz2": (b"BZh",),
    **dict.fromkeys(("gz", "gzip", "tgz"), (b"\x1f\x8b",)),
    # A phone may call a JPEG `.png`: whoever opens it sees the same picture.
    **dict.fromkeys(("bmp", "gif", "jpeg", "jpg", "png", "tif", "tiff"), _IMAGES),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _OFFICE[:2]),
    **dict.fromkeys(("doc", "xls", "xlm", "xlc", "ppt", "pps", "rtf"), _OFFICE),
}
_TEXTS = frozenset({"txt", "csv", "xml", "svg", "htm", "html", "xhtml"})
_OFTEN_TEXT = frozenset({"doc", "xls", "xlm", "xlc"})
"""Old programs write their tables as HTML or as plain text under these names."""


def fits(extension: str, head: bytes) -> bool:
    """Tell whether the first bytes of a file can be those of its extension, given without its dot.

    A program never fits. What has no first bytes of its own (`p7s`, `fax`) may be anything else.
    """
    if is_program(head):
        return False
    known, text = _BY_EXTENSION.get(extension, ()), _is_text(head)
    if extension in _TEXTS or (extension in _OFTEN_TEXT and text):
        return text
    return head.startswith(known) if known else True


def _is_text(head: bytes) -> bool:
    """Tell whether this may be text in any alphabet: French tables are often Latin-1."""
    if head.startswith(_TEXT_MARKS):
        return True
    return not head.startswith(_BINARY) and b"\x00" not in head
