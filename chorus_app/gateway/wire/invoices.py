"""Invoices: `factures/v1/rechercher/fournisseur` and `factures/v1/consulter/fournisseur`."""

from datetime import datetime

from chorus_app.domain.invoice import Attachment, Cents, Invoice, InvoiceDetail, Party, VatLine
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.terms import InvoiceQuery
from chorus_app.gateway.wire.values import (
    PARIS,
    Json,
    amount,
    day,
    flag,
    joined,
    line,
    moment,
    number,
    part,
    rows,
    text,
    told,
)

EVERY_RESULT = 1_000_000
"""`nbResultatsMaximum`: left out, Chorus Pro stops at 200 results."""
ROWS_OF_A_DETAIL = 200


def search_body(query: InvoiceQuery, *, page: int, page_size: int) -> Json:
    """Write a search, newest deposit first."""
    return told(
        {
            "numeroFacture": query.number,
            "numeroFluxDepot": query.flow_number,
            "idFournisseur": query.supplier_chorus_id,
            "periodeDateDepotDu": query.deposited_from and query.deposited_from.isoformat(),
            "periodeDateDepotAu": query.deposited_to and query.deposited_to.isoformat(),
            "periodeDateHeureEtatCourantDu": _since(query.status_changed_from),
            "rechercheFactureParFournisseur": {
                "nbResultatsMaximum": EVERY_RESULT,
                "nbResultatsParPage": page_size,
                "pageResultatDemandee": page,
                "triColonne": "DateDepot",
                "triSens": "Descendant",
            },
        }
    )


def _since(at: datetime | None) -> str | None:
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError("status_changed_from needs a time zone")
    return at.astimezone(PARIS).isoformat(timespec="seconds")


def found_invoices(answer: Json) -> tuple[Invoice, ...]:
    """Read the invoices of a search; a row without an id is left out, nothing can be done of it."""
    found = rows(answer, "listeFactures")
    return tuple(
        filter(
            None, (found_invoice(row, number(row.get("identifiantFactureCPP"))) for row in found)
        )
    )


def found_invoice(row: Json, chorus_id: int | None) -> Invoice | None:
    """Read a row under the names of the supplier's search; None without an id."""
    if chorus_id is None:
        return None
    inclusive, payable = _totals(row.get("montantTTC"), row.get("montantAPayer"))
    return Invoice(
        chorus_id=chorus_id,
        invoice_number=line(row.get("numeroFacture")),
        status=line(row.get("statut")),
        type_code=line(row.get("typeFacture")) or "FACTURE",
        issue_date=day(row.get("dateFacture")),
        deposit_date=day(row.get("dateDepot")),
        status_at=moment(row.get("dateHeureEtatCourant")),
        status_comment=text(row.get("commentaireEtatCourant")),
        recipient_siret=line(row.get("codeDestinataire")),
        recipient_name=line(row.get("designationDestinataire")),
        recipient_chorus_id=number(row.get("idDestinataire")),
        service_code=line(row.get("codeServiceExecutant")),
        service_name=line(row.get("nomServiceExecutant")),
        tax_exclusive_amount=amount(row.get("montantHT")) or 0,
        tax_inclusive_amount=inclusive,
        payable_amount=payable,
        currency=line(row.get("devise")) or "EUR",
        purchase_order_reference=line(row.get("numeroBonCommande")),
        contract_reference=line(row.get("numeroMarche")),
        preceding_invoice_reference=line(row.get("numeroFactureOrigine")),
        deposit_mode=line(row.get("modeDepot")),
        flow_number=line(row.get("numeroFluxDepot")),
        rejection_treated=flag(row.get("rejetTraite")) or False,
    )


def _totals(inclusive: object, payable: object) -> tuple[Cents, Cents]:
    """Read both totals; without a discount they are equal, so either stands for a missing one."""
    with_tax, to_pay = amount(inclusive), amount(payable)
    known = with_tax if with_tax is not None else to_pay or 0
    return known, known if to_pay is None else to_pay


def detail_body(chorus_id: int) -> Json:
    """Ask for one invoice, with more VAT lines and attachments than the ten of a default page.

    The Swagger writes `getp…` for these three objects, after a getter; `p…` is what a client that
    works sends.
    """
    return {
        "identifiantFactureCPP": chorus_id,
        "codeLangue": "FR",
        "pLigneRecapTva": {
            "pageResultatDemandeeListeRecapitulatifTVA": 1,
            "nbResultatsParPageListeListeRecapitulatifTVA": ROWS_OF_A_DETAIL,
        },
        "pListePiecesJointes": {
            "pageResultatDemandeeListePieceJointe": 1,
            "nbResultatsParPageListePieceJointe": ROWS_OF_A_DETAIL,
        },
    }


