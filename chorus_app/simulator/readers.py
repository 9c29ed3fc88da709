"""What an invoice's XML says, in CII (D16B and later, Factur-X included) or UBL 2.1.

The places of the SIRET and of Chorus's own fields follow the mapping of EN 16931 (BT numbers).
What is missing is told with the sentences that users quote (chorus-api.md, 4.6).
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from lxml import etree

from chorus_app.simulator.files import Unreadable
from chorus_app.simulator.wire import BadRequest, to_cents

AIFE = "11000201100044"
_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_PREFIX = "FichierXml.SupplyChainTradeTransaction"
_CREDIT_CODES = frozenset({"381", "261", "396"})

SERVICE_ELEMENT = f"{_PREFIX}.ApplicableHeaderTradeAgreement.BuyerReference.value"
ENGAGEMENT_ELEMENT = (
    f"{_PREFIX}.ApplicableHeaderTradeAgreement.BuyerOrderReferencedDocument.IssuerAssignedID.value"
)
MEANS_ELEMENT = (
    f"{_PREFIX}.ApplicableHeaderTradeSettlement.SpecifiedTradeSettlementPaymentMeans.TypeCode.value"
)
TAX_ELEMENT = f"{_PREFIX}.ApplicableHeaderTradeSettlement.ApplicableTradeTax.{{}}.value"


def missing(element: str) -> str:
    """Return the portal's sentence for an element that is not there."""
    return f"L'element {element} est obligatoire."


