"""The recipient's side, and the searches that list what waits for somebody."""

import sqlite3

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.domain.status import Status
from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.answers import in_full
from chorus_app.simulator.answers_roles import (
    payment_request,
    received,
    received_in_full,
    to_treat,
)
from chorus_app.simulator.codes import EMPTY_SEARCH, NO_RIGHT, Refusal
from chorus_app.simulator.moves import treat
from chorus_app.simulator.reading import joined, links
from chorus_app.simulator.routes_invoices import inner_pages
from chorus_app.simulator.search import Where, common_filters, search
from chorus_app.simulator.wire import Body, day, ok, page_of
from chorus_app.simulator.world import Caller

router = APIRouter(prefix="/cpro/factures/v1", tags=["factures"])

WAITING_FOR_SUPPLIER = [
    "BROUILLON",
    "A_VALIDER_1",
    "A_VALIDER_2",
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
    "VALIDEE_1",
    "VALIDEE_2",
    "REFUSEE_1",
    "REFUSEE_2",
    "ERREUR_COTRAITANT_SUR_VALIDEUR",
    "ABSENCE_VALIDATION_1_HORS_DELAI",
    "ABSENCE_VALIDATION_2_HORS_DELAI",
    "DEPOSEE",
    "EN_COURS_ACHEMINEMENT",
    "MISE_A_DISPOSITION",
    "A_RECYCLER",
    "SUSPENDUE",
]
"""Statuses of `rechercher/atraiter/fournisseur` (chorus-api.md, 2.11)."""

NOT_YET_RECEIVED = [
    "BROUILLON",
    "SUPPRIMEE",
    "INTERPRETEE_OCR",
    "DEPOSEE",
    "EN_COURS_ACHEMINEMENT",
    "A_VALIDER_1",
    "VALIDEE_1",
    "REFUSEE_1",
    "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
    "ABSENCE_VALIDATION_1_HORS_DELAI",
]
WAITING_FOR_RECIPIENT = (Status.MISE_A_DISPOSITION, Status.COMPLETEE, Status.SERVICE_FAIT)


