from datetime import UTC, datetime
from typing import Any

from chorus_app.domain.invoice import UserAction
from chorus_app.gateway.wire import history
from tests.gateway.samples import passage


def page(*passages: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"codeRetour": 0, "historiquesDesStatuts": {"histoStatut": list(passages)}} | more


def test_whatever_the_order_the_newest_is_first() -> None:
    answer = page(
        passage(1, "2026-03-01 09:00", "DEPOSEE"),
        passage(4, "2026-03-01 11:00", "MISE_EN_PAIEMENT"),
        passage(5, "2026-03-01 10:30", "MANDATEE"),
        passage(2, "2026-03-01 09:00", "EN_COURS_ACHEMINEMENT"),
    )
    told = history.history_of(history.history_page(answer, 1).rows)
    assert [change.status for change in told.changes] == [
        "MISE_EN_PAIEMENT",
        "MANDATEE",
        "EN_COURS_ACHEMINEMENT",
        "DEPOSEE",
    ]
    assert told.changes[-1].at == datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    assert told.changes[0].actor == "Ève Le Goff"


def test_comments_keep_their_lines_and_a_passage_without_a_date_is_left_out() -> None:
    answer = page(
        passage(1, "2026-03-01 09:00", "REJETEE", histoStatutCommentaire="Motif\r\nPrix\x00"),
        passage(2, "bientôt", "SUSPENDUE"),
    )
    told = history.history_of(history.history_page(answer, 1).rows)
    assert [(change.status, change.comment) for change in told.changes] == [
        ("REJETEE", "Motif\nPrix")
    ]


def test_the_acts_of_users_are_told_apart() -> None:
    act = {
        "histoActionId": 3,
        "histoActionCode": "ACQUITTEMENT_REJET",
        "histoActionDateHeure": "2026-03-02 08:15",
        "histoActionUtilisateurNom": "Martin",
    }
    answer = page(historiquesDesActionsUtilisateurs={"histoAction": act})
    told = history.history_of(history.history_page(answer, 1).rows)
    assert told.changes == ()
    assert told.actions == (
        UserAction(datetime(2026, 3, 2, 7, 15, tzinfo=UTC), "ACQUITTEMENT_REJET", "Martin"),
    )


def test_there_are_as_many_pages_as_the_longer_list_has() -> None:
    answer = {
        "historiquesDesStatuts": {"pagesHistoStatut": 1},
        "historiquesDesActionsUtilisateurs": {"pagesHistoAction": 3},
    }
    assert history.history_page(answer, 1).pages == 3
    full = page(*(passage(n, "2026-03-01 09:00", f"S{n}") for n in range(100)))
    assert history.history_page(full, 1).pages == 2
    assert history.history_page(page(), 2).pages == 2


def test_both_lists_are_asked_at_once() -> None:
    body = history.history_body(12, 3)
    assert body["idFacture"] == 12
    assert body["paramRechercheHistoStatuts"]["pageResultatDemandeeListeHistoStatut"] == 3
    actions = body["paramRechercheHistoActionsUtilisateurs"]
    assert actions["pageResultatDemandeeListeHistoAction"] == 3
