"""Read a CII invoice, Factur-X or not, as the rules speak of it."""

from lxml import etree

from chorus_app.documents.en16931.bill import Adjustment, Bill, Line, Means, Party, TaxPart, Totals
from chorus_app.documents.en16931.nodes import attribute, days, each, has, one, text

_START = ("StartDateTime", "DateTimeString")
_END = ("EndDateTime", "DateTimeString")
_GROUPED = ("AssociatedDocumentLineDocument", "LineStatusReasonCode")


def read_cii(root: etree._Element) -> Bill:
    """Return the invoice; what the XML lacks is empty."""
    trade = one(root, "SupplyChainTradeTransaction")
    agreement = one(trade, "ApplicableHeaderTradeAgreement")
    delivery = one(trade, "ApplicableHeaderTradeDelivery")
    settlement = one(trade, "ApplicableHeaderTradeSettlement")
    currency = text(settlement, "InvoiceCurrencyCode")
    tax_currency = text(settlement, "TaxCurrencyCode")
    lines = list(each(trade, "IncludedSupplyChainTradeLineItem"))
    representative = one(agreement, "SellerTaxRepresentativeTradeParty")
    return Bill(
        guideline=text(
            root, "ExchangedDocumentContext", "GuidelineSpecifiedDocumentContextParameter", "ID"
        ),
        number=text(root, "ExchangedDocument", "ID"),
        issue_date=text(root, "ExchangedDocument", "IssueDateTime", "DateTimeString"),
        type_code=text(root, "ExchangedDocument", "TypeCode"),
        currency=currency,
        tax_currency=tax_currency,
        seller=_party(one(agreement, "SellerTradeParty")),
        buyer=_party(one(agreement, "BuyerTradeParty")),
        representative=_party(representative) if representative is not None else None,
        payee_names=tuple(text(node, "Name") for node in each(settlement, "PayeeTradeParty")),
        totals=_totals(settlement, currency, tax_currency),
        lines=tuple(map(_line, lines)),
        adjustments=_adjustments(settlement),
        taxes=tuple(map(_tax, each(settlement, "ApplicableTradeTax"))),
        means=tuple(map(_means, each(settlement, "SpecifiedTradeSettlementPaymentMeans"))),
        period=days(one(settlement, "BillingSpecifiedPeriod"), _START, _END),
        delivery_date=text(
            delivery, "ActualDeliverySupplyChainEvent", "OccurrenceDateTime", "DateTimeString"
        ),
        delivery_countries=tuple(
            text(node, "CountryID")
            for node in each(delivery, "ShipToTradeParty", "PostalTradeAddress")
        ),
        has_tax_point=has(settlement, "ApplicableTradeTax", "TaxPointDate"),
        has_tax_point_code=has(settlement, "ApplicableTradeTax", "DueDateTypeCode"),
        preceding=tuple(
            text(node, "IssuerAssignedID") for node in each(settlement, "InvoiceReferencedDocument")
        ),
        documents=tuple(
            text(node, "IssuerAssignedID")
            for node in each(agreement, "AdditionalReferencedDocument")
        ),
        attached=tuple(
            attribute(node, "filename")
            for node in each(agreement, "AdditionalReferencedDocument", "AttachmentBinaryObject")
        ),
        has_groups=any(has(line, *_GROUPED) for line in lines),
    )


def _party(node: etree._Element | None) -> Party:
    registrations = [
        (attribute(found, "schemeID"), text(found))
        for found in each(node, "SpecifiedTaxRegistration", "ID")
    ]
    endpoint = one(node, "URIUniversalCommunication", "URIID")
    return Party(
        name=text(node, "Name"),
        has_address=has(node, "PostalTradeAddress"),
        country=text(node, "PostalTradeAddress", "CountryID"),
        vat_ids=tuple(value for scheme, value in registrations if scheme == "VA" and value),
        has_tax_id=any(scheme == "FC" and value for scheme, value in registrations),
        has_legal_id=text(node, "SpecifiedLegalOrganization", "ID") != "",
        has_identifier=text(node, "ID") != "" or text(node, "GlobalID") != "",
        address_scheme=attribute(endpoint, "schemeID") if endpoint is not None else None,
    )


