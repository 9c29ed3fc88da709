"""Every failure at every step: at the end the invoice exists once, and nothing was lost.

`settled` lets time pass as fast as it may: hours after a lost answer, an earlier sending is taken
for dead and the next one leaves, so Chorus Pro's own rule is tried as well. That nothing leaves
before is what the tests on lost answers check.
"""

import pytest

from chorus_app.domain.deposit import Stage
from chorus_app.services.sending import SUBMISSION_SETTLES
from tests.services.conftest import Choral
from tests.services.depositing import Supplier, ago, beginner, no_pauses

MODES = (
    "down",
    "slow",
    "401",
    "403",
    "429",
    "500",
    "503",
    "rubbish",
    "truncated",
    "drop_after_work",
)
OF_A_PDF = ("oauth/token", "rechercher/fournisseur", "deposer/pdf", "soumettre")
OF_A_FLOW = ("oauth/token", "rechercher/fournisseur", "deposer/flux", "consulterCRDetaille")
LOST = ("slow", "truncated", "drop_after_work")
"""Chorus Pro works, and its answer never comes."""
FRENCH = ("Chorus Pro", "Nous ", "La réponse", "La connexion", "L’accès", "Votre compte")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    no_pauses(monkeypatch)


def assert_deposited_once(me: Supplier, number: str, stage: str) -> None:
    assert stage == Stage.DEPOSEE
    assert len(me.invoices(number)) == 1


@pytest.mark.parametrize("step", OF_A_PDF)
async def test_a_pdf_is_deposited_once_whatever_failed(choral: Choral, step: str) -> None:
    me = beginner(choral)
    me.hurry(0.5)
    for rank, mode in enumerate(MODES):
        number = f"FA-{100 + rank}"
        deposit_id = await me.confirmed(number)
        await fail_twice(me, deposit_id, mode, step)
        row = await me.settled(deposit_id)
        assert (mode, row.stage, row.problem) == (mode, Stage.DEPOSEE, "")
        assert (mode, len(me.invoices(number))) == (mode, 1)


@pytest.mark.parametrize("step", OF_A_FLOW)
async def test_a_flow_is_deposited_once_whatever_failed(choral: Choral, step: str) -> None:
    me = beginner(choral)
    me.hurry(0.5)
    for rank, mode in enumerate(MODES):
        number = f"FA-{100 + rank}"
        deposit_id = await me.flow(number)
        await fail_twice(me, deposit_id, mode, step)
        row = await me.settled(deposit_id)
        assert (mode, row.stage, row.problem) == (mode, Stage.DEPOSEE, "")
        assert (mode, len(me.invoices(number))) == (mode, 1)


async def fail_twice(me: Supplier, deposit_id: str, mode: str, step: str) -> None:
    """Take an intent further twice while a step fails; each time the screen says so."""
    await me.choral.steer("tokens/expire")
    await fail(me, mode, step)
    for _ in range(2):
        row = await me.turn(deposit_id)
        if row.stage == Stage.DEPOSEE:
            break
        assert row.stage in (Stage.A_ENVOYER, Stage.EN_SUIVI), (mode, row.stage, row.problem)
        assert row.problem.startswith(FRENCH), (mode, row.problem)
        assert row.problem.endswith("."), (mode, row.problem)
        assert row.retry_at
        assert row.retry_at > ago()
    await me.choral.steer("faults", mode="none")


async def fail(me: Supplier, mode: str, step: str) -> None:
    """Have a step fail from now on; what is slow is slower than anybody waits."""
    seconds = {"seconds": 1.0} if mode == "slow" else {}
    await me.choral.steer("faults", mode=mode, paths=step, **seconds)


@pytest.mark.parametrize("mode", LOST)
async def test_a_submission_whose_answer_was_lost_is_found(choral: Choral, mode: str) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("FA-3")
    me.hurry(0.5)
    await fail(me, mode, "soumettre")
    row = await me.turn(deposit_id)
    assert (row.stage, bool(row.attempted_at)) == (Stage.A_ENVOYER, True)
    assert len(me.invoices("FA-3")) == 1

    row = await me.turn(deposit_id)

    assert_deposited_once(me, "FA-3", row.stage)
    assert row.invoice_chorus_id == me.invoices("FA-3")[0]["id"]


@pytest.mark.parametrize("mode", ["500", "rubbish"])
async def test_nothing_leaves_again_while_the_first_may_still_be_at_work(
    choral: Choral, mode: str
) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("FA-4")
    await choral.steer("faults", mode=mode, paths="soumettre", times=1)
    await me.turn(deposit_id)
    for _ in range(3):
        row = await me.turn(deposit_id)
        assert (row.stage, me.invoices("FA-4")) == (Stage.A_ENVOYER, [])
        assert row.problem.startswith("Nous vérifions")

    await me.pass_time(deposit_id, seconds=SUBMISSION_SETTLES.total_seconds())

    row = await me.turn(deposit_id)
    assert_deposited_once(me, "FA-4", row.stage)


