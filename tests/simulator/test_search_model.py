"""The supplier's search against a model: the whole list, read once, filtered and sorted in Python.

Values are drawn from the invoices themselves, so that most searches find something, or from
around them, so that bounds fall just beside. The model is written from the contract
(chorus-api.md, 2.5) and shares nothing with the SQL.
"""

import asyncio
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_app.simulator.app import create_app
from tests.simulator.conftest import NOW, SHOWCASE, account_header

Line = dict[str, Any]
Holds = Callable[[Line, Any], bool]

SEARCH = "/cpro/factures/v1/rechercher/fournisseur"
PARIS = ZoneInfo("Europe/Paris")
WORDS = {
    "numeroFacture": "numeroFacture",
    "numeroMarche": "numeroMarche",
    "numeroBonCommande": "numeroBonCommande",
    "numeroFluxDepot": "numeroFluxDepot",
    "numeroFactureOrigine": "numeroFactureOrigine",
    "typeFacture": "typeFacture",
    "modeDepot": "modeDepot",
}
AMOUNTS = {"montantHT": "montantHT", "montantTTC": "montantTTC", "montantApayer": "montantAPayer"}
DAYS = {"periodeDateDepot": "dateDepot", "periodeDateFacture": "dateFacture"}
MOMENT = "periodeDateHeureEtatCourant"
COLUMNS = {
    "DesignationDestinataire": "designationDestinataire",
    "CodeDestinataire": "codeDestinataire",
    "CodeServiceExecutant": "codeServiceExecutant",
    "NomServiceExecutant": "nomServiceExecutant",
    "TypeFacture": "typeFacture",
    "NumeroFacture": "numeroFacture",
    "DateFacture": "dateFacture",
    "DateDepot": "dateDepot",
    "MontantHT": "montantHT",
    "MontantTTC": "montantTTC",
    "MontantAPayer": "montantAPayer",
    "Devise": "devise",
    "Statut": "statut",
    "NumeroMarche": "numeroMarche",
    "NumeroBonCommande": "numeroBonCommande",
    "NumeroFluxDepot": "numeroFluxDepot",
    "NumeroFactureOrigine": "numeroFactureOrigine",
    "ModeDepot": "modeDepot",
}


def _cents(amount: float) -> int:
    return round(amount * 100)


def _day(said: str) -> date:
    if len(said) == 10:
        return date.fromisoformat(said)
    return datetime.fromisoformat(said).astimezone(PARIS).date()


def _within_days(line: Line, field: str, said: str, sign: int) -> bool:
    return field in line and (date.fromisoformat(line[field]) - _day(said)) * sign >= timedelta()


def _within_moments(line: Line, said: str, sign: int) -> bool:
    moment = datetime.fromisoformat(line["dateHeureEtatCourant"])
    if len(said) == 10:
        return (moment.astimezone(PARIS).date() - _day(said)) * sign >= timedelta()
    return (moment - datetime.fromisoformat(said)) * sign >= timedelta()


def _bare(words: str) -> str:
    accents = dict(zip("àâçèéêëîïôùûü", "aaceeeeiiouuu", strict=True))
    return words.lower().replace("-", " ").translate(str.maketrans(accents))


def _sent_to(line: Line, wanted: Line) -> bool:
    services = wanted.get("listeIdServiceExecutant")
    return (
        wanted.get("idDestinataire") in (None, line["idDestinataire"])
        and (not services or line.get("idServiceExecutant") in services)
        and _bare(wanted.get("raisonSocialeStuctDmd", "")) in _bare(line["designationDestinataire"])
    )


def _rules() -> dict[str, Holds]:
    """Return what each filter of the contract asks of a line."""
    made: dict[str, Holds] = {
        "statutCourant": lambda line, said: not said or line["statut"] in said,
        "listeDestinataire": lambda line, said: (
            not said or any(_sent_to(line, wanted) for wanted in said)
        ),
        "rejetTraite": lambda line, said: not said or line["rejetTraite"],
    }
    for name, field in WORDS.items():
        made[name] = lambda line, said, field=field: (
            not said.strip() or line.get(field) == said.strip()
        )
    for end, sign in (("Min", 1), ("Max", -1)):
        for name, field in AMOUNTS.items():
            made[f"{name}{end}"] = lambda line, said, field=field, sign=sign: (
                not said or (_cents(line[field]) - _cents(said)) * sign >= 0
            )
    for end, sign in (("Du", 1), ("Au", -1)):
        for name, field in DAYS.items():
            made[f"{name}{end}"] = lambda line, said, field=field, sign=sign: _within_days(
                line, field, said, sign
            )
        made[f"{MOMENT}{end}"] = lambda line, said, sign=sign: _within_moments(line, said, sign)
    return made


