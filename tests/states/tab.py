"""One open page, as the server holds it: a tree of states behind a socket with its cookie."""

import importlib
import pkgutil
from collections.abc import Iterable
from inspect import signature
from typing import Any

import reflex as rx
from reflex.event import EventHandler, EventSpec
from reflex.istate.data import RouterData
from reflex.state import BaseState

from chorus_app import states
from chorus_app.services.sessions import COOKIE
from chorus_app.states.confirming import Confirming

for _module in pkgutil.iter_modules(states.__path__):
    importlib.import_module(f"{states.__name__}.{_module.name}")


def our_states(root: type[BaseState] = rx.State) -> list[type[BaseState]]:
    """Return every state class of the app."""
    below = [found for child in root.get_substates() for found in our_states(child)]
    return [root, *below] if root.__module__.startswith(f"{states.__name__}.") else below


def handlers() -> dict[str, EventHandler]:
    """Return what any client may call, by `State.name`; `setvar` is Reflex's own."""
    return {
        f"{state.__name__}.{name}": handler
        for state in our_states()
        for name, handler in state.event_handlers.items()
        if name != "setvar"
    }


def parameters(handler: EventHandler) -> list[str]:
    """Return the names of a handler's payload."""
    return list(signature(handler.fn).parameters)[1:]


class Tab:
    """Handlers are called as any client may call them: by name, with any payload."""

    def __init__(self, token: str | None, address: str = "/") -> None:
        self._root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]
        self._cookie = f"other=1; {COOKIE}={token}" if token else ""
        self.go(address)

    def go(self, address: str) -> None:
        """Be at another address."""
        headers = {"cookie": self._cookie, "origin": "http://localhost:3000"}
        self._root.router = RouterData.from_router_data({"headers": headers, "asPath": address})

    def of(self, state: type[BaseState]) -> Any:
        """Return this page's instance of a state."""
        return self._root.get_substate(state.get_full_name().split("."))

    async def call(self, handler: EventHandler, **payload: Any) -> Any:
        """Call a handler with a payload that nobody checked."""
        state = self._root.get_substate(handler.state_full_name.split("."))
        return await handler.fn(state, **payload)

    async def confirm(self, state: type[Confirming]) -> None:
        """Tap on the confirmation of a page, as soon as it is shown."""
        shown = self.of(state)
        shown._show_confirmation()
        confirm = handlers()[f"{state.__name__}.confirm"]
        await self.call(confirm, order=shown.order, shown_for=0)

    def held(self) -> dict[str, str]:
        """Return all that the states hold, also what is never sent to the browser."""
        return {place: repr(value) for place, value in self._values()}

    def rows(self) -> dict[str, int]:
        """Return how many rows each var of the states holds; those of groups are added up."""
        return {place: _rows(value) for place, value in self._values()}

    def _values(self) -> Iterable[tuple[str, Any]]:
        own_to_reflex = rx.State.get_fields()
        for state in our_states():
            held = self.of(state)
            for name in state.get_fields():
                if name not in own_to_reflex:
                    yield f"{state.__name__}.{name}", getattr(held, name)


def _rows(value: Any) -> int:
    if isinstance(value, dict | list | tuple):
        return max(len(value), sum(len(getattr(item, "rows", ())) for item in value))
    return 0


def leads_to(answer: Any) -> str:
    """Return where an answer sends the browser, empty for no redirection."""
    if not isinstance(answer, EventSpec) or answer.handler.fn.__qualname__ != "_redirect":
        return ""
    return next(str(value._var_value) for key, value in answer.args if str(key) == "path")
