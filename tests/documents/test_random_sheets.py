"""Properties of the page reader, on invoices drawn at random."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty
from tests.documents.pdf_samples import pdf
from tests.documents.random_sheets import Values, draw_sheet, draw_values


def drawn(seed: int) -> tuple[Values, bytes]:
    random = Random(seed)
    values = draw_values(random)
    return values, pdf(draw_sheet(values, random))


@given(st.integers(0, 10**9))
@settings(max_examples=40, deadline=None)
def test_nothing_certain_is_ever_wrong(seed: int) -> None:
    values, content = drawn(seed)
    fields = read_file(content, "document.pdf").fields
    said = values.fields()
    certain = {name for name in said if fields[name].certainty is Certainty.LU}
    assert {name: fields[name].value for name in certain} == {name: said[name] for name in certain}


def test_nearly_all_of_it_is_read() -> None:
    right = 0
    for seed in range(40):
        values, content = drawn(seed)
        reading = read_file(content, "document.pdf")
        right += all(reading.value(name) == value for name, value in values.fields().items())
    assert right >= 38


WORDS = ("Facture n°", "Total HT", "TVA 20 %", "Total", "Date", "du", "SIRET", "Client :", "AVOIR")
WORDS += ("1 200,00 €", "20,00", "31/01/2026", "2 mars 2026", "F-12", "N°", ":", "/", "-", "%", "€")
WORDS += (
    "732 829 320 00074",
    "IBAN FR76",
    "Échéance",
    "Net à payer",
    "Acompte",
    "(12,00)",
    "\u00b2",
)

scraps = st.tuples(
    st.integers(0, 560),
    st.integers(10, 820),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=5).map(" ".join),
)


@given(st.lists(scraps, max_size=25))
@settings(max_examples=40, deadline=None)
def test_no_page_breaks_the_reader(page: list[tuple[int, int, str]]) -> None:
    reading = read_file(pdf(page), "document.pdf")
    for field in reading.fields.values():
        assert (field.value is None) == (field.certainty is Certainty.A_COMPLETER)
