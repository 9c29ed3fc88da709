"""Parse XML that strangers wrote, and say which kind of invoice it is."""

import re
from dataclasses import dataclass

from lxml import etree

from chorus_app.documents import refusals
from chorus_app.documents.reading import Kind

_PROLOG_END = re.compile(rb"<\x00?[A-Za-z_]")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))

_CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_ZUGFERD = "urn:ferd:CrossIndustryDocument:invoice:1p0"
_OUT_OF_MEMORY = etree.ErrorTypes.ERR_NO_MEMORY

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"

_ROOTS = {
    "CrossIndustryInvoice": (Kind.CII, _CII),
    "CrossIndustryDocument": (Kind.CII, _ZUGFERD),
    "Invoice": (Kind.UBL, f"{_UBL}Invoice-2"),
    "CreditNote": (Kind.UBL, f"{_UBL}CreditNote-2"),
}
_OTHERS = {
    "SCRDMCCBDACIOMessageStructure": "c’est une commande Order-X",
    "Order": "c’est une commande UBL",
    "OrderResponse": "c’est une réponse à une commande UBL",
    "DespatchAdvice": "c’est un avis d’expédition UBL",
    "StandardBusinessDocument": "c’est une enveloppe Peppol, il faut en sortir la facture",
    "CPPFacturePivot": "c’est un fichier pivot, que Chorus Pro remet aux destinataires",
    "PES_Facture": "c’est un flux PES, que Chorus Pro ne prend plus",
    "html": "c’est une page web",
    "svg": "c’est un dessin SVG",
}


@dataclass(frozen=True, slots=True)
class InvoiceTree:
    """A parsed invoice. `official` is False when its root has an unknown namespace."""

    kind: Kind
    root: etree._Element
    official: bool

    @property
    def is_zugferd_1(self) -> bool:
        """Tell whether the names are those of ZUGFeRD 1.0 (2014)."""
        return local_name(self.root) == "CrossIndustryDocument"

    @property
    def is_credit_note(self) -> bool:
        """Tell whether the root is a UBL credit note."""
        return local_name(self.root) == "CreditNote"


def parse_invoice(content: bytes) -> InvoiceTree:
    """Parse and recognise an invoice.

    Raises `Unreadable` with XML_FORBIDDEN (any DOCTYPE), XML_MALFORMED or UNKNOWN_XML.
    """
    root = _parse(content)
    name, namespace = local_name(root), etree.QName(root).namespace
    if name not in _ROOTS:
        shown = _OTHERS.get(name, f"son premier élément est «\u00a0{name[:60]}\u00a0»")
        if name.startswith("CPPFacture") and name not in _OTHERS:
            shown = "c’est un flux CPP, que Choral ne lit pas et qui se dépose sur le portail"
        raise refusals.unknown_xml(shown)
    kind, expected = _ROOTS[name]
    return InvoiceTree(kind, root, namespace == expected)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _parse(content: bytes) -> etree._Element:
    if _has_doctype(content):
        raise refusals.xml_forbidden()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        if error.code == _OUT_OF_MEMORY:
            raise MemoryError from None
        raise refusals.xml_malformed(_where(error)) from None
    except (ValueError, LookupError) as error:
        raise refusals.xml_malformed(_where(error)) from None
    # The look at the bytes misses rare encodings (UTF-7, EBCDIC); the parsed document does not.
    if root.getroottree().docinfo.internalDTD is not None or root.getroottree().docinfo.doctype:
        raise refusals.xml_forbidden()
    return root


def _has_doctype(content: bytes) -> bool:
    start = _PROLOG_END.search(content)
    prolog = content[: start.start()] if start else content
    return any(mark in prolog for mark in _DOCTYPES)


def _where(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    fault = "caractères illisibles" if "ncod" in str(error) else "balises incorrectes"
    return f"ligne {line}, {fault}" if line else fault
