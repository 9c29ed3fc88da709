"""The picture of a page, for somebody who checks what was read: small, and the right way up."""

from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, WebPImagePlugin  # noqa: F401  (registers the format, or all are looked for)

from chorus_app.documents import refusals
from chorus_app.documents.page_text import quarter_turns

MOST_BYTES = 150_000
"""Bytes of one picture: a page of text takes 30 to 100 KB."""
_WIDTH = 1000
"""Pixels across: what a phone shows at twice the size of the page."""
_MOST_PIXELS = 1_600_000
_LONGEST = 4000
"""Pixels of the longer side: WebP has no more than 16 383."""
_QUALITIES = (60, 40, 20)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as WebP, and its size in pixels."""

    content: bytes
    width: int
    height: int


def draw_page(content: bytes, number: int) -> Picture:
    """Draw one page of a PDF, counted from 0, as its text runs.

    It must run in a limited child process, as all that pdfium does. Raises `Unreadable` when there
    is no such page, or when it cannot be drawn.
    """
    try:
        page = pypdfium2.PdfDocument(content)[number]
        image = _drawn(page)
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        raise refusals.damaged("Cette page ne peut pas être dessinée. ") from None
    return Picture(_packed(image), image.width, image.height)


def _drawn(page: pypdfium2.PdfPage) -> Image.Image:
    """Draw as the reading saw it: the text's own turn counts, not the page's /Rotate."""
    turns = quarter_turns(page, page.get_textpage())
    extra = (90 * turns - page.get_rotation()) % 360
    width, height = page.get_size()
    across, down = (height, width) if extra in {90, 270} else (width, height)
    fitting = (_WIDTH / across, (_MOST_PIXELS / (across * down)) ** 0.5, _LONGEST / down)
    bitmap = page.render(scale=min(fitting), rotation=extra, rev_byteorder=True)
    image: Image.Image = bitmap.to_pil()
    return image.convert("RGB")


def _packed(image: Image.Image) -> bytes:
    """Return the picture in as many bytes as are allowed: a page of photos loses detail first."""
    packed = b""
    for scale in (1, 2, 4):
        smaller = image.reduce(scale) if scale > 1 else image
        for quality in _QUALITIES:
            out = BytesIO()
            smaller.save(out, "WEBP", quality=quality, method=2)
            packed = out.getvalue()
            if len(packed) <= MOST_BYTES:
                return packed
    return packed
