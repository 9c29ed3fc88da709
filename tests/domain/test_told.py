"""Where the form says something else than the file."""

from dataclasses import replace

import pytest

from chorus_app.domain.told import TOLD_FIELDS, Told, differing
from tests.domain.test_deposit import GOOD, TODAY

FILE = {name: Told(getattr(GOOD, name), certain=True) for name in TOLD_FIELDS}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("invoice_number", "VTI/2026/00714"),
        ("issue_date", "21/11/2026"),
        ("tax_exclusive_amount", "2 600,01"),
        ("payable_amount", "-3120"),
    ],
)
def test_what_was_typed_over_differs(name: str, typed: str) -> None:
    form = replace(GOOD, **{name: typed})

    assert differing(FILE, form, TODAY) == {name: FILE[name]}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("invoice_number", " VTI/2026/00713 "),
        ("issue_date", "20 novembre 2026"),
        ("tax_exclusive_amount", "2600"),
        ("payable_amount", "3.120,00 €"),
    ],
)
def test_the_same_written_otherwise_does_not_differ(name: str, typed: str) -> None:
    assert differing(FILE, replace(GOOD, **{name: typed}), TODAY) == {}


@pytest.mark.parametrize("name", TOLD_FIELDS)
def test_what_cannot_be_read_is_an_error_of_its_own(name: str) -> None:
    assert differing(FILE, replace(GOOD, **{name: ""}), TODAY) == {}


def test_what_the_file_does_not_say_never_differs() -> None:
    assert differing({}, GOOD, TODAY) == {}
