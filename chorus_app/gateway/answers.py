"""An HTTP answer of Chorus Pro becomes its JSON, or the error that says what went wrong."""

import asyncio
import json
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import NoReturn

import httpx

from chorus_app.gateway.errors import (
    AccountRefused,
    ChorusError,
    Forbidden,
    TooLarge,
    TooManyRequests,
    Unavailable,
    UnreadableAnswer,
)
from chorus_app.gateway.operations import DOWNLOAD, Operation
from chorus_app.gateway.translations import refusal
from chorus_app.gateway.wire.values import Json, line, number

_HEAVY = 64_000
_BY_STATUS: dict[int, type[ChorusError]] = {
    401: AccountRefused,
    403: Forbidden,
    413: TooLarge,
    429: TooManyRequests,
}
_SENTENCES = {
    (DOWNLOAD.path, 413): "Ces factures pèsent plus de 120\u00a0Mo ensemble. "
    "Téléchargez-les en plusieurs fois."
}
"""What a status means on one route, where it differs from what the class of the error says."""
_WORDS_OF_GATEWAY = ("libelle", "Description", "error_description", "error", "message")


async def read(operation: Operation, response: httpx.Response) -> Json:
    """Return the JSON object of a success; raise the `ChorusError` of anything else."""
    if not response.is_success:
        raise failure(operation, response)
    heavy = len(response.content) > _HEAVY
    answer = await asyncio.to_thread(decode, response) if heavy else decode(response)
    code = number(answer.get("codeRetour"))
    if code is None and operation.coded:
        raise UnreadableAnswer(detail=f"{operation.path}: no codeRetour")
    if code:
        raise refusal(operation, code, line(answer.get("libelle")))
    return answer


def decode(response: httpx.Response) -> Json:
    """Read a JSON object, its decimals exactly."""
    try:
        answer = json.loads(response.content, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise UnreadableAnswer(detail=f"not JSON: {type(error).__name__}") from None
    if not isinstance(answer, dict):
        raise UnreadableAnswer(detail="JSON, but not an object")
    return answer


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def failure(operation: Operation, response: httpx.Response) -> ChorusError:
    """Return the error of an HTTP status (reference, §1.5)."""
    status = response.status_code
    body = _body_of_failure(response)
    code = number(body.get("codeRetour"))
    if code and status < 500 and status not in _BY_STATUS:
        return refusal(operation, code, line(body.get("libelle")))
    words = next(filter(None, (line(body.get(key)) for key in _WORDS_OF_GATEWAY)), "")
    detail = f"{operation.path}: HTTP {status} {words[:200]}".rstrip()
    if status >= 500 or response.has_redirect_location:
        # Only 503 is said at the door; the others may come after the work.
        return Unavailable(
            detail=detail, may_have_worked=status in range(500, 600) and status != 503
        )
    if status in (400, 401) and blames_token(response):
        # Even a new token is refused: neither the account nor the question is to blame.
        return Unavailable(detail=detail)
    sentence = _SENTENCES.get((operation.path, status))
    error = _BY_STATUS.get(status, ChorusError)(sentence, detail=detail)
    if isinstance(error, TooManyRequests):
        error.retry_after = _retry_after(response)
    return error


def _body_of_failure(response: httpx.Response) -> Json:
    try:
        return decode(response)
    except UnreadableAnswer:
        return {}


def _retry_after(response: httpx.Response) -> float | None:
    """Read `Retry-After`, a number of seconds or a date (RFC 9110, 10.2.3)."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told)
    try:
        at = parsedate_to_datetime(told)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())


def blames_token(response: httpx.Response) -> bool:
    """Tell whether the answer says, in the words of RFC 6750, that the token is what is refused."""
    challenge = response.headers.get("WWW-Authenticate", "").lower()
    return "bearer" in challenge and "error=" in challenge


def refuses_token(response: httpx.Response) -> bool:
    """Tell whether the token, rather than the question, may be what is refused.

    A refused token and a refused technical account both answer 401; a missing token answers 400
    with a challenge.
    """
    challenge = response.headers.get("WWW-Authenticate", "").lower()
    return response.status_code == 401 or (response.status_code == 400 and "bearer" in challenge)
