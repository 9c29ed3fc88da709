from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.deposit import AMOUNT_FIELDS, DepositForm, Fault, Problem
from chorus_app.domain.deposit_checks import KnownRecipient, check
from chorus_app.domain.invoice import BusinessProcess, Obligations
from chorus_app.domain.repairs import repairs
from tests.domain.test_deposit import GOOD, RECIPIENT, TODAY

ALL_SURE = frozenset(AMOUNT_FIELDS)


def proposed(certain: frozenset[str] = frozenset(), **changes: Any) -> dict[str, str]:
    form = replace(GOOD, **changes)
    return repairs(form, check(form, RECIPIENT, today=TODAY), RECIPIENT.service_codes, certain)


def test_a_good_form_needs_nothing() -> None:
    assert proposed() == {}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"tax_exclusive_amount": ""}, {"tax_exclusive_amount": "2600,00"}),
        ({"tax_amount": "deux cents"}, {"tax_amount": "520,00"}),
        ({"tax_inclusive_amount": ""}, {"tax_inclusive_amount": "3120,00"}),
        ({"payable_amount": ""}, {"payable_amount": "3120,00"}),
        ({"tax_amount": "", "tax_exclusive_amount": ""}, {}),
        ({"payable_amount": "3120,01"}, {"payable_amount": "3120,00"}),
        ({"tax_amount": "0,00"}, {"tax_inclusive_amount": "2600,00"}),
        ({"tax_exclusive_amount": "-1", "tax_amount": ""}, {"tax_amount": "3121,00"}),
    ],
)
def test_an_amount_is_what_the_others_give(
    changes: dict[str, str], expected: dict[str, str]
) -> None:
    assert proposed(**changes) == expected


@pytest.mark.parametrize(
    ("typed_over", "mended"),
    [
        ("tax_amount", "520,00"),
        ("tax_exclusive_amount", "2600,00"),
        ("tax_inclusive_amount", "3120,00"),
    ],
)
def test_what_was_read_for_certain_is_not_what_is_wrong(typed_over: str, mended: str) -> None:
    certain = ALL_SURE - {typed_over}

    assert proposed(certain, **{typed_over: "1"})[typed_over] == mended


def test_nothing_is_left_to_pay_of_an_invoice_already_paid() -> None:
    paid = BusinessProcess.A2_FACTURE_FOURNISSEUR_DEJA_PAYEE.value

    assert proposed(business_process=paid) == {"payable_amount": "0,00"}


@pytest.mark.parametrize(
    ("typed", "codes", "expected"),
    [
        ("", ("VOIRIE",), {"service_code": "VOIRIE"}),
        ("", ("VOIRIE", "ECOLES"), {}),
        ("serv 01", ("SERV-01", "SERV-02"), {"service_code": "SERV-01"}),
        ("serv 01", ("SERV-01", "SERV_01"), {}),
        ("MAIRIE", ("VOIRIE", "ECOLES"), {}),
        ("MAIRIE", (), {}),
    ],
)
def test_the_service_that_must_be_meant(
    typed: str, codes: tuple[str, ...], expected: dict[str, str]
) -> None:
    wanted = KnownRecipient(True, Obligations(True, False, False, True), codes)
    form = replace(GOOD, service_code=typed)

    assert repairs(form, check(form, wanted, today=TODAY), codes) == expected


def test_a_field_that_must_be_empty_is_emptied() -> None:
    bare = KnownRecipient(True, Obligations(False, False, False, True), ())
    form = replace(GOOD, service_code="MAIRIE")

    assert repairs(form, check(form, bare, today=TODAY), ()) == {"service_code": ""}


def test_a1_takes_the_place_of_a_cadre_that_is_not_taken_here() -> None:
    a1 = {"business_process": "A1_FACTURE_FOURNISSEUR"}
    assert proposed(business_process="A4_FACTURE_TRAVAUX") == a1


def test_another_choice_is_proposed_where_the_amounts_say_so() -> None:
    assert proposed(payable_amount="0") == {"business_process": "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE"}
    below = {name: f"-{getattr(GOOD, name)}" for name in AMOUNT_FIELDS}
    assert proposed(**below) == {"type_code": "AVOIR"}


def test_a_number_or_a_date_is_never_made_up() -> None:
    empty = DepositForm()
    assert repairs(empty, check(empty, None, today=TODAY), ()) == {}


@given(
    st.dictionaries(st.sampled_from(AMOUNT_FIELDS), st.sampled_from(["", "1", "-2,5", "x", "0"])),
    st.frozensets(st.sampled_from(AMOUNT_FIELDS)),
)
def test_what_is_proposed_can_be_typed_and_changes_its_field(
    changes: dict[str, str], certain: frozenset[str]
) -> None:
    for name, value in proposed(certain, **changes).items():
        form = replace(GOOD, **changes, **{name: value} if name not in changes else {})
        setattr(form, name, value)
        left = [p for p in check(form, RECIPIENT, today=TODAY) if p.field == name]
        assert Problem(name, Fault.MONTANT_ILLISIBLE) not in left
        assert value != changes.get(name)
