"""Another supplier's invoice or deposit is as good as missing: nothing tells the two apart."""

import pytest

from chorus_app import routes
from chorus_app.states.accueil import AccueilState
from chorus_app.states.deposer import DeposerState
from chorus_app.states.facture import FactureState
from chorus_app.states.factures import FacturesState
from chorus_app.states.repondre import RepondreState
from chorus_app.states.shell import ShellState
from tests.states.conftest import Choral
from tests.states.tab import Tab, handlers, leads_to

NOBODY_S = "0123456789abcdef0123456789abcdef"


async def opened(choral: Choral, token: str, address: str) -> Tab:
    tab = choral.tab(token, address)
    for name in ("FactureState.arrive", "DeposerState.arrive", "RepondreState.arrive"):
        await tab.call(handlers()[name])
    return tab


def told(tab: Tab) -> dict[str, str]:
    """Return what a page tells, without what its own address said already."""
    asked = {"FactureState._id", "DeposerState.deposit_id", "RepondreState.invoice_id"}
    asked |= {f"{state}.shown_at" for state in ("FactureState", "DeposerState", "RepondreState")}
    return {place: value for place, value in tab.held().items() if place not in asked}


async def test_the_owner_sees_both(choral: Choral) -> None:
    number = choral.invoice_ids()[0]
    invoice = await opened(choral, choral.mine, f"/factures/{number}/")
    draft = await opened(choral, choral.mine, f"/deposer/?brouillon={choral.draft}")

    assert invoice.of(FactureState).number and not invoice.of(FactureState).missing
    assert draft.of(DeposerState).file_name == "facture.pdf"
    assert not draft.of(DeposerState).missing


async def test_another_s_invoice_is_told_as_a_missing_one(choral: Choral) -> None:
    ids = choral.invoice_ids()
    missing = await opened(choral, choral.empty, f"/factures/{ids[-1] + 1000}/")

    assert missing.of(FactureState).missing
    for number in (ids[0], ids[-1]):
        other = await opened(choral, choral.empty, f"/factures/{number}/")
        assert told(other) == told(missing)
        await other.call(handlers()["FactureState.refresh"])
        assert told(other) == told(missing)


async def test_another_s_deposit_is_told_as_a_missing_one(choral: Choral) -> None:
    other = await opened(choral, choral.empty, f"/deposer/?brouillon={choral.draft}")
    missing = await opened(choral, choral.empty, f"/deposer/?brouillon={NOBODY_S}")

    assert missing.of(DeposerState).missing
    assert told(other) == told(missing)


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("refresh", {}),
        ("keep", {"name": "invoice_number", "value": "PRIS"}),
        ("keep_all", {"form": {"invoice_number": "PRIS"}}),
        ("choose", {"siret": "21350238800019"}),
        ("delete", {}),
    ],
)
async def test_another_s_deposit_is_left_as_it_is(
    choral: Choral, name: str, payload: dict[str, object]
) -> None:
    before, answers = choral.stored(), []
    for draft in (choral.draft, NOBODY_S):
        tab = await opened(choral, choral.empty, f"/deposer/?brouillon={draft}")
        answer = await tab.call(handlers()[f"DeposerState.{name}"], **payload)
        answers.append((leads_to(answer), told(tab)))

    assert answers[0] == answers[1]
    assert choral.stored() == before


async def test_another_s_deposit_is_not_confirmed(choral: Choral) -> None:
    before, pages = choral.stored(), []
    for draft in (choral.draft, NOBODY_S):
        pages.append(await opened(choral, choral.empty, f"/deposer/?brouillon={draft}"))
        await pages[-1].confirm(DeposerState)

    assert told(pages[0]) == told(pages[1])
    assert choral.stored() == before