def detailed_invoice(answer: Json, chorus_id: int) -> InvoiceDetail:
    """Read one invoice in full. Raises `UnreadableAnswer` when there is none to read."""
    sheet = part(answer, "facture")
    if not sheet:
        raise UnreadableAnswer(detail="consulter/fournisseur: no facture")
    references, money = part(sheet, "references"), part(sheet, "montantTotal")
    return InvoiceDetail(
        invoice=_invoice_of(sheet, chorus_id),
        seller=_seller(part(sheet, "fournisseur")),
        buyer=_buyer(part(sheet, "destinataire")),
        business_process=line(part(sheet, "cadreDeFacturation").get("codeCadreFacturation")),
        vat_scheme=line(references.get("typeTva")),
        due_date=day(references.get("dateEcheancePaiement")),
        discount=amount(money.get("montantRemiseGlobaleTTC")) or 0,
        tax_amount=amount(money.get("montantTVA")) or 0,
        comment=text(sheet.get("commentaire")),
        recipient_reports_payment=flag(
            part(sheet, "destinataire").get("miseEnPaiementDestinataire")
        ),
        vat_lines=tuple(map(_vat_line, rows(part(sheet, "recapitulatifDeTva"), "ligneTva"))),
        attachments=tuple(
            filter(
                None, map(attachment_of, rows(part(sheet, "listeDesPiecesJointes"), "pieceJointe"))
            )
        ),
    )


def _invoice_of(sheet: Json, chorus_id: int) -> Invoice:
    """Read what a list would say. The moment and words of the status only stand in the list."""
    buyer, references = part(sheet, "destinataire"), part(sheet, "references")
    money = part(sheet, "montantTotal")
    gross = money.get("montantTtcTotal")
    if gross is None:
        gross = money.get("montantTtcAvantRemiseGlobalTTC")
    inclusive, payable = _totals(gross, money.get("montantAPayer"))
    return Invoice(
        chorus_id=number(sheet.get("identifiantFactureCPP")) or chorus_id,
        invoice_number=line(sheet.get("numeroFacture")),
        status=line(sheet.get("statutFacture")),
        type_code=line(references.get("typeFacture")) or "FACTURE",
        issue_date=day(references.get("dateFacture")),
        deposit_date=day(references.get("dateDepot")),
        status_at=None,
        status_comment="",
        recipient_siret=line(buyer.get("codeDestinataire")),
        recipient_name=_buyer(buyer).name,
        recipient_chorus_id=number(buyer.get("idDestinataire")),
        service_code=line(buyer.get("codeServiceExecutant")),
        service_name=line(buyer.get("libelleServiceExecutant")),
        tax_exclusive_amount=amount(money.get("montantHtTotal")) or 0,
        tax_inclusive_amount=inclusive,
        payable_amount=payable,
        currency=line(references.get("codeDeviseFacture")) or "EUR",
        purchase_order_reference=line(references.get("numeroBonCommande")),
        contract_reference=line(references.get("numeroMarche")),
        preceding_invoice_reference=line(references.get("numeroFactureOrigine")),
        deposit_mode=line(sheet.get("modeDepot")),
        flow_number="",
        rejection_treated=flag(sheet.get("rejetTraite")) or False,
    )


def _seller(row: Json) -> Party:
    return Party(
        siret=line(row.get("codeFournisseur")),
        name=line(row.get("designationFournisseur"))
        or line(row.get("raisonSocialeFournisseur"))
        or joined(" ", row.get("prenomFournisseur"), row.get("nomFournisseur")),
        service_code=line(row.get("codeServiceFournisseur")),
        service_name=line(row.get("libelleServiceFournisseur")),
        address=_address(row, "adresseFournisseur"),
    )


def _buyer(row: Json) -> Party:
    return Party(
        siret=line(row.get("codeDestinataire")),
        name=line(row.get("designationDestinataire")) or line(row.get("libelleDestinataire")),
        service_code=line(row.get("codeServiceExecutant")),
        service_name=line(row.get("libelleServiceExecutant")),
        address=_address(row, "adresseDestinataire"),
    )


def _address(row: Json, prefix: str) -> str:
    """Read a postal address, one line of it a line."""
    return joined(
        "\n",
        row.get(prefix + "Detail"),
        row.get(prefix + "Complement1"),
        row.get(prefix + "Complement2"),
        joined(" ", row.get(prefix + "CodePostal"), row.get(prefix + "Ville")),
        row.get(prefix + "LibellePays"),
    )


def _vat_line(row: Json) -> VatLine:
    typed = amount(row.get("ligneTvaTauxManuel"))
    return VatLine(
        rate=typed if typed is not None else amount(row.get("ligneTvaTauxRefValeur")) or 0,
        taxable_amount=amount(row.get("ligneTvaMontantBaseHtParTaux")) or 0,
        tax_amount=amount(row.get("ligneTvaMontantTvaParTaux")) or 0,
    )


def attachment_of(row: Json) -> Attachment | None:
    """Read a file; None without an id."""
    chorus_id = number(row.get("pieceJointeId"))
    if chorus_id is None:
        return None
    name, extension = line(row.get("pieceJointeDesignation")), line(row.get("pieceJointeExtension"))
    dotted = "." + extension.lstrip(".")
    whole = name if not extension or name.lower().endswith(dotted.lower()) else name + dotted
    return Attachment(chorus_id, whole, line(row.get("pieceJointeTypeLibelle")))
