"""The picture of a page: bounded, upright, drawn in the limited child."""

from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from chorus_app import documents
from chorus_app.documents import Unreadable, drawing
from tests.documents.pdf_samples import classic_invoice, encrypted, pdf


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def dark(image: Image.Image, place: documents.Place) -> float:
    """Return the share of dark pixels in a place."""
    left, top = place.left * image.width, place.top * image.height
    box = left, top, left + place.width * image.width, top + place.height * image.height
    cut = image.convert("L").crop(tuple(round(edge) for edge in box))
    return sum(cut.histogram()[:128]) / (cut.width * cut.height)


async def test_a_page_becomes_a_small_picture() -> None:
    drawn = await documents.draw(pdf(classic_invoice()), 0)

    assert opened(drawn).format == "WEBP"
    assert opened(drawn).size == (1000, 1415)
    assert len(drawn) < drawing.MOST_BYTES


@pytest.mark.parametrize(("angle", "rotation"), [(0, 0), (90, 90), (180, 0), (270, 90)])
async def test_ink_stands_where_the_reading_says(angle: int, rotation: int) -> None:
    content = pdf(classic_invoice(), angle=angle, rotation=rotation)
    reading, drawn = await documents.read(content, "f.pdf"), await documents.draw(content, 0)

    page, places = opened(drawn), [place for place in reading.places.values() if not place.page]
    assert len(places) >= 5
    assert all(dark(page, place) > 0.02 for place in places)
    [sheet] = reading.sheets
    assert page.width / page.height == pytest.approx(sheet.width / sheet.height, rel=0.01)


async def test_a_page_without_text_is_drawn_as_it_asks_to_be() -> None:
    content = pdf([], rotation=90)  # reportlab lays the sheet down, then asks to turn it up again
    [sheet] = (await documents.read(content, "scan.pdf")).sheets

    drawn = opened(await documents.draw(content, 0))

    assert (sheet.width, sheet.height) == (595, 842)
    assert drawn.size == (1000, 1415)


async def test_a_page_of_noise_is_packed_all_the_same() -> None:
    out, noise = BytesIO(), Image.effect_noise((1400, 2000), 200).convert("RGB")
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(noise), 0, 0, 595, 842)
    canvas.save()

    assert len(await documents.draw(out.getvalue(), 0)) <= drawing.MOST_BYTES


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 3), (3, 14_400), (0.1, 0.1)])
async def test_no_page_makes_a_large_picture(size: tuple[float, float]) -> None:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.showPage()
    canvas.save()

    width, height = opened(await documents.draw(out.getvalue(), 0)).size

    assert width * height <= 1_700_000


@pytest.mark.parametrize(
    ("content", "page"),
    [
        (pdf([]), 1),
        (pdf([]), -1),
        (pdf([]), 10**9),
        (b"%PDF-1.7 no", 0),
        (encrypted(pdf([]), "secret", "secret"), 0),
    ],
)
async def test_what_cannot_be_drawn_is_refused(content: bytes, page: int) -> None:
    with pytest.raises(Unreadable):
        await documents.draw(content, page)
