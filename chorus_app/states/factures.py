"""The list of invoices: its search, its order, and a window of at most fifty rows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import reflex as rx
from reflex.event import EventSpec

from chorus_app import routes
from chorus_app.domain.folding import tidy
from chorus_app.domain.payment import Doubt
from chorus_app.domain.search import TEXT_LIMIT, SearchCriteria, Sort, read
from chorus_app.domain.status import Status
from chorus_app.services import invoices
from chorus_app.services.doubt import payment_doubts
from chorus_app.services.sessions import Identity
from chorus_app.states.base import Signed, today, whole_number
from chorus_app.states.found_views import found_by
from chorus_app.states.views import ChipView, ChoiceView, GroupView, row_view
from chorus_app.texts import formats
from chorus_app.texts.chips import chips
from chorus_app.texts.errors import flaw
from chorus_app.texts.statuses import STATUSES, status_text

WINDOW = 50
STEP = 25
FIRST = 30


class FacturesState(Signed, rx.State):
    """What the list shows. The address is the truth of the search; this only mirrors it."""

    loaded: bool = False
    groups: list[GroupView] = []
    start: int = 0
    shown: int = 0
    total: int = 0
    count_text: str = ""
    amount_text: str = ""
    chips: list[ChipView] = []
    sort: str = Sort.STATUT.value
    text: str = ""
    box_key: int = 0
    searching: bool = False
    near_text: str = ""
    near_href: str = ""
    form: dict[str, str] = {}
    choices: list[ChoiceView] = [
        ChoiceView(status.value, STATUSES[status].label) for status in Status
    ]
    errors: dict[str, str] = {}
    filter_closed: int = 0
    selected: int = 0

    _given: dict[str, str] = {}
    _size: int = FIRST
    _typed: str = ""

    @rx.event
    async def arrive(self) -> EventSpec | None:
        """Load what the address asks for: on arrival, and at each change of the search."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        self.selected = whole_number(self.router.url.path.strip("/").rpartition("/")[2])
        if self.selected and self.loaded:
            return None
        given = {} if self.selected else dict(self.router.url.query_parameters)
        if given != self._given or not self.loaded:
            self._given, self._size, self.start = given, FIRST, 0
        # The same search again is somebody coming back from an invoice: the window stays.
        await self._show(who, self.start)
        return None

    @rx.event
    async def refresh(self) -> EventSpec | None:
        """Read the window again: something changed in the store."""
        who = await self._who()
        if not who:
            return self._to_sign_in()
        await self._show(who, self.start)
        return None

    @rx.event
    async def more(self) -> None:
        """Slide the window down."""
        who = await self._who()
        if who and self.start + self.shown < self.total:
            slide = STEP if self._size == WINDOW else 0
            self._size = WINDOW
            await self._show(who, self.start + slide)

    @rx.event
    async def back(self) -> None:
        """Slide the window up."""
        who = await self._who()
        if who and self.start:
            await self._show(who, max(0, self.start - STEP))

    @rx.event
    async def search(self, text: str) -> EventSpec | None:
        """Search while somebody types; the address follows."""
        if not await self._who():
            return self._to_sign_in()
        self._typed = tidy(text, TEXT_LIMIT)
        return self._go(self._given | {"q": self._typed})

    @rx.event
    async def sort_by(self, name: str) -> EventSpec | None:
        """Change the order."""
        if not await self._who():
            return self._to_sign_in()
        return self._go(self._given | {"tri": name if isinstance(name, str) else ""})

    @rx.event
    async def filter(self, form: dict[str, Any]) -> EventSpec | None:
        """Apply the sheet's form, or say in its place what cannot be read."""
        if not await self._who():
            return self._to_sign_in()
        given = _form_to_params(form) | {"q": self.text, "tri": self.sort}
        _, flaws = read(given, today())
        self.form = {key: tidy(value, TEXT_LIMIT) for key, value in given.items()}
        self.errors = {field: flaw(problem, field) for field, problem in flaws.items()}
        if flaws:
            return None
        self.filter_closed += 1
        return self._go(given)

    @rx.event
    async def clear(self) -> EventSpec | None:
        """Forget every criterion, keep the order."""
        if not await self._who():
            return self._to_sign_in()
        self.filter_closed += 1
        return self._go({"tri": self.sort})

    def _go(self, given: dict[str, Any]) -> EventSpec:
        """Lead to the address of a search, without a new entry in the history."""
        criteria, _ = read(given, today())
        return rx.redirect(routes.factures(criteria.query_string()), replace=True)

    async def _show(self, who: Identity, start: int) -> None:
        """Fill the window from `start`: thirty rows at first, fifty once somebody scrolls."""
        criteria, flaws = read(self._given, today())
        results = await invoices.search(who, criteria, today(), offset=start, limit=self._size)
        self._show_search(criteria, {key: flaw(problem, key) for key, problem in flaws.items()})
        self.start, self.shown, self.total = start, len(results.rows), results.total
        self.count_text = formats.count(results.total, "facture", "factures")
        self.amount_text = formats.money(results.amount)
        doubts = await payment_doubts(who, results.rows, today())
        self.groups = _grouped(results, criteria, doubts)
        await self._show_near(who, None if results.total else criteria)
        self.loaded = True

    async def _show_near(self, who: Identity, criteria: SearchCriteria | None) -> None:
        """Offer the search that was perhaps meant, where this one finds nothing."""
        near = await invoices.near_miss(who, criteria, today()) if criteria else None
        self.near_text = " ".join(filter(None, (near.text, near.recipient))) if near else ""
        self.near_href = routes.factures(near.query_string()) if near else ""

    def _show_search(self, criteria: SearchCriteria, errors: dict[str, str]) -> None:
        if criteria.text != self._typed:
            # Not what was typed last: the box is drawn anew with the address's own words.
            self.box_key += 1
            self._typed = criteria.text
        self.text, self.sort = criteria.text, criteria.sort.value
        self.searching = not criteria.is_empty
        self.errors = errors
        self.chips = [
            ChipView(chip.label, routes.factures(chip.without.query_string()))
            for chip in chips(criteria, today())
        ]
        self.form = _shown_form(criteria)
        self.choices = [
            ChoiceView(status.value, STATUSES[status].label, status.value in criteria.statuses)
            for status in Status
        ]


