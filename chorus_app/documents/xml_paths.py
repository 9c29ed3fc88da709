"""Where each field stands in CII, in ZUGFeRD 1.0 and in UBL (reference of EN 16931, table BT).

Paths use `{*}`: readers of real files must not stop at a prefix or a namespace version.
"""

from dataclasses import dataclass


def path(*names: str) -> str:
    """Return an ElementPath that ignores namespaces."""
    return "/".join(f"{{*}}{name}" for name in names)


@dataclass(frozen=True, slots=True)
class PartyPaths:
    """Where a party's identifiers stand, from the most to the least telling place."""

    party: str
    ids: tuple[str, ...]
    legal_id: str
    endpoint: str
    vat_id: str


@dataclass(frozen=True, slots=True)
class VatPaths:
    """The VAT breakdown: each element, then what it holds."""

    line: str
    category: str
    rate: str
    taxable_amount: str
    tax_amount: str


@dataclass(frozen=True, slots=True)
class SumPaths:
    """Amounts that must add up to a total that the same invoice gives.

    `line_group`: what stands in lines that group others, whose amounts are counted twice.
    """

    line_amounts: str
    line_total: str
    line_group: str
    vat_amounts: str
    vat_total: str


@dataclass(frozen=True, slots=True)
class Paths:
    """One syntax. Several paths for a field are tried in order."""

    guideline: str
    process: str
    type_codes: tuple[str, ...]
    currency: str
    texts: dict[str, tuple[str, ...]]
    dates: dict[str, tuple[str, ...]]
    amounts: dict[str, str]
    iban: str
    payment_means: str
    seller: PartyPaths
    buyer: PartyPaths
    vat: VatPaths
    sums: SumPaths


def _cii_party(agreement: tuple[str, ...], role: str) -> PartyPaths:
    return PartyPaths(
        path(*agreement, role),
        (path("GlobalID"), path("ID")),
        path("SpecifiedLegalOrganization", "ID"),
        path("URIUniversalCommunication", "URIID"),
        path("SpecifiedTaxRegistration", "ID"),
    )


def _cii(
    *,
    document: str,
    transaction: tuple[str, ...],
    header: str,
    context: str,
    summation: str,
    summation_of_line: str,
    line_name: str,
    rate: str,
) -> Paths:
    """Build the CII table; ZUGFeRD 1.0 has the same tree under other names."""
    agreement = (*transaction, f"{header}TradeAgreement")
    settlement = (*transaction, f"{header}TradeSettlement")
    means = (*settlement, "SpecifiedTradeSettlementPaymentMeans")

    line = (f"Specified{line_name}TradeSettlement", summation_of_line)

    def total(name: str) -> str:
        return path(*settlement, summation, name)

    return Paths(
        guideline=path(context, "GuidelineSpecifiedDocumentContextParameter", "ID"),
        process=path(context, "BusinessProcessSpecifiedDocumentContextParameter", "ID"),
        type_codes=(path(document, "TypeCode"),),
        currency=path(*settlement, "InvoiceCurrencyCode"),
        texts={
            "invoice_number": (path(document, "ID"),),
            "buyer_reference": (path(*agreement, "BuyerReference"),),
            "purchase_order_reference": _references(agreement, "BuyerOrderReferencedDocument"),
            "contract_reference": _references(agreement, "ContractReferencedDocument"),
            "preceding_invoice_reference": _references(settlement, "InvoiceReferencedDocument"),
        },
        dates={
            "issue_date": (path(document, "IssueDateTime", "DateTimeString"),),
            "due_date": (
                path(
                    *settlement, "SpecifiedTradePaymentTerms", "DueDateDateTime", "DateTimeString"
                ),
            ),
        },
        amounts={
            "tax_exclusive_amount": total("TaxBasisTotalAmount"),
            "tax_amount": total("TaxTotalAmount"),
            "tax_inclusive_amount": total("GrandTotalAmount"),
            "payable_amount": total("DuePayableAmount"),
        },
        iban=path(*means, "PayeePartyCreditorFinancialAccount", "IBANID"),
        payment_means=path(*means, "TypeCode"),
        seller=_cii_party(agreement, "SellerTradeParty"),
        buyer=_cii_party(agreement, "BuyerTradeParty"),
        vat=VatPaths(
            path(*settlement, "ApplicableTradeTax"),
            path("CategoryCode"),
            path(rate),
            path("BasisAmount"),
            path("CalculatedAmount"),
        ),
        sums=SumPaths(
            path(*transaction, "IncludedSupplyChainTradeLineItem", *line, "LineTotalAmount"),
            total("LineTotalAmount"),
            path(*transaction, "IncludedSupplyChainTradeLineItem", *_GROUPED_LINE),
            path(*settlement, "ApplicableTradeTax", "CalculatedAmount"),
            total("TaxTotalAmount"),
        ),
    )


