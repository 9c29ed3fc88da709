"""The three ways in: a PDF to be read, an invoice submitted, a structured flow."""

import base64
import binascii
import sqlite3
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.simulator import codes
from chorus_app.simulator.access import Asked, Closed, Here, Me
from chorus_app.simulator.attachments import keep, tie
from chorus_app.simulator.code_lists import VAT_RATES
from chorus_app.simulator.codes import Code, Refusal
from chorus_app.simulator.deposits import accept
from chorus_app.simulator.files import read_pdf
from chorus_app.simulator.flows import INTERFACES
from chorus_app.simulator.recognise import Reading, recognise
from chorus_app.simulator.rules import PROCESSES, Deposit, check
from chorus_app.simulator.wire import Body, day, euros, moment, ok
from chorus_app.simulator.world import World

router = APIRouter(prefix="/cpro/factures/v1", tags=["factures"])
LARGEST_PDF = 10_000_000
LARGEST_FLOW = 10_000_000
FORMATS = ("PDF_NON_SIGNE", "PDF_SIGNE_PADES", "PDF_SIGNE_XADES")
MODES = ("SAISIE_API", "DEPOT_PDF_API", "DEPOT_PDF_SIGNE_API")
_LONGEST_NAME = 200


@router.post("/deposer/pdf")
def deposit_pdf(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`deposerPDFFacture`: keep a PDF and read what can be read in it."""
    content = file_of(asked, "fichierFacture", codes.NO_FILE)
    name = asked.text("nomFichier")
    if len(content) > LARGEST_PDF:
        raise Closed(413)
    if not name or len(name) > _LONGEST_NAME:
        raise Refusal(codes.NO_FILE)
    if (asked.text("formatDepot") or FORMATS[0]) not in FORMATS:
        raise Refusal(codes.BAD_FORMAT)
    read = recognise(read_pdf(content), content)
    attachment_id = keep_file(world, me.structure_id, name, "application/pdf", content)
    return ok({**_reading(read), "pieceJointeId": attachment_id})


def _reading(read: Reading) -> dict[str, Any]:
    return {
        "numeroFacture": read.number,
        "dateFacture": read.issued.isoformat() if read.issued else None,
        "codeDestinataire": read.recipient,
        "codeServiceExecutant": read.service,
        "codeFournisseur": read.supplier,
        "codeDeviseFacture": read.currency,
        "typeFacture": read.type_code,
        "typeTva": read.vat_scheme,
        "numeroBonCommande": read.engagement,
        "montantTtcAvantRemiseGlobalTTC": euros(read.gross),
        "montantAPayer": euros(read.payable),
        "montantHtTotal": euros(read.net),
        "montantTVA": euros(read.vat),
    }


@router.post("/soumettre")
def submit(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`soumettreFacture`: check an invoice and send it on its way."""
    supplier = asked.object("fournisseur").integer("idFournisseur")
    if supplier != me.structure_id and not world.accept_any:
        raise Refusal(codes.NOT_YOUR_SUPPLIER)
    deposit = read_submission(asked, me.structure_id)
    now = world.clock.instant()
    with world.db.transaction():
        if not deposit.number and deposit.deposit_mode == "SAISIE_API":
            deposit.number = _number(world)
        files = _files(world, me.structure_id, asked, deposit.deposit_mode)
        deposit.size = sum(int(file["size"]) for file in files)
        reached = check(world.db, deposit, moment(now.epoch).date())
        invoice = accept(world.db, world.register, deposit, reached, now)
        for file in files:
            attach(world, invoice["id"], file)
    return ok(
        {
            "identifiantFactureCPP": invoice["id"],
            "numeroFacture": invoice["number"],
            "statutFacture": invoice["status"],
            "dateDepot": day(now.epoch),
            "identifiantStructure": reached.recipient["siret"],
            "empreinteCertificatDepot": invoice["certificate"],
        }
    )


def _number(world: World) -> str:
    """Return a number of the portal's own, for an entry (saisie) that leaves it out."""
    rank = int(world.db.meta("number_rank", "0")) + 1
    world.db.remember(number_rank=rank)
    return f"SAISIE-{rank:08d}"


def read_submission(asked: Body, supplier_id: int) -> Deposit:
    """Read a request of soumettre. Raises `Refusal` for a mode that does not exist."""
    mode = asked.text("modeDepot")
    if mode not in MODES:
        raise Refusal(codes.BAD_MODE)
    if mode == "SAISIE_API" and not asked.objects("lignePoste"):
        raise Refusal(codes.NO_LINE)
    parties, about = asked.object("destinataire"), asked.object("references")
    frame, sums = asked.object("cadreDeFacturation"), asked.object("montantTotal")
    return Deposit(
        supplier_id=supplier_id,
        number=asked.text("numeroFactureSaisi"),
        type_code=about.text("typeFacture") or "FACTURE",
        issued=asked.day("dateFacture"),
        recipient=parties.text("codeDestinataire"),
        service=parties.text("codeServiceExecutant"),
        engagement=about.text("numeroBonCommande"),
        business_process=frame.text("codeCadreFacturation") or PROCESSES["A1"],
        deposit_mode=mode,
        net=sums.cents("montantHtTotal"),
        vat=sums.cents("montantTVA"),
        gross=sums.cents("montantTtcTotal"),
        payable=sums.cents("montantAPayer"),
        currency=about.text("deviseFacture") or "EUR",
        vat_scheme=about.text("typeTva"),
        exemption_reason=about.text("motifExonerationTva"),
        payment_means=about.text("modePaiement"),
        bank_account_id=asked.object("fournisseur").integer("codeCoordonneesBancairesFournisseur"),
        contract=about.text("numeroMarche"),
        preceding=about.text("numeroFactureOrigine"),
        discount=sums.cents("montantRemiseGlobaleTTC") or 0,
        discount_reason=sums.text("motifRemiseGlobaleTTC"),
        validator=frame.text("codeStructureValideur"),
        comment=asked.text("commentaire"),
        vat_lines=[_vat_line(line) for line in asked.objects("ligneTva")],
        lines=[_line(rank, line) for rank, line in enumerate(asked.objects("lignePoste"), 1)],
    )


def _vat_line(line: Body) -> dict[str, Any]:
    return {
        "code": line.text("ligneTvaTaux") or None,
        "rate": _rate(line.cents("ligneTvaTauxManuel"), line.text("ligneTvaTaux")),
        "base": line.cents("ligneTvaMontantBaseHtParTaux") or 0,
        "vat": line.cents("ligneTvaMontantTvaParTaux") or 0,
    }


def _line(rank: int, line: Body) -> dict[str, Any]:
    quantity = line.text("lignePosteQuantite") or "1"
    return {
        "number": line.integer("lignePosteNumero") or rank,
        "reference": line.text("lignePosteReference"),
        "label": line.text("lignePosteDenomination"),
        "quantity": (Body({"q": quantity}).cents("q") or 0) / 100,
        "unit": line.text("lignePosteUnite"),
        "price": line.cents("lignePosteMontantUnitaireHT") or 0,
        "discount": line.cents("lignePosteMontantRemiseHT") or 0,
        "code": line.text("lignePosteTauxTva") or None,
        "rate": _rate(line.cents("lignePosteTauxTvaManuel"), line.text("lignePosteTauxTva")),
    }


RATES = {code: round(percent * 100) for code, _, percent in VAT_RATES}
"""Hundredths of a percent. TVA1 and TVA5 are seen in clients; the others are a choice."""


def _rate(by_hand: int | None, code: str) -> int:
    return by_hand if by_hand is not None else RATES.get(code, 0)


@router.post("/deposer/flux")
def deposit_flow(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`deposerFluxFacture`: take a structured file; what it says is read later."""
    content = file_of(asked, "fichierFlux", codes.NO_FLOW_FILE)
    name, syntax = asked.text("nomFichier"), asked.text("syntaxeFlux")
    if len(content) > LARGEST_FLOW:
        raise Refusal(codes.FLOW_TOO_LARGE)
    if not name or len(name) > _LONGEST_NAME:
        raise Refusal(codes.NO_FLOW_FILE)
    if syntax not in INTERFACES:
        raise Refusal(codes.BAD_SYNTAX)
    flow = world.flows.receive(me.structure_id, name, syntax, content, world.clock.instant())
    return ok(
        {
            "numeroFluxDepot": flow["number"],
            "dateDepot": day(flow["deposited_at"]),
            "syntaxeFlux": syntax,
        }
    )


def file_of(asked: Body, field: str, code: Code) -> bytes:
    """Return a file sent as base64. Raises `Refusal` with this code when there is none."""
    said = asked.fields.get(field)
    try:
        content = base64.b64decode(said, validate=True) if isinstance(said, str) else b""
    except (binascii.Error, ValueError) as error:
        raise Refusal(code) from error
    if not content:
        raise Refusal(code)
    return content


def keep_file(world: World, structure_id: int, name: str, media_type: str, content: bytes) -> int:
    """Keep a file and return its `pieceJointeId`."""
    at = world.clock.instant().epoch
    return keep(world.db, structure_id, name, media_type, content, at=at)


def attach(world: World, invoice_id: int, file: dict[str, Any]) -> None:
    """Tie a kept file to an invoice."""
    tie(
        world.db,
        invoice_id,
        file["attachment_id"],
        label=file["label"],
        main=file["main"],
        type_code=file["type_code"],
        line_number=file["line_number"],
    )


def _files(world: World, structure_id: int, asked: Body, mode: str) -> list[dict[str, Any]]:
    """Return the files that a submission names; PDF modes need a main one."""
    main = asked.object("pieceJointePrincipale").integer("pieceJointePrincipaleId")
    if mode != "SAISIE_API" and not main:
        raise Refusal(codes.NO_ATTACHMENT)
    files = complements(world, structure_id, asked)
    if main:
        row = owned_file(world, structure_id, main)
        label = asked.object("pieceJointePrincipale").text("pieceJointePrincipaleDesignation")
        files.insert(0, _tie(row, main=True, label=label or row["name"]))
    return files


def complements(world: World, structure_id: int, asked: Body) -> list[dict[str, Any]]:
    """Return the complementary files that a request names. Raises `Refusal`."""
    made = []
    for said in asked.objects("pieceJointeComplementaire"):
        file_id = said.integer("pieceJointeComplementaireId")
        row = owned_file(world, structure_id, file_id)
        tie = _tie(
            row, main=False, label=said.text("pieceJointeComplementaireDesignation") or row["name"]
        )
        tie["type_code"] = said.text("pieceJointeComplementaireType")
        tie["line_number"] = said.integer("pieceJointeComplementaireNumeroLigneFacture")
        made.append(tie)
    return made


def owned_file(world: World, structure_id: int, file_id: int | None) -> sqlite3.Row:
    """Return a file this structure deposited. Raises `Refusal`."""
    row = world.db.row(
        "SELECT id, name, extension, length(content) AS size FROM attachment "
        "WHERE id = ? AND structure_id = ?",
        (file_id, structure_id),
    )
    if row is None:
        raise Refusal(codes.NO_ATTACHMENT)
    return row


def _tie(row: sqlite3.Row, *, main: bool, label: str) -> dict[str, Any]:
    return {
        "attachment_id": row["id"],
        "size": row["size"],
        "main": main,
        "label": label,
        "type_code": "",
        "line_number": None,
    }