@router.post("/rechercher/atraiter/fournisseur")
def search_waiting_for_supplier(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherFactureATraiterParFournisseur`, deprecated but in the contract."""
    page = page_of(asked.object("rechercheFactureATraiterParFournisseur"))
    where = Where()
    where.add("i.supplier_id = ?", me.structure_id)
    where.equal("i.supplier_id", asked.integer("idStructure"))
    wanted = list(WAITING_FOR_SUPPLIER)
    if not asked.flag("masquerRejetee"):
        wanted.append(Status.REJETEE)
    where.among("i.status", wanted)
    where.add("i.rejection_treated = 0")
    found = search(world.db, where, page)
    sized = asked.flag("recupererTaille")
    return ok(
        {
            "parametresRetour": page.answer(found.total),
            "listeFactures": [
                to_treat(row) | ({"taille": row["size"]} if sized else {}) for row in found.rows
            ],
        }
    )


@router.post("/rechercher/demandePaiement")
def search_payment_requests(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherDemandePaiement`: by role. The real one answers in production only."""
    column = {"DESTINATAIRE": "i.recipient_id", "VALIDEUR": "i.validator_id"}.get(
        asked.text("roleUtilisateur"), "i.supplier_id"
    )
    where = Where()
    common_filters(where, asked)
    where.days("i.issue_date", asked, "periodeDateFournisseur")
    where.equal("i.type_code", asked.text("typeFacture"))
    where.equal("i.preceding_number", asked.text("numeroFactureOrigine"))
    where.equal("i.mandate_number", asked.text("numeroDpMandat"))
    where.equal("i.service_id", asked.integer("idServiceDestinataire"))
    for alias, name in (("s", "Fournisseur"), ("r", "Destinataire"), ("v", "Valideur")):
        party = asked.object(f"structure{name}")
        where.equal(f"{alias}.id", party.integer(f"idStructure{name}"))
        where.equal(f"{alias}.siret", party.text(f"identifiantStructure{name}"))
    if asked.text("typeDemandePaiement") not in ("", "FACTURE"):
        where.add("0")
    if asked.text("dpOuDpArchive") == "DP_ARCHIVE":
        where.add("0")
    where.add(f"{column} = ?", me.structure_id)
    found = search(world.db, where, page_of(Body({"nbResultatsParPage": 1000})))
    return ok(
        {"listeDemandePaiement": [payment_request(row) for row in found.rows], "total": found.total}
    )


@router.post("/rechercher/recipiendaire")
def search_as_recipient(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherFactureParRecipiendaire`; an empty result is an error here."""
    page = page_of(asked.object("paramRecherche"))
    where = _received_by(me)
    common_filters(where, asked)
    where.equal("i.recipient_id", asked.integer("idDestinataire"))
    where.equal("i.service_id", asked.integer("idServiceExecutant"))
    where.among("i.type_code", asked.texts("listeTypeFacture"))
    suppliers = [said.integer("idFournisseur") for said in asked.objects("listeFournisseurs")]
    where.among("i.supplier_id", filter(None, suppliers))
    if asked.fields.get("factureTelechargeeParDestinataire") is True:
        where.add("i.downloaded")
    if asked.text("typeDemandePaiement") not in ("", "FACTURE"):
        where.add("0")
    found = search(world.db, where, page)
    if not found.total:
        raise Refusal(EMPTY_SEARCH)
    sized = asked.flag("recupererTaille")
    lines = [received(row) | ({"taille": row["size"]} if sized else {}) for row in found.rows]
    return ok({"listeFactures": lines, **page.answer(found.total)})


@router.post("/rechercher/atraiter/recipiendaire")
def search_waiting_for_recipient(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherFactureATraiterParRecipiendaire`."""
    page = page_of(asked.object("parametreRechercheFactureATraiterParRecipiendaire"))
    where = _received_by(me)
    where.equal("i.recipient_id", asked.integer("idStructure"))
    where.among("i.status", WAITING_FOR_RECIPIENT)
    found = search(world.db, where, page)
    return ok(
        {
            "listeFactures": [received(row) for row in found.rows],
            "parametresRetour": page.answer(found.total),
        }
    )


@router.post("/consulter/recipiendaire")
def consult_as_recipient(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterFactureParRecipiendaire`: one invoice received, in full."""
    row = joined(world.db, asked.integer("identifiantFactureCPP"))
    _check_received(me, row)
    full = in_full(row, links(world.db, row["id"]), inner_pages(asked))
    return ok({"facture": received_in_full(full)})


@router.post("/traiter/recue")
def treat_received(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`traiterFactureRecue`: the recipient moves an invoice on, or sends it back with a reason."""
    invoice = world.register.find(asked.integer("idFacture"))
    _check_received(me, invoice)
    moved = treat(
        world,
        invoice["id"],
        asked.text("nouveauStatut"),
        asked.text("motif"),
        mandate=asked.text("numeroDPMandat"),
    )
    return ok(
        {
            "idFacture": moved["id"],
            "numeroFacture": moved["number"],
            "dateTraitement": day(world.clock.instant().epoch),
            "nouveauStatut": moved["status"],
        }
    )


def _received_by(me: Caller) -> Where:
    where = Where()
    where.add("i.recipient_id = ?", me.structure_id)
    marks = ", ".join("?" * len(NOT_YET_RECEIVED))
    where.add(f"i.status NOT IN ({marks})", *NOT_YET_RECEIVED)
    return where


def _check_received(me: Caller, row: sqlite3.Row) -> None:
    if row["recipient_id"] != me.structure_id or row["status"] in NOT_YET_RECEIVED:
        raise Refusal(NO_RIGHT)
