"""The pivot: invoices with their files as recipients' own systems take them.

Elements and their order are those of AIFE's schema (CPPFacturePivot V1_22, published with a
client); each file comes in a ZIP of its own, as the readers of real pivots expect.
"""

import base64
import io
import json
import mimetypes
import re
import sqlite3
import zipfile
from datetime import date

from lxml import etree

from chorus_app.simulator.db import Database
from chorus_app.simulator.papers import Paper, papers_of
from chorus_app.simulator.reading import joined

_TYPES = {"FACTURE": "380", "AVOIR": "381"}
_MEANS = {
    "ESPECE": "10",
    "CHEQUE": "20",
    "VIREMENT": "30",
    "PRELEVEMENT": "49",
    "AUTRE": "48",
    "REPORT": "97",
}
_EMITTED = {"SAISIE_API": "saisie", "UPLOAD_API": "flux"}
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
LONGEST_NAME = 50


def pivot(db: Database, invoice_ids: list[int], today: date) -> bytes:
    """Return one XML with these invoices and their files."""
    root = etree.Element("CPPFacturePivot", Version="V1_22")
    _envelope(root, today)
    invoices = etree.SubElement(root, "CPPFactures", Compteur=str(len(invoice_ids)))
    for rank, invoice_id in enumerate(invoice_ids, 1):
        row = joined(db, invoice_id)
        unit = etree.SubElement(invoices, "CPPFacturePivotUnitaire", NumOrdre=str(rank))
        _supplier(unit, row)
        _recipient(unit, row)
        _figures(unit, row)
        for order, paper in enumerate(papers_of(db, invoice_id, complements=True), 1):
            _file(unit, paper, order)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made


def _said(parent: etree._Element, *fields: tuple[str, object]) -> None:
    """Add an element for each field that says something."""
    for name, value in fields:
        if value not in (None, ""):
            etree.SubElement(parent, name).text = _UNFIT.sub("", str(value))


def _envelope(root: etree._Element, today: date) -> None:
    unit = etree.SubElement(etree.SubElement(root, "Enveloppe"), "EnveloppeUnitaire", NumOrdre="1")
    told = etree.SubElement(unit, "Parametres")
    for rank, (code, value) in enumerate((("DtPrd", today.isoformat()), ("IdFlx", "SIMULATEUR"))):
        one = etree.SubElement(told, "ParametreIndiv", NumOrdre=f"{rank + 1:04d}")
        _said(one, ("Code", code), ("Valeurparametre", value))
    partners = etree.SubElement(unit, "Partenaires")
    for name, partner in (("Recepteur", "RECIP"), ("Emetteur", "CPP")):
        _said(etree.SubElement(partners, name), ("Id", partner))


def _supplier(unit: etree._Element, row: sqlite3.Row) -> None:
    party = etree.SubElement(unit, "Fournisseur")
    _said(
        party,
        ("TypeIdentifiant", 1),
        ("Identifiant", row["supplier_siret"]),
        ("RaisonSociale", row["supplier_name"]),
        ("CodePays", "FR"),
    )
    if row["iban"]:
        bank = etree.SubElement(party, "ReferenceBancaire", Type="IBAN")
        _said(bank, ("Compte", row["iban"]), ("Etablissement", row["bic"]))
    _said(party, ("ModeEmission", _EMITTED.get(row["deposit_mode"], "PDF")))


def _recipient(unit: etree._Element, row: sqlite3.Row) -> None:
    _said(
        etree.SubElement(unit, "Debiteur"),
        ("TypeIdentifiant", 1),
        ("Identifiant", row["recipient_siret"]),
        ("Nom", row["recipient_name"]),
        ("CodeService", row["service_code"]),
        ("NomService", row["service_name"]),
    )


def _figures(unit: etree._Element, row: sqlite3.Row) -> None:
    data = etree.SubElement(unit, "DonneesFacture")
    _said(
        data,
        ("Id", row["number"]),
        ("IdFactureOrigine", row["preceding_number"]),
        ("Type", _TYPES.get(row["type_code"], "380")),
        ("Cadre", row["business_process"].partition("_")[0]),
        ("DateEmissionFacture", row["issue_date"]),
    )
    means = _MEANS.get(row["payment_means"], "30")
    _said(etree.SubElement(data, "ModePaiement"), ("Code", means))
    _said(data, ("DateReception", row["deposit_date"]), ("Devise", row["currency"]))
    _said(
        etree.SubElement(data, "Montants"),
        ("MontantHT", _euros(row["net"])),
        ("MontantTTC", _euros(row["gross"])),
        ("MontantNetAPayer", _euros(row["payable"])),
    )
    rates = etree.SubElement(data, "TVAs")
    for line in json.loads(row["vat_lines"]):
        _said(
            etree.SubElement(rates, "TVA"),
            ("Taux", _euros(line["rate"])),
            ("BaseHt", _euros(line["base"])),
            ("MontantTVA", _euros(line["vat"])),
        )
    _said(
        etree.SubElement(data, "Engagement"),
        ("NumeroMarche", row["contract"]),
        ("NumeroEngagement", row["purchase_order"]),
    )
    _lines(data, json.loads(row["lines"]))


def _lines(data: etree._Element, lines: list[dict[str, object]]) -> None:
    made = etree.SubElement(data, "Lignes")
    for rank, line in enumerate(lines, 1):
        price, quantity, rate = (float(str(line[name])) for name in ("price", "quantity", "rate"))
        net = round(quantity * price) - int(str(line["discount"]))
        _said(
            etree.SubElement(made, "Ligne", NumOrdre=str(rank)),
            ("ReferenceProduit", line["reference"]),
            ("PrixUnitaire", _euros(round(price))),
            ("Quantite", f"{quantity:f}"),
            ("MontantHT", _euros(net)),
            ("TauxTVA", _euros(round(rate))),
        )


def _file(unit: etree._Element, paper: Paper, order: int) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(paper.name, paper.content)
    _said(
        etree.SubElement(unit, "PJ", NumOrdre=str(order)),
        ("Contenu", base64.b64encode(packed.getvalue()).decode()),
        ("NomPJ", paper.name[-LONGEST_NAME:]),
        ("TypePJ", "01" if order == 1 else "02"),
        ("MimeTypePJ", mimetypes.guess_type(paper.name)[0] or "application/octet-stream"),
    )


def _euros(cents: int) -> str:
    return f"{cents / 100:.2f}"
