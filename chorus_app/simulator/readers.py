"""What an invoice's XML says: CII (D16B and later, Factur-X included), UBL 2.1 or CPP minimal.

The places of the SIRET and of Chorus's own fields follow the mapping of EN 16931 (BT numbers).
"""

from collections.abc import Callable

from lxml import etree

from chorus_app.simulator.files import Unreadable
from chorus_app.simulator.readers_cpp import read_cpp
from chorus_app.simulator.xml_invoice import (
    LONGEST_NAME,
    Places,
    Tree,
    XmlFile,
    XmlInvoice,
    cents,
    day,
    decoded,
    missing,
    process_of,
    type_of,
)

AIFE = "11000201100044"
_DEAL = "SupplyChainTradeTransaction.ApplicableHeaderTradeAgreement"
_PAY = "SupplyChainTradeTransaction.ApplicableHeaderTradeSettlement"
MEANS_ELEMENT = f"{_PAY}.SpecifiedTradeSettlementPaymentMeans.TypeCode"
CII = Places(
    service=f"{_DEAL}.BuyerReference",
    engagement=f"{_DEAL}.BuyerOrderReferencedDocument.IssuerAssignedID",
)
"""The words that users quote."""
UBL = Places(service="Invoice.BuyerReference", engagement="Invoice.OrderReference.ID")
"""The same words for the other syntax: the simulator's choice."""


def read_invoices(root: etree._Element, syntax: str) -> list[XmlInvoice]:
    """Read a file in the syntax it was said to be in. Raises `Unreadable` for another root.

    A style sheet, which a structured flow brings along to show its invoices, holds none.
    """
    kind = etree.QName(root).localname
    if kind in ("stylesheet", "transform"):
        return []
    reader = _reader(kind)
    if reader is None or reader[0] not in syntax:
        raise Unreadable(f"root {kind} in {syntax}")
    return reader[1](Tree(root))


def _reader(kind: str) -> tuple[str, Callable[[Tree], list[XmlInvoice]]] | None:
    """Return the word of the syntax that has this root, and who reads it."""
    if kind == "CrossIndustryInvoice":
        return "_CII", lambda tree: [_read_cii(tree)]
    if kind in ("Invoice", "CreditNote"):
        return "_UBL_", lambda tree: [_read_ubl(tree, credit=kind == "CreditNote")]
    if kind.startswith("CPPFacture") and kind != "CPPFacturePivot":
        return "_CPP_", read_cpp
    return None


def _read_cii(tree: Tree) -> XmlInvoice:
    deal = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement"
    pay = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
    sums = f"{pay}/SpecifiedTradeSettlementHeaderMonetarySummation"
    context = "ExchangedDocumentContext"
    currency = tree.text(f"{pay}/InvoiceCurrencyCode")
    made = XmlInvoice(
        CII,
        number=tree.text("ExchangedDocument/ID"),
        type_code=type_of(tree.text("ExchangedDocument/TypeCode")),
        issued=day(tree.text("ExchangedDocument/IssueDateTime/DateTimeString")),
        due=day(tree.text(f"{pay}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString")),
        currency=currency,
        process=process_of(
            tree.text(f"{context}/BusinessProcessSpecifiedDocumentContextParameter/ID"),
            tree.text(f"{context}/GuidelineSpecifiedDocumentContextParameter/ID"),
        ),
        supplier=_cii_siret(tree, f"{deal}/SellerTradeParty"),
        recipient=_cii_siret(tree, f"{deal}/BuyerTradeParty"),
        service=tree.text(f"{deal}/BuyerReference"),
        engagement=tree.text(f"{deal}/BuyerOrderReferencedDocument/IssuerAssignedID"),
        contract=tree.text(f"{deal}/ContractReferencedDocument/IssuerAssignedID"),
        preceding=tree.text(f"{pay}/InvoiceReferencedDocument/IssuerAssignedID"),
        means=tree.text(f"{pay}/SpecifiedTradeSettlementPaymentMeans/TypeCode"),
        net=cents(tree.text(f"{sums}/TaxBasisTotalAmount")),
        vat=cents(
            tree.text(f"{sums}/TaxTotalAmount[@currencyID='{currency}']")
            or tree.text(f"{sums}/TaxTotalAmount")
        )
        if currency.isalpha()
        else None,
        gross=cents(tree.text(f"{sums}/GrandTotalAmount")),
        payable=cents(tree.text(f"{sums}/DuePayableAmount")),
    )
    for tax in tree.all(f"{pay}/ApplicableTradeTax"):
        _add_tax(made, tree, tax)
    for paper in tree.all(f"{deal}/AdditionalReferencedDocument/AttachmentBinaryObject"):
        _add_file(made, paper)
    return _finish(made)


