"""Recipients in one file, users' attachments to structures, commitments, kinds of inquiries."""

import base64
import csv
import io
import sqlite3
import zipfile
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator import code_lists as lists
from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.codes import NO_STRUCTURE, SUCCESS_OF_LISTS, Refusal
from chorus_app.simulator.routes_structures import structure
from chorus_app.simulator.search import Where
from chorus_app.simulator.wire import Body, moment, ok, page_of, rfc3339
from chorus_app.simulator.wire import minute as to_minute
from chorus_app.simulator.world import World

router = APIRouter(prefix="/cpro")
_PUBLIC = "SELECT * FROM structure WHERE nature = 'PUBLIQUE' AND active"


@router.post("/transverses/v1/rechercher/destinataire", tags=["transverses"])
def search_recipients(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherDestinataire`: by identifier, or by words of a name, a city, a postcode."""
    page = page_of(asked.object("parametresRecherche"))
    where = Where()
    where.equal("siret", asked.text("identifiant"))
    for word in asked.text("nomVilleCodePostal").split()[:8]:
        where.holds("name || ' ' || city || ' ' || postcode", word)
    extra = "".join(f" AND {condition}" for condition in where.conditions)
    rows = world.db.rows(f"{_PUBLIC}{extra} ORDER BY name", where.values)
    return ok(
        {
            "listeDestinataires": [_recipient(row) for row in page.slice(rows)],
            "parametresRetour": page.answer(len(rows)),
        },
        libelle=SUCCESS_OF_LISTS,
    )


def _recipient(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "idStructureCPP": row["id"],
        "siret": row["siret"],
        "nomDestinataire": row["name"],
        "adresseCodePostal": row["postcode"],
        "adresseVille": row["city"],
    }


@router.post("/transverses/v1/telecharger/annuaire/destinataire", tags=["transverses"])
def download_directory(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`telechargerAnnuaireDestinataire`: every public recipient, as a CSV in a ZIP."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(
        ["SIRET", "Désignation", "Code postal", "Ville", "Service obligatoire", "EJ obligatoire"]
    )
    for row in world.db.rows(f"{_PUBLIC} ORDER BY siret"):
        demands = [
            "Oui" if row[f"{what}_required"] else "Non" for what in ("service", "engagement")
        ]
        writer.writerow([row["siret"], row["name"], row["postcode"], row["city"], *demands])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("annuaire_destinataires.csv", sheet.getvalue())
    return ok(
        {"fichierResultat": base64.b64encode(buffer.getvalue()).decode()}, libelle=SUCCESS_OF_LISTS
    )


@router.post("/transverses/v1/consulter/information/siret", tags=["transverses"])
def consult_siret(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`consulterInformationSiret`: what the national register says (here: the directory)."""
    row = world.db.row("SELECT * FROM structure WHERE siret = ?", (asked.text("siretStructure"),))
    if row is None:
        raise Refusal(NO_STRUCTURE)
    return ok(
        {
            "siret": row["siret"],
            "siren": row["siret"][:9],
            "raisonSociale": row["name"],
            "adresse": row["address"],
            "codePostal": row["postcode"],
            "ville": row["city"],
            "categorieEntreprise": "PME" if row["nature"] == "PRIVEE" else None,
            "estActif": bool(row["active"]),
            "siege": True,
        }
    )


@router.post("/transverses/v1/rechercher/categorieSollicitation", tags=["transverses"])
def inquiry_categories(me: Me, asked: Asked) -> JSONResponse:
    """`rechercherCategorieSollicitation`."""
    items = [
        {"idTechniqueCategorie": number, "codeCategorie": code, "libelleCategorie": label}
        for number, code, label, _ in lists.INQUIRIES
    ]
    return _paged(asked, "listeCategories", items)


@router.post("/transverses/v1/rechercher/sousCategorieSollicitation", tags=["transverses"])
def inquiry_subcategories(me: Me, asked: Asked) -> JSONResponse:
    """`rechercherSousCategorieSollicitation`."""
    wanted = asked.integer("idTechniqueCategorie")
    items = [
        {"idTechniqueCategorie": number, "code": code, "libelle": code.capitalize()}
        for number, _, _, codes in lists.INQUIRIES
        for code in codes
        if wanted in (None, number)
    ]
    return _paged(asked, "listeSousCategories", items)


def _paged(asked: Body, name: str, items: list[dict[str, Any]]) -> JSONResponse:
    page = page_of(asked.object("pagination"))
    return ok(
        {name: page.slice(items), "parametresRetour": page.answer(len(items))},
        libelle=SUCCESS_OF_LISTS,
    )


@router.post("/utilisateurs/v1/monCompte/recuperer/rattachements", tags=["utilisateurs"])
def own_attachments(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`recupererRattachements`: the structure of this account, with its services."""
    page = page_of(asked.object("parametresRecherche"))
    row = structure(world.db, me.structure_id)
    services = [_attached(service) for service in _services(world, me.structure_id)]
    item = {
        "idStructure": row["id"],
        "identifiantStructure": row["siret"],
        "typeIdentifiantStructure": "SIRET",
        "designationStructure": row["name"],
        "idRattachementStructure": row["id"],
        "roleUtilisateur": "GESTIONNAIRE_PRINCIPAL",
        "statutRattachementStructure": "VALIDEE",
        "statutUtilisateur": "ACTIF",
        "listeServicesRattache": services,
    }
    return ok({"listeStructureRattachement": [item], "parametresRetour": page.answer(1)})


def _attached(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "idRattachementService": row["id"],
        "idService": row["id"],
        "codeService": row["code"],
        "libelleService": row["name"],
        "dateDbtService": to_minute(row["started_at"]),
        "dateFinService": to_minute(row["ended_at"]),
        "estActif": bool(row["active"]),
        "statutService": "ACTIF" if row["active"] else "INACTIF",
        "statutRattachementService": "VALIDEE",
    }


@router.post("/structures/v1/lister/rattachementsutilisateur", tags=["structures"])
def list_attachments(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`listerRattachementsStructureUtilisateur`: the services of a structure, for a user."""
    page = page_of(asked.object("parametresListerRattachementsStructureUtilisateur"))
    row = structure(world.db, _wanted(asked, world, me.structure_id))
    services = _services(world, row["id"])
    return ok(
        {
            "idStructure": row["id"],
            "identifiantStructure": row["siret"],
            "designationStructure": row["name"],
            "premierService": not services,
            "listeServices": [
                {
                    "idService": service["id"],
                    "codeService": service["code"],
                    "nomService": service["name"],
                    "idRattachement": service["id"],
                    "statutRattachement": "VALIDEE" if service["active"] else "DESACTIVEE",
                    "dateDebut": rfc3339(service["started_at"]),
                    "dateFin": rfc3339(service["ended_at"]),
                }
                for service in page.slice(services)
            ],
            "parametresRetour": page.answer(len(services)),
        }
    )


@router.post("/structures/v1/rechercher/espaces", tags=["structures"])
def search_spaces(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherEspaces`: the workspaces of a structure (7: received, 8: issued)."""
    page = page_of(asked.object("parametresRechercherEspaces"))
    row = structure(world.db, _wanted(asked.object("structure"), world, me.structure_id))
    names = {8: "Factures émises"} if row["nature"] == "PRIVEE" else {7: "Factures reçues"}
    items = [
        {
            "codeEspace": code,
            "idEspaceFo": row["id"] * 10 + code,
            "libelleEspace": label,
            "etatCourant": "ACTIVE",
            "typeHabilitation": "MODIFICATION",
        }
        for code, label in names.items()
    ]
    return ok({"listeEspace": page.slice(items), "parametresRetour": page.answer(len(items))})


def _wanted(asked: Body, world: World, own: int) -> int | None:
    """Return the structure a request names by id or by identifier; the account's own by default."""
    named = asked.text("identifiantStructure")
    if named:
        found = world.db.value("SELECT id FROM structure WHERE siret = ?", (named,))
        return int(found) if found else None
    return asked.integer("idStructure") or own


def _services(world: World, structure_id: int) -> list[sqlite3.Row]:
    return world.db.rows(
        "SELECT * FROM service WHERE structure_id = ? ORDER BY id", (structure_id,)
    )


@router.post("/engagementsJuridiques/v1/rechercher", tags=["engagementsJuridiques"])
def search_commitments(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherEngagementJuridique`: the commitments that the account's invoices cite.

    The receiver of a commitment is the supplier: OCA sends its own `idStructureCPP`. The buyer's
    is taken too, as nothing published says which side the word means.
    """
    where = Where()
    where.add("i.purchase_order <> ''")
    where.equal("i.purchase_order", asked.text("numeroEngagementJuridique"))
    receiver = asked.text("structureReceptriceEngagementJuridique")
    if receiver:
        where.add(
            "? IN (s.siret, CAST(s.id AS TEXT), r.siret, CAST(r.id AS TEXT))",
            receiver,
        )
    where.add("i.supplier_id = ?", me.structure_id)
    rows = world.db.rows(
        f"""SELECT i.purchase_order, s.siret, s.name, min(i.created_at) AS at
        FROM invoice i JOIN structure s ON s.id = i.supplier_id
        JOIN structure r ON r.id = i.recipient_id{where.sql()}
        GROUP BY i.purchase_order ORDER BY at DESC LIMIT 200""",  # noqa: S608
        where.values,
    )
    return ok({"listeEngagementJuridique": [_commitment(row) for row in rows]})


def _commitment(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "numeroEngagementJuridique": row["purchase_order"],
        "etatCourantEngagementJuridique": "COMMANDE",
        "structureReceptriceEngagementJuridique": row["siret"],
        "designationStructureReceptrice": row["name"],
        "dateCreationEngagementJuridique": moment(row["at"]).date().isoformat(),
    }
