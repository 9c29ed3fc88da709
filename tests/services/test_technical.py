import pytest

from chorus_app.domain.journal import Kind
from chorus_app.gateway.errors import AccountRefused, ChorusError
from chorus_app.services import expiry, journal, technical
from chorus_app.services.attempts import Attempts
from chorus_app.simulator.demo import BEGINNER
from chorus_app.store.tables import Structure
from tests.services.conftest import Choral


@pytest.fixture(autouse=True)
def _nobody_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(technical, "tries", Attempts(5, 900))


async def secret(choral: Choral) -> str:
    async with choral.context.store.session() as session:
        structure = await session.get_one(Structure, choral.empty.structure_id)
    return choral.context.vault.reveal(structure.account_secret)


async def test_a_password_that_chorus_pro_takes_is_kept_and_written_down(choral: Choral) -> None:
    expiry.forget()
    choral.rewrite("UPDATE account SET password = 'Nouveau-1' WHERE login = ?", BEGINNER.login)

    await technical.renew(choral.empty, "Nouveau-1")

    assert await secret(choral) == "Nouveau-1"
    await choral.synchronise(choral.empty)
    assert (await journal.entries(choral.empty))[0].kind is Kind.COMPTE_TECHNIQUE
    known = await technical.technical_account(choral.empty)
    assert known.login == BEGINNER.login and known.ends


async def test_a_password_that_chorus_pro_refuses_changes_nothing(choral: Choral) -> None:
    with pytest.raises(AccountRefused):
        await technical.renew(choral.empty, "faux")

    assert await secret(choral) == BEGINNER.password
    assert all(
        entry.kind is not Kind.COMPTE_TECHNIQUE for entry in await journal.entries(choral.empty)
    )


async def test_chorus_pro_is_not_asked_a_sixth_time(choral: Choral) -> None:
    for _ in range(5):
        with pytest.raises(AccountRefused):
            await technical.renew(choral.empty, "faux")

    with pytest.raises(technical.TooManyTries):
        await technical.renew(choral.empty, BEGINNER.password)
    assert await secret(choral) == BEGINNER.password
    with pytest.raises(AccountRefused):
        await technical.renew(choral.demo, "faux")


async def test_what_chorus_pro_takes_counts_against_nobody(choral: Choral) -> None:
    for _ in range(7):
        await technical.renew(choral.empty, BEGINNER.password)


async def test_an_outage_counts_against_nobody(choral: Choral) -> None:
    await choral.steer("faults", mode="503")
    for _ in range(7):
        with pytest.raises(ChorusError):
            await technical.renew(choral.empty, BEGINNER.password)
