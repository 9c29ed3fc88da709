"""From what the real reader says of a file to the form, and to what a deposit keeps."""

from dataclasses import replace

import pytest

from chorus_app import documents
from chorus_app.documents import Certainty, FieldReading, Kind, Reading
from chorus_app.domain.deposit import AMOUNT_FIELDS, FORM_FIELDS, DepositForm
from chorus_app.services.prefill import Prefilled, kept_reading, prefill
from tests.documents.pdf_samples import classic_invoice, lines, pdf
from tests.documents.xml_samples import SELLER, Cii, ubl

A1, A9 = "A1_FACTURE_FOURNISSEUR", "A9_FACTURE_SOUSTRAITANT"
NOTHING = Prefilled(DepositForm())


async def test_a_usual_page_fills_the_form() -> None:
    filled = prefill(await documents.read(pdf(classic_invoice()), "FA-2026-0042.pdf"), A1)

    form = filled.form
    assert (form.invoice_number, form.issue_date) == ("FA-2026-0042", "31/01/2026")
    assert (form.recipient_siret, form.service_code) == ("21750001600019", "SERV-01")
    assert form.purchase_order_reference == "4500012345"
    assert form.contract_reference == "M2026-07"
    assert [getattr(form, name) for name in AMOUNT_FIELDS] == [
        "1000,00",
        "200,00",
        "1200,00",
        "1200,00",
    ]
    assert (form.type_code, form.business_process) == ("FACTURE", A1)
    assert filled.marks["invoice_number"] == "LU"
    assert filled.marks["service_code"] == "A_VERIFIER"
    assert filled.marks["preceding_invoice_reference"] == "A_COMPLETER"
    assert set(filled.marks) <= set(FORM_FIELDS)


async def test_what_was_not_read_stays_empty_and_is_marked() -> None:
    filled = prefill(
        await documents.read(pdf(lines("Bonjour à tous, voici un devis")), "x.pdf"), A1
    )

    for name in ("invoice_number", "issue_date", "recipient_siret", *AMOUNT_FIELDS):
        assert getattr(filled.form, name) == ""
        assert filled.marks[name] == "A_COMPLETER"


async def test_a_structured_credit_note_says_its_type_and_its_cadre() -> None:
    content = Cii(type_code="381", process="A9").xml()

    form = prefill(await documents.read(content, "avoir.xml"), A1).form

    assert (form.type_code, form.business_process) == ("AVOIR", A9)
    assert form.preceding_invoice_reference == "FA-2025-0900"


@pytest.mark.parametrize("process", ["", "A7"])
async def test_a_cadre_that_is_not_deposited_here_leaves_the_usual_one(process: str) -> None:
    reading = await documents.read(Cii(process=process).xml(), "f.xml")

    assert prefill(reading, A9).form.business_process == A9


async def test_a_deposit_keeps_what_the_form_does_not_show() -> None:
    reading = await documents.read(ubl(), "f.xml")

    kept = kept_reading(reading, Prefilled(DepositForm(), {"invoice_number": "LU"}), SELLER)

    assert kept["marks"] == {"invoice_number": "LU"}
    assert (kept["currency"], kept["signed"]) == ("EUR", False)
    assert kept["vat_lines"] == [
        {"category": "S", "rate": "5.50", "taxable_amount": "100.00", "tax_amount": "5.50"}
    ]


def reading(kind: Kind, seller: str | None) -> Reading:
    sure = FieldReading(seller, Certainty.LU, "")
    blank = dict.fromkeys(documents.FIELDS, FieldReading(None, Certainty.A_COMPLETER, ""))
    return Reading(kind, "", False, blank | {"seller_siret": sure})


@pytest.mark.parametrize(
    ("kind", "seller", "severities"),
    [
        (Kind.PDF, SELLER, []),
        (Kind.PDF, None, []),
        (Kind.PDF, "11000201100044", ["pourrait_refuser"]),
        (Kind.CII, "11000201100044", ["refusera"]),
        (Kind.PDF_FACTURX, "11000201100044", ["refusera"]),
        (Kind.UBL, None, []),
    ],
)
def test_another_supplier_s_invoice_is_told(
    kind: Kind, seller: str | None, severities: list[str]
) -> None:
    findings = kept_reading(reading(kind, seller), NOTHING, SELLER)["findings"]

    assert isinstance(findings, list)
    assert [finding["severity"] for finding in findings] == severities


def test_a_reading_without_a_currency_is_in_euros() -> None:
    assert kept_reading(reading(Kind.PDF, None), NOTHING, SELLER)["currency"] == "EUR"
    dollars = replace(
        reading(Kind.PDF, None),
        fields=reading(Kind.PDF, None).fields | {"currency": FieldReading("USD", Certainty.LU, "")},
    )
    assert kept_reading(dollars, NOTHING, SELLER)["currency"] == "USD"
