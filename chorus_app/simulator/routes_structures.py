"""The directory: bodies, what they demand, their services."""

import sqlite3
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.codes import NO_SERVICE, NO_STRUCTURE, Refusal
from chorus_app.simulator.db import Database
from chorus_app.simulator.search import Where
from chorus_app.simulator.wire import Body, ok, page_of, rfc3339
from chorus_app.simulator.wire import minute as to_minute

router = APIRouter(prefix="/cpro/structures/v1", tags=["structures"])
_SORTS = {
    "IdentifiantStructure": "siret",
    "DesignationStructure": "name",
    "TypeIdentifiantStructure": "id",
    "Statut": "active",
}
_SERVICE_SORTS = {
    "CodeService": "code",
    "LibelleService": "name",
    "DateDbtService": "started_at",
    "DateFinService": "ended_at",
    "EstActif": "active",
}


@router.post("/rechercher")
def search_structures(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherStructure`: bodies that meet every criterion given."""
    page = page_of(asked.object("parametres"))
    where = _filters(asked.object("structure"))
    if asked.flag("restreindreStructuresPrivees"):
        where.add("(nature = 'PUBLIQUE' OR id = ?)", me.structure_id)
    sense = "DESC" if page.sort and not page.ascending else "ASC"
    order = _SORTS.get(page.sort, "name")
    sql = f"SELECT * FROM structure{where.sql()} ORDER BY {order} {sense}, id"  # noqa: S608
    rows = world.db.rows(sql, where.values)
    return ok(
        {
            "listeStructures": [_listed(row) for row in page.slice(rows)],
            "parametresRetour": page.answer(len(rows)),
        }
    )


def _filters(asked: Body) -> Where:
    where = Where()
    where.equal("siret", asked.text("identifiantStructure").replace(" ", ""))
    where.equal("nature", asked.text("typeStructure"))
    where.equal("postcode", asked.text("adresseCodePostal"))
    for name in ("raisonSocialeStructure", "libelleStructure", "nomStructure"):
        if words := asked.text(name):
            where.holds("name", words)
    if city := asked.text("adresseVille"):
        where.holds("city", city)
    if state := asked.text("statutStructure"):
        where.add("active = ?", int(state.startswith("ACTI")))
    if asked.text("typeIdentifiantStructure") not in ("", "SIRET"):
        where.add("0")
    if asked.text("adresseCodePays") not in ("", "FR"):
        where.add("0")
    if asked.flag("estMOA") or asked.flag("estMOAUniquement"):
        where.add("contracting")
    return where


def _listed(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "idStructureCPP": row["id"],
        "identifiantStructure": row["siret"],
        "typeIdentifiantStructure": "SIRET",
        "designationStructure": row["name"],
        "statut": "ACTIVE" if row["active"] else "INACTIVE",
    }


@router.post("/consulter")
def consult_structure(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterStructure`: a body in full, with what it demands on each invoice."""
    row = structure(world.db, asked.integer("idStructureCPP"))
    mine = row["id"] == me.structure_id
    expires = rfc3339(world.password_end()) if mine else None
    return ok(
        {
            "adressePostaleDuSiege": _address(row),
            "informationGenerales": {
                "dateExpirationMotPasseCompteTech": expires,
                "emailStructure": row["email"],
                "estValideurDeleguee": False,
                "idStructureCPP": row["id"],
                "identifiantStructure": row["siret"],
                "libelleStructure": row["name"],
                "numeroTVA": _vat_number(row["siret"]),
                "raisonSocialeStructure": row["name"],
                "structurePriveePublique": row["nature"],
                "typeIdentifiantStructure": "SIRET",
            },
            "parametres": _demands(row),
        }
    )


def _demands(row: sqlite3.Row) -> dict[str, bool]:
    return {
        "codeServiceDoitEtreRenseigne": bool(row["service_required"]),
        "connexionEDI": False,
        "estMoaUniquement": False,
        "estValideurDelegue": False,
        "gestionNumeroEJOuCodeService": bool(row["either_required"]),
        "getaMoa": bool(row["contracting"]),
        "nonDiffusibleInsee": False,
        "numeroEJDoitEtreRenseigne": bool(row["engagement_required"]),
        "recevoirDonneesViaEDI": False,
        "statutMiseEnPaiementNestPasRemonte": not row["reports_payment"],
    }


@router.post("/rechercher/services")
def search_services(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherServicesStructure`: the services of a body, those that ended included."""
    row = structure(world.db, asked.integer("idStructure"))
    page = page_of(asked.object("parametresRechercherServicesStructure"))
    sense = "DESC" if page.sort and not page.ascending else "ASC"
    order = _SERVICE_SORTS.get(page.sort, "code")
    rows = world.db.rows(
        f"SELECT * FROM service WHERE structure_id = ? ORDER BY {order} {sense}, id",  # noqa: S608
        (row["id"],),
    )
    return ok(
        {
            "listeServices": [_service_line(item) for item in page.slice(rows)],
            "parametresRetour": page.answer(len(rows)),
        }
    )


def _service_line(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "idService": row["id"],
        "codeService": row["code"],
        "libelleService": row["name"],
        "estActif": bool(row["active"]),
        "statutService": "ACTIF" if row["active"] else "INACTIF",
        "dateDbtService": to_minute(row["started_at"]),
        "dateFinService": to_minute(row["ended_at"]),
    }


@router.post("/consulter/service")
def consult_service(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterServiceStructure`: one service, and whether it demands an engagement."""
    wanted = asked.integer("idStructure")
    row = world.db.row("SELECT * FROM service WHERE id = ?", (asked.integer("idService"),))
    if row is None or (wanted and row["structure_id"] != wanted):
        raise Refusal(NO_SERVICE)
    return ok(
        {
            "adressePostale": _address(structure(world.db, row["structure_id"])),
            "informationsGenerales": {
                "codeService": row["code"],
                "descriptionService": row["name"],
                "nomService": row["name"],
            },
            "parametres": {
                "dateCreation": to_minute(row["started_at"]),
                "dateDebutValidite": to_minute(row["started_at"]),
                "dateFinValidite": to_minute(row["ended_at"]),
                "dateModification": to_minute(row["started_at"]),
                "miseEnPaiement": bool(row["reports_payment"]),
                "numeroEngagement": bool(row["engagement_required"]),
            },
        }
    )


def structure(db: Database, structure_id: int | None) -> sqlite3.Row:
    """Return a body. Raises `Refusal`."""
    row = db.row("SELECT * FROM structure WHERE id = ?", (structure_id,))
    if row is None:
        raise Refusal(NO_STRUCTURE)
    return row


def _address(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "adresse": row["address"],
        "codePostal": row["postcode"],
        "ville": row["city"],
        "pays": "FR",
        "telephone": row["phone"] or None,
    }


def _vat_number(siret: str) -> str | None:
    """Return the intra-community VAT number that a SIREN implies."""
    siren = siret[:9]
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}" if siren.isdigit() else None
