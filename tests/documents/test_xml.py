from dataclasses import replace

import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty, Doubt, Kind, Reading, Severity
from chorus_app.documents.refusals import Refusal, Unreadable
from tests.documents.xml_samples import BUYER, SELLER, Cii, endpoint, legal, ubl, zugferd_1


def codes(reading: Reading) -> set[str]:
    return {finding.code for finding in reading.findings}


def test_cii_gives_every_field() -> None:
    reading = read_file(Cii().xml(), "facture.xml")
    assert {name: field.value for name, field in reading.fields.items()} == {
        "invoice_number": "FA-2026-0042",
        "issue_date": "2026-01-31",
        "type_code": "FACTURE",
        "currency": "EUR",
        "due_date": "2026-03-02",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "buyer_reference": "SERV-01",
        "purchase_order_reference": "EJ4500012345",
        "contract_reference": "M2026-07",
        "business_process": "A1",
        "tax_exclusive_amount": "1000.00",
        "tax_amount": "200.00",
        "tax_inclusive_amount": "1200.00",
        "payable_amount": "1200.00",
        "iban": "FR7630006000011234567890189",
        "preceding_invoice_reference": "FA-2025-0900",
        "payment_means": "VIREMENT",
    }
    assert {field.certainty for field in reading.fields.values()} == {Certainty.LU}
    assert (reading.kind, reading.profile, reading.findings) == (Kind.CII, "EN 16931", ())
    assert [line.rate for line in reading.vat_lines] == ["20.00"]


def test_ubl_invoice() -> None:
    reading = read_file(ubl(), "f.xml")
    assert reading.kind is Kind.UBL
    assert reading.value("invoice_number") == "UBL-77"
    assert reading.value("seller_siret") == SELLER
    assert reading.value("buyer_siret") == BUYER
    assert reading.value("business_process") == "A9"
    assert reading.value("tax_amount") == "5.50"
    assert reading.value("preceding_invoice_reference") == "OLD-1"
    assert reading.vat_lines[0].tax_amount == "5.50"


def test_ubl_credit_note_is_an_avoir() -> None:
    assert read_file(ubl("CreditNote"), "a.xml").value("type_code") == "AVOIR"


def test_zugferd_1_has_other_names() -> None:
    reading = read_file(zugferd_1(), "z.xml")
    assert reading.profile == "ZUGFERD 1 COMFORT"
    assert reading.value("invoice_number") == "2014-03"
    assert reading.value("tax_inclusive_amount") == "119.00"
    assert reading.value("purchase_order_reference") == "ABC-123"


def test_chorus_native_cii_has_its_cadre_in_the_guideline() -> None:
    reading = read_file(Cii(guideline="A2", process="").xml(), "f.xml")
    assert (reading.profile, reading.value("business_process")) == ("CHORUS PRO", "A2")


def test_cadre_of_the_reform_becomes_a1_and_is_told() -> None:
    reading = read_file(Cii(process="S1").xml(), "f.xml")
    assert reading.fields["business_process"].value == "A1"
    assert reading.fields["business_process"].certainty is Certainty.A_VERIFIER
    assert "BUSINESS_PROCESS" in codes(reading)


@pytest.mark.parametrize(
    ("party", "siret"),
    [
        (legal("0002", SELLER), SELLER),
        (legal("1", SELLER), SELLER),
        (legal("0002", "732 829 320 00074"), SELLER),
        (legal("0002", "732829320") + endpoint("0225", SELLER), SELLER),
        (legal("0002", "732829320"), None),
        (f"<ram:ID>{SELLER}</ram:ID>{legal('0002', '732829320')}", SELLER),
        ("<ram:ID>12345678901234</ram:ID>" + legal("0002", "732829320"), None),
        (endpoint("0009", "11000201100044"), None),
        (endpoint("0225", "732829320_00074"), None),
    ],
)
def test_siret_stands_in_four_places(party: str, siret: str | None) -> None:
    assert read_file(Cii(seller=party).xml(), "f.xml").value("seller_siret") == siret


def test_siren_alone_is_told() -> None:
    reading = read_file(Cii(buyer=legal("0002", "217500016")).xml(), "f.xml")
    finding = next(found for found in reading.findings if found.code == "SIREN_ONLY")
    assert (finding.field, finding.severity) == ("buyer_siret", Severity.REFUSERA)
    assert "217\u00a0500\u00a0016" in finding.message
    assert reading.fields["buyer_siret"].certainty is Certainty.A_COMPLETER


def test_invoice_below_zero_is_an_avoir() -> None:
    negative = Cii(
        exclusive="-1000.00",
        tax='<ram:TaxTotalAmount currencyID="EUR">-200.00</ram:TaxTotalAmount>',
        inclusive="-1200.00",
        payable="-1200.00",
    )
    reading = read_file(negative.xml(), "f.xml")
    assert reading.value("type_code") == "AVOIR"
    assert "NEGATIVE_INVOICE" in codes(reading)


