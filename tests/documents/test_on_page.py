"""Where values stand: tight around each, and nowhere when the page does not show it."""

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Place
from tests.documents.pdf_samples import classic_invoice, lines, pdf, with_attachments
from tests.documents.xml_samples import Cii

A4_WIDTH, A4_HEIGHT = 595.27, 841.89


def stands_at(place: Place, left: float, top: float) -> bool:
    """Tell whether a place begins at these points, `top` being the foot of the line of text."""
    across, foot = place.left * A4_WIDTH, (place.top + place.height) * A4_HEIGHT
    return abs(across - left) < 2 and abs(foot - top) < 4 and place.height * A4_HEIGHT < 14


def test_every_value_of_an_invoice_has_its_place() -> None:
    reading = read_file(pdf(classic_invoice()), "f.pdf")

    unplaced = {"type_code", "currency", "payment_means"}
    assert set(reading.places) == {name for name, f in reading.fields.items() if f.value} - unplaced
    assert stands_at(reading.places["tax_inclusive_amount"], 460, 448)
    assert stands_at(reading.places["payable_amount"], 460, 462)
    assert reading.places["invoice_number"].left * A4_WIDTH > 100, "the label is left out"
    assert reading.places["buyer_siret"].left * A4_WIDTH > 330


def test_the_page_of_a_place_is_told() -> None:
    first = lines("FACTURE N° FA-2026-0042", "Date de facture : 31/01/2026")
    last = lines("Total HT : 100,00 €", "TVA 20 % : 20,00 €", "Total TTC : 120,00 €")

    reading = read_file(pdf(first, [], last), "f.pdf")

    assert reading.places["invoice_number"].page == 0
    assert reading.places["tax_inclusive_amount"].page == 2
    assert [sheet.number for sheet in reading.sheets] == [0, 1, 2]


def test_data_are_placed_where_the_page_shows_them() -> None:
    content = with_attachments(pdf(classic_invoice()), ("factur-x.xml", Cii().xml()))

    reading = read_file(content, "f.pdf")

    assert reading.value("invoice_number") == "FA-2026-0042"
    assert stands_at(reading.places["tax_inclusive_amount"], 460, 448)


def test_what_the_page_does_not_show_has_no_place() -> None:
    content = with_attachments(pdf(lines("Voir le fichier joint")), ("factur-x.xml", Cii().xml()))

    reading = read_file(content, "f.pdf")

    assert reading.value("invoice_number") == "FA-2026-0042"
    assert reading.places == {}


def test_a_value_inside_a_longer_one_is_not_its_place() -> None:
    page = lines("Client : 9912345", "Facture n° 12345", "Total TTC : 10,00 €")

    place = read_file(pdf(page), "f.pdf").places["invoice_number"]

    assert abs((place.top + place.height) * A4_HEIGHT - 74) < 4


def test_places_cross_the_pipe() -> None:
    reading = read_file(pdf(classic_invoice()), "f.pdf")

    assert type(reading).from_data(reading.to_data()) == reading
