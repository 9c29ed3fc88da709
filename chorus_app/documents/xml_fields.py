"""From a parsed invoice to fields: each read on its own, so that one fault spoils one field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from chorus_app.documents import values, xml_findings
from chorus_app.documents.en16931 import bill_of, check_rules
from chorus_app.documents.parties import party_siret
from chorus_app.documents.reading import Certainty, Doubt, FieldReading, Finding, Kind, VatReading
from chorus_app.documents.refusals import unknown_xml
from chorus_app.documents.schemas import check_schema
from chorus_app.documents.sums import check_sums
from chorus_app.documents.text import clean
from chorus_app.documents.xml_chorus import check_demands, process_findings
from chorus_app.documents.xml_paths import CII, UBL, ZUGFERD_1, Paths
from chorus_app.documents.xml_tree import InvoiceTree, parse_invoice

_CREDIT_NOTES = {
    *("81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532")
}
_PAYMENT_MEANS = {
    **dict.fromkeys(("30", "31", "42", "58"), "VIREMENT"),
    **dict.fromkeys(("49", "59"), "PRELEVEMENT"),
    **dict.fromkeys(("20", "21", "22", "23"), "CHEQUE"),
    "10": "ESPECE",
    "97": "REPORT",
}
_NOTHING = {"NA", "N/A", "NULL"}
"""What Peppol writers put in an order number that must exist and does not."""


@dataclass(slots=True)
class XmlReading:
    """What the XML says; `fields` holds only what was read."""

    kind: Kind
    profile: str
    fields: dict[str, FieldReading] = field(default_factory=dict)
    vat_lines: tuple[VatReading, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    def keep(self, name: str, value: str | None, source: str) -> None:
        """Keep a value that was in the data; nothing is kept of an empty one."""
        if value:
            self.fields[name] = FieldReading(value, Certainty.LU, source)

    def value(self, name: str) -> str | None:
        """Return what was kept under this name."""
        kept = self.fields.get(name)
        return kept.value if kept else None

    def known(self) -> dict[str, str]:
        """Return every value that was read, by field."""
        return {name: kept.value for name, kept in self.fields.items() if kept.value}


def read_invoice(content: bytes) -> XmlReading:
    """Parse an invoice in XML and read every field.

    Raises `Unreadable` when it does not parse, or when nothing of it is an invoice we know.
    """
    tree = parse_invoice(content)
    reading = _read_tree(tree)
    if not tree.official and "invoice_number" not in reading.fields:
        raise unknown_xml("son espace de noms n’est pas celui d’une facture")
    return reading


def _read_tree(tree: InvoiceTree) -> XmlReading:
    paths = _paths(tree)
    reading = XmlReading(tree.kind, profile_name(_text(tree.root, paths.guideline)))
    _keep_texts(tree.root, paths, reading)
    _keep_dates(tree.root, paths, reading)
    _keep_amounts(tree.root, paths, reading)
    _keep_parties(tree.root, paths, reading)
    _keep_process(tree.root, paths, reading)
    _keep_type(tree, paths, reading)
    _keep_payment(tree, paths, reading)
    reading.vat_lines = tuple(_vat_lines(tree.root, paths))
    if tree.is_zugferd_1:
        reading.findings += check_sums(tree.root, paths.sums)
    else:
        bill = bill_of(tree)
        reading.findings += check_demands(reading.known(), bill)
        reading.findings += check_rules(bill, reading.profile)
    if tree.official:
        reading.findings += check_schema(tree, reading.profile)
    else:
        reading.findings.append(xml_findings.unknown_namespace())
    return reading


def profile_name(guideline: str) -> str:
    """Name the profile of a guideline id (BT-24); Chorus's own CII holds a cadre there."""
    known = guideline.lower()
    for mark, name in _PROFILES:
        if mark in known:
            return name
    if values.process_code(guideline):
        return "CHORUS PRO"
    return "EN 16931" if known.startswith("urn:cen.eu:en16931") else guideline[:100]


_PROFILES = (
    ("crossindustrydocument:invoice:1p0:extended", "ZUGFERD 1 EXTENDED"),
    ("crossindustrydocument:invoice:1p0:comfort", "ZUGFERD 1 COMFORT"),
    ("crossindustrydocument:invoice:1p0:basic", "ZUGFERD 1 BASIC"),
    ("xrechnung", "XRECHNUNG"),
    (":basicwl", "BASIC WL"),
    (":minimum", "MINIMUM"),
    (":basic", "BASIC"),
    (":extended", "EXTENDED"),
    ("fdc:peppol", "PEPPOL"),
)


def _paths(tree: InvoiceTree) -> Paths:
    if tree.kind is Kind.UBL:
        return UBL
    return ZUGFERD_1 if tree.is_zugferd_1 else CII


def _keep_texts(root: etree._Element, paths: Paths, reading: XmlReading) -> None:
    for name, places in paths.texts.items():
        found = next((text for place in places if (text := _text(root, place))), "")
        if found.upper() not in _NOTHING:
            reading.keep(name, found, "XML")
    currency = _text(root, paths.currency)
    reading.keep("currency", currency if _is_currency(currency) else None, "XML")