@pytest.mark.parametrize(
    ("code", "severity"),
    [("261", Severity.REFUSERA), ("751", Severity.REFUSERA), ("875", Severity.POURRAIT_REFUSER)],
)
def test_type_codes_that_chorus_does_not_take(code: str, severity: Severity) -> None:
    findings = read_file(Cii(type_code=code).xml(), "f.xml").findings
    assert [found.severity for found in findings if found.code == "TYPE_CODE"] == [severity]


@pytest.mark.parametrize(
    "amount", ["NaN", "1E9", "1_000", "１２００", "0x10", "1 200.00", "1200,00", "", "9" * 16, "+5"]
)
def test_what_is_not_an_amount_is_never_read(amount: str) -> None:
    reading = read_file(replace(Cii(), inclusive=amount).xml(), "f.xml")
    assert reading.value("tax_inclusive_amount") is None
    assert reading.value("invoice_number") == "FA-2026-0042"
    assert ("BAD_AMOUNT" in codes(reading)) is bool(amount)


def test_third_decimal_is_rounded_and_told() -> None:
    reading = read_file(Cii(exclusive="1000.005").xml(), "f.xml")
    field = reading.fields["tax_exclusive_amount"]
    assert (field.value, field.certainty) == ("1000.01", Certainty.A_VERIFIER)
    assert field.doubt is Doubt.ARRONDIE
    assert "BR-DEC-12" in codes(reading)


def test_vat_in_another_currency_is_left_aside() -> None:
    both = (
        '<ram:TaxTotalAmount currencyID="USD">230.00</ram:TaxTotalAmount>'
        '<ram:TaxTotalAmount currencyID="EUR">200.00</ram:TaxTotalAmount>'
    )
    assert read_file(Cii(tax=both).xml(), "f.xml").value("tax_amount") == "200.00"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("20260131", "2026-01-31"),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T00:00:00+02:00", "2026-01-31"),
        ("20261345", None),
        ("31/01/2026", None),
        ("00260131", None),
    ],
)
def test_dates_keep_the_day_that_is_written(written: str, read: str | None) -> None:
    stamp = f"<udt:DateTimeString>{written}</udt:DateTimeString>"
    reading = read_file(Cii(date=stamp).xml(), "f.xml")
    assert reading.value("issue_date") == read
    assert ("BAD_DATE" in codes(reading)) is (read is None)


def test_missing_payment_means_is_refused_by_chorus() -> None:
    found = read_file(Cii(means="").xml(), "f.xml").findings
    assert ("PAYMENT_MEANS", Severity.REFUSERA) in [(f.code, f.severity) for f in found]
    least = Cii(means="", guideline="urn:factur-x.eu:1p0:minimum")
    found = read_file(least.xml(), "f.xml").findings
    assert ("PAYMENT_MEANS", Severity.POURRAIT_REFUSER) in [(f.code, f.severity) for f in found]


def test_text_comes_out_clean() -> None:
    number = "  FA\u202e\u200b-\n1 &lt;script&gt; "
    assert read_file(Cii(number=number).xml(), "f").value("invoice_number") == "FA- 1 <script>"


def test_unknown_namespace_is_read_and_told() -> None:
    reading = read_file(Cii(namespace="urn:somebody:else").xml(), "f.xml")
    assert reading.value("invoice_number") == "FA-2026-0042"
    assert "NAMESPACE" in codes(reading)


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Cii(prolog=DOCTYPE).xml(), Refusal.XML_FORBIDDEN),
        (Cii(prolog="<!-- <a> -->" + DOCTYPE).xml(), Refusal.XML_FORBIDDEN),
        (
            Cii(prolog='<?xml version="1.0" encoding="UTF-16"?>' + DOCTYPE).text().encode("utf-16"),
            Refusal.XML_FORBIDDEN,
        ),
        (Cii().xml()[:-30], Refusal.XML_MALFORMED),
        (b" " + Cii().xml(), Refusal.XML_MALFORMED),
        (Cii(number="\xe9").text().encode("latin-1"), Refusal.XML_MALFORMED),
        (Cii(number="\x00").xml(), Refusal.XML_MALFORMED),
        (b"<a>" * 300 + b"</a>" * 300, Refusal.XML_MALFORMED),
        (
            b"<Order xmlns='urn:oasis:names:specification:ubl:schema:xsd:Order-2'/>",
            Refusal.UNKNOWN_XML,
        ),
        (b"<svg/>", Refusal.UNKNOWN_XML),
    ],
)
def test_refused_xml(content: bytes, code: Refusal) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_file(content, "f.xml")
    assert refusal.value.code is code


def test_malformed_xml_names_the_line() -> None:
    broken = Cii().xml().replace(b"</rsm:ExchangedDocument>", b"</oops>")
    line = broken[: broken.index(b"</oops>")].count(b"\n") + 1
    with pytest.raises(Unreadable, match=f"ligne {line},"):
        read_file(broken, "f.xml")


def test_utf16_is_read() -> None:
    text = Cii(prolog='<?xml version="1.0" encoding="UTF-16"?>', number="ÉTÉ-1").text()
    assert read_file(text.encode("utf-16"), "f.xml").value("invoice_number") == "ÉTÉ-1"
