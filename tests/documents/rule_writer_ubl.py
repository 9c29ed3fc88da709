"""Write an invoice, as the rules speak of it, in UBL. Empty values are left out."""

from chorus_app.documents.en16931.bill import Adjustment, Bill, Line, Means, Party, Period, TaxPart
from tests.documents.rule_writers import _CAC, _CBC, cbc, tag

_VAT = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"


def ubl(bill: Bill) -> bytes:
    """The invoice in UBL."""
    head = (
        cbc("CustomizationID", bill.guideline)
        + cbc("ID", bill.number)
        + cbc("IssueDate", bill.issue_date)
        + cbc("InvoiceTypeCode", bill.type_code)
        + cbc("TaxPointDate", "2026-01-31" if bill.has_tax_point else "")
        + cbc("DocumentCurrencyCode", bill.currency)
        + cbc("TaxCurrencyCode", bill.tax_currency)
        + _period(bill.period, "3" if bill.has_tax_point_code else "")
        + "".join(_preceding(number) for number in bill.preceding)
        + "".join(_document(number, bill.attached) for number in bill.documents)
    )
    parties = (
        _party("AccountingSupplierParty", bill.seller)
        + _party("AccountingCustomerParty", bill.buyer)
        + "".join(
            f"<cac:PayeeParty><cac:PartyName>{cbc('Name', name)}</cac:PartyName></cac:PayeeParty>"
            for name in bill.payee_names
        )
        + (_representative(bill.representative) if bill.representative else "")
    )
    body = (
        _delivery(bill)
        + "".join(map(_means, bill.means))
        + "".join(map(_adjustment, bill.adjustments))
        + _taxes(bill)
        + _totals(bill)
        + "".join(map(_line, bill.lines))
    )
    return (
        f'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
        f'xmlns:cac="{_CAC}" xmlns:cbc="{_CBC}">{head}{parties}{body}</Invoice>'
    ).encode()


def _period(period: Period | None, code: str = "") -> str:
    if period is None:
        return tag("cac:InvoicePeriod", cbc("DescriptionCode", code))
    inside = cbc("StartDate", period.start) + cbc("EndDate", period.end)
    return f"<cac:InvoicePeriod>{inside}{cbc('DescriptionCode', code)}</cac:InvoicePeriod>"


def _preceding(number: str) -> str:
    inside = f"<cac:InvoiceDocumentReference>{cbc('ID', number)}</cac:InvoiceDocumentReference>"
    return f"<cac:BillingReference>{inside}</cac:BillingReference>"


def _document(number: str, attached: tuple[str, ...]) -> str:
    files = "".join(
        tag("cac:Attachment", cbc("EmbeddedDocumentBinaryObject", "QQ==", filename=name))
        for name in attached
    )
    name = "cac:AdditionalDocumentReference"
    return f"<{name}>{cbc('ID', number)}{files}</{name}>"


def _parts(party: Party) -> str:
    identifier = cbc("ID", "73282932000074", schemeID="0009") if party.has_identifier else ""
    country = f"<cac:Country>{cbc('IdentificationCode', party.country)}</cac:Country>"
    endpoint = cbc("EndpointID", "73282932000074", schemeID=party.address_scheme or "")
    return (
        ("" if party.address_scheme is None else endpoint)
        + tag("cac:PartyIdentification", identifier)
        + (f"<cac:PostalAddress>{country}</cac:PostalAddress>" if party.has_address else "")
        + "".join(
            tag("cac:PartyTaxScheme", cbc("CompanyID", value) + _VAT) for value in party.vat_ids
        )
        + (
            "<cac:PartyTaxScheme><cbc:CompanyID>123</cbc:CompanyID><cac:TaxScheme><cbc:ID>TAX"
            "</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
            if party.has_tax_id
            else ""
        )
    )


def _party(role: str, party: Party) -> str:
    legal = cbc("RegistrationName", party.name) + (
        cbc("CompanyID", "732829320", schemeID="0002") if party.has_legal_id else ""
    )
    inside = _parts(party) + tag("cac:PartyLegalEntity", legal)
    return f"<cac:{role}><cac:Party>{inside}</cac:Party></cac:{role}>"


