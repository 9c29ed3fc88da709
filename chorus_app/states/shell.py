"""The frame around every page: whose invoices, how fresh, how many wait; and what comes live."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.services import inbox, invoices, live, synchronise
from chorus_app.services.health import DatabaseAway
from chorus_app.services.sessions import Identity
from chorus_app.states.a_traiter import ATraiterState
from chorus_app.states.accueil import AccueilState
from chorus_app.states.base import Signed, now, today
from chorus_app.states.deposer import DeposerState
from chorus_app.states.facture import FactureState
from chorus_app.states.factures import FacturesState
from chorus_app.states.repondre import RepondreState
from chorus_app.texts import formats
from chorus_app.texts.errors import DATABASE_AWAY, UNEXPECTED

_PATIENCE = 20.0
_AWAY_SECONDS = 3.0
_STALE = timedelta(hours=1)
_OLD = timedelta(days=1)


_READ_AGAIN: tuple[tuple[str, Any], ...] = (
    (routes.A_TRAITER, ATraiterState.arrive),
    (routes.REPONDRE, RepondreState.refresh),
    (routes.DEPOSER, DeposerState.refresh),
    (routes.FACTURES, [FactureState.refresh, FacturesState.refresh]),
)
"""For each page that follows changes, what reads it again. Accueil and the list are told apart."""


class ShellState(Signed, rx.State):
    """What the bars show, and the loop that brings changes to an open page."""

    structure: str = ""
    initials: str = ""
    waiting: int = 0
    fresh_lead: str = ""
    fresh: str = ""
    fresh_tone: str = ""
    progress: str = ""
    progress_percent: int = 0
    problem: str = ""

    _turn: int = 0

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Fill the frame."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._show(who)
        return None

    @rx.event
    async def failed(self) -> EventSpec | None:
        """Say that something unexpected happened: see `failing.tell_failure`."""
        try:
            who = await self._who()
        except DatabaseAway:  # nobody can be known; said here, or this would fail again and again
            self.problem = DATABASE_AWAY
            return None
        if not who:
            return self._to_sign_in()
        self.problem = UNEXPECTED
        return None

    @rx.event
    async def ask_fresh(self) -> EventSpec | None:
        """Ask Chorus Pro at once instead of at the next look."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await invoices.ask_synchronisation(who)
        self.fresh_lead, self.fresh = "", "mise à jour…"
        return None

    @rx.event(background=True)
    async def follow(self) -> AsyncIterator[Any]:
        """Tell this page of each change in the store, until the page goes or another is opened."""
        async with self:
            who = await self._who()
            self._turn += 1
            turn = self._turn
        seen = live.version(who.structure_id) if who else 0
        while who:
            fresh = await live.wait(who.structure_id, seen, _PATIENCE)
            async with self:
                if turn != self._turn or not await self._is_open():
                    return
                try:
                    who = await self._who()
                    if not who:
                        return
                    await self._show(who)
                except DatabaseAway:
                    self.problem = DATABASE_AWAY
                    fresh = None
                page = self._page() if fresh not in {None, seen} else None
            if fresh is None:  # the page goes on following once the database is back
                await asyncio.sleep(_AWAY_SECONDS)
                continue
            seen = fresh
            if page:
                yield page
                await asyncio.sleep(0.5)

    async def _is_open(self) -> bool:
        """Tell whether the browser still holds the socket that asked to follow."""
        namespace = rx.utils.prerequisites.get_and_validate_app().app.event_namespace
        return self.router.session.client_token in namespace.token_to_sid

    def _page(self) -> Any:
        """Return the event that reads the open page again."""
        path = self.router.url.path.rstrip("/") + "/"
        if path in {routes.ACCUEIL, routes.FACTURES}:
            return AccueilState.arrive if path == routes.ACCUEIL else FacturesState.refresh
        for beginning, events in _READ_AGAIN:
            if path.startswith(beginning):
                return events
        return None

    async def _show(self, who: Identity) -> None:
        await synchronise.see(who.structure_id)
        told = await invoices.freshness(who)
        self.structure, self.initials = who.structure_name, formats.initials(who.structure_name)
        self.waiting = await inbox.waiting_count(who.structure_id, today())
        self.fresh_lead, self.fresh = formats.freshness(told.true_at, now())
        age = now() - told.true_at if told.true_at else timedelta()
        self.fresh_tone = "old" if age > _OLD else "stale" if age > _STALE else ""
        self.problem = told.problem
        self.progress = self._progress(told)
        self.progress_percent = round(100 * told.done / told.total) if told.total else 0

    @staticmethod
    def _progress(told: invoices.Freshness) -> str:
        """Return the words of a first synchronisation, empty once it is complete."""
        if told.complete or not told.total:
            return ""
        total = formats.count(told.total, "facture", "factures")
        return f"Première lecture de Chorus Pro : {told.done} sur {total}."