async def test_an_answer_that_says_no_lets_the_next_try_leave_at_once(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("FA-5")
    await choral.steer("faults", mode="503", paths="soumettre", times=1)
    row = await me.turn(deposit_id)
    assert row.attempted_at is None

    row = await me.turn(deposit_id)

    assert_deposited_once(me, "FA-5", row.stage)


@pytest.mark.parametrize("mode", LOST)
async def test_a_flow_whose_receipt_was_lost_is_not_sent_again(choral: Choral, mode: str) -> None:
    me = beginner(choral)
    deposit_id = await me.flow("FA-6")
    me.hurry(0.5)
    await fail(me, mode, "deposer/flux")
    await me.turn(deposit_id)
    await choral.steer("faults", mode="none")
    for _ in range(5):
        row = await me.turn(deposit_id)
        assert (row.stage, row.flow_number, len(me.flows())) == (Stage.A_ENVOYER, "", 1)

    await choral.steer("clock", advance_minutes=15)

    row = await me.turn(deposit_id)
    assert_deposited_once(me, "FA-6", row.stage)
    assert len(me.flows()) == 1


async def test_a_flow_sent_twice_in_the_end_makes_one_invoice(choral: Choral) -> None:
    """Chorus Pro was so slow that the first was given up: it rejects the second as a duplicate."""
    me = beginner(choral)
    deposit_id = await me.flow("FA-7")
    await choral.steer("faults", mode="truncated", paths="deposer/flux", times=1)
    await me.turn(deposit_id)
    await me.pass_time(deposit_id, minutes=3)
    row = await me.turn(deposit_id)
    assert (row.stage, len(me.flows())) == (Stage.EN_SUIVI, 2)
    choral.rewrite("UPDATE flow SET due = due + 30 WHERE number = ?", row.flow_number)

    row = await me.settled(deposit_id)

    assert_deposited_once(me, "FA-7", row.stage)
    assert [flow["state"] for flow in me.flows()] == ["IN_INTEGRE", "IN_REJETE"]


async def test_the_real_chorus_pro_is_given_hours_to_show_a_flow(choral: Choral) -> None:
    me = beginner(choral)
    choral.context.settings.chorus = "production"
    deposit_id = await me.flow("FA-8")
    await choral.steer("faults", mode="truncated", paths="deposer/flux", times=1)
    await me.turn(deposit_id)

    await me.pass_time(deposit_id, hours=5)
    assert (await me.turn(deposit_id)).stage == Stage.A_ENVOYER
    await me.pass_time(deposit_id, hours=2)

    assert (await me.turn(deposit_id)).stage == Stage.EN_SUIVI


async def test_a_duplicate_that_is_our_own_is_no_refusal(choral: Choral) -> None:
    """The search did not show the invoice yet; the second sending is refused for it."""
    me = beginner(choral)
    deposit_id = await me.confirmed("FA-9")
    await choral.steer("faults", mode="truncated", paths="soumettre", times=1)
    await me.turn(deposit_id)
    await me.pass_time(deposit_id, minutes=3)
    choral.rewrite("UPDATE invoice SET number = 'FA-X' WHERE number = 'FA-9'")
    choral.rewrite(
        "CREATE TRIGGER late BEFORE INSERT ON attachment BEGIN"
        " UPDATE invoice SET number = 'FA-9' WHERE number = 'FA-X'; END"
    )
    await me.rewrite(deposit_id, chorus_attachment_id=None)

    row = await me.turn(deposit_id)

    assert_deposited_once(me, "FA-9", row.stage)


async def test_a_quota_is_respected_however_long(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("FA-10")
    await choral.steer("faults", mode="429", paths="soumettre", times=1)

    row = await me.turn(deposit_id)

    assert row.retry_at
    assert (row.retry_at - ago()).total_seconds() > 3
    assert "limite le nombre de demandes" in row.problem


async def test_pauses_grow_without_end_and_without_error(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("FA-11")
    await me.rewrite(deposit_id, attempts=5_000)
    await choral.steer("faults", mode="503", paths="soumettre")

    row = await me.turn(deposit_id)

    assert row.attempts == 5_001
    assert row.retry_at
    assert 290 < (row.retry_at - ago()).total_seconds() <= 300


async def test_a_password_changed_at_chorus_keeps_the_intent(choral: Choral) -> None:
    me = beginner(choral)
    deposit_id = await me.confirmed("FA-12")
    login = "SELECT login, password FROM account JOIN structure s ON s.id = structure_id"
    [account] = me.ask(f"{login} WHERE s.siret = ?", me.who.structure_siret)
    choral.rewrite("UPDATE account SET password = 'autre' WHERE login = ?", account["login"])

    row = await me.turn(deposit_id)

    assert row.stage == Stage.A_ENVOYER
    assert "compte technique" in row.problem
    choral.rewrite(
        "UPDATE account SET password = ? WHERE login = ?", account["password"], account["login"]
    )
    assert_deposited_once(me, "FA-12", (await me.turn(deposit_id)).stage)
