from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.deposit import FORM_FIELDS, DepositForm
from chorus_app.domain.hints import (
    ANNOUNCED,
    CONSTANT,
    NAMED,
    Hints,
    corrected,
    followed,
    learnt,
    likeness,
)
from tests.domain.test_deposit import GOOD

READ = replace(GOOD, purchase_order_reference="", service_code="VOIR")
NOTHING = Hints()
FORMS = st.builds(
    DepositForm, **{name: st.sampled_from(["", "A", "B", "A 1"]) for name in FORM_FIELDS}
)


def test_what_was_typed_over_is_kept_with_what_was_read() -> None:
    known = learnt(NOTHING, READ, GOOD, {})

    assert known.constants == {
        "service_code": {"read": "VOIR", "value": "VOIRIE", "recipient": "21350238800019"},
    }
    assert followed(known, READ, named=False) == {"service_code": "VOIRIE"}


def test_an_order_is_never_carried_to_the_next_invoice() -> None:
    known = learnt(NOTHING, READ, GOOD, {"purchase_order_reference": "SAME votre commande"})

    assert "purchase_order_reference" not in followed(known, READ, named=True)
    assert known.labels == {"purchase_order_reference": "SAME votre commande"}


def test_a_file_that_says_something_else_is_believed() -> None:
    known = learnt(NOTHING, READ, replace(GOOD, contract_reference="M-7"), {})

    said = replace(READ, service_code="ECOLES")
    assert followed(known, said, named=True) == {"contract_reference": "M-7"}


def test_a_service_is_not_proposed_to_another_recipient() -> None:
    known = learnt(NOTHING, READ, GOOD, {})

    assert followed(known, replace(READ, recipient_siret="21440109300015"), named=True) == {}


def test_a_recipient_that_is_proposed_brings_its_service() -> None:
    unread = replace(READ, recipient_siret="")
    known = learnt(NOTHING, unread, GOOD, {NAMED: "WHOLE ville de rennes"})

    assert followed(known, unread, named=True) == {
        "recipient_siret": GOOD.recipient_siret,
        "service_code": "VOIRIE",
    }
    assert followed(known, unread, named=False) == {}, "another customer's invoice, maybe"


def test_a_recipient_that_the_page_does_not_name_is_not_learnt() -> None:
    unread = replace(READ, recipient_siret="")

    assert "recipient_siret" not in learnt(NOTHING, unread, GOOD, {}).constants


def test_a_recipient_that_was_misread_is_proposed_for_the_same_misreading() -> None:
    misread = replace(READ, recipient_siret="21440109300015", service_code="VOIRIE")
    known = learnt(NOTHING, misread, GOOD, {})

    assert followed(known, misread, named=False) == {"recipient_siret": GOOD.recipient_siret}


def test_the_line_that_names_a_recipient_goes_with_it() -> None:
    unread = replace(READ, recipient_siret="")
    known = learnt(NOTHING, unread, GOOD, {NAMED: "WHOLE ville de rennes"})

    again = learnt(known, unread, GOOD, {NAMED: "WHOLE mairie de rennes"})
    assert again.labels == {NAMED: "WHOLE mairie de rennes"}
    assert learnt(known, unread, GOOD, {}).labels == {}
    assert learnt(known, GOOD, GOOD, {}).labels == known.labels


def test_what_was_not_followed_is_forgotten() -> None:
    known = learnt(NOTHING, READ, GOOD, {"invoice_number": "SAME dossier"})

    after = learnt(known, READ, replace(READ, invoice_number="AUTRE"), {})

    assert after == NOTHING


def test_a_label_stays_while_its_value_is_not_typed_over() -> None:
    known = learnt(NOTHING, READ, GOOD, {"invoice_number": "SAME dossier"})

    assert learnt(known, READ, GOOD, {}).labels == {"invoice_number": "SAME dossier"}


def test_spaces_are_no_correction() -> None:
    spaced = replace(GOOD, recipient_siret="21350238800019", tax_exclusive_amount="2600,00")

    assert corrected(GOOD, spaced, FORM_FIELDS) == {}


def test_layouts_are_alike_by_what_they_share() -> None:
    assert likeness(["a", "b"], ("b", "a")) == 1
    assert likeness(["a", "b", "c"], ["a", "b", "d"]) == 0.5
    assert likeness([], []) == likeness(["a"], ["b"]) == 0


@given(FORMS, FORMS)
def test_hints_survive_json_and_hold_constants_only(read: DepositForm, sent: DepositForm) -> None:
    known = learnt(NOTHING, read, sent, {})

    assert Hints.from_data(known.to_data()) == known
    assert set(known.constants) <= set(CONSTANT)
    assert not set(ANNOUNCED) & set(known.constants)


@given(FORMS, FORMS)
def test_the_same_file_gets_what_was_typed(read: DepositForm, sent: DepositForm) -> None:
    known = learnt(NOTHING, read, sent, {NAMED: "WHOLE ville de rennes"})
    proposed = followed(known, read, named=True)

    assert {name: asdict(sent)[name] for name in proposed} == proposed
