import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime

import httpx
import pytest

from chorus_app.gateway import errors, operations
from chorus_app.gateway.answers import blames_token, failure, read, refuses_token


def answer(status: int, content: bytes | dict[str, object], **headers: str) -> httpx.Response:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return httpx.Response(status, content=body, headers=headers)


async def test_decimals_are_exact() -> None:
    told = await read(operations.SEARCH, answer(200, b'{"codeRetour": 0, "a": 1985.005}'))
    assert told["a"] == Decimal("1985.005")


async def test_a_heavy_answer_is_read_too() -> None:
    content: dict[str, object] = {"codeRetour": 0, "libelle": "x" * 100_000}
    assert (await read(operations.SEARCH, answer(200, content)))["codeRetour"] == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>maintenance</html>",
        b'{"codeRetour": 0, "listeFac',
        b"[]",
        b'{"codeRetour": NaN}',
        b'{"codeRetour": 0, "a": "\xff"}',
        b"{}",
        b'{"a":' * 100_000,
    ],
)
async def test_an_answer_that_is_not_what_was_promised(content: bytes) -> None:
    with pytest.raises(errors.UnreadableAnswer) as raised:
        await read(operations.SEARCH, answer(200, content))
    assert raised.value.may_have_worked


async def test_a_pdf_deposit_may_answer_without_a_code() -> None:
    told = await read(operations.DEPOSIT_PDF, answer(200, {"pieceJointeId": 1}))
    assert told["pieceJointeId"] == 1


@pytest.mark.parametrize(
    ("status", "content", "error", "may_have_worked"),
    [
        (400, b"", errors.ChorusError, False),
        (401, b'{"ErrorCode":"401","Description":"[invalid field]"}', errors.AccountRefused, False),
        (403, b"{}", errors.Forbidden, False),
        (404, b"", errors.ChorusError, False),
        (413, b"", errors.TooLarge, False),
        (415, b"", errors.ChorusError, False),
        (429, b"", errors.TooManyRequests, False),
        (302, b"", errors.ChorusError, False),
        (500, b"", errors.Unavailable, True),
        (502, b"<html>", errors.Unavailable, True),
        (503, b"", errors.Unavailable, False),
        (504, b"", errors.Unavailable, True),
    ],
)
def test_each_status_is_its_error(
    status: int, content: bytes, error: type[errors.ChorusError], may_have_worked: bool
) -> None:
    failed = failure(operations.SUBMIT, answer(status, content))
    assert type(failed) is error
    assert failed.may_have_worked is may_have_worked
    assert f"HTTP {status}" in failed.detail


def test_each_error_tells_who_must_act() -> None:
    def actors(kind: type[errors.ChorusError]) -> dict[type[errors.ChorusError], errors.Actor]:
        found = {kind: kind.actor}
        for child in kind.__subclasses__():
            found |= actors(child)
        return found

    user, operator, chorus = errors.Actor
    assert actors(errors.ChorusError) == {
        errors.ChorusError: operator,
        errors.BadCredentials: operator,
        errors.Forbidden: operator,
        errors.NoRight: user,
        errors.AccountRefused: user,
        errors.Refused: user,
        errors.TooLarge: user,
        errors.NotFound: user,
        errors.Unavailable: chorus,
        errors.Unreachable: chorus,
        errors.Paused: chorus,
        errors.ConnectionLost: chorus,
        errors.TimedOut: chorus,
        errors.TooManyRequests: chorus,
        errors.UnreadableAnswer: chorus,
    }


def test_a_limit_is_not_the_same_everywhere() -> None:
    assert "10\u00a0Mo" in failure(operations.DEPOSIT_PDF, answer(413, b"")).sentence
    too_large = failure(operations.DOWNLOAD, answer(413, b""))
    assert isinstance(too_large, errors.TooLarge)
    assert "120\u00a0Mo" in too_large.sentence


def test_a_redirection_is_a_maintenance() -> None:
    failed = failure(operations.SUBMIT, answer(302, b"", Location="https://example.org/panne"))
    assert type(failed) is errors.Unavailable


def test_a_business_refusal_may_come_with_a_status() -> None:
    content: dict[str, object] = {"codeRetour": 20000, "libelle": "GDP_MSG_11.008"}
    assert type(failure(operations.DETAIL, answer(400, content))) is errors.NotFound
    assert type(failure(operations.DETAIL, answer(404, content))) is errors.NotFound
    assert type(failure(operations.DETAIL, answer(500, content))) is errors.Unavailable


def test_the_detail_never_repeats_what_was_sent() -> None:
    echo: dict[str, object] = {"numeroFactureSaisi": "SECRET", "commentaire": "SECRET"}
    assert "SECRET" not in failure(operations.SUBMIT, answer(403, echo)).detail


@pytest.mark.parametrize(
    ("told", "seconds"), [("7", 7.0), ("", None), ("bientôt", None), ("-3", None)]
)
def test_a_quota_tells_how_long_to_wait(told: str, seconds: float | None) -> None:
    response = httpx.Response(429, headers=[(b"Retry-After", told.encode())])
    failed = failure(operations.SEARCH, response)
    assert isinstance(failed, errors.TooManyRequests)
    assert failed.retry_after == seconds


def test_a_quota_may_tell_a_date() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    failed = failure(operations.SEARCH, answer(429, b"", **{"Retry-After": at}))
    assert isinstance(failed, errors.TooManyRequests)
    assert failed.retry_after is not None
    assert 80 < failed.retry_after <= 90


def test_a_token_that_is_refused_again_accuses_nobody() -> None:
    challenge = {"WWW-Authenticate": 'Bearer realm="DefaultRealm", error="invalid_token"'}
    for status in (400, 401):
        failed = failure(operations.SUBMIT, answer(status, b"", **challenge))
        assert type(failed) is errors.Unavailable
        assert not failed.may_have_worked


def test_what_may_be_the_fault_of_the_token() -> None:
    challenge = {"WWW-Authenticate": 'Bearer realm="DefaultRealm", error="invalid_request"'}
    assert blames_token(answer(401, b"", **challenge))
    assert not blames_token(answer(401, b""))
    assert not blames_token(answer(401, b"", **{"WWW-Authenticate": "Basic realm=x"}))
    assert refuses_token(answer(401, b""))
    assert refuses_token(answer(400, b"", **challenge))
    assert not refuses_token(answer(400, b""))
    assert not refuses_token(answer(403, b""))
