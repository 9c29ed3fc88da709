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
@settings(max_examples=60, deadline=None)
def test_nothing_certain_is_ever_wrong(seed: int) -> None:
    values, content = drawn(seed)
    fields = read_file(content, "document.pdf").fields
    said = values.fields()
    certain = {name for name in said if fields[name].certainty is Certainty.LU}
    assert {name: fields[name].value for name in certain} == {name: said[name] for name in certain}


def test_nearly_all_of_it_is_read() -> None:
    right = 0
    for seed in range(50):
        values, content = drawn(seed)
        reading = read_file(content, "document.pdf")
        right += all(reading.value(name) == value for name, value in values.fields().items())
    assert right >= 47
