"""The page of one invoice: whose words are shown there, and what presses."""

from datetime import timedelta

import pytest

from chorus_app.services import answerer, context, directory, sessions
from chorus_app.services.papers import Origin, Paper
from chorus_app.services.sessions import Identity
from chorus_app.states.base import today
from chorus_app.states.facture import EventView, FactureState
from chorus_app.states.paper_views import paper_views
from chorus_app.states.repondre import RepondreState
from chorus_app.texts.waiting import OWN_ACTS
from tests.states.conftest import MINE, PASSWORD, Choral
from tests.states.tab import handlers

WORDS = "Voici ce qui manquait."


async def seen(choral: Choral, number: int) -> FactureState:
    """Open the page of an invoice."""
    tab = choral.tab(choral.mine, f"/factures/{number}/")
    await tab.call(handlers()["FactureState.arrive"])
    state: FactureState = tab.of(FactureState)
    return state


async def supplier() -> Identity:
    _, who = await sessions.sign_in(MINE, PASSWORD)
    return who


async def answered(choral: Choral, number: int, act: str, form: dict[str, str]) -> None:
    """Answer as the page does, have it sent, and read Chorus Pro again."""
    tab = choral.tab(choral.mine, f"/repondre/?facture={number}&acte={act}")
    await tab.call(handlers()["RepondreState.arrive"])
    state = tab.of(RepondreState)
    await tab.call(handlers()["RepondreState.keep_all"], form={**state.form, **form})
    assert state.confirming, state.errors
    await tab.confirm(RepondreState)
    await answerer.advance(state._answer_id)
    await context.current().synchroniser.synchronise((await supplier()).structure_id)


def newest(state: FactureState, label: str) -> EventView:
    return next(event for event in state.events if event.label == label)


def suspended_invoice(choral: Choral) -> int:
    """Return the id of one that waits for a piece and has a delay, as no credit note has."""
    rows = choral.stored()["invoice"]
    found = [row for row in rows if (row["status"], row["type_code"]) == ("SUSPENDUE", "FACTURE")]
    return int(str(found[0]["id"]))


async def test_a_completion_and_its_words_are_the_supplier_s(choral: Choral) -> None:
    number = suspended_invoice(choral)
    recipient_s = await seen(choral, number)
    assert recipient_s.comment_when.startswith(f"{recipient_s.recipient}, ")
    suspended = newest(recipient_s, "Suspendue")
    assert suspended.comment and not suspended.when.endswith("vous")
    assert len(recipient_s.clock_ends) == 2
    assert recipient_s.clock_ran + recipient_s.clock_stopped <= 100

    await answered(choral, number, "COMPLETER", {"comment": WORDS})
    state = await seen(choral, number)

    assert (state.status, WORDS in state.comment) == ("Complétée", True)
    assert state.comment_when.startswith("Vous, ")
    completed = newest(state, "Complétée")
    assert WORDS in completed.comment
    assert completed.when.endswith(" · vous")
    assert newest(state, "Suspendue") == suspended


async def test_a_draft_left_in_chorus_pro_leads_to_its_site(choral: Choral) -> None:
    state = await seen(choral, choral.invoice_ids("BROUILLON")[0])

    assert [(act.href, act.outside, act.presses) for act in state.acts] == [
        ("https://chorus-pro.gouv.fr/", True, True)
    ]
    assert "site" in state.advice


async def test_a_recycling_is_the_supplier_s(choral: Choral) -> None:
    number = choral.invoice_ids("A_RECYCLER")[0]
    [body] = await directory.find((await supplier()).structure_id, "Plougastel")
    choices = {
        "recipient_siret": body.siret,
        "service_code": "",
        "purchase_order_reference": "",
        "comment": WORDS,
    }

    await answered(choral, number, "RECYCLER", choices)
    state = await seen(choral, number)

    assert (state.status, WORDS in state.comment) == ("Déposée", True)
    assert state.comment_when.startswith("Vous, ")
    assert newest(state, "Déposée").when.endswith(" · vous")


@pytest.mark.parametrize(("days", "presses"), [(200, True), (1, False)])
async def test_a_reminder_presses_once_the_last_day_is_past(
    choral: Choral, days: int, presses: bool
) -> None:
    """No history can be read of a number unknown to Chorus Pro: the list tells the days.

    Its recipient announced a payment once: what is late there is not paid.
    """
    number = choral.invoice_ids("DEPOSEE")[0]
    deposited = today() - timedelta(days=days)
    when = f"{deposited} 08:00:00.000000"
    choral.rewrite(
        "UPDATE invoice SET deposit_date = ?, status_at = ?, chorus_id = -1 WHERE id = ?",
        str(deposited),
        when,
        number,
    )
    choral.rewrite("DELETE FROM status_change WHERE invoice_id = ?", number)
    announced = "SELECT recipient_siret FROM invoice WHERE status = 'MISE_EN_PAIEMENT' LIMIT 1"
    choral.rewrite(f"UPDATE invoice SET recipient_siret = ({announced}) WHERE id = ?", number)

    state = await seen(choral, number)

    assert [(act.label, act.presses) for act in state.acts] == [(OWN_ACTS["RELANCER"], presses)]


async def test_what_came_back_is_answered_first(choral: Choral) -> None:
    state = await seen(choral, choral.suspended())

    assert [act.presses for act in state.acts] == [True]


async def test_what_was_sent_is_a_link_on_the_page(choral: Choral) -> None:
    number = choral.suspended()
    choral.rewrite(
        "UPDATE deposit SET stage = 'DEPOSEE', invoice_chorus_id ="
        " (SELECT chorus_id FROM invoice WHERE id = ?) WHERE id = ?",
        number,
        choral.draft,
    )

    state = await seen(choral, number)

    assert (state.files[0].href, state.files[0].name, state.files[0].kind) == (
        f"/api/depots/{choral.draft}/fichier",
        "facture.pdf",
        "Votre facture déposée",
    )
    assert state.folder == f"/api/factures/{number}/dossier"


@pytest.mark.parametrize(
    ("label", "words"),
    [("AUTRE", "Autre document"), ("Bon de livraison", "Bon de livraison"), ("", "Pièce")],
    ids=["code", "label", "none"],
)
def test_a_type_of_piece_is_told_in_words(label: str, words: str) -> None:
    [view] = paper_views([Paper(Origin.CHORUS, "", "IMG_2041.jpg", label)])

    assert (view.kind, view.href) == (words, "")
