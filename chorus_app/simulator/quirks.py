"""Oddities on demand: what real answers hold now and then, and a client must bear.

Each was reported by public clients (chorus-api.md, 2.0 and 3.1), but for the rates, which are the
simulator's: one invoice in seven, one passage in two.
"""

import json
import re
from datetime import timedelta
from typing import Any, Literal, get_args

from starlette.types import ASGIApp, Receive, Scope, Send

from chorus_app.simulator.kept import Kept
from chorus_app.simulator.wire import Page, read_moment

Quirk = Literal[
    "unknown_fields", "unknown_statuses", "other_dates", "duplicate_history", "moving_pages"
]
NAMES: tuple[Quirk, ...] = get_args(Quirk)
UNKNOWN_STATUS = "ABSENCE_VALIDATION_MOE_DELAI_REGLEMENTAIRE"
"""A code that one client met and the official list does not have."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+\d\d:\d\d")
_STATUSES = ("statut", "statutFacture", "statutCourantCode")
_IDS = ("identifiantFactureCPP", "idFacture")


class Quirks:
    """The oddities in force."""

    def __init__(self) -> None:
        self.on: frozenset[Quirk] = frozenset()

    def set(self, on: list[Quirk]) -> None:
        """Play these and no other."""
        self.on = frozenset(on)

    def offset(self, page: Page) -> int:
        """Return where a page begins; with `moving_pages`, as if one invoice came in between."""
        moved = page.number - 1 if "moving_pages" in self.on else 0
        return max(0, page.offset - moved)

    def applied(self, answer: Any) -> Any:
        """Return an answer with the oddities that touch its fields."""
        if isinstance(answer, list):
            return [self.applied(item) for item in answer]
        if not isinstance(answer, dict):
            return answer
        made = {name: self.applied(value) for name, value in answer.items()}
        if "unknown_statuses" in self.on:
            _rename_status(made)
        if "other_dates" in self.on:
            made = {name: _other_date(value) for name, value in made.items()}
        if "duplicate_history" in self.on and "histoStatut" in made:
            made["histoStatut"] = _doubled(made["histoStatut"])
        if "unknown_fields" in self.on:
            made["champInconnu"] = {"valeur": 1}
        return made


def _rename_status(made: dict[str, Any]) -> None:
    number = next((made[name] for name in _IDS if isinstance(made.get(name), int)), None)
    for name in _STATUSES:
        if number is not None and number % 7 == 0 and name in made:
            made[name] = UNKNOWN_STATUS


def _other_date(value: Any) -> Any:
    """Write a date in another of the formats that were seen for the same fields."""
    if not isinstance(value, str):
        return value
    if _DAY.fullmatch(value):
        return f"{value} 00:00"
    if _MINUTE.fullmatch(value):
        return read_moment(value, "date").strftime("%Y-%m-%dT%H:%M:%S%z")
    if _MOMENT.fullmatch(value):
        moment = read_moment(value, "date")
        utc = (moment - (moment.utcoffset() or timedelta())).replace(tzinfo=None)
        return f"{utc.isoformat(timespec='milliseconds')}Z"
    return value


def _doubled(passages: list[Any]) -> list[Any]:
    """Repeat every other passage, and give the list in an order that is not that of the dates."""
    doubled = [item for rank, item in enumerate(passages) for _ in range(1 + rank % 2)]
    return doubled[1::2] + doubled[0::2]


class QuirkyAnswers:
    """ASGI middleware that applies the oddities in force to the API's JSON answers."""

    def __init__(self, app: ASGIApp, quirks: Quirks) -> None:
        self._app = app
        self._quirks = quirks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        is_api = scope["type"] == "http" and scope["path"].startswith("/cpro/")
        if not is_api or not self._quirks.on - {"moving_pages"}:
            await self._app(scope, receive, send)
            return
        answer = Kept()
        await self._app(scope, receive, answer.send)
        await answer.give(send, self._rewritten(answer.body))

    def _rewritten(self, body: bytes) -> bytes:
        return json.dumps(self._quirks.applied(json.loads(body))).encode() if body else body
