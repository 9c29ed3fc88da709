"""One invoice's history as the contract writes it: statuses, events, what users did."""

import sqlite3
from typing import Any

from chorus_app.simulator.db import Database
from chorus_app.simulator.wire import Body, Page, minute, page_of

Answer = dict[str, Any]
_STATUS_SORTS = {
    "HistoStatutCode": "status",
    "HistoStatutDatePassage": "at",
    "HistoStatutCommentaire": "comment",
    "HistoStatutUtilisateurPrenom": "first_name",
    "HistoStatutUtilisateurNom": "last_name",
    "HistoStatutUtilisateurEmail": "email",
    "HistoStatutUtilisateurTelephone": "phone",
}
_EVENT_SORTS = {"EvenementLibelle": "label", "EvenementQui": "who", "EvenementDateHeure": "at"}
_ACTION_SORTS = {
    "HistoActionDateHeure": "at",
    "HistoActionCode": "code",
    "HistoAction": "code",
    "HistoActionUtilisateurPrenom": "first_name",
    "HistoActionUtilisateurNom": "last_name",
    "HistoActionUtilisateurEmail": "email",
}
_SORTS = {"passage": _STATUS_SORTS, "event": _EVENT_SORTS, "user_action": _ACTION_SORTS}


def history(db: Database, invoice: sqlite3.Row, asked: Body) -> Answer:
    """Return what `consulter/historique` tells. Unsorted lists come as they were written down:
    the order of a Hélios body's is not that of the dates.
    """
    statuses = _page(asked, "paramRechercheHistoStatuts", "HistoStatut")
    events = _page(asked, "paramRechercheHistoEvenementsComplementaires", "HistoEvenement")
    actions = _page(asked, "paramRechercheHistoActionsUtilisateurs", "HistoAction")
    cap = asked.integer("nbResultatsMaximum")
    kept = [
        _rows(db, "passage", invoice["id"], statuses)[:cap],
        _rows(db, "event", invoice["id"], events)[:cap],
        _rows(db, "user_action", invoice["id"], actions)[:cap],
    ]
    last = db.row(
        "SELECT * FROM user_action WHERE invoice_id = ? ORDER BY at DESC, id DESC", (invoice["id"],)
    )
    return {
        "idFacture": invoice["id"],
        "numeroFacture": invoice["number"],
        "modeDepot": invoice["deposit_mode"],
        "statutCourantCode": invoice["status"],
        "historiquesDesStatuts": {
            "histoStatut": [_status(row) for row in statuses.slice(kept[0])],
            **statuses.named(len(kept[0]), "HistoStatut"),
        },
        "historiquesDesEvenementsComplementaires": {
            "evenement": [_event(row) for row in events.slice(kept[1])],
            **events.named(len(kept[1]), "Evenement"),
        },
        "historiquesDesActionsUtilisateurs": {
            "histoAction": [_action(row) for row in actions.slice(kept[2])],
            **actions.named(len(kept[2]), "HistoAction"),
        },
        "derniereAction": {"derniereActionId": last["id"], "derniereActionCode": last["code"]}
        if last
        else None,
    }


def _page(asked: Body, name: str, what: str) -> Page:
    return page_of(asked.object(name), suffix=f"Liste{what}")


def _rows(db: Database, table: str, invoice_id: int, page: Page) -> list[sqlite3.Row]:
    order = _SORTS[table].get(page.sort, "id")
    sense = "ASC" if page.ascending or order == "id" else "DESC"
    sql = f"SELECT * FROM {table} WHERE invoice_id = ? ORDER BY {order} {sense}, id"  # noqa: S608
    return db.rows(sql, (invoice_id,))


def _status(row: sqlite3.Row) -> Answer:
    return {
        "histoStatutId": row["id"],
        "histoStatutCode": row["status"],
        "histoStatutDatePassage": minute(row["at"]),
        "histoStatutCommentaire": row["comment"] or None,
        "histoStatutUtilisateurPrenom": row["first_name"] or None,
        "histoStatutUtilisateurNom": row["last_name"] or None,
        "histoStatutUtilisateurEmail": row["email"] or None,
        "histoStatutUtilisateurTelephone": row["phone"] or None,
    }


def _event(row: sqlite3.Row) -> Answer:
    return {
        "evenementId": row["id"],
        "evenementLibelle": row["label"],
        "evenementQui": row["who"],
        "evenementDateHeure": minute(row["at"]),
    }


def _action(row: sqlite3.Row) -> Answer:
    return {
        "histoActionId": row["id"],
        "histoActionCode": row["code"],
        "histoActionDateHeure": minute(row["at"]),
        "histoActionUtilisateurPrenom": row["first_name"] or None,
        "histoActionUtilisateurNom": row["last_name"] or None,
        "histoActionUtilisateurEmail": row["email"] or None,
    }
