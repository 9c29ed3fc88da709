"""What a supplier does to an invoice that came back: complete, recycle, treat a rejection…"""

import sqlite3
from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from chorus_app.domain.status import Status
from chorus_app.simulator import codes
from chorus_app.simulator.access import Asked, Here, Me
from chorus_app.simulator.codes import Refusal
from chorus_app.simulator.routes_deposits import attach, complements
from chorus_app.simulator.rules import address, check_weight
from chorus_app.simulator.wire import Body, day, moment, ok
from chorus_app.simulator.world import World

router = APIRouter(prefix="/cpro/factures/v1", tags=["factures"])


@router.post("/completer")
def complete(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`completerFacture`: add pieces or a comment to a suspended invoice."""
    comment, now = asked.text("commentaire"), world.clock.instant()
    with world.db.transaction():
        invoice = world.register.owned(asked.integer("identifiantFactureCPP"), me.structure_id)
        if invoice["status"] != Status.SUSPENDUE:
            raise Refusal(codes.NOT_SUSPENDED)
        files = complements(world, me.structure_id, asked)
        if not files and not comment:
            raise Refusal(codes.NOTHING_ADDED)
        _check_length(comment)
        size = invoice["size"] + sum(file["size"] for file in files)
        check_weight(size)
        world.db.write("UPDATE invoice SET size = ? WHERE id = ?", (size, invoice["id"]))
        for file in files:
            attach(world, invoice["id"], file)
        if comment:
            world.db.write("UPDATE invoice SET comment = ? WHERE id = ?", (comment, invoice["id"]))
        world.register.enter(
            invoice,
            Status.COMPLETEE,
            at=now.epoch,
            minutes=now.minutes,
            comment=comment,
            person=world.register.clerk(me.structure_id),
        )
    return ok(
        {
            "identifiantFactureCPP": invoice["id"],
            "numeroFacture": invoice["number"],
            "dateTraitement": day(now.epoch),
        }
    )


@router.post("/recycler")
def recycle(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`recyclerFacture`: send an invoice on to its right recipient, under the same number."""
    comment, now = asked.text("commentaire"), world.clock.instant()
    with world.db.transaction():
        invoice = world.register.owned(asked.integer("identifiantFactureCPP"), me.structure_id)
        if invoice["status"] != Status.A_RECYCLER:
            raise Refusal(codes.NOT_TO_RECYCLE)
        _check_length(comment)
        values = _new_address(world, invoice, asked)
        values |= {
            "id": invoice["id"],
            "comment": comment or invoice["comment"],
            "deposit_date": moment(now.epoch).date().isoformat(),
        }
        world.db.write(
            """UPDATE invoice SET recipient_id = :recipient_id, service_id = :service_id,
            purchase_order = :purchase_order, comment = :comment, deposit_date = :deposit_date
            WHERE id = :id""",
            values,
        )
        moved = world.register.find(invoice["id"])
        world.register.enter(
            moved,
            Status.DEPOSEE,
            at=now.epoch,
            minutes=now.minutes,
            comment=comment,
            person=world.register.clerk(me.structure_id),
        )
    return ok(
        {
            "identifiantFactureCPP": invoice["id"],
            "numeroFacture": invoice["number"],
            "statutFacture": Status.DEPOSEE,
            "dateDepot": day(now.epoch),
        }
    )


def _new_address(world: World, invoice: sqlite3.Row, asked: Body) -> dict[str, Any]:
    """Return where a recycled invoice goes. What the request does not name stays; "" empties it."""
    to, about = asked.object("destinataire"), asked.object("reference", "references")
    kept = world.db.row(
        """SELECT r.siret, e.code FROM invoice i JOIN structure r ON r.id = i.recipient_id
        LEFT JOIN service e ON e.id = i.service_id WHERE i.id = ?""",
        (invoice["id"],),
    )
    assert kept is not None
    siret = to.text("codeDestinataire") or kept["siret"]
    service = _said(to, "codeServiceExecutant", kept["code"] or "")
    engagement = _said(about, "numeroBonCommande", invoice["purchase_order"])
    if len(engagement) > 50:
        raise Refusal(codes.TOO_LONG)
    recipient, found = address(world.db, siret, service, engagement)
    return {
        "recipient_id": recipient["id"],
        "service_id": found["id"] if found else None,
        "purchase_order": engagement,
    }


def _said(asked: Body, name: str, kept: str) -> str:
    return asked.text(name) if asked.fields.get(name) is not None else kept


def _check_length(comment: str) -> None:
    if len(comment) > 2000:
        raise Refusal(codes.TOO_LONG)


@router.post("/traiterRejet")
def treat_rejections(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`traiterFacturesRejetees`: take rejected invoices off the list of what waits."""
    at = world.clock.instant().epoch
    with world.db.transaction():
        for said in asked.objects("listeDemandePaiement"):
            invoice = world.register.owned(said.integer("idDemandePaiement"), me.structure_id)
            if invoice["status"] != Status.REJETEE:
                raise Refusal(codes.NOT_REJECTED)
            if invoice["rejection_treated"]:
                continue
            world.db.write(
                "UPDATE invoice SET rejection_treated = 1 WHERE id = ?", (invoice["id"],)
            )
            for code in ("ACQUITTEMENT_REJET", "TRAITEMENT_REJET"):
                world.register.act(invoice["id"], code, at, world.register.clerk(me.structure_id))
    return ok()


@router.post("/corriger/valideur/facture")
def correct_validator(me: Me, asked: Asked, world: Here) -> JSONResponse:
    """`corrigerValideurFacture`: name another validator where the first was wrong."""
    now = world.clock.instant()
    with world.db.transaction():
        invoice = world.register.owned(asked.integer("idFacture"), me.structure_id)
        if invoice["status"] != "ERREUR_FOURNISSEUR_SUR_VALIDEUR":
            raise Refusal(codes.BAD_VALIDATOR)
        validator = world.db.value(
            "SELECT id FROM structure WHERE active AND (id = ? OR siret = ?)",
            (asked.integer("idStructure"), asked.text("identifiantStructure")),
        )
        if not validator:
            raise Refusal(codes.NO_VALIDATOR)
        world.db.write(
            "UPDATE invoice SET validator_id = ? WHERE id = ?", (validator, invoice["id"])
        )
        world.register.enter(invoice, "A_VALIDER_1", at=now.epoch, minutes=now.minutes)
    return ok({"idFacture": invoice["id"]})
