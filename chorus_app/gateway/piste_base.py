"""What every part of the PISTE client does: ask, and follow lists that may be empty or long."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from chorus_app.gateway.calls import Caller
from chorus_app.gateway.errors import NotFound
from chorus_app.gateway.operations import Operation
from chorus_app.gateway.wire.paging import Page, follow, page_of
from chorus_app.gateway.wire.values import Json, rows

Row = TypeVar("Row")


class PisteBase:
    """A part of the client. `call` speaks for one account."""

    def __init__(self, call: Caller) -> None:
        self._call = call

    async def _list(self, operation: Operation, body: Json) -> Json:
        """Ask for a list. Some routes answer an empty one with a refusal that says so."""
        try:
            return await self._call.ask(operation, body)
        except NotFound:
            return {}

    async def _page(
        self,
        operation: Operation,
        body: Json,
        name: str,
        read: Callable[[Json], tuple[Row, ...]],
        *,
        page: int,
        page_size: int,
    ) -> Page[Row]:
        """Ask for one page of the list that an answer has under a name."""
        if page < 1 or page_size < 1:
            raise ValueError("pages and their sizes count from 1")
        answer = await self._list(operation, body)
        received = len(rows(answer, name))
        return page_of(answer, read(answer), page=page, page_size=page_size, received=received)

    async def _every(
        self,
        operation: Operation,
        body: Callable[[int], Json],
        name: str,
        read: Callable[[Json], tuple[Row, ...]],
        key: Callable[[Row], Hashable],
        *,
        page_size: int,
        limit: int | None = None,
    ) -> tuple[Row, ...]:
        """Return every row of a list, each once; at most `limit` of them."""

        async def ask(page: int) -> Page[Row]:
            return await self._page(
                operation, body(page), name, read, page=page, page_size=page_size
            )

        found: list[Row] = []
        async for page in follow(ask, key):
            found.extend(page.rows)
            if limit is not None and len(found) >= limit:
                break
        return tuple(found[:limit])
