"""The dated life of an invoice: `factures/v1/consulter/historique`."""

from typing import NamedTuple

from chorus_app.domain.invoice import History, StatusChange, UserAction
from chorus_app.gateway.wire.paging import Page
from chorus_app.gateway.wire.values import Json, joined, line, moment, number, part, rows, text

PAGE_SIZE = 100


class Dated(NamedTuple):
    """An event and its rank at Chorus Pro, which parts two events of the same minute."""

    event: StatusChange | UserAction
    rank: int


def history_body(chorus_id: int, page: int) -> Json:
    """Ask for one page of the statuses and of the users' actions, newest first."""
    return {
        "idFacture": chorus_id,
        "paramRechercheHistoStatuts": {
            "pageResultatDemandeeListeHistoStatut": page,
            "nbResultatsParPageListeHistoStatut": PAGE_SIZE,
            "triColonneListeHistoStatut": "HistoStatutDatePassage",
            "triSensListeHistoStatut": "Descendant",
        },
        "paramRechercheHistoActionsUtilisateurs": {
            "pageResultatDemandeeListeHistoAction": page,
            "nbResultatsParPageListeHistoAction": PAGE_SIZE,
            "triColonneListeHistoAction": "HistoActionDateHeure",
            "triSensListeHistoAction": "Descendant",
        },
    }


def history_page(answer: Json, page: int) -> Page[Dated]:
    """Read one page: both lists are asked together, to the end of the longer one."""
    statuses = part(answer, "historiquesDesStatuts")
    actions = part(answer, "historiquesDesActionsUtilisateurs")
    passages, acts = rows(statuses, "histoStatut"), rows(actions, "histoAction")
    events = (*map(_change, passages), *map(_action, acts))
    pages = max(
        _pages(statuses, "pagesHistoStatut", len(passages), page),
        _pages(actions, "pagesHistoAction", len(acts), page),
    )
    return Page(tuple(filter(None, events)), page, pages, len(passages) + len(acts))


def _pages(section: Json, key: str, received: int, page: int) -> int:
    told = number(section.get(key))
    return told if told is not None else page + (received >= PAGE_SIZE)


def history_of(dated: tuple[Dated, ...]) -> History:
    """Put the events in order, newest first, whatever order they came in."""
    newest = [
        one.event for one in sorted(dated, key=lambda one: (one.event.at, one.rank), reverse=True)
    ]
    return History(
        changes=tuple(event for event in newest if isinstance(event, StatusChange)),
        actions=tuple(event for event in newest if isinstance(event, UserAction)),
    )


def _change(row: Json) -> Dated | None:
    """Read a passage; one without a date has no place in a history."""
    at = moment(row.get("histoStatutDatePassage"))
    if at is None:
        return None
    change = StatusChange(
        at=at,
        status=line(row.get("histoStatutCode")),
        comment=text(row.get("histoStatutCommentaire")),
        actor=_actor(row, "histoStatut"),
    )
    return Dated(change, number(row.get("histoStatutId")) or 0)


def _action(row: Json) -> Dated | None:
    at = moment(row.get("histoActionDateHeure"))
    if at is None:
        return None
    action = UserAction(at, line(row.get("histoActionCode")), _actor(row, "histoAction"))
    return Dated(action, number(row.get("histoActionId")) or 0)


def _actor(row: Json, prefix: str) -> str:
    return joined(" ", row.get(prefix + "UtilisateurPrenom"), row.get(prefix + "UtilisateurNom"))