RULES = _rules()


def model(lines: list[Line], filters: Line, page: Line) -> tuple[list[int], int]:
    """Return the ids of a page, in order, and the total that its answer should tell."""
    kept = [line for line in lines if all(RULES[name](line, filters[name]) for name in filters)]
    field = COLUMNS[page.get("triColonne", "DateDepot")]
    kept.sort(
        key=lambda line: (field in line, line.get(field, ""), line["identifiantFactureCPP"]),
        reverse=page.get("triSens") != "Ascendant",
    )
    size = page.get("nbResultatsParPage", 10)
    kept = kept[: page.get("nbResultatsMaximum") or max(200, size)]
    start = (page.get("pageResultatDemandee", 1) - 1) * size
    return [line["identifiantFactureCPP"] for line in kept[start : start + size]], len(kept)


def _near_day(said: str) -> st.SearchStrategy[str]:
    days = st.integers(-3, 3).map(lambda n: date.fromisoformat(said[:10]) + timedelta(days=n))
    hours = st.sampled_from(["", "T00:00:00Z", "T22:30:00Z", "T23:30:00Z", "T12:00:00+02:00"])
    return st.builds(lambda day, hour: f"{day}{hour}", days, hours)


def _near_moment(said: str) -> st.SearchStrategy[str]:
    exact = datetime.fromisoformat(said)
    shifts = st.sampled_from([-86_400_000, -1, 0, 1, 86_400_000])
    moments = shifts.map(lambda n: (exact + timedelta(milliseconds=n)).isoformat())
    return st.just(said[:10]) | moments


def _near_amount(said: float) -> st.SearchStrategy[float]:
    cents = st.integers(-2, 2) | st.integers(-50_000, 50_000)
    return st.just(0) | cents.map(lambda n: (_cents(said) + n) / 100)


def _parts(name: str) -> st.SearchStrategy[str]:
    spans = st.tuples(st.integers(0, len(name)), st.integers(1, 8), st.booleans())
    parts = spans.map(lambda s: name[s[0] : s[0] + s[1]].upper() if s[2] else name[s[0] :])
    odd = st.sampled_from(["_", "%", "R%e", "É", "é", "'", "\\", "日"])
    return parts.map(str.strip) | odd


@st.composite
def recipients(draw: st.DrawFn, lines: list[Line]) -> list[Line]:
    """One or two recipients as a search names them, each by one or several of its traits."""
    made = []
    for line in draw(st.lists(st.sampled_from(lines), max_size=2)):
        services = [line["idServiceExecutant"]] if "idServiceExecutant" in line else []
        traits = {
            "idDestinataire": st.just(line["idDestinataire"]),
            "listeIdServiceExecutant": st.just(services),
            "raisonSocialeStuctDmd": _parts(line["designationDestinataire"]),
        }
        wanted = draw(st.fixed_dictionaries({}, optional=traits))
        # One that names nothing is no recipient: it neither finds nor hides anything.
        if any(wanted.values()):
            made.append(wanted)
    return made


@st.composite
def searches(draw: st.DrawFn, lines: list[Line]) -> Line:
    """Up to four filters, drawn around one invoice."""
    line = draw(st.sampled_from(lines))
    statuses = st.sampled_from([*sorted({one["statut"] for one in lines}), "INCONNU"])
    ways: dict[str, st.SearchStrategy[Any]] = {
        "statutCourant": st.lists(statuses, max_size=3).map(lambda some: [*some, line["statut"]])
        | st.lists(statuses, max_size=3),
        "listeDestinataire": recipients(lines),
        "rejetTraite": st.booleans(),
    }
    for name, field in WORDS.items():
        said = line.get(field, "")
        ways[name] = st.sampled_from([said, f" {said} ", said.lower(), said[:-1], f"{said}%"])
    for name, field in AMOUNTS.items():
        ways[f"{name}Min"] = ways[f"{name}Max"] = _near_amount(line[field])
    for name, field in DAYS.items():
        ways[f"{name}Du"] = ways[f"{name}Au"] = _near_day(line.get(field, "2026-03-01"))
    ways[f"{MOMENT}Du"] = ways[f"{MOMENT}Au"] = _near_moment(line["dateHeureEtatCourant"])
    names = draw(st.lists(st.sampled_from(sorted(ways)), max_size=4, unique=True))
    return {name: draw(ways[name]) for name in names}


