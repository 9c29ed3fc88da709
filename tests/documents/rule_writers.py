"""Write an invoice, as the rules speak of it, in CII and in UBL. Empty values are left out."""

from xml.sax.saxutils import escape, quoteattr

from chorus_app.documents.en16931.bill import (
    Adjustment,
    Bill,
    Line,
    Means,
    Party,
    Period,
    TaxPart,
)

_RAM = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


def tag(name: str, inside: str, **attributes: str) -> str:
    """An element; nothing when there is nothing to put inside."""
    said = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{name}{said}>{inside}</{name}>" if inside else ""


def ram(name: str, value: str, **attributes: str) -> str:
    return tag(f"ram:{name}", escape(value), **attributes)


def cbc(name: str, value: str, **attributes: str) -> str:
    return tag(f"cbc:{name}", escape(value), **attributes)


def _day(name: str, value: str) -> str:
    bare = value.replace("-", "")
    return tag(f"ram:{name}", tag("udt:DateTimeString", bare, format="102"))


def cii(bill: Bill) -> bytes:
    """The invoice in CII."""
    context = tag("ram:GuidelineSpecifiedDocumentContextParameter", ram("ID", bill.guideline))
    document = (
        ram("ID", bill.number)
        + ram("TypeCode", bill.type_code)
        + _day("IssueDateTime", bill.issue_date)
    )
    agreement = (
        _cii_party("Seller", bill.seller)
        + _cii_party("Buyer", bill.buyer)
        + _cii_representative(bill.representative)
        + "".join(_document(text, bill.attached) for text in bill.documents)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:ram="{_RAM}"
 xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext>{context}</rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>{document}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{"".join(map(_cii_line, bill.lines))}
<ram:ApplicableHeaderTradeAgreement>{agreement}</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery>{_cii_delivery(bill)}</ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement>{_cii_settlement(bill)}</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>""".encode()


def _document(number: str, attached: tuple[str, ...]) -> str:
    files = "".join(tag("ram:AttachmentBinaryObject", "QQ==", filename=name) for name in attached)
    inside = ram("IssuerAssignedID", number) + "<ram:TypeCode>916</ram:TypeCode>" + files
    return tag("ram:AdditionalReferencedDocument", inside)


def _cii_representative(party: Party | None) -> str:
    return _cii_party("SellerTaxRepresentative", party) if party else ""


def _cii_party(role: str, party: Party) -> str:
    address = f"<ram:PostalTradeAddress>{ram('CountryID', party.country)}</ram:PostalTradeAddress>"
    inside = (
        (ram("GlobalID", "73282932000074", schemeID="0009") if party.has_identifier else "")
        + ram("Name", party.name)
        + tag(
            "ram:SpecifiedLegalOrganization",
            ram("ID", "732829320", schemeID="0002") if party.has_legal_id else "",
        )
        + (address if party.has_address else "")
        + _cii_endpoint(party)
        + "".join(_registration("VA", value) for value in party.vat_ids)
        + (_registration("FC", "123") if party.has_tax_id else "")
    )
    return f"<ram:{role}TradeParty>{inside}</ram:{role}TradeParty>"


def _cii_endpoint(party: Party) -> str:
    if party.address_scheme is None:
        return ""
    return tag(
        "ram:URIUniversalCommunication",
        ram("URIID", "73282932000074", schemeID=party.address_scheme),
    )


def _registration(scheme: str, value: str) -> str:
    return tag("ram:SpecifiedTaxRegistration", ram("ID", value, schemeID=scheme))


def _cii_delivery(bill: Bill) -> str:
    places = "".join(
        f"<ram:ShipToTradeParty><ram:PostalTradeAddress>{ram('CountryID', country)}"
        "</ram:PostalTradeAddress></ram:ShipToTradeParty>"
        for country in bill.delivery_countries
    )
    moment = _day("OccurrenceDateTime", bill.delivery_date)
    return places + tag("ram:ActualDeliverySupplyChainEvent", moment)


def _cii_settlement(bill: Bill) -> str:
    totals = bill.totals
    taxes = "".join(ram("TaxTotalAmount", tax, currencyID=bill.currency) for tax in totals.taxes)
    other = ram("TaxTotalAmount", totals.tax_in_accounting_currency, currencyID=bill.tax_currency)
    summation = (
        ram("LineTotalAmount", totals.lines)
        + ram("ChargeTotalAmount", totals.charges)
        + ram("AllowanceTotalAmount", totals.allowances)
        + ram("TaxBasisTotalAmount", totals.exclusive)
        + taxes
        + other
        + ram("RoundingAmount", totals.rounding)
        + ram("GrandTotalAmount", totals.inclusive)
        + ram("TotalPrepaidAmount", totals.prepaid)
        + ram("DuePayableAmount", totals.payable)
    )
    return (
        ram("TaxCurrencyCode", bill.tax_currency)
        + ram("InvoiceCurrencyCode", bill.currency)
        + "".join(
            f"<ram:PayeeTradeParty>{ram('Name', name)}</ram:PayeeTradeParty>"
            for name in bill.payee_names
        )
        + "".join(map(_cii_means, bill.means))
        + "".join(_cii_tax(bill, part) for part in bill.taxes)
        + _cii_period(bill.period)
        + "".join(map(_cii_adjustment, bill.adjustments))
        + tag("ram:SpecifiedTradeSettlementHeaderMonetarySummation", summation)
        + "".join(
            f"<ram:InvoiceReferencedDocument>{ram('IssuerAssignedID', number)}"
            "</ram:InvoiceReferencedDocument>"
            for number in bill.preceding
        )
    )


def _cii_means(means: Means) -> str:
    account = ram("IBANID", means.account or "")
    account += "<ram:ProprietaryID>1</ram:ProprietaryID>" if means.is_doubled else ""
    name = "ram:PayeePartyCreditorFinancialAccount"
    inside = "" if means.account is None else f"<{name}>{account}</{name}>"
    return tag("ram:SpecifiedTradeSettlementPaymentMeans", ram("TypeCode", means.code) + inside)


def _cii_tax(bill: Bill, part: TaxPart) -> str:
    inside = (
        ram("CalculatedAmount", part.tax)
        + ram("TypeCode", "VAT")
        + ram("ExemptionReason", "Motif" if part.has_reason else "")
        + ram("BasisAmount", part.base)
        + ram("CategoryCode", part.category)
        + _day("TaxPointDate", "2026-01-31" if bill.has_tax_point else "").replace(
            "DateTimeString", "DateString"
        )
        + ram("DueDateTypeCode", "5" if bill.has_tax_point_code else "")
        + ram("RateApplicablePercent", part.rate)
    )
    return tag("ram:ApplicableTradeTax", inside)


def _cii_period(period: Period | None) -> str:
    if period is None:
        return ""
    inside = _day("StartDateTime", period.start) + _day("EndDateTime", period.end)
    return f"<ram:BillingSpecifiedPeriod>{inside}</ram:BillingSpecifiedPeriod>"


def _cii_adjustment(each: Adjustment) -> str:
    tax = (
        ram("TypeCode", "VAT")
        + ram("CategoryCode", each.category)
        + ram("RateApplicablePercent", each.rate)
    )
    inside = (
        tag("ram:ChargeIndicator", tag("udt:Indicator", str(each.is_charge).lower()))
        + ram("BasisAmount", each.base)
        + ram("ActualAmount", each.amount)
        + ram("Reason", "Motif" if each.has_reason else "")
        + (tag("ram:CategoryTradeTax", tax) if each.category else "")
    )
    return tag("ram:SpecifiedTradeAllowanceCharge", inside)


def _cii_line(line: Line) -> str:
    product = "".join(
        ram("GlobalID", "3017620422003", schemeID=scheme) for scheme in line.identifier_schemes
    ) + ram("Name", line.name)
    prices = tag("ram:GrossPriceProductTradePrice", ram("ChargeAmount", line.gross_price)) + tag(
        "ram:NetPriceProductTradePrice", ram("ChargeAmount", line.price)
    )
    tax = (
        ram("TypeCode", "VAT")
        + ram("CategoryCode", line.category)
        + ram("RateApplicablePercent", line.rate)
    )
    settlement = (
        tag("ram:ApplicableTradeTax", tax)
        + _cii_period(line.period)
        + "".join(map(_cii_adjustment, line.adjustments))
        + "<ram:SpecifiedTradeSettlementLineMonetarySummation>"
        + ram("LineTotalAmount", line.amount)
        + "</ram:SpecifiedTradeSettlementLineMonetarySummation>"
    )
    document = tag("ram:AssociatedDocumentLineDocument", ram("LineID", line.number))
    return f"""<ram:IncludedSupplyChainTradeLineItem>{document}
<ram:SpecifiedTradeProduct>{product}</ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement>{prices}</ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery>{ram("BilledQuantity", line.quantity, unitCode=line.unit)}
</ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement>{settlement}</ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>"""
