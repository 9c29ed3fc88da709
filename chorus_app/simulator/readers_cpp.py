"""What a CPP minimal file says (`IN_DP_E2_CPP_FACTURE_MIN`): one envelope, one or more invoices.

Its schema is not public. Its sibling is, the pivot that recipients get (AIFE, CPPFacturePivot
V1_22), and the two share their parts: `Fournisseur`, `Debiteur`, `DonneesFacture`, `PJ`. So any
root that begins with `CPPFacture` is read, and each element that holds a `DonneesFacture` is an
invoice. The flow is « mixte »: few figures, and the invoice itself as a file.
"""

from lxml import etree

from chorus_app.simulator.archives import ZIP, unpacked
from chorus_app.simulator.attachments import LARGEST_LOT, extension_of
from chorus_app.simulator.files import Unreadable
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

_ROOT = "CPPFactures.CPPFactureUnitaire"
CPP = Places(
    service=f"{_ROOT}.Debiteur.CodeService",
    engagement=f"{_ROOT}.DonneesFacture.Engagement.NumeroEngagement",
)
MOST_INVOICES = 500
"""In one file, as in one archive."""
_DEMANDED = (
    "Fournisseur/Identifiant",
    "Debiteur/Identifiant",
    "DonneesFacture/Id",
    "DonneesFacture/Type",
    "DonneesFacture/Cadre",
    "DonneesFacture/DateEmissionFacture",
    "DonneesFacture/Devise",
    "DonneesFacture/Montants/MontantHT",
    "DonneesFacture/Montants/MontantTTC",
    "DonneesFacture/Montants/MontantNetAPayer",
)
_INVOICE_FILE = "01"
_ZIPPED = frozenset({"ZIP", "DOCX", "XLSX", "PPTX", "ODT", "ODS", "ODP"})
"""Formats that are ZIP files themselves."""


def read_cpp(tree: Tree) -> list[XmlInvoice]:
    """Read every invoice of the file. Raises `Unreadable` when there is none, or too many."""
    found = [data.getparent() for data in tree.root.iter("{*}DonneesFacture")]
    units = [unit for unit in found if unit is not None]
    if not 0 < len(units) <= MOST_INVOICES:
        raise Unreadable(f"{len(units)} invoices")
    made: list[XmlInvoice] = []
    room = LARGEST_LOT
    for unit in units:
        made.append(_read(tree, unit, room))
        room -= sum(len(file.content) for file in made[-1].files)
    return made


def _read(tree: Tree, unit: etree._Element, room: int) -> XmlInvoice:
    def said(path: str) -> str:
        return tree.text(path, unit)

    made = XmlInvoice(
        CPP,
        number=said("DonneesFacture/Id"),
        type_code=type_of(said("DonneesFacture/Type")),
        issued=day(said("DonneesFacture/DateEmissionFacture")),
        currency=said("DonneesFacture/Devise"),
        process=process_of(said("DonneesFacture/Cadre")),
        supplier=said("Fournisseur/Identifiant"),
        recipient=said("Debiteur/Identifiant"),
        service=said("Debiteur/CodeService"),
        validator=said("Valideur/Identifiant"),
        engagement=said("DonneesFacture/Engagement/NumeroEngagement"),
        contract=said("DonneesFacture/Engagement/NumeroMarche"),
        preceding=said("DonneesFacture/IdFactureOrigine"),
        means=said("DonneesFacture/ModePaiement/Code"),
        net=cents(said("DonneesFacture/Montants/MontantHT")),
        gross=cents(said("DonneesFacture/Montants/MontantTTC")),
        payable=cents(said("DonneesFacture/Montants/MontantNetAPayer")),
    )
    _add_vat(made, tree, unit)
    _add_files(made, tree, unit, room)
    _find_faults(made, tree, unit)
    return made


def _add_vat(made: XmlInvoice, tree: Tree, unit: etree._Element) -> None:
    """Read the VAT. No total of it is written: it is what the two others leave between them."""
    for tax in tree.all("DonneesFacture/TVAs/TVA", unit):
        made.add_rate(
            tree.text("Taux", tax), tree.text("BaseHt", tax), tree.text("MontantTVA", tax)
        )
    if made.net is not None and made.gross is not None:
        made.vat = made.gross - made.net


def _add_files(made: XmlInvoice, tree: Tree, unit: etree._Element, room: int) -> None:
    """Add the files, out of the ZIP that the pivot puts each of them in. Raises `Unreadable`."""
    for paper in tree.all("PJ", unit):
        name = tree.text("NomPJ", paper)[-LONGEST_NAME:] or f"piece-{len(made.files) + 1}"
        content = decoded(tree.text("Contenu", paper))
        if content.startswith(ZIP) and extension_of(name) not in _ZIPPED:
            inside = unpacked(content, most=room)
            content = inside[0] if len(inside) == 1 else content
        room -= len(content)
        if room < 0:
            raise Unreadable("too large")
        media_type = tree.text("MimeTypePJ", paper) or "application/octet-stream"
        main = tree.text("TypePJ", paper) == _INVOICE_FILE
        if content:
            made.files.append(XmlFile(name, media_type, content, main))


def _find_faults(made: XmlInvoice, tree: Tree, unit: etree._Element) -> None:
    demanded = list(_DEMANDED)
    if made.type_code == "FACTURE":
        demanded.append("DonneesFacture/ModePaiement/Code")
    lacking = [path for path in demanded if not tree.text(path, unit)]
    if not any(file.main for file in made.files):
        lacking.append("PJ/Contenu")
    made.faults += [missing(f"{_ROOT}.{path.replace('/', '.')}") for path in lacking]