def _totals(settlement: etree._Element | None, currency: str, tax_currency: str) -> Totals:
    node = one(settlement, "SpecifiedTradeSettlementHeaderMonetarySummation")
    taxes = [(attribute(t, "currencyID"), text(t)) for t in each(node, "TaxTotalAmount")]
    return Totals(
        lines=text(node, "LineTotalAmount"),
        allowances=text(node, "AllowanceTotalAmount"),
        charges=text(node, "ChargeTotalAmount"),
        exclusive=text(node, "TaxBasisTotalAmount"),
        taxes=tuple(value for code, value in taxes if code in ("", currency)),
        tax_in_accounting_currency=next((v for code, v in taxes if code == tax_currency), ""),
        inclusive=text(node, "GrandTotalAmount"),
        prepaid=text(node, "TotalPrepaidAmount"),
        rounding=text(node, "RoundingAmount"),
        payable=text(node, "DuePayableAmount"),
    )


def _line(node: etree._Element) -> Line:
    agreement = one(node, "SpecifiedLineTradeAgreement")
    settlement = one(node, "SpecifiedLineTradeSettlement")
    quantity = one(node, "SpecifiedLineTradeDelivery", "BilledQuantity")
    product = one(node, "SpecifiedTradeProduct")
    product = one(node, "SpecifiedTradeProduct")
    return Line(
        number=text(node, "AssociatedDocumentLineDocument", "LineID"),
        quantity=text(quantity),
        unit=attribute(quantity, "unitCode"),
        amount=text(settlement, "SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"),
        name=text(product, "Name"),
        price=text(agreement, "NetPriceProductTradePrice", "ChargeAmount"),
        gross_price=text(agreement, "GrossPriceProductTradePrice", "ChargeAmount"),
        category=text(settlement, "ApplicableTradeTax", "CategoryCode"),
        rate=text(settlement, "ApplicableTradeTax", "RateApplicablePercent"),
        identifier_schemes=tuple(
            attribute(found, "schemeID") for found in each(product, "GlobalID")
        ),
        adjustments=_adjustments(settlement),
        period=days(one(settlement, "BillingSpecifiedPeriod"), _START, _END),
    )


def _adjustments(settlement: etree._Element | None) -> tuple[Adjustment, ...]:
    usual = [
        Adjustment(
            is_charge=text(node, "ChargeIndicator", "Indicator") in ("true", "1"),
            amount=text(node, "ActualAmount"),
            base=text(node, "BasisAmount"),
            category=text(node, "CategoryTradeTax", "CategoryCode"),
            rate=text(node, "CategoryTradeTax", "RateApplicablePercent"),
            has_reason=bool(text(node, "Reason") or text(node, "ReasonCode")),
        )
        for node in each(settlement, "SpecifiedTradeAllowanceCharge")
    ]
    return (*usual, *map(_transport, each(settlement, "SpecifiedLogisticsServiceCharge")))


def _transport(node: etree._Element) -> Adjustment:
    """A logistics charge of the EXTENDED profile is a charge like another."""
    return Adjustment(
        is_charge=True,
        amount=text(node, "AppliedAmount"),
        base="",
        category=text(node, "AppliedTradeTax", "CategoryCode"),
        rate=text(node, "AppliedTradeTax", "RateApplicablePercent"),
        has_reason=True,
    )


def _tax(node: etree._Element) -> TaxPart:
    return TaxPart(
        base=text(node, "BasisAmount"),
        tax=text(node, "CalculatedAmount"),
        category=text(node, "CategoryCode"),
        rate=text(node, "RateApplicablePercent"),
        has_reason=bool(text(node, "ExemptionReason") or text(node, "ExemptionReasonCode")),
    )


def _means(node: etree._Element) -> Means:
    account = one(node, "PayeePartyCreditorFinancialAccount")
    iban, other = text(account, "IBANID"), text(account, "ProprietaryID")
    identifier = iban or other if account is not None else None
    return Means(text(node, "TypeCode"), identifier, is_doubled=bool(iban and other))