def _representative(party: Party) -> str:
    name = tag("cac:PartyName", cbc("Name", party.name))
    return f"<cac:TaxRepresentativeParty>{name}{_parts(party)}</cac:TaxRepresentativeParty>"


def _delivery(bill: Bill) -> str:
    places = "".join(
        "<cac:DeliveryLocation><cac:Address><cac:Country>"
        f"{cbc('IdentificationCode', country)}</cac:Country></cac:Address></cac:DeliveryLocation>"
        for country in bill.delivery_countries
    )
    return tag("cac:Delivery", cbc("ActualDeliveryDate", bill.delivery_date) + places)


def _means(means: Means) -> str:
    account = f"<cac:PayeeFinancialAccount>{cbc('ID', means.account or '')}"
    inside = "" if means.account is None else f"{account}</cac:PayeeFinancialAccount>"
    return tag("cac:PaymentMeans", cbc("PaymentMeansCode", means.code) + inside)


def _category(name: str, code: str, rate: str, reason: str = "") -> str:
    inside = cbc("ID", code) + cbc("Percent", rate) + cbc("TaxExemptionReason", reason)
    return tag(f"cac:{name}", inside + _VAT) if inside else ""


def _adjustment(each: Adjustment) -> str:
    inside = (
        cbc("ChargeIndicator", str(each.is_charge).lower())
        + cbc("AllowanceChargeReason", "Motif" if each.has_reason else "")
        + cbc("Amount", each.amount)
        + cbc("BaseAmount", each.base)
        + _category("TaxCategory", each.category, each.rate)
    )
    return tag("cac:AllowanceCharge", inside)


def _taxes(bill: Bill) -> str:
    def subtotal(part: TaxPart) -> str:
        reason = "Motif" if part.has_reason else ""
        return (
            "<cac:TaxSubtotal>"
            + cbc("TaxableAmount", part.base)
            + cbc("TaxAmount", part.tax)
            + _category("TaxCategory", part.category, part.rate, reason)
            + "</cac:TaxSubtotal>"
        )

    amounts = "".join(cbc("TaxAmount", tax, currencyID=bill.currency) for tax in bill.totals.taxes)
    other = cbc("TaxAmount", bill.totals.tax_in_accounting_currency, currencyID=bill.tax_currency)
    inside = amounts + "".join(map(subtotal, bill.taxes))
    return tag("cac:TaxTotal", inside) + tag("cac:TaxTotal", other)


def _totals(bill: Bill) -> str:
    totals = bill.totals
    inside = (
        cbc("LineExtensionAmount", totals.lines)
        + cbc("TaxExclusiveAmount", totals.exclusive)
        + cbc("TaxInclusiveAmount", totals.inclusive)
        + cbc("AllowanceTotalAmount", totals.allowances)
        + cbc("ChargeTotalAmount", totals.charges)
        + cbc("PrepaidAmount", totals.prepaid)
        + cbc("PayableRoundingAmount", totals.rounding)
        + cbc("PayableAmount", totals.payable)
    )
    return tag("cac:LegalMonetaryTotal", inside)


def _line(line: Line) -> str:
    identifiers = "".join(
        tag("cac:StandardItemIdentification", cbc("ID", "3017620422003", schemeID=scheme))
        for scheme in line.identifier_schemes
    )
    item = (
        cbc("Name", line.name)
        + identifiers
        + _category("ClassifiedTaxCategory", line.category, line.rate)
    )
    gross = cbc("ChargeIndicator", "false") + cbc("BaseAmount", line.gross_price)
    price = cbc("PriceAmount", line.price) + (
        tag("cac:AllowanceCharge", gross) if line.gross_price else ""
    )
    return (
        "<cac:InvoiceLine>"
        + cbc("ID", line.number)
        + cbc("InvoicedQuantity", line.quantity, unitCode=line.unit)
        + cbc("LineExtensionAmount", line.amount)
        + _period(line.period)
        + "".join(map(_adjustment, line.adjustments))
        + f"<cac:Item>{item}</cac:Item>"
        + tag("cac:Price", price)
        + "</cac:InvoiceLine>"
    )