@dataclass(slots=True)
class XmlInvoice:
    """An invoice as its XML tells it. Amounts in cents; `faults` are the portal's sentences."""

    number: str = ""
    type_code: str = "FACTURE"
    issued: date | None = None
    due: date | None = None
    currency: str = ""
    process: str = ""
    supplier: str = ""
    recipient: str = ""
    service: str = ""
    engagement: str = ""
    contract: str = ""
    preceding: str = ""
    means: str = ""
    net: int | None = None
    vat: int | None = None
    gross: int | None = None
    payable: int | None = None
    vat_lines: list[dict[str, int]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Tree:
    """XPath by local names: the prefixes and versions of the namespaces vary."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root

    def all(self, path: str, node: etree._Element | None = None) -> list[etree._Element]:
        steps = "/".join(_local(step) for step in path.split("/"))
        found = (self.root if node is None else node).xpath(steps)
        return (
            [item for item in found if isinstance(item, etree._Element)]
            if isinstance(found, list)
            else []
        )

    def text(self, path: str, node: etree._Element | None = None) -> str:
        return next(
            (said for item in self.all(path, node) if (said := (item.text or "").strip())), ""
        )


def _local(step: str) -> str:
    """`ID[@schemeID='0009']` → `*[local-name()='ID'][@schemeID='0009']`; `.` and `` are kept."""
    name, bracket, test = step.partition("[")
    return f"*[local-name()='{name}']{bracket}{test}" if name not in ("", ".") else step


def read_invoice(root: etree._Element) -> XmlInvoice:
    """Read either syntax. Raises `Unreadable` for another root."""
    kind = etree.QName(root).localname
    if kind == "CrossIndustryInvoice":
        return _read_cii(_Tree(root))
    if kind in ("Invoice", "CreditNote"):
        return _read_ubl(_Tree(root), credit=kind == "CreditNote")
    raise Unreadable(f"root {kind}")


def _read_cii(tree: _Tree) -> XmlInvoice:
    deal = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement"
    pay = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
    sums = f"{pay}/SpecifiedTradeSettlementHeaderMonetarySummation"
    context = "ExchangedDocumentContext"
    currency = tree.text(f"{pay}/InvoiceCurrencyCode")
    made = XmlInvoice(
        number=tree.text("ExchangedDocument/ID"),
        type_code=_type(tree.text("ExchangedDocument/TypeCode")),
        issued=_day(tree.text("ExchangedDocument/IssueDateTime/DateTimeString")),
        due=_day(tree.text(f"{pay}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString")),
        currency=currency,
        process=_process(
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
        net=_cents(tree.text(f"{sums}/TaxBasisTotalAmount")),
        vat=_cents(
            tree.text(f"{sums}/TaxTotalAmount[@currencyID='{currency}']")
            or tree.text(f"{sums}/TaxTotalAmount")
        )
        if currency.isalpha()
        else None,
        gross=_cents(tree.text(f"{sums}/GrandTotalAmount")),
        payable=_cents(tree.text(f"{sums}/DuePayableAmount")),
    )
    for tax in tree.all(f"{pay}/ApplicableTradeTax"):
        _add_tax(made, tree, tax)
    return _finish(made)


def _add_tax(made: XmlInvoice, tree: _Tree, tax: etree._Element) -> None:
    for name in ("TypeCode", "CategoryCode"):
        if not tree.text(name, tax):
            made.faults.append(missing(TAX_ELEMENT.format(name)))
    _add_rate(
        made,
        tree.text("RateApplicablePercent", tax),
        tree.text("BasisAmount", tax),
        tree.text("CalculatedAmount", tax),
    )


def _read_ubl(tree: _Tree, *, credit: bool) -> XmlInvoice:
    kind = "CreditNoteTypeCode" if credit else "InvoiceTypeCode"
    currency = tree.text("DocumentCurrencyCode")
    made = XmlInvoice(
        number=tree.text("ID"),
        type_code="AVOIR" if credit else _type(tree.text(kind)),
        issued=_day(tree.text("IssueDate")),
        due=_day(tree.text("DueDate")),
        currency=currency,
        process=_process(tree.text("ProfileID"), ""),
        supplier=_ubl_siret(tree, "AccountingSupplierParty/Party"),
        recipient=_ubl_siret(tree, "AccountingCustomerParty/Party"),
        service=tree.text("BuyerReference"),
        engagement=tree.text("OrderReference/ID"),
        contract=tree.text("ContractDocumentReference/ID"),
        preceding=tree.text("BillingReference/InvoiceDocumentReference/ID"),
        means=tree.text("PaymentMeans/PaymentMeansCode"),
        net=_cents(tree.text("LegalMonetaryTotal/TaxExclusiveAmount")),
        vat=_cents(tree.text("TaxTotal/TaxAmount")),
        gross=_cents(tree.text("LegalMonetaryTotal/TaxInclusiveAmount")),
        payable=_cents(tree.text("LegalMonetaryTotal/PayableAmount")),
    )
    for tax in tree.all("TaxTotal/TaxSubtotal"):
        _add_rate(
            made,
            tree.text("TaxCategory/Percent", tax),
            tree.text("TaxableAmount", tax),
            tree.text("TaxAmount", tax),
        )
    return _finish(made)


def _finish(made: XmlInvoice) -> XmlInvoice:
    if not made.means and made.type_code == "FACTURE":
        made.faults.append(missing(MEANS_ELEMENT))
    if made.type_code == "FACTURE" and (made.gross or 0) < 0:
        made.type_code = "AVOIR"
    return made


def _add_rate(made: XmlInvoice, rate: str, base: str, vat: str) -> None:
    figures = (_cents(rate or "0"), _cents(base), _cents(vat or "0"))
    if None not in figures:
        names = ("rate", "base", "vat")
        made.vat_lines.append(
            {name: value or 0 for name, value in zip(names, figures, strict=True)}
        )


def _cii_siret(tree: _Tree, party: str) -> str:
    return _siret(
        tree.text(f"{party}/GlobalID[@schemeID='0009']"),
        tree.text(f"{party}/SpecifiedLegalOrganization/ID"),
        tree.text(f"{party}/URIUniversalCommunication/URIID"),
    )


def _ubl_siret(tree: _Tree, party: str) -> str:
    return _siret(
        tree.text(f"{party}/PartyIdentification/ID[@schemeID='0009']"),
        tree.text(f"{party}/PartyLegalEntity/CompanyID"),
        tree.text(f"{party}/EndpointID"),
    )


def _siret(identifier: str, legal: str, address: str) -> str:
    """Return the SIRET; an electronic address counts unless it is the portal's own."""
    places = (identifier, legal, "" if address == AIFE and (identifier or legal) else address)
    return next((word for word in places if len(word) == 14 and word.isdigit()), "")


def _type(code: str) -> str:
    return "AVOIR" if code in _CREDIT_CODES else "FACTURE"


def _process(*words: str) -> str:
    """Return the cadre's number (`A1`); the reform's S1, B2… stand for A1 and A2."""
    for word in words:
        if re.fullmatch(r"A\d{1,2}", word):
            return word
        if re.fullmatch(r"[SBM][12]", word):
            return f"A{word[1]}"
    return "A1"


def _day(said: str) -> date | None:
    for style in ("%Y%m%d", "%Y-%m-%d"):
        try:
            return datetime.strptime(said[:10], style).date()
        except ValueError:
            continue
    return None


def _cents(said: str) -> int | None:
    if not _AMOUNT.fullmatch(said) or not said.isascii():
        return None
    try:
        return to_cents(said, "montant")
    except BadRequest:
        return None
