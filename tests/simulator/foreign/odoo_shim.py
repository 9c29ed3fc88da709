"""The least of Odoo on which the methods of one addon run unchanged: records, fields, searches.

Odoo itself needs a PostgreSQL server. Here a model's records are rows in a list, a field reads and
writes its row, and a search knows `=` and `in`. Nothing of the addon is replaced.
"""

import functools
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

ADDON = "l10n_fr_chorus_account"
_TABLES: dict[str, list[dict[str, Any]]] = {}
_MODELS: dict[str, type["Model"]] = {}
_memory: dict[Any, Any] = {}


class Field:
    """A column: what was written, else False, as in Odoo."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.default = options.get("default")

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, record: "Model | None", owner: type) -> Any:
        return self if record is None else record.value(self.name)

    def __set__(self, record: "Model", value: Any) -> None:
        record.write({self.name: value})

    @staticmethod
    def now() -> datetime:
        return datetime.now()

    @staticmethod
    def context_today(record: Any) -> date:
        return date.today()


class Related(Field):
    """Records of another model: one or some by their ids, or those that name this one."""

    def __init__(self, model: str = "", *columns: str, **options: Any) -> None:
        super().__init__(**options)
        self.model = model
        self.inverse = columns[0] if len(columns) == 1 else ""

    def __get__(self, record: "Model | None", owner: type) -> Any:
        if record is None:
            return self
        if self.inverse:
            return record.env[self.model].search([(self.inverse, "=", record.id)])
        kept = record.value(self.name)
        if isinstance(kept, Model):
            return kept
        ids = kept[0] if isinstance(kept, list) else [kept]  # a list is one `Command.set`
        return record.env[self.model].search([("id", "in", ids)])


class Model:
    """A set of records of one model."""

    _name = ""
    _inherit = ""

    def __init_subclass__(cls) -> None:
        _MODELS[cls._name or cls._inherit] = cls

    def __init__(self, env: "Env", rows: list[dict[str, Any]]) -> None:
        self.__dict__.update(env=env, rows=rows, _context=env.context)

    def __iter__(self) -> Iterator["Model"]:
        return (type(self)(self.env, [row]) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, rank: int) -> "Model":
        return type(self)(self.env, [self.rows[rank]])

    def __or__(self, other: "Model") -> "Model":
        return type(self)(self.env, [*self.rows, *other.rows])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash((type(self), *self.ids))

    def __getattr__(self, name: str) -> Any:
        """Read a field of another addon."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self.value(name)

    @property
    def ids(self) -> list[int]:
        return [row["id"] for row in self.rows]

    @property
    def display_name(self) -> str:
        return str(self.value("name"))

    def value(self, name: str) -> Any:
        return self.rows[0].get(name, False) if self.rows else False

    def write(self, values: dict[str, Any]) -> None:
        for row in self.rows:
            row.update(values)

    def create(self, values: dict[str, Any]) -> "Model":
        table = _TABLES.setdefault(self._name or self._inherit, [])
        row = {"id": len(table) + 1, **values}
        table.append(row)
        return type(self)(self.env, [row])

    def search(self, domain: list[Any], **options: Any) -> "Model":
        table = _TABLES.get(self._name or self._inherit, [])
        return type(self)(self.env, [row for row in table if _meets(row, domain)])

    def search_read(self, domain: list[Any], names: list[str]) -> list[dict[str, Any]]:
        return [dict(row) for row in self.search(domain).rows]

    def browse(self, chosen: int) -> "Model":
        return self.search([("id", "=", chosen)])

    def filtered(self, keeps: Callable[["Model"], Any]) -> "Model":
        return type(self)(self.env, [record.rows[0] for record in self if keeps(record)])

    def ensure_one(self) -> None:
        assert len(self.rows) == 1

    def sudo(self) -> "Model":
        return self

    def message_post(self, body: str) -> None:
        self.rows[0].setdefault("messages", []).append(str(body))

    def with_context(self, **context: Any) -> "Model":
        return type(self)(Env(self.env.company_row, self.env.context | context), self.rows)


def _meets(row: dict[str, Any], domain: list[Any]) -> bool:
    def meets(name: str, operator: str, wanted: Any) -> bool:
        value = row.get(name, False)
        found = getattr(value, "ids", [value])[0]
        return found == wanted if operator == "=" else (found in wanted) == (operator == "in")

    return all(meets(*condition) for condition in domain)


class Env:
    """What a method reaches through `self.env`."""

    user = SimpleNamespace(has_group=lambda group: True)
    registry = SimpleNamespace(clear_cache=_memory.clear)

    def __init__(self, company_row: dict[str, Any], context: dict[str, Any] | None = None) -> None:
        self.company_row = company_row
        self.context = context or {}
        _TABLES["res.company"] = [company_row]

    def __getitem__(self, name: str) -> Model:
        return _MODELS[name](self, [])

    @property
    def company(self) -> Model:
        return _MODELS["res.company"](self, [self.company_row])


def _ormcache(*keys: str) -> Callable[[Any], Any]:
    def remembering(method: Any) -> Any:
        @functools.wraps(method)
        def remembered(self: Any, *arguments: Any) -> Any:
            if arguments not in _memory:
                _memory[arguments] = method(self, *arguments)
            return _memory[arguments]

        return remembered

    return remembering


def _decorator(*names: str) -> Callable[[Any], Any]:
    return lambda method: method


def folder() -> Path | None:
    """Return where the addon is installed without Odoo; None when it is not."""
    for place in map(Path, sys.path):
        if (place / "odoo" / "addons" / ADDON).is_dir():
            return None if (place / "odoo" / "__init__.py").exists() else place / "odoo"
    return None


def install(place: Path, config: dict[str, str]) -> ModuleType:
    """Put the shim where the addon looks for Odoo; return the addon's module of companies."""

    def words(text: str, **values: Any) -> str:
        return text % values if values else text

    fields = SimpleNamespace(
        **dict.fromkeys(("Char", "Boolean", "Date", "Datetime", "Selection"), Field),
        **dict.fromkeys(("Integer", "Text", "Float"), Field),
        **dict.fromkeys(("Many2one", "Many2many", "One2many"), Related),
    )
    tools = _module("odoo.tools", ormcache=_ormcache, config=config)
    models = SimpleNamespace(Model=Model, TransientModel=Model)
    _module(
        "odoo",
        __path__=[str(place)],
        _=words,
        api=SimpleNamespace(model=lambda method: method, depends=_decorator, constrains=_decorator),
        fields=fields,
        models=models,
        tools=tools,
        Command=SimpleNamespace(set=list),
    )
    _module("odoo.exceptions", UserError=UserError, ValidationError=UserError)
    _module("odoo.tools.misc", format_date=lambda *_: "", formatLang=lambda *_: "")
    return import_module(f"odoo.addons.{ADDON}.models.res_company")


class UserError(Exception):
    """What the addon raises for its user."""


def _module(name: str, **contents: Any) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(contents)
    sys.modules[name] = module
    return module
