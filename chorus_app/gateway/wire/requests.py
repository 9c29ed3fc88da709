"""Invoices as recipients, validators and the archive list them, and what is done to them."""

from dataclasses import replace

from chorus_app.domain.invoice import Invoice, Party
from chorus_app.gateway.terms_roles import (
    PaymentRequest,
    RequestQuery,
    Role,
    Treated,
    Treatment,
    ValidatorAction,
)
from chorus_app.gateway.wire.invoices import EVERY_RESULT, ROWS_OF_A_DETAIL, found_invoice
from chorus_app.gateway.wire.values import Json, day, flag, line, number, rows, told

LIST = "listeFactures"
_ARCHIVE = "DP_ARCHIVE"


def _place(page: int, page_size: int, **more: object) -> Json:
    return {
        "pageResultatDemandee": page,
        "nbResultatsParPage": page_size,
        "triColonne": "DateDepot",
        "triSens": "Descendant",
        **more,
    }


def _filters(query: RequestQuery) -> Json:
    return told(
        {
            "numeroFacture": query.number,
            "statutCourant": list(query.statuses),
            "periodeDateDepotDu": query.deposited_from and query.deposited_from.isoformat(),
            "periodeDateDepotAu": query.deposited_to and query.deposited_to.isoformat(),
        }
    )


def received_body(query: RequestQuery, *, page: int, page_size: int) -> Json:
    """Ask for a page of the invoices received."""
    place = _place(page, page_size, nbResultatsMaximum=EVERY_RESULT)
    return {**_filters(query), "paramRecherche": place}


def to_treat_body(*, page: int, page_size: int) -> Json:
    """Ask for a page of those that wait for their recipient."""
    place = _place(page, page_size, getnbResultatsMaximum=EVERY_RESULT)
    return {"parametreRechercheFactureATraiterParRecipiendaire": place}


def validator_body(query: RequestQuery, *, page: int, page_size: int) -> Json:
    """Ask for a page of the invoices that name the validator."""
    return {**_filters(query), "pagination": _place(page, page_size)}


def to_validate_body(*, page: int, page_size: int) -> Json:
    """Ask for a page of those that wait for the validator."""
    return {"pagination": _place(page, page_size)}


def waiting_body(*, page: int, page_size: int, with_rejected: bool) -> Json:
    """Ask for a page of the supplier's invoices in progress."""
    place = _place(page, page_size, nbResultatsMaximum=EVERY_RESULT)
    return {"masquerRejetee": not with_rejected, "rechercheFactureATraiterParFournisseur": place}


def everywhere_body(query: RequestQuery, role: Role, *, archived: bool) -> Json:
    """Ask the living base or the archive. It has no pages."""
    base = _ARCHIVE if archived else "DEMANDE_PAIEMENT"
    return {**_filters(query), "roleUtilisateur": role.value, "dpOuDpArchive": base}


def detail_body(chorus_id: int, *, as_validator: bool) -> Json:
    """Ask for one invoice. The Swagger spells one key with an `l` for recipients alone."""
    vat = "rechercheLigneTvaRecap" if as_validator else "rechercheligneTvaRecap"
    return {
        "identifiantFactureCPP": chorus_id,
        "codeLangue": "FR",
        vat: {
            "pageResultatDemandeeListeRecapitulatifTVA": 1,
            "nbResultatsParPageListeListeRecapitulatifTVA": ROWS_OF_A_DETAIL,
        },
        "recherchePj": {
            "pageResultatDemandeeListePieceJointe": 1,
            "nbResultatsParPageListePieceJointe": ROWS_OF_A_DETAIL,
        },
    }


def treatment_body(treatment: Treatment) -> Json:
    """Write what a recipient does to an invoice."""
    return told(
        {
            "idFacture": treatment.chorus_id,
            "nouveauStatut": treatment.status,
            "motif": treatment.reason,
            "numeroDPMandat": treatment.mandate_number,
        }
    )


def validation_body(chorus_id: int, action: ValidatorAction, reason: str, comment: str) -> Json:
    """Write what a validator decides."""
    return told(
        {
            "idFacture": chorus_id,
            "action": action.value,
            "motifRefus": reason,
            "complementInfo": comment,
        }
    )


def treated(answer: Json, chorus_id: int) -> Treated:
    """Read the receipt of a treatment (`nouveauStatut`) or of a validation (`statutFacture`)."""
    return Treated(
        chorus_id=number(answer.get("idFacture")) or chorus_id,
        invoice_number=line(answer.get("numeroFacture")),
        status=line(answer.get("nouveauStatut")) or line(answer.get("statutFacture")),
        treated_on=day(answer.get("dateTraitement")),
    )


def following(answer: Json) -> tuple[str, ...]:
    """Read the statuses that may follow."""
    said = rows(answer, "listeStatutsPossiblesPourTraitement")
    return tuple(filter(None, (line(row.get("statutPossiblePourTraitement")) for row in said)))


def visible(answer: Json) -> tuple[str, ...]:
    """Read the statuses that a validator may search by."""
    said = rows(answer, "listeStatutFacture")
    return tuple(filter(None, (line(row.get("codeStatutFacture")) for row in said)))


def payment_requests(answer: Json) -> tuple[PaymentRequest, ...]:
    """Read the rows of a recipient's or of a validator's list, which name some fields apart."""
    return tuple(filter(None, map(_request, rows(answer, LIST))))


def _request(row: Json) -> PaymentRequest | None:
    invoice = found_invoice(row, number(row.get("idFacture")))
    if invoice is None:
        return None
    return PaymentRequest(
        invoice=replace(
            invoice,
            recipient_siret=invoice.recipient_siret or line(row.get("identifiantDestinataire")),
            purchase_order_reference=invoice.purchase_order_reference
            or line(row.get("numeroEngagement")),
        ),
        supplier=Party(
            siret=line(row.get("codeFournisseur")) or line(row.get("identifiantFournisseur")),
            name=line(row.get("designationFournisseur")),
            service_code=line(row.get("codeServiceFournisseur")),
            service_name=line(row.get("nomServiceFournisseur")),
        ),
        downloaded=flag(row.get("factureTelechargeeParDestinataire")),
    )


def found_everywhere(answer: Json) -> tuple[PaymentRequest, ...]:
    """Read the rows of `rechercher/demandePaiement`, whose names are their own."""
    return tuple(filter(None, map(_anywhere, rows(answer, "listeDemandePaiement"))))


def _anywhere(row: Json) -> PaymentRequest | None:
    found = found_invoice(row, number(row.get("idDemandePaiement")))
    if found is None:
        return None
    invoice: Invoice = replace(
        found,
        invoice_number=line(row.get("numeroDemandePaiement")),
        status=line(row.get("etatCourant")),
        issue_date=day(row.get("dateFournisseur")),
        recipient_siret=line(row.get("identifiantStructureDestinataire")),
        recipient_chorus_id=number(row.get("idStructureDestinataire")),
        service_code=line(row.get("codeServiceDestinataire")),
        service_name=line(row.get("nomServiceDestinataire")),
    )
    supplier = Party(siret=line(row.get("identifiantStructureFournisseur")), name="")
    archived = line(row.get("dpOuDpArchive")) == _ARCHIVE
    return PaymentRequest(invoice, supplier, archived=archived)
