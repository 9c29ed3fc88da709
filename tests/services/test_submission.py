"""What goes to `soumettre` of a confirmed form, and when an invoice is this very one."""

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from chorus_app.domain.deposit import DepositForm
from chorus_app.domain.invoice import VatLine
from chorus_app.gateway.port import Submission
from chorus_app.gateway.wire.invoices import found_invoices
from chorus_app.services.submission import is_signed, is_the_same, submission_of
from chorus_app.store.tables import DepositRow, now
from tests.gateway.samples import found

FORM = DepositForm(
    invoice_number=" SU-1 ",
    issue_date="03/11/2026",
    recipient_siret="217 500 016 00019",
    service_code=" SERV ",
    tax_exclusive_amount="1 000,00",
    tax_amount="200,00",
    tax_inclusive_amount="1 200,00",
    payable_amount="1 200,00",
)
TWENTY = {"category": "S", "rate": "20.00", "taxable_amount": "1000.00", "tax_amount": "200.00"}


def row(form: DepositForm = FORM, **reading: Any) -> DepositRow:
    return DepositRow(
        id="a",
        structure_id=1,
        user_id=1,
        stage="A_ENVOYER",
        confirmed_at=now(),
        file_key="k",
        file_name="facture.pdf",
        file_size=1,
        file_kind="PDF",
        reading=json.dumps(reading),
        form=json.dumps(asdict(form)),
        invoice_number=form.invoice_number.strip(),
    )


def sent(form: DepositForm = FORM, **reading: Any) -> Submission:
    return submission_of(row(form, **reading), 7, 42)


def test_the_form_goes_as_chorus_wants_it() -> None:
    submission = sent(currency="CHF", signed=True)

    assert (submission.invoice_number, submission.issue_date) == ("SU-1", date(2026, 11, 3))
    assert (submission.recipient_siret, submission.service_code) == ("21750001600019", "SERV")
    assert (submission.attachment_id, submission.supplier_chorus_id) == (7, 42)
    assert (submission.tax_inclusive_amount, submission.payable_amount) == (120_000, 120_000)
    assert (submission.discount, submission.discount_reason) == (0, "")
    assert (submission.currency, submission.payment_means) == ("CHF", "VIREMENT")
    assert submission.signed
    assert is_signed(row(signed=True))
    assert not is_signed(row())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"type_code": "AVOIR"}, {"payment_means": ""}),
        ({"validator_siret": "73282932000074"}, {"validator_siret": ""}),
        (
            {
                "business_process": "A12_FACTURE_COTRAITANT",
                "validator_siret": "732 829 320 00074",
            },
            {"validator_siret": "73282932000074"},
        ),
        ({"exemption_reason": "article 293 B"}, {"exemption_reason": ""}),
        (
            {"vat_scheme": "EXONERATION", "exemption_reason": " article 293 B "},
            {"exemption_reason": "article 293 B"},
        ),
        ({"payable_amount": "1 000"}, {"discount": 20_000, "payable_amount": 100_000}),
        (
            {"payable_amount": "0", "business_process": "A2_FACTURE_FOURNISSEUR_DEJA_PAYEE"},
            {"discount": 0, "payable_amount": 0},
        ),
    ],
)
def test_what_depends_on_a_choice(changes: dict[str, str], expected: dict[str, object]) -> None:
    submission = sent(replace(FORM, **changes))

    assert {name: getattr(submission, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("changes", "read", "expected"),
    [
        ({}, [TWENTY], [VatLine(2000, 100_000, 20_000)]),
        ({}, [], [VatLine(2000, 100_000, 20_000)]),
        ({}, [TWENTY, TWENTY], [VatLine(2000, 100_000, 20_000)]),
        ({}, [TWENTY | {"rate": None}], [VatLine(2000, 100_000, 20_000)]),
        ({}, [{"rate": "x"}], [VatLine(2000, 100_000, 20_000)]),
        ({"tax_amount": "55,00"}, [TWENTY], [VatLine(550, 100_000, 5_500)]),
        ({"tax_amount": "123,45"}, [TWENTY], []),
        ({"tax_amount": "0"}, [], []),
        (
            {"tax_amount": "150"},
            [
                TWENTY | {"taxable_amount": "500.00", "tax_amount": "100.00"},
                TWENTY | {"rate": "10", "taxable_amount": "500.00", "tax_amount": "50.00"},
            ],
            [VatLine(2000, 50_000, 10_000), VatLine(1000, 50_000, 5_000)],
        ),
    ],
)
def test_vat_lines_add_up_or_are_left_out(
    changes: dict[str, str], read: list[dict[str, Any]], expected: list[VatLine]
) -> None:
    assert sent(replace(FORM, **changes), vat_lines=read).vat_lines == tuple(expected)


KNOWN = replace(
    found_invoices({"listeFactures": [found()]})[0],
    invoice_number="SU-1",
    recipient_siret="21750001600019",
    type_code="FACTURE",
    tax_inclusive_amount=120_000,
)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"tax_inclusive_amount": -120_000}, True),
        ({"type_code": "ACOMPTE"}, True),
        ({"type_code": "AVOIR"}, False),
        ({"tax_inclusive_amount": 120_001}, False),
        ({"recipient_siret": "21350238800019"}, False),
    ],
)
def test_an_invoice_is_this_one_when_it_says_the_same(changes: dict[str, Any], same: bool) -> None:
    assert is_the_same(replace(KNOWN, **changes), row()) is same


def test_a_deposit_without_a_total_is_no_known_invoice() -> None:
    assert not is_the_same(KNOWN, row(replace(FORM, tax_inclusive_amount="?")))