pages = st.fixed_dictionaries(
    {},
    optional={
        "triColonne": st.sampled_from(sorted(COLUMNS)),
        "triSens": st.sampled_from(["Ascendant", "Descendant"]),
        "nbResultatsParPage": st.sampled_from([1, 3, 7, 50, 100, 201, 1000]),
        "pageResultatDemandee": st.integers(1, 6),
        "nbResultatsMaximum": st.sampled_from([1, 5, 20, 199, 200, 243, 244, 5000]),
    },
)


@pytest.fixture(scope="module")
def search(seeded, tmp_path_factory):
    """Search as the first supplier, in the process; one simulator for the whole module."""
    folder = tmp_path_factory.mktemp("model") / "chorus"
    app = create_app(shutil.copytree(seeded, folder), speed=0, now=NOW)
    headers = {
        "Authorization": f"Bearer {app.state.world.issue_token()}",
        "cpro-account": account_header(SHOWCASE.login, SHOWCASE.password),
    }
    transport = httpx.ASGITransport(app=app)
    client = httpx.AsyncClient(transport=transport, base_url="http://chorus", headers=headers)
    with asyncio.Runner() as runner:

        def ask(filters: Line, page: Line) -> httpx.Response:
            body = {**filters, "rechercheFactureParFournisseur": page}
            return runner.run(client.post(SEARCH, json=body))

        yield ask
        runner.run(app.state.world.close())


@pytest.fixture(scope="module")
def lines(search) -> list[Line]:
    return search({}, {"nbResultatsParPage": 1000}).json()["listeFactures"]


@given(data=st.data(), page=pages)
@settings(max_examples=400, deadline=None, derandomize=True, database=None)
def test_a_search_answers_what_the_model_answers(search, lines, data, page):
    filters = data.draw(searches(lines))
    answer = search(filters, page)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    ids = [line["identifiantFactureCPP"] for line in told["listeFactures"]]
    assert (ids, told["parametresRetour"]["total"]) == model(lines, filters, page)


@given(data=st.data())
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_recipients_are_found_as_the_model_finds_them(search, lines, data):
    filters = {"listeDestinataire": data.draw(recipients(lines))}
    page = {"nbResultatsParPage": 1000}
    told = search(filters, page).json()["listeFactures"]
    ids = [line["identifiantFactureCPP"] for line in told]
    assert ids == model(lines, filters, page)[0]


@given(data=st.data())
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
def test_an_invoice_is_found_by_all_that_it_says(search, lines, data):
    line = data.draw(st.sampled_from(lines))
    filters = {name: line.get(field, "") for name, field in WORDS.items()}
    for name, field in AMOUNTS.items():
        filters[f"{name}Min"] = filters[f"{name}Max"] = line[field]
    for name, field in (*DAYS.items(), (MOMENT, "dateHeureEtatCourant")):
        filters[f"{name}Du"] = filters[f"{name}Au"] = line.get(field, "")
    filters["statutCourant"] = [line["statut"]]
    filters["listeDestinataire"] = [{"idDestinataire": line["idDestinataire"]}]
    found = search(filters, {}).json()["listeFactures"]
    assert [one["identifiantFactureCPP"] for one in found] == [line["identifiantFactureCPP"]]


@given(
    said=st.dates().map(str)
    | st.datetimes(timezones=st.timezones() | st.none()).map(datetime.isoformat),
    name=st.sampled_from([*DAYS, MOMENT]),
    end=st.sampled_from(["Du", "Au"]),
)
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_no_date_however_far_is_an_internal_error(search, said, name, end):
    assert search({f"{name}{end}": said}, {}).status_code in (200, 400)


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("name", [*DAYS, MOMENT])
def test_a_date_at_the_edge_of_the_calendar_is_a_400(search, name, said):
    for end in ("Du", "Au"):
        assert search({f"{name}{end}": said}, {}).status_code == 400
