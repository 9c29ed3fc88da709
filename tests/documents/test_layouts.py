"""Layouts of many hands: every value read is right, and what is certain is never wrong."""

import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty
from tests.documents import layouts_programs, layouts_traps
from tests.documents.pdf_samples import pdf
from tests.documents.sheet import Sheet

UNMARKED = {"type_code", "business_process"}
SHEETS = layouts_programs.SHEETS + layouts_traps.SHEETS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_layout_is_read(sheet: Sheet) -> None:
    reading = read_file(pdf(*sheet.pages), "document.pdf")
    assert {name: reading.value(name) for name in sheet.says} == sheet.says


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_is_to_be_checked_says_why(sheet: Sheet) -> None:
    """The kind of document and its frame are choices of the form: nobody marks those."""
    fields = read_file(pdf(*sheet.pages), "document.pdf").fields
    marked = {name: field for name, field in fields.items() if name not in UNMARKED}
    doubtful = {name for name, field in marked.items() if field.doubt}

    assert doubtful == {
        name for name, field in marked.items() if field.certainty is Certainty.A_VERIFIER
    }


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
@pytest.mark.parametrize("size", [7, 11])
def test_nothing_certain_is_wrong(sheet: Sheet, size: float) -> None:
    fields = read_file(pdf(*sheet.pages, size=size), "document.pdf").fields
    certain = {name: f.value for name, f in fields.items() if f.certainty is Certainty.LU}
    assert {name: certain[name] for name in sheet.says if name in certain} == {
        name: value for name, value in sheet.says.items() if name in certain
    }
