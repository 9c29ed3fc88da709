"""Searching invoices: the filters of chorus-api.md, 2.5, as SQL. Nothing said means no filter."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chorus_app.simulator.answers import COLUMNS, JOINED
from chorus_app.simulator.db import Database
from chorus_app.simulator.wire import Body, Page, capped, end_of, read_moment

SORTS = {
    "TypeDemandePaiement": "i.id",
    "CodeFournisseur": "s.siret",
    "TypeIdentifiantFournisseur": "i.id",
    "DesignationFournisseur": "s.name",
    "CodeDestinataire": "r.siret",
    "DesignationDestinataire": "r.name",
    "CodeServiceExecutant": "e.code",
    "NomServiceExecutant": "e.name",
    "TypeFacture": "i.type_code",
    "NumeroFacture": "i.number",
    "DateFacture": "i.issue_date",
    "DateDepot": "i.deposit_date",
    "MontantHT": "i.net",
    "MontantTTC": "i.gross",
    "MontantAPayer": "i.payable",
    "Devise": "i.currency",
    "Statut": "i.status",
    "NumeroMarche": "i.contract",
    "NumeroBonCommande": "i.purchase_order",
    "NumeroFluxDepot": "i.flow_number",
    "CodeValideur1": "v.siret",
    "RaisonSocialeValideur1": "v.name",
    "DateValidation1": "i.validated_at",
    "NumeroFactureOrigine": "i.preceding_number",
    "ModeDepot": "i.deposit_mode",
}


@dataclass(slots=True)
class Where:
    """Conditions and their values, in step."""

    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: object) -> None:
        """Add one condition; its values go where its question marks are."""
        self.conditions.append(condition)
        self.values.extend(values)

    def equal(self, column: str, value: object) -> None:
        """Require a value, when there is one."""
        if value:
            self.add(f"{column} = ?", value)

    def holds(self, column: str, words: str) -> None:
        """Require words within a text, whatever their accents, hyphens and capitals."""
        self.add(f"instr(fold({column}), fold(?))", words)

    def among(self, column: str, values: Iterable[object]) -> None:
        """Require one of some values, when there are any."""
        if wanted := list(values):
            self.add(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted)

    def days(self, column: str, asked: Body, name: str) -> None:
        """Require a day within `<name>Du` and `<name>Au`, both included."""
        if since := asked.day(f"{name}Du"):
            self.add(f"{column} >= ?", since.isoformat())
        if until := asked.day(f"{name}Au"):
            self.add(f"{column} <= ?", until.isoformat())

    def moments(self, column: str, asked: Body, name: str) -> None:
        """Require a moment within `<name>Du` and `<name>Au`; a bare last day counts whole."""
        if since := asked.text(f"{name}Du"):
            self.add(f"{column} >= ?", read_moment(since, name).timestamp())
        if until := asked.text(f"{name}Au"):
            self.add(f"{column} < ?", end_of(until, name))

    def amounts(self, column: str, asked: Body, name: str) -> None:
        """Require an amount within `<name>Min` and `<name>Max`; zero means no bound."""
        for end, sign in (("Min", ">="), ("Max", "<=")):
            if bound := asked.cents(f"{name}{end}"):
                self.add(f"{column} {sign} ?", bound)

    def sql(self) -> str:
        """Return the WHERE clause."""
        return f" WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def supplier_filters(asked: Body) -> Where:
    """Read every filter of `rechercher/fournisseur`."""
    where = Where()
    common_filters(where, asked)
    where.equal("i.type_code", asked.text("typeFacture"))
    where.equal("i.supplier_id", asked.integer("idFournisseur"))
    where.among("i.creator_id", asked.integers("idUtilisateurCreateur"))
    where.equal("i.bank_account_id", asked.integer("coordonneeBancaire"))
    where.equal("i.preceding_number", asked.text("numeroFactureOrigine"))
    where.equal("i.deposit_mode", asked.text("modeDepot"))
    where.equal("i.flow_number", asked.text("numeroFluxDepot"))
    if asked.integer("idServiceFournisseur"):
        where.add("0")
    if asked.flag("rejetTraite"):
        where.add("i.rejection_treated")
    _recipients(where, asked)
    return where


def common_filters(where: Where, asked: Body) -> None:
    """Read the filters that every search of invoices has."""
    where.equal("i.number", asked.text("numeroFacture"))
    where.days("i.deposit_date", asked, "periodeDateDepot")
    where.days("i.issue_date", asked, "periodeDateFacture")
    where.moments("i.status_at", asked, "periodeDateHeureEtatCourant")
    where.equal("i.validator_id", asked.integer("idStructureValideur"))
    where.equal("i.business_process", asked.text("cadreFacturation"))
    where.among("i.status", asked.texts("statutCourant"))
    where.amounts("i.net", asked, "montantHT")
    where.amounts("i.gross", asked, "montantTTC")
    for name in ("montantApayer", "montantAPayer"):
        where.amounts("i.payable", asked, name)
    where.equal("i.contract", asked.text("numeroMarche"))
    where.equal("i.purchase_order", asked.text("numeroBonCommande", "numeroEngagement"))


def _recipients(where: Where, asked: Body) -> None:
    """Any of the recipients listed, each with its services if it names some."""
    by_siren = asked.flag("rechercheSirenDestinataire")
    either: list[str] = []
    values: list[Any] = []
    for wanted in asked.objects("listeDestinataire"):
        one = _recipient(wanted, by_siren=by_siren)
        if one.conditions:
            either.append(f"({' AND '.join(one.conditions)})")
            values += one.values
    if either:
        where.add(f"({' OR '.join(either)})", *values)


def _recipient(wanted: Body, *, by_siren: bool) -> Where:
    one = Where()
    recipient_id = wanted.integer("idDestinataire")
    if recipient_id and by_siren:
        one.add(
            "substr(r.siret, 1, 9) = (SELECT substr(siret, 1, 9) FROM structure WHERE id = ?)",
            recipient_id,
        )
    else:
        one.equal("i.recipient_id", recipient_id)
    one.among("i.service_id", wanted.integers("listeIdServiceExecutant"))
    if name := wanted.text("raisonSocialeStuctDmd"):
        one.holds("r.name", name)
    return one


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search, and how many results there are in all (within the cap)."""

    rows: list[sqlite3.Row]
    total: int


def search(db: Database, where: Where, page: Page, *, offset: int | None = None) -> Found:
    """Return a page, newest deposit first unless asked otherwise.

    `offset` moves its beginning, as an invoice that comes in between two pages does.
    """
    cap = capped(page)
    total = int(db.value(f"SELECT count(*) {_tables(where)}{where.sql()}", where.values))
    room = max(0, min(page.size, cap - page.offset))
    sql = f"{COLUMNS}{JOINED}{where.sql()} {_order(page)} LIMIT ? OFFSET ?"
    start = page.offset if offset is None else offset
    return Found(db.rows(sql, [*where.values, room, start]), min(total, cap))


def _tables(where: Where) -> str:
    """Return the tables that counting needs: joins cost ten times the count."""
    alone = all(condition.startswith("i.") for condition in where.conditions)
    return "FROM invoice i" if alone else JOINED


def _order(page: Page) -> str:
    column = SORTS.get(page.sort, "i.deposit_date")
    sense = "ASC" if page.ascending else "DESC"
    return f"ORDER BY {column} {sense}, i.id {sense}"