def _add_tax(made: XmlInvoice, tree: Tree, tax: etree._Element) -> None:
    for name in ("TypeCode", "CategoryCode"):
        if not tree.text(name, tax):
            made.faults.append(missing(f"{_PAY}.ApplicableTradeTax.{name}"))
    made.add_rate(
        tree.text("RateApplicablePercent", tax),
        tree.text("BasisAmount", tax),
        tree.text("CalculatedAmount", tax),
    )


def _read_ubl(tree: Tree, *, credit: bool) -> XmlInvoice:
    kind = "CreditNoteTypeCode" if credit else "InvoiceTypeCode"
    currency = tree.text("DocumentCurrencyCode")
    made = XmlInvoice(
        UBL,
        number=tree.text("ID"),
        type_code="AVOIR" if credit else type_of(tree.text(kind)),
        issued=day(tree.text("IssueDate")),
        due=day(tree.text("DueDate")),
        currency=currency,
        process=process_of(tree.text("ProfileID"), ""),
        supplier=_ubl_siret(tree, "AccountingSupplierParty/Party"),
        recipient=_ubl_siret(tree, "AccountingCustomerParty/Party"),
        service=tree.text("BuyerReference"),
        engagement=tree.text("OrderReference/ID"),
        contract=tree.text("ContractDocumentReference/ID"),
        preceding=tree.text("BillingReference/InvoiceDocumentReference/ID"),
        means=tree.text("PaymentMeans/PaymentMeansCode"),
        net=cents(tree.text("LegalMonetaryTotal/TaxExclusiveAmount")),
        vat=cents(tree.text("TaxTotal/TaxAmount")),
        gross=cents(tree.text("LegalMonetaryTotal/TaxInclusiveAmount")),
        payable=cents(tree.text("LegalMonetaryTotal/PayableAmount")),
    )
    for tax in tree.all("TaxTotal/TaxSubtotal"):
        made.add_rate(
            tree.text("TaxCategory/Percent", tax),
            tree.text("TaxableAmount", tax),
            tree.text("TaxAmount", tax),
        )
    for paper in tree.all("AdditionalDocumentReference/Attachment/EmbeddedDocumentBinaryObject"):
        _add_file(made, paper)
    return _finish(made)


def _add_file(made: XmlInvoice, paper: etree._Element) -> None:
    if content := decoded(paper.text or ""):
        name = paper.get("filename", "")[-LONGEST_NAME:] or f"piece-{len(made.files) + 1}"
        media_type = paper.get("mimeCode") or "application/octet-stream"
        made.files.append(XmlFile(name, media_type, content))


def _finish(made: XmlInvoice) -> XmlInvoice:
    if not made.means and made.type_code == "FACTURE":
        made.faults.append(missing(MEANS_ELEMENT))
    if made.type_code == "FACTURE" and (made.gross or 0) < 0:
        made.type_code = "AVOIR"
    return made


def _cii_siret(tree: Tree, party: str) -> str:
    return _siret(
        tree.text(f"{party}/GlobalID[@schemeID='0009']"),
        tree.text(f"{party}/SpecifiedLegalOrganization/ID"),
        tree.text(f"{party}/URIUniversalCommunication/URIID"),
    )


def _ubl_siret(tree: Tree, party: str) -> str:
    return _siret(
        tree.text(f"{party}/PartyIdentification/ID[@schemeID='0009']"),
        tree.text(f"{party}/PartyLegalEntity/CompanyID"),
        tree.text(f"{party}/EndpointID"),
    )


def _siret(identifier: str, legal: str, address: str) -> str:
    """Return the SIRET; an electronic address counts unless it is the portal's own."""
    places = (identifier, legal, "" if address == AIFE and (identifier or legal) else address)
    return next((word for word in places if len(word) == 14 and word.isdigit()), "")
