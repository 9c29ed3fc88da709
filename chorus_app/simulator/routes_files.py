"""Files: adding one, listing them, giving them back alone or by the folder."""

import base64
import sqlite3
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator import codes
from chorus_app.simulator.access import Asked, Closed, Here, Me
from chorus_app.simulator.attachments import EXTENSIONS, LARGEST_FOLDER, extension_of
from chorus_app.simulator.codes import Refusal
from chorus_app.simulator.papers import papers_of, zipped
from chorus_app.simulator.pivot import pivot
from chorus_app.simulator.reading import visible
from chorus_app.simulator.routes_deposits import file_of, keep_file
from chorus_app.simulator.search import Where
from chorus_app.simulator.wire import Body, moment, ok, page_of
from chorus_app.simulator.world import Caller, World

router = APIRouter(prefix="/cpro")
LARGEST_FILE = 10_000_000
LONGEST_NAME = 50


@router.post("/transverses/v1/ajouter/fichier", tags=["transverses"])
def add_file(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`ajouterFichierDansSysteme`: keep a file, to be named later as an attachment."""
    content = file_of(asked, "pieceJointeFichier", codes.BAD_FILE)
    name = asked.text("pieceJointeNom")
    extension = extension_of("." + (asked.text("pieceJointeExtension") or name))
    if len(content) > LARGEST_FILE:
        raise Refusal(codes.ATTACHMENT_TOO_LARGE)
    if not name or len(name) > LONGEST_NAME:
        raise Refusal(codes.BAD_FILE)
    if extension not in EXTENSIONS:
        raise Refusal(codes.BAD_EXTENSION)
    full = name if name.upper().endswith(f".{extension}") else f"{name}.{extension.lower()}"
    media_type = asked.text("pieceJointeTypeMime") or "application/octet-stream"
    kept = keep_file(world, me.structure_id, full, media_type, content)
    return ok({"pieceJointeId": kept}, libelle=codes.SUCCESS_OF_LISTS)


@router.post("/factures/v1/telecharger/groupe", tags=["factures"])
def download_group(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`telechargerGroupeFacture`: a PDF, a ZIP or a pivot XML, as base64."""
    return ok({"fichierResultat": _folder(me, asked, world)})


@router.post("/transverses/v1/telecharger/pieceJointe", tags=["transverses"])
def download_attachment(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`telechargerPieceJointe`: the files of invoices."""
    wanted = asked.object("demandePaiement")
    if asked.text("objetPieceJointe") != "DEMANDE_PAIEMENT":
        raise Refusal(codes.NO_FILE_KEPT)
    return ok({"pieceJointe": _folder(me, wanted, world)})


def _folder(me: Caller, asked: Body, world: World) -> str:
    ids = [said.integer("idFacture") for said in asked.objects("listeFacture")]
    form = asked.text("format").upper()
    if not ids or form not in ("PDF", "PIVOT"):
        raise Refusal(codes.NO_DOWNLOAD)
    rows = [visible(world.db, me, invoice_id) for invoice_id in ids]
    complements = asked.text("avecPiecesJointesComplementaires").lower() == "oui"
    content = _content(world, rows, form, complements=complements)
    if len(content) > LARGEST_FOLDER:
        raise Closed(413)
    _note_download(world, me, rows)
    return base64.b64encode(content).decode()


def _content(world: World, rows: list[sqlite3.Row], form: str, *, complements: bool) -> bytes:
    if form == "PIVOT":
        today = moment(world.clock.instant().epoch).date()
        return pivot(world.db, [row["id"] for row in rows], today)
    folders = {
        f"{row['number']}-{row['id']}" if len(rows) > 1 else "": papers_of(
            world.db, row["id"], complements=complements
        )
        for row in rows
    }
    (first, *others) = folders.values()
    return zipped(folders) if others or len(first) > 1 else first[0].content


def _note_download(world: World, me: Caller, rows: list[sqlite3.Row]) -> None:
    """Write who downloaded, and whether the recipient did."""
    at = world.clock.instant().epoch
    with world.db.transaction():
        for row in rows:
            if row["recipient_id"] == me.structure_id:
                world.db.write("UPDATE invoice SET downloaded = 1 WHERE id = ?", (row["id"],))
            who = world.register.clerk(me.structure_id)
            world.register.act(row["id"], "TELECHARGEMENT_FACTURE", at, who)


@router.post("/transverses/v1/rechercher/pj/structure", tags=["transverses"])
def search_structure_files(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherPieceJointeStructure`: the files a structure keeps."""
    return _files(me, asked, world, of_structure=True)


@router.post("/transverses/v1/rechercher/pj/moncompte", tags=["transverses"])
def search_own_files(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`rechercherPieceJointeMonCompte`: the same, without the structure's fields."""
    return _files(me, asked, world, of_structure=False)


def _files(me: Caller, asked: Body, world: World, *, of_structure: bool) -> JSONResponse:
    page = page_of(asked.object("parametresRecherche"))
    where = Where()
    where.add("a.structure_id = ?", me.structure_id)
    where.equal("a.structure_id", asked.integer("idStructureCPP"))
    if words := asked.text("pieceJointeDesignation"):
        where.holds("a.name", words)
    rows = world.db.rows(
        "SELECT a.id, a.name, a.extension, a.structure_id, s.siret, s.name AS owner "  # noqa: S608
        f"FROM attachment a JOIN structure s ON s.id = a.structure_id{where.sql()} ORDER BY a.id",
        where.values,
    )
    return ok(
        {
            "listePiecesJointes": [
                _file(row, of_structure=of_structure) for row in page.slice(rows)
            ],
            "parametresRetour": page.answer(len(rows)),
        },
        libelle=codes.SUCCESS_OF_LISTS,
    )


def _file(row: sqlite3.Row, *, of_structure: bool) -> dict[str, Any]:
    made = {
        "pieceJointeDesignation": row["name"],
        "pieceJointeExtension": row["extension"],
        "pieceJointeId": row["id"],
        "pieceJointeObjetId": row["id"],
        "pieceJointeTypeCode": "AUTRE",
        "pieceJointeTypeLibelle": "Autre document",
    }
    if of_structure:
        made |= {
            "pieceJointeStructureCode": row["siret"],
            "pieceJointeStructureId": row["structure_id"],
            "pieceJointeStructureRaisonSociale": row["owner"],
        }
    return made
