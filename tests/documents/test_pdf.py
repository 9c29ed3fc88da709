import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty, Doubt, Kind, Reading
from chorus_app.documents.refusals import Refusal, Unreadable
from tests.documents.pdf_samples import classic_invoice, encrypted, lines, pdf, with_attachments
from tests.documents.xml_samples import BUYER, SELLER, Cii, legal


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_a_usual_french_invoice_is_fully_read() -> None:
    reading = read_file(pdf(classic_invoice()), "facture.pdf")
    assert reading.kind is Kind.PDF
    assert {name: field.value for name, field in reading.fields.items()} == {
        "invoice_number": "FA-2026-0042",
        "issue_date": "2026-01-31",
        "type_code": "FACTURE",
        "currency": "EUR",
        "due_date": "2026-03-02",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "buyer_reference": "SERV-01",
        "purchase_order_reference": "4500012345",
        "contract_reference": "M2026-07",
        "business_process": None,
        "tax_exclusive_amount": "1000.00",
        "tax_amount": "200.00",
        "tax_inclusive_amount": "1200.00",
        "payable_amount": "1200.00",
        "iban": "FR7630006000011234567890189",
        "preceding_invoice_reference": None,
        "payment_means": "VIREMENT",
    }


def test_what_is_read_twice_or_adds_up_is_certain() -> None:
    fields = read_file(pdf(classic_invoice()), "facture.pdf").fields
    certain = {name for name, field in fields.items() if field.certainty is Certainty.LU}
    assert certain >= {"invoice_number", "issue_date", "seller_siret", "buyer_siret", "iban"}
    assert certain >= {"tax_exclusive_amount", "tax_amount", "tax_inclusive_amount"}
    assert fields["buyer_reference"].certainty is Certainty.A_VERIFIER
    assert fields["buyer_reference"].doubt is Doubt.UNE_FOIS
    assert fields["business_process"].certainty is Certainty.A_COMPLETER


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 90])
def test_a_turned_page_reads_the_same(angle: int, rotation: int) -> None:
    turned = read_file(pdf(classic_invoice(), angle=angle, rotation=rotation), "f.pdf")
    assert turned.fields == read_file(pdf(classic_invoice()), "f.pdf").fields


def test_a_scan_is_read_with_a_finding_and_nothing_else() -> None:
    reading = read_file(pdf([]), "scan.pdf")
    assert codes(reading) == ["NO_TEXT"]
    assert {field.certainty for field in reading.fields.values()} == {Certainty.A_COMPLETER}


def facturx(xml: bytes, name: str = "factur-x.xml") -> bytes:
    return with_attachments(pdf(classic_invoice()), (name, xml))


def test_a_pdf_with_xml_takes_the_data() -> None:
    reading = read_file(facturx(Cii().xml()), "f.pdf")
    assert (reading.kind, reading.profile) == (Kind.PDF_FACTURX, "EN 16931")
    assert {field.certainty for field in reading.fields.values()} == {Certainty.LU}
    assert codes(reading) == ["FACTURX"]


def test_other_attachment_names_are_read_and_told() -> None:
    reading = read_file(facturx(Cii().xml(), "facture.xml"), "f.pdf")
    assert reading.kind is Kind.PDF_FACTURX
    assert "ATTACHMENT_NAME" in codes(reading)


def test_an_attachment_that_is_no_invoice_is_left_alone() -> None:
    reading = read_file(facturx(b"<note>Bonjour</note>", "note.xml"), "f.pdf")
    assert (reading.kind, codes(reading)) == (Kind.PDF, [])


def test_broken_xml_is_told_and_the_page_is_read() -> None:
    reading = read_file(facturx(Cii().xml()[:-9]), "f.pdf")
    assert (reading.kind, codes(reading)) == (Kind.PDF, ["XML_UNREADABLE"])
    assert reading.value("invoice_number") == "FA-2026-0042"


def test_xml_and_page_that_differ_are_told_field_by_field() -> None:
    reading = read_file(facturx(Cii(number="FA-9", inclusive="1300.00").xml()), "f.pdf")
    told = {found.field for found in reading.findings if found.code == "XML_PAGE_DISAGREE"}
    assert told == {"invoice_number", "tax_inclusive_amount"}
    assert reading.fields["invoice_number"].value == "FA-9"
    assert reading.fields["invoice_number"].certainty is Certainty.A_VERIFIER
    assert reading.fields["invoice_number"].doubt is Doubt.DESACCORD


def test_a_page_that_does_not_show_the_number_is_told() -> None:
    mute = with_attachments(pdf(lines("Merci de votre confiance")), ("factur-x.xml", Cii().xml()))
    told = [found for found in read_file(mute, "f.pdf").findings if found.field == "invoice_number"]
    assert [found.code for found in told] == ["XML_PAGE_DISAGREE"]


def test_the_page_completes_what_the_xml_leaves_out() -> None:
    reading = read_file(facturx(Cii(seller=legal("0002", SELLER[:9])).xml()), "f.pdf")
    assert reading.value("seller_siret") == SELLER
    assert reading.fields["seller_siret"].certainty is Certainty.A_VERIFIER
    assert reading.fields["seller_siret"].doubt is Doubt.PAGE_SEULE


def test_two_invoices_that_differ_leave_the_difference_open() -> None:
    both = with_attachments(
        pdf([]), ("factur-x.xml", Cii().xml()), ("other.xml", Cii(number="B-2").xml())
    )
    reading = read_file(both, "f.pdf")
    assert "SEVERAL_XML" in codes(reading)
    assert reading.value("invoice_number") is None
    assert reading.value("tax_inclusive_amount") == "1200.00"


def test_the_same_invoice_twice_is_one() -> None:
    twice = with_attachments(pdf([]), ("factur-x.xml", Cii().xml()), ("b.xml", Cii().xml()))
    assert "SEVERAL_XML" not in codes(read_file(twice, "f.pdf"))


def test_owner_password_alone_reads_with_a_finding() -> None:
    reading = read_file(encrypted(pdf(classic_invoice()), "", "owner"), "f.pdf")
    assert "PROTECTED" in codes(reading)
    assert reading.value("invoice_number") == "FA-2026-0042"


WHOLE = pdf(classic_invoice())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (encrypted(WHOLE, "secret", "owner"), Refusal.ENCRYPTED),
        (WHOLE[: len(WHOLE) // 2], Refusal.DAMAGED),
        (b"%PDF-1.7\n%%EOF", Refusal.DAMAGED),
        (b"junk" + WHOLE, Refusal.DAMAGED),
        (b"%PDF-1.7\n" + b"\x00\xff" * 500, Refusal.DAMAGED),
    ],
)
def test_refused_pdf(content: bytes, code: Refusal) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_file(content, "f.pdf")
    assert refusal.value.code is code


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\x89PNG\r\n\x1a\n", "une image PNG"),
        (b"\xff\xd8\xff\xe0", "une photo JPEG"),
        (b"PK\x03\x04....word/document.xml", "un document Word"),
        (b"PK\x03\x04....facture.pdf", "une archive ZIP"),
        (b"<!DOCTYPE html><html><body>", "une page web"),
        (b"Bonjour, voici la facture", "un fichier texte"),
        (b"\x01\x02\x03\x04", "inconnu"),
    ],
)
def test_other_files_are_named(content: bytes, found: str) -> None:
    with pytest.raises(Unreadable, match=found) as refusal:
        read_file(content, "facture.pdf")
    assert refusal.value.code is Refusal.NOT_AN_INVOICE_FILE