@pytest.mark.parametrize("act", ["COMPLETER", "RECYCLER", "TRAITER_REJET", "RELANCER"])
async def test_nobody_answers_for_another_s_invoice(choral: Choral, act: str) -> None:
    before = choral.stored()
    number, nobody_s = choral.suspended(), choral.invoice_ids()[-1] + 1000
    other = await opened(choral, choral.empty, f"/repondre/?facture={number}&acte={act}")
    missing = await opened(choral, choral.empty, f"/repondre/?facture={nobody_s}&acte={act}")

    for tab in (other, missing):
        await tab.call(handlers()["RepondreState.keep_all"], form={"comment": "pris"})
        await tab.confirm(RepondreState)

    assert missing.of(RepondreState).missing
    assert told(other) == told(missing)
    assert choral.stored() == before


async def test_another_s_answer_is_as_good_as_missing(choral: Choral) -> None:
    number = choral.suspended()
    mine = await opened(choral, choral.mine, f"/repondre/?facture={number}&acte=COMPLETER")
    answer_id, before = mine.of(RepondreState)._answer_id, choral.stored()
    stolen = choral.tab(choral.empty)
    stolen.of(RepondreState)._answer_id = answer_id

    assert answer_id
    await stolen.call(handlers()["RepondreState.keep_all"], form={"comment": "pris"})
    await stolen.confirm(RepondreState)

    assert stolen.of(RepondreState).missing
    assert stolen.of(RepondreState).form["comment"] == ""
    assert choral.stored() == before


async def test_rights_come_from_the_cookie_and_never_from_what_the_state_holds(
    choral: Choral,
) -> None:
    before = choral.stored()
    stolen = choral.tab(choral.empty)
    stolen.of(DeposerState).deposit_id = choral.draft
    stolen.of(FactureState)._id = choral.invoice_ids()[0]

    await stolen.call(handlers()["DeposerState.keep"], name="comment", value="pris")
    await stolen.call(handlers()["DeposerState.refresh"])
    await stolen.call(handlers()["FactureState.refresh"])

    assert stolen.of(DeposerState).missing
    assert stolen.of(FactureState).missing
    assert not stolen.of(DeposerState).file_name
    assert choral.stored() == before


async def test_a_supplier_finds_what_is_its_own_and_nothing_of_the_others(choral: Choral) -> None:
    tab = choral.tab(choral.empty, "/factures/")
    for name in ("FacturesState.arrive", "AccueilState.arrive", "ShellState.arrive"):
        await tab.call(handlers()[name])

    assert tab.of(FacturesState).total == 0
    assert tab.of(AccueilState).latest == []
    assert tab.of(ShellState).waiting == 1
    (waiting,) = tab.of(AccueilState).waiting
    assert waiting.href == routes.brouillon(choral.others_draft)


async def test_nobody_says_what_another_s_recipient_is(choral: Choral) -> None:
    before = choral.stored()
    other = await opened(choral, choral.empty, f"/factures/{choral.invoice_ids()[0]}/")

    await other.call(handlers()["FactureState.choose_buyer"], kind="SANTE")
    await other.call(handlers()["FactureState.forget_buyer"])

    assert choral.stored() == before


async def test_the_owner_s_choice_is_shown_and_kept(choral: Choral) -> None:
    number = choral.invoice_ids("MISE_A_DISPOSITION")[0]
    mine = await opened(choral, choral.mine, f"/factures/{number}/")

    for kind in ("X", "", None, "SANTE"):
        await mine.call(handlers()["FactureState.choose_buyer"], kind=kind)

    shown = mine.of(FactureState)
    assert shown.buyer == "Hôpital public, selon vous"
    assert [view.value for view in shown.buyer_kinds if view.chosen] == ["SANTE"]
    assert "R2192-11" in shown.clock_rule
    assert [row["kind"] for row in choral.stored()["buyer"]] == ["SANTE"]
    assert shown.buyer_chosen

    await mine.call(handlers()["FactureState.forget_buyer"])

    assert shown.buyer.endswith(", d’après son nom")
    assert not shown.buyer_chosen
    assert choral.stored()["buyer"] == []