def _form_to_params(form: object) -> dict[str, Any]:
    """Keep the form's own fields; each ticked status is a field called `statut-CODE`."""
    given = form if isinstance(form, dict) else {}
    fields = ("numero", "du", "au", "min", "max", "destinataire", "commande")
    ticked = [status.value for status in Status if given.get(f"statut-{status.value}")]
    return {name: given.get(name, "") for name in fields} | {"statut": ticked}


def _shown_form(criteria: SearchCriteria) -> dict[str, str]:
    """Return the criteria as the form shows them: French dates and amounts."""
    day = formats.short_date
    return {
        "numero": criteria.number,
        "du": day(criteria.deposited_from) if criteria.deposited_from else "",
        "au": day(criteria.deposited_to) if criteria.deposited_to else "",
        "min": formats.plain_amount(criteria.amount_min),
        "max": formats.plain_amount(criteria.amount_max),
        "destinataire": criteria.recipient,
        "commande": criteria.purchase_order_reference,
    }


def _grouped(
    results: invoices.Results, criteria: SearchCriteria, doubts: Mapping[int, Doubt]
) -> list[GroupView]:
    """Return the rows under their headings: one for each status, or none."""
    said, grouped = criteria.clauses(today()), criteria.sort is Sort.STATUT
    views = [
        replace(
            row_view(row, today(), doubts.get(row.id or 0), grouped=grouped),
            found_by=found_by(row, said),
        )
        for row in results.rows
    ]
    if not grouped:
        return [GroupView("", "", views)]
    totals = {group.status: group for group in results.groups}
    groups: list[GroupView] = []
    last = ""
    for row, view in zip(results.rows, views, strict=True):
        if row.status != last:
            total, last = totals[row.status], row.status
            heading = f"{status_text(last).label} · {total.count}"
            counts = row.status != Status.SUPPRIMEE
            groups.append(
                GroupView(heading, formats.money(total.amount) if counts else "hors total")
            )
        groups[-1].rows.append(view)
    return groups
