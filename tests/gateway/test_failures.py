"""Failures on a real socket: what is repeated, what is not, and what may have worked."""

import asyncio
import json
import logging
import time
from base64 import b64decode
from collections.abc import AsyncIterator

import pytest
from tenacity import wait_none

from chorus_app.gateway import calls, errors
from chorus_app.gateway.connection import connect
from chorus_app.gateway.piste import PisteClient
from chorus_app.gateway.port import Account, InvoiceQuery, Recycling
from tests.gateway.samples import submission
from tests.gateway.sockets import DROP, SILENCE, FlakyServer, flaky_server, good, http

ACCOUNT = Account("TECH_1_73980623000960@cpro.fr", "mot de passe é")
NOTHING = good(listeFactures=[], parametresRetour={"pages": 0, "total": 0})
RECEIPT = good(identifiantFactureCPP=1, statutFacture="DEPOSEE")
UNAVAILABLE = http(503, b"")


@pytest.fixture
async def server() -> AsyncIterator[FlakyServer]:
    async with flaky_server() as flaky:
        yield flaky


@pytest.fixture
async def client(
    server: FlakyServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PisteClient]:
    monkeypatch.setattr(calls, "_jitter", wait_none())
    async with connect(
        base_url=server.base_url, client_id="moi", client_secret="s3cret", timeout=0.3
    ) as connection:
        yield connection.client_for(ACCOUNT)


async def search(client: PisteClient) -> int:
    return (await client.search(InvoiceQuery(), page=1, page_size=10)).total


async def test_every_call_bears_its_headers(server: FlakyServer, client: PisteClient) -> None:
    server.script = [NOTHING]
    assert await search(client) == 0
    [(path, headers, body)] = server.requests
    assert path == "/cpro/factures/v1/rechercher/fournisseur"
    assert headers["authorization"] == "Bearer jeton"
    assert b64decode(headers["cpro-account"]).decode() == f"{ACCOUNT.login}:{ACCOUNT.password}"
    assert headers["content-type"] == "application/json;charset=utf-8"
    assert json.loads(body)["rechercheFactureParFournisseur"]["pageResultatDemandee"] == 1


TRUNCATED = http(200, b'{"codeRetour": 0, "lis', "Connection: close", length=500)
CUT_JSON = http(200, b'{"codeRetour": 0, "lis')
BROKEN_GZIP = http(200, b"not gzip", "Content-Encoding: gzip")


@pytest.mark.parametrize(
    "failure", [DROP, TRUNCATED, CUT_JSON, BROKEN_GZIP, UNAVAILABLE, http(500, b"{}")]
)
async def test_reading_is_repeated(
    server: FlakyServer, client: PisteClient, failure: bytes
) -> None:
    server.script = [failure, failure, NOTHING]
    assert await search(client) == 0
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (DROP, errors.ConnectionLost),
        (TRUNCATED, errors.ConnectionLost),
        (CUT_JSON, errors.UnreadableAnswer),
        (BROKEN_GZIP, errors.UnreadableAnswer),
        (UNAVAILABLE, errors.Unavailable),
    ],
)
async def test_reading_gives_up_after_three_tries(
    server: FlakyServer, client: PisteClient, failure: bytes, error: type[errors.ChorusError]
) -> None:
    server.script = [failure] * 4
    with pytest.raises(error) as raised:
        await search(client)
    assert type(raised.value) is error
    assert len(server.requests) == 3
    assert "vérifions" not in raised.value.sentence


@pytest.mark.parametrize(
    ("failure", "error", "may_have_worked"),
    [
        (DROP, errors.ConnectionLost, True),
        (TRUNCATED, errors.ConnectionLost, True),
        (CUT_JSON, errors.UnreadableAnswer, True),
        (SILENCE, errors.TimedOut, True),
        (http(504, b""), errors.Unavailable, True),
        (http(503, b""), errors.Unavailable, False),
        (http(429, b"", "Retry-After: 0"), errors.TooManyRequests, False),
    ],
)
async def test_sending_is_never_repeated(
    server: FlakyServer,
    client: PisteClient,
    failure: bytes,
    error: type[errors.ChorusError],
    may_have_worked: bool,
) -> None:
    for send in (
        lambda: client.submit(submission()),
        lambda: client.deposit_flow(b"<x/>", "f.xml", "IN_DP_E1_UBL_INVOICE"),
        lambda: client.complete(1, comment="Voici."),
        lambda: client.recycle(Recycling(1, "99986401570264", "", "")),
        lambda: client.treat_rejection(1),
        lambda: client.correct_validator(1, "99986401570264"),
    ):
        server.requests.clear()
        server.script = [failure, RECEIPT]
        with pytest.raises(error) as raised:
            await send()
        assert raised.value.may_have_worked is may_have_worked
        assert ("vérifions" in raised.value.sentence) is may_have_worked
        assert len(server.requests) == 1


async def test_a_file_may_be_handed_over_again(server: FlakyServer, client: PisteClient) -> None:
    server.script = [DROP, http(200, b'{"pieceJointeId": 7}'), DROP, good(pieceJointeId=8)]
    assert (await client.deposit_pdf(b"%PDF", "f.pdf", signed=False)).attachment_id == 7
    assert await client.add_attachment(b"%PDF", "bon.pdf") == 8


async def test_without_the_fuller_api_the_plain_list_tells_the_account_s_bodies(
    server: FlakyServer, client: PisteClient
) -> None:
    server.script = [http(403, b"{}"), good(listeStructures=[{"idStructureCPP": 9}])]
    [own] = await client.own_structures()
    assert (own.structure.chorus_id, own.services) == (9, ())
    assert [path.rpartition("/v1/")[2] for path in server.paths] == [
        "monCompte/recuperer/rattachements",
        "recuperer/structures/actives/fournisseur",
    ]