_GROUPED_LINE = ("AssociatedDocumentLineDocument", "LineStatusReasonCode")


def _references(parent: tuple[str, ...], name: str) -> tuple[str, ...]:
    # ZUGFeRD 1.0 writes ID where the later versions write IssuerAssignedID.
    return path(*parent, name, "IssuerAssignedID"), path(*parent, name, "ID")


CII = _cii(
    document="ExchangedDocument",
    transaction=("SupplyChainTradeTransaction",),
    header="ApplicableHeader",
    context="ExchangedDocumentContext",
    summation="SpecifiedTradeSettlementHeaderMonetarySummation",
    summation_of_line="SpecifiedTradeSettlementLineMonetarySummation",
    line_name="Line",
    rate="RateApplicablePercent",
)
ZUGFERD_1 = _cii(
    document="HeaderExchangedDocument",
    transaction=("SpecifiedSupplyChainTradeTransaction",),
    header="ApplicableSupplyChain",
    context="SpecifiedExchangedDocumentContext",
    summation="SpecifiedTradeSettlementMonetarySummation",
    summation_of_line="SpecifiedTradeSettlementMonetarySummation",
    line_name="SupplyChain",
    rate="ApplicablePercent",
)


def _ubl_party(role: str) -> PartyPaths:
    return PartyPaths(
        path(role, "Party"),
        (path("PartyIdentification", "ID"),),
        path("PartyLegalEntity", "CompanyID"),
        path("EndpointID"),
        path("PartyTaxScheme", "CompanyID"),
    )


UBL = Paths(
    guideline=path("CustomizationID"),
    process=path("ProfileID"),
    type_codes=(path("InvoiceTypeCode"), path("CreditNoteTypeCode")),
    currency=path("DocumentCurrencyCode"),
    texts={
        "invoice_number": (path("ID"),),
        "buyer_reference": (path("BuyerReference"),),
        "purchase_order_reference": (path("OrderReference", "ID"),),
        "contract_reference": (path("ContractDocumentReference", "ID"),),
        "preceding_invoice_reference": (
            path("BillingReference", "InvoiceDocumentReference", "ID"),
        ),
    },
    dates={
        "issue_date": (path("IssueDate"),),
        "due_date": (path("DueDate"), path("PaymentMeans", "PaymentDueDate")),
    },
    amounts={
        "tax_exclusive_amount": path("LegalMonetaryTotal", "TaxExclusiveAmount"),
        "tax_amount": path("TaxTotal", "TaxAmount"),
        "tax_inclusive_amount": path("LegalMonetaryTotal", "TaxInclusiveAmount"),
        "payable_amount": path("LegalMonetaryTotal", "PayableAmount"),
    },
    iban=path("PaymentMeans", "PayeeFinancialAccount", "ID"),
    payment_means=path("PaymentMeans", "PaymentMeansCode"),
    seller=_ubl_party("AccountingSupplierParty"),
    buyer=_ubl_party("AccountingCustomerParty"),
    vat=VatPaths(
        path("TaxTotal", "TaxSubtotal"),
        path("TaxCategory", "ID"),
        path("TaxCategory", "Percent"),
        path("TaxableAmount"),
        path("TaxAmount"),
    ),
    sums=SumPaths(
        path("InvoiceLine", "LineExtensionAmount"),
        path("LegalMonetaryTotal", "LineExtensionAmount"),
        path("InvoiceLine", "SubInvoiceLine"),
        path("TaxTotal", "TaxSubtotal", "TaxAmount"),
        path("TaxTotal", "TaxAmount"),
    ),
)
"""A credit note's lines are `CreditNoteLine`: their sum is left to Chorus Pro."""
