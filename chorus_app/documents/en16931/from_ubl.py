"""Read a UBL invoice or credit note as the rules speak of it."""

from lxml import etree

from chorus_app.documents.en16931.bill import Adjustment, Bill, Line, Means, Party, TaxPart, Totals
from chorus_app.documents.en16931.nodes import attribute, days, each, has, one, text

_DAYS = ("StartDate",), ("EndDate",)
_EMBEDDED = "EmbeddedDocumentBinaryObject"
_REASON = "AllowanceChargeReason"


def read_ubl(root: etree._Element) -> Bill:
    """Return the invoice; what the XML lacks is empty."""
    representative = one(root, "TaxRepresentativeParty")
    tax_currency = text(root, "TaxCurrencyCode")
    return Bill(
        guideline=text(root, "CustomizationID"),
        number=text(root, "ID"),
        issue_date=text(root, "IssueDate"),
        type_code=text(root, "InvoiceTypeCode") or text(root, "CreditNoteTypeCode"),
        currency=text(root, "DocumentCurrencyCode"),
        tax_currency=tax_currency,
        seller=_party(one(root, "AccountingSupplierParty", "Party")),
        buyer=_party(one(root, "AccountingCustomerParty", "Party")),
        representative=_party(representative) if representative is not None else None,
        payee_names=tuple(text(node, "PartyName", "Name") for node in each(root, "PayeeParty")),
        totals=_totals(root, tax_currency),
        lines=tuple(map(_line, (*each(root, "InvoiceLine"), *each(root, "CreditNoteLine")))),
        adjustments=_adjustments(root),
        taxes=tuple(map(_tax, each(root, "TaxTotal", "TaxSubtotal"))),
        means=tuple(map(_means, each(root, "PaymentMeans"))),
        period=days(_dated_period(root), *_DAYS),
        delivery_date=text(root, "Delivery", "ActualDeliveryDate"),
        delivery_countries=tuple(
            text(node, "Country", "IdentificationCode")
            for node in each(root, "Delivery", "DeliveryLocation", "Address")
        ),
        has_tax_point=has(root, "TaxPointDate"),
        has_tax_point_code=has(root, "InvoicePeriod", "DescriptionCode"),
        preceding=tuple(
            text(node, "InvoiceDocumentReference", "ID") for node in each(root, "BillingReference")
        ),
        documents=tuple(text(node, "ID") for node in each(root, "AdditionalDocumentReference")),
        attached=tuple(
            attribute(node, "filename")
            for node in each(root, "AdditionalDocumentReference", "Attachment", _EMBEDDED)
        ),
        is_ubl=True,
        has_groups=has(root, "InvoiceLine", "SubInvoiceLine"),
    )


def _dated_period(root: etree._Element) -> etree._Element | None:
    """Return the period, unless it only says when the VAT is due (BT-8)."""
    node = one(root, "InvoicePeriod")
    dated = has(node, "StartDate") or has(node, "EndDate")
    return node if dated or not has(node, "DescriptionCode") else None


def _party(node: etree._Element | None) -> Party:
    schemes = [
        (text(found, "TaxScheme", "ID").upper(), text(found, "CompanyID"))
        for found in each(node, "PartyTaxScheme")
    ]
    identifiers = [
        text(found)
        for found in each(node, "PartyIdentification", "ID")
        if attribute(found, "schemeID") != "SEPA"
    ]
    endpoint = one(node, "EndpointID")
    return Party(
        name=text(node, "PartyLegalEntity", "RegistrationName") or text(node, "PartyName", "Name"),
        has_address=has(node, "PostalAddress"),
        country=text(node, "PostalAddress", "Country", "IdentificationCode"),
        vat_ids=tuple(value for scheme, value in schemes if scheme == "VAT" and value),
        has_tax_id=any(scheme != "VAT" and value for scheme, value in schemes),
        has_legal_id=text(node, "PartyLegalEntity", "CompanyID") != "",
        has_identifier=any(identifiers),
        address_scheme=attribute(endpoint, "schemeID") if endpoint is not None else None,
    )


def _totals(root: etree._Element, tax_currency: str) -> Totals:
    node = one(root, "LegalMonetaryTotal")
    currency = text(root, "DocumentCurrencyCode")
    taxes = [(attribute(t, "currencyID"), text(t)) for t in each(root, "TaxTotal", "TaxAmount")]
    return Totals(
        lines=text(node, "LineExtensionAmount"),
        allowances=text(node, "AllowanceTotalAmount"),
        charges=text(node, "ChargeTotalAmount"),
        exclusive=text(node, "TaxExclusiveAmount"),
        taxes=tuple(value for code, value in taxes if code in ("", currency)),
        tax_in_accounting_currency=next((v for code, v in taxes if code == tax_currency), ""),
        inclusive=text(node, "TaxInclusiveAmount"),
        prepaid=text(node, "PrepaidAmount"),
        rounding=text(node, "PayableRoundingAmount"),
        payable=text(node, "PayableAmount"),
    )


def _line(node: etree._Element) -> Line:
    quantity = one(node, "InvoicedQuantity")
    quantity = one(node, "CreditedQuantity") if quantity is None else quantity
    item = one(node, "Item")
    return Line(
        number=text(node, "ID"),
        quantity=text(quantity),
        unit=attribute(quantity, "unitCode"),
        amount=text(node, "LineExtensionAmount"),
        name=text(item, "Name"),
        price=text(node, "Price", "PriceAmount"),
        gross_price=text(node, "Price", "AllowanceCharge", "BaseAmount"),
        category=text(item, "ClassifiedTaxCategory", "ID"),
        rate=text(item, "ClassifiedTaxCategory", "Percent"),
        identifier_schemes=tuple(
            attribute(found, "schemeID") for found in each(item, "StandardItemIdentification", "ID")
        ),
        adjustments=_adjustments(node),
        period=days(one(node, "InvoicePeriod"), *_DAYS),
    )


def _adjustments(node: etree._Element) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(
            is_charge=text(found, "ChargeIndicator") in ("true", "1"),
            amount=text(found, "Amount"),
            base=text(found, "BaseAmount"),
            category=text(found, "TaxCategory", "ID"),
            rate=text(found, "TaxCategory", "Percent"),
            has_reason=has(found, _REASON) or has(found, f"{_REASON}Code"),
        )
        for found in each(node, "AllowanceCharge")
    )


def _tax(node: etree._Element) -> TaxPart:
    category = one(node, "TaxCategory")
    return TaxPart(
        base=text(node, "TaxableAmount"),
        tax=text(node, "TaxAmount"),
        category=text(category, "ID"),
        rate=text(category, "Percent"),
        has_reason=has(category, "TaxExemptionReason") or has(category, "TaxExemptionReasonCode"),
    )


def _means(node: etree._Element) -> Means:
    account = one(node, "PayeeFinancialAccount")
    return Means(
        text(node, "PaymentMeansCode"), text(account, "ID") if account is not None else None
    )