def _keep_dates(root: etree._Element, paths: Paths, reading: XmlReading) -> None:
    for name, places in paths.dates.items():
        for text in filter(None, (_text(root, place) for place in places)):
            day = values.data_date(text)
            reading.keep(name, day, "XML")
            if day is None:
                reading.findings.append(xml_findings.bad_date(name, text))
            break


def _keep_amounts(root: etree._Element, paths: Paths, reading: XmlReading) -> None:
    currency = reading.value("currency")
    for name, place in paths.amounts.items():
        text = _amount_text(root, place, currency)
        value = values.exact_decimal(text) if text else None
        if text and value is None:
            reading.findings.append(xml_findings.bad_amount(name, text))
        elif value is not None and values.has_cents_only(value):
            reading.keep(name, values.two_decimals(value), "XML")
        elif value is not None:
            reading.findings.append(xml_findings.too_many_decimals(name, text))
            reading.fields[name] = FieldReading(
                values.two_decimals(value), Certainty.A_VERIFIER, "XML, arrondi", Doubt.ARRONDIE
            )


def _amount_text(root: etree._Element, place: str, currency: str | None) -> str:
    """Return the amount in the invoice's currency: a VAT total may also stand in another one."""
    found = [(node.get("currencyID"), clean(node.text or "")) for node in root.iterfind(place)]
    texts = [text for code, text in found if code in (None, currency)]
    if not texts and len(found) == 1:
        return found[0][1]
    return texts[0] if texts else ""


def _keep_parties(root: etree._Element, paths: Paths, reading: XmlReading) -> None:
    for name, places in (("seller_siret", paths.seller), ("buyer_siret", paths.buyer)):
        node = root.find(places.party)
        found = party_siret(node, places) if node is not None else (None, "", None)
        siret, source, siren = found
        reading.keep(name, siret, source)
        if siret is None:
            reading.findings += xml_findings.no_siret(name, siren)


def _keep_process(root: etree._Element, paths: Paths, reading: XmlReading) -> None:
    process, guideline = _text(root, paths.process), _text(root, paths.guideline)
    code = values.process_code(process) or values.process_code(guideline)
    reading.keep("business_process", code, "XML")
    if code is None and values.reform_process(process):
        said = FieldReading("A1", Certainty.A_VERIFIER, f"XML, cadre {process}")
        reading.fields["business_process"] = said
        reading.findings.append(xml_findings.reform_process(process))
    reading.findings += process_findings(code, process)


def _keep_type(tree: InvoiceTree, paths: Paths, reading: XmlReading) -> None:
    code = next((text for place in paths.type_codes if (text := _text(tree.root, place))), "")
    source = f"XML, type {code or 'absent'}"
    if tree.is_credit_note or code in _CREDIT_NOTES:
        reading.keep("type_code", "AVOIR", source)
    elif _is_negative(reading):
        reading.keep("type_code", "AVOIR", f"{source} et total négatif")
        reading.findings.append(xml_findings.negative_invoice(code))
    elif code:
        reading.keep("type_code", "FACTURE", source)
    elif tree.kind is Kind.UBL:
        reading.fields["type_code"] = FieldReading("FACTURE", Certainty.A_VERIFIER, "XML, racine")
    reading.findings.extend(xml_findings.of_type_code(code))


def _is_negative(reading: XmlReading) -> bool:
    total = reading.value("tax_inclusive_amount") or reading.value("tax_exclusive_amount")
    return total is not None and Decimal(total) < 0


def _keep_payment(tree: InvoiceTree, paths: Paths, reading: XmlReading) -> None:
    accounts = (values.iban(_own_text(node)) for node in tree.root.iterfind(paths.iban))
    reading.keep("iban", next(filter(None, accounts), None), "XML")
    code = _text(tree.root, paths.payment_means)
    reading.keep("payment_means", _PAYMENT_MEANS.get(code, "AUTRE") if code else None, "XML")
    if not code and reading.value("type_code") == "FACTURE":
        reading.findings.append(xml_findings.no_payment_means(reading.profile))


def _vat_lines(root: etree._Element, paths: Paths) -> Iterator[VatReading]:
    for line in root.iterfind(paths.vat.line):
        yield VatReading(
            _text(line, paths.vat.category)[:3],
            _decimal(_text(line, paths.vat.rate)),
            _decimal(_text(line, paths.vat.taxable_amount)),
            _decimal(_text(line, paths.vat.tax_amount)),
        )


def _decimal(text: str) -> str | None:
    value = values.exact_decimal(text)
    return values.two_decimals(value) if value is not None else None


def _text(root: etree._Element, place: str) -> str:
    node = root.find(place)
    return _own_text(node) if node is not None else ""


def _own_text(node: etree._Element) -> str:
    return clean(node.text or "")


def _is_currency(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()