async def test_silence_is_a_time_out_and_is_waited_for_once(
    server: FlakyServer, client: PisteClient
) -> None:
    server.script = [SILENCE, NOTHING]
    started = time.perf_counter()
    with pytest.raises(errors.TimedOut) as raised:
        await search(client)
    assert 0.25 < time.perf_counter() - started < 1.5
    assert "Réessayez" in raised.value.sentence
    assert len(server.requests) == 1


async def test_a_body_that_drips_is_a_time_out(client: PisteClient, server: FlakyServer) -> None:
    """Each piece comes in time, the whole never does: httpx alone would wait for ever."""

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(http(200, b"", length=1000))
        for _ in range(40):
            writer.write(b" ")
            await asyncio.sleep(0.1)

    slow = await asyncio.start_server(drip, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{slow.sockets[0].getsockname()[1]}"
    token_url = f"{server.base_url}/api/oauth/token"
    async with (
        slow,
        connect(
            base_url=url, token_url=token_url, client_id="a", client_secret="b", timeout=0.3
        ) as connection,
    ):
        with pytest.raises(errors.TimedOut):
            await search(connection.client_for(ACCOUNT))


async def test_without_a_connection_even_sending_is_repeated(
    server: FlakyServer, client: PisteClient, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{nowhere.sockets[0].getsockname()[1]}"
    nowhere.close()
    await nowhere.wait_closed()
    caplog.set_level(logging.INFO, "chorus_app.gateway")
    token_url = f"{server.base_url}/api/oauth/token"
    async with connect(
        base_url=url, token_url=token_url, client_id="a", client_secret="b"
    ) as connection:
        with pytest.raises(errors.Unreachable) as raised:
            await connection.client_for(ACCOUNT).submit(submission())
    assert not raised.value.may_have_worked
    assert caplog.text.count("soumettre: ConnectError") == 3


async def test_a_short_wait_is_waited_for(server: FlakyServer, client: PisteClient) -> None:
    server.script = [http(429, b"", "Retry-After: 0"), NOTHING]
    assert await search(client) == 0


async def test_a_wait_is_as_long_as_asked(
    server: FlakyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script = [http(429, b"", "Retry-After: 1"), NOTHING]
    async with connect(base_url=server.base_url, client_id="a", client_secret="b") as connection:
        started = time.perf_counter()
        await search(connection.client_for(ACCOUNT))
    assert time.perf_counter() - started >= 1


async def test_a_long_wait_is_left_to_the_caller(server: FlakyServer, client: PisteClient) -> None:
    server.script = [http(429, b"", "Retry-After: 3600"), NOTHING]
    with pytest.raises(errors.TooManyRequests) as raised:
        await search(client)
    assert raised.value.retry_after == 3600
    assert len(server.requests) == 1


async def test_a_refused_token_is_renewed_once_even_to_send(
    server: FlakyServer, client: PisteClient
) -> None:
    granted = iter(["un", "deux"])
    server.token_answer = lambda: http(
        200, json.dumps({"access_token": next(granted), "expires_in": 3600}).encode()
    )
    server.script = [http(401, b""), RECEIPT]
    assert (await client.submit(submission())).chorus_id == 1
    assert [headers["authorization"] for _, headers, _ in server.requests] == [
        "Bearer un",
        "Bearer deux",
    ]


async def test_tokens_that_end_one_after_the_other_are_never_the_accounts_fault(
    server: FlakyServer, client: PisteClient
) -> None:
    granted = iter(range(9))
    server.token_answer = lambda: http(
        200, json.dumps({"access_token": f"t{next(granted)}", "expires_in": 3600}).encode()
    )
    ended = http(401, b"", 'WWW-Authenticate: Bearer realm="x", error="invalid_token"')
    server.script = [ended, NOTHING] * 3
    for _ in range(3):
        assert await search(client) == 0


async def test_a_refused_account_does_not_renew_the_token_for_ever(
    server: FlakyServer, client: PisteClient
) -> None:
    tokens = 0

    def grant() -> bytes:
        nonlocal tokens
        tokens += 1
        return http(200, json.dumps({"access_token": f"t{tokens}"}).encode())

    server.token_answer = grant
    server.script = [http(401, b"{}")] * 10
    for _ in range(4):
        with pytest.raises(errors.AccountRefused):
            await search(client)
    assert tokens == 2
    assert len(server.requests) == 5


async def test_health_is_asked_once(server: FlakyServer, client: PisteClient) -> None:
    server.script = [UNAVAILABLE, http(200, b"<html>"), http(200, b'{"statusCodeValue": 200}')]
    assert [await client.health() for _ in range(3)] == [False, False, True]
    server.script = [http(401, b"")] * 2
    with pytest.raises(errors.AccountRefused):
        await client.health()


async def test_the_log_tells_the_route_and_no_secret(
    server: FlakyServer, client: PisteClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.script = [
        http(503, b"", "X-CorrelationId: corr-1"),
        http(200, b'{"codeRetour": 1, "libelle": "Refus"}', "X-CorrelationId: corr-2"),
    ]
    with pytest.raises(errors.Refused) as raised:
        await client.history(8316845)
    ours = [record.getMessage() for record in caplog.records if "gateway" in record.name]
    assert any("consulter/historique: 503 in" in line and "corr-1" in line for line in ours)
    assert any("consulter/historique: 200 in" in line and "corr-2" in line for line in ours)
    shown = caplog.text + repr(client) + repr(ACCOUNT) + repr(raised.value) + raised.value.detail
    for secret in ("s3cret", "jeton", "mot de passe", "8316845"):
        assert secret not in shown
