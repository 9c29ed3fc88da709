"""What an invoice's own sums and the official schemas tell."""

import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Finding, Severity
from tests.documents.xml_samples import Cii, ubl, zugferd_1


def found(content: bytes, code: str) -> list[Finding]:
    return [finding for finding in read_file(content, "f.xml").findings if finding.code == code]


@pytest.mark.parametrize(
    ("invoice", "code", "field"),
    [
        (Cii(line="999.99"), "BR-CO-10", "tax_exclusive_amount"),
        (Cii(vat="199.99"), "BR-CO-14", "tax_amount"),
    ],
)
def test_sums_that_do_not_agree_name_both_amounts(invoice: Cii, code: str, field: str) -> None:
    (finding,) = found(invoice.xml(), code)
    assert (finding.field, finding.severity) == (field, Severity.REFUSERA)
    assert "99.99" in finding.message


def test_ubl_sums() -> None:
    amount = "<cbc:LineExtensionAmount>90.00</cbc:LineExtensionAmount>"
    line = f"<cac:InvoiceLine>{amount}</cac:InvoiceLine>"
    total = b"<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>"
    content = ubl(body=line).replace(b"<cac:LegalMonetaryTotal>", total)
    assert len(found(content, "BR-CO-10")) == 1
    assert found(content.replace(b">90.00<", b">100.00<"), "BR-CO-10") == []


def test_lines_that_group_others_are_not_added_up() -> None:
    status = b"<ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>"
    content = Cii(line="900.00").xml().replace(b"</ram:LineID>", b"</ram:LineID>" + status)
    assert found(content, "BR-CO-10") == []


def test_a_line_without_amount_leaves_the_sum_alone() -> None:
    assert found(Cii(line="mille").xml(), "BR-CO-10") == []


def test_an_invoice_in_order_follows_its_schema() -> None:
    assert found(Cii().xml(), "SCHEMA") == []
    assert found(Cii(guideline="A1", process="").xml(), "SCHEMA") == []


@pytest.mark.parametrize("content", [Cii().xml(), ubl(), ubl("CreditNote"), zugferd_1()])
def test_an_element_out_of_place_is_named_with_its_line(content: bytes) -> None:
    end = content.rindex(b"</")
    (finding, *_) = found(content[:end] + b"<Intrus xmlns=''/>" + content[end:], "SCHEMA")
    assert "ligne" in finding.message
    assert finding.severity is Severity.POURRAIT_REFUSER


def test_a_schema_finding_says_what_is_missing() -> None:
    content = Cii().xml().replace(b"<ram:ApplicableHeaderTradeDelivery/>", b"")
    (finding,) = found(content, "SCHEMA")
    assert "ApplicableHeaderTradeSettlement n’a pas sa place ici" in finding.message


def test_three_schema_findings_at_most() -> None:
    wrong = b"<ram:CategoryCode>?</ram:CategoryCode>"
    content = Cii().xml().replace(b"<ram:CategoryCode>S</ram:CategoryCode>", wrong)
    broken = content.replace(b"<ram:TypeCode>", b"<ram:Oops/><ram:TypeCode>")
    assert 0 < len(found(broken, "SCHEMA")) <= 3
