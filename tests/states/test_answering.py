"""Answering: what is at fault is brought before the eyes."""

from typing import Any

from chorus_app.services import answerer
from chorus_app.states.repondre import RepondreState
from chorus_app.texts.replying import UNCHANGED
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers


async def answering(choral: Choral, status: str, act: str) -> Tab:
    number = choral.invoice_ids(status)[0]
    tab = choral.tab(choral.mine, f"/repondre/?facture={number}&acte={act}")
    await tab.call(handlers()["RepondreState.arrive"])
    return tab


async def sent(tab: Tab, form: dict[str, str]) -> Any:
    return await tab.call(handlers()["RepondreState.keep_all"], form=form)


def focused(answer: Any) -> str:
    """Return the field that an answer gives the focus to, empty for none."""
    if answer is None:
        return ""
    assert answer.handler.fn.__qualname__ == "_set_focus"
    [(_, place)] = answer.args
    return str(place._var_value).removeprefix("ref_")


async def test_an_address_sent_back_unchanged_leads_to_what_may_change(choral: Choral) -> None:
    tab = await answering(choral, "A_RECYCLER", "RECYCLER")
    state = tab.of(RepondreState)

    answer = await sent(tab, dict(state.form))

    assert state.errors["purchase_order_reference"] == UNCHANGED
    assert not state.confirming
    assert focused(answer) == next(
        name
        for name in ("recipient_siret", "service_code", "purchase_order_reference")
        if name in state.errors
    )


async def test_an_answer_without_anything_in_it_leads_to_the_pieces(choral: Choral) -> None:
    tab = await answering(choral, "SUSPENDUE", "COMPLETER")

    answer = await sent(tab, {"comment": ""})

    assert tab.of(RepondreState).errors["pieces"]
    assert focused(answer) == "pieces"


async def test_the_first_fault_is_the_highest_on_the_page(choral: Choral) -> None:
    tab = await answering(choral, "A_RECYCLER", "RECYCLER")

    answer = await sent(tab, {"recipient_siret": "12", "comment": "x" * 2001})

    assert {"recipient_siret", "comment"} <= set(tab.of(RepondreState).errors)
    assert focused(answer) == "recipient_siret"


async def test_nothing_takes_the_focus_from_the_confirmation(choral: Choral) -> None:
    tab = await answering(choral, "SUSPENDUE", "COMPLETER")

    answer = await sent(tab, {"comment": "Voici."})

    assert tab.of(RepondreState).confirming
    assert focused(answer) == ""


MOVE = "UPDATE invoice SET status = ? WHERE id = ?"


async def test_a_status_that_changes_under_a_form_is_told_and_its_text_stays(
    choral: Choral,
) -> None:
    tab = await answering(choral, "SUSPENDUE", "COMPLETER")
    state = tab.of(RepondreState)
    await sent(tab, {"comment": "Voici le bon."})
    assert state.confirming

    choral.rewrite(MOVE, "REJETEE", state.invoice_id)
    await tab.call(handlers()["RepondreState.refresh"])

    assert "«\u00a0Rejetée\u00a0»" in state.moved
    assert (state.missing, state.confirming) == ("", False)
    assert (state.editable, state.form["comment"]) == (True, "Voici le bon.")
    await tab.call(handlers()["RepondreState.arrive"])
    assert "«\u00a0Rejetée\u00a0»" in state.moved


async def test_a_confirmation_that_meets_another_status_keeps_the_text(choral: Choral) -> None:
    tab = await answering(choral, "SUSPENDUE", "COMPLETER")
    state = tab.of(RepondreState)
    await sent(tab, {"comment": "Voici le bon."})

    choral.rewrite(MOVE, "REJETEE", state.invoice_id)
    await tab.confirm(RepondreState)

    assert "«\u00a0Rejetée\u00a0»" in state.moved
    assert (state.missing, state.editable) == ("", True)
    assert state.form["comment"] == "Voici le bon."
    assert [row["stage"] for row in choral.stored()["answer"]] == ["BROUILLON"]


async def test_a_reload_finds_the_answer_that_was_given(choral: Choral) -> None:
    tab = await answering(choral, "SUSPENDUE", "COMPLETER")
    state = tab.of(RepondreState)
    await sent(tab, {"comment": "Voici le bon."})
    await tab.confirm(RepondreState)
    await answerer.advance(state._answer_id)
    choral.rewrite(MOVE, "COMPLETEE", state.invoice_id)

    again = choral.tab(choral.mine, f"/repondre/?facture={state.invoice_id}&acte=COMPLETER")
    await again.call(handlers()["RepondreState.arrive"])
    shown = again.of(RepondreState)

    assert (shown.missing, shown.done, shown.editable) == ("", True, False)
    assert shown.follow_when.startswith("Votre réponse a été enregistrée le ")
    assert shown.title == "Compléter la facture"
