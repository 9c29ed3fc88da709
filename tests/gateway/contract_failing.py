"""What a client must keep to when Chorus Pro fails, whatever carries it."""

from collections.abc import AsyncIterator

import pytest
from tenacity import wait_none

from chorus_app.gateway import calls, errors
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import InvoiceQuery, Submission
from tests.gateway.contract_roles import RolesContract
from tests.gateway.contract_sending import by_number
from tests.gateway.places import Place


class FailingContract(RolesContract):
    """A subclass gives the fixture `place`, of a simulator. This is the whole contract."""

    @pytest.fixture(autouse=True)
    async def mended(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
        monkeypatch.setattr(calls, "_jitter", wait_none())
        yield
        await place.fail("none")

    async def test_an_expired_token_is_renewed_unseen(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        await place.expire_tokens()
        assert (await client.submit(ready)).status == "DEPOSEE"

    @pytest.mark.parametrize(
        ("mode", "error"),
        [
            ("down", errors.Unavailable),
            ("503", errors.Unavailable),
            ("500", errors.Unavailable),
            ("429", errors.TooManyRequests),
            ("403", errors.Forbidden),
            ("401", errors.AccountRefused),
            ("rubbish", errors.UnreadableAnswer),
            ("truncated", errors.UnreadableAnswer),
        ],
    )
    async def test_each_failure_has_its_error(
        self, client: PisteClient, place: Place, mode: str, error: type[errors.ChorusError]
    ) -> None:
        await client.health()
        await place.fail(mode)
        with pytest.raises(error) as raised:
            await client.service_demands_engagement(26300989, 27946199)
        assert raised.value.sentence
        await place.fail("none")
        await client.service_demands_engagement(26300989, 27946199)

    async def test_one_failure_is_unseen_by_who_reads_and_told_to_who_sends(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        await place.fail("503", times=1)
        assert await by_number(client, ready.invoice_number) == ()
        await place.fail("503", times=1)
        with pytest.raises(errors.Unavailable):
            await client.submit(ready)
        assert await by_number(client, ready.invoice_number) == ()

    async def test_slowness_is_a_time_out(self, place: Place) -> None:
        async with place.open(timeout=0.4) as connection:
            client = place.client(connection)
            await client.health()
            await place.fail("slow", seconds=2)
            with pytest.raises(errors.TimedOut):
                await client.search(InvoiceQuery(), page=1, page_size=1)
            assert not await client.health()

    async def test_a_work_whose_answer_is_lost_can_be_found(
        self, client: PisteClient, place: Place, ready: Submission
    ) -> None:
        await place.fail("drop_after_work", paths="soumettre")
        with pytest.raises(errors.Unavailable) as raised:
            await client.submit(ready)
        assert raised.value.may_have_worked
        assert len(await by_number(client, ready.invoice_number)) == 1
