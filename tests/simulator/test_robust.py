"""Whatever is sent, the simulator answers with a status and a reason, and stays consistent."""

import asyncio
import json
from functools import cache
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_app.simulator import flows
from chorus_app.simulator.app import create_app
from tests.gateway.swagger.contract import REQUESTS
from tests.simulator.conftest import NOW, SHOWCASE, account_header
from tests.simulator.files import cii, encoded, invoice_pdf, submission
from tests.simulator.test_flows import deposit, report


@cache
def names() -> list[str]:
    """Every field name that the request readers look for, taken from the code itself."""
    import re

    import chorus_app.simulator as room

    found: set[str] = set()
    for file in Path(room.__file__).parent.glob("*.py"):
        found |= set(re.findall(r'"([a-z][A-Za-z]{4,40})"', file.read_text(encoding="utf-8")))
    return sorted(found)


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["2026-03-01", "SUSPENDUE", "PDF", "1E999", "\ud800", "\0", "9" * 25, "²"])
)


def objects(inner: st.SearchStrategy) -> st.SearchStrategy:
    return st.dictionaries(st.sampled_from(names()), inner, max_size=6)


values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | objects(inner))


@pytest.fixture
def sender(data_dir):
    """Post a raw body to a path, as the first supplier, and wait for the answer."""
    app = create_app(data_dir, speed=0, now=NOW)
    headers = {
        "Authorization": f"Bearer {app.state.world.issue_token()}",
        "cpro-account": account_header(SHOWCASE.login, SHOWCASE.password),
        "Content-Type": "application/json",
    }
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://chorus", headers=headers
    )
    with asyncio.Runner() as runner:
        yield lambda path, body: runner.run(client.post(f"/cpro/{path}", content=body))


@given(path=st.sampled_from(sorted(REQUESTS.shapes)), body=objects(values))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_body_is_an_internal_error(sender, path, body):
    answer = sender(path.removeprefix("/cpro/"), json.dumps(body))
    assert answer.status_code in (200, 400, 413), (path, body, answer.text)
    assert "codeRetour" in answer.json() or answer.status_code == 413


@pytest.mark.parametrize("said", [{"pageResultatDemandee": 10**17}, {"nbResultatsMaximum": -1}])
async def test_pages_out_of_reach_are_a_400(portal, said):
    answer = await portal.post(
        "factures/v1/rechercher/fournisseur", {"rechercheFactureParFournisseur": said}
    )
    assert answer.status_code == 400


async def test_lists_without_end_are_a_400(portal):
    body = {"statutCourant": ["X"] * 5000}
    assert (await portal.post("factures/v1/rechercher/fournisseur", body)).status_code == 400


async def test_two_deposits_of_one_number_at_once_make_one_invoice(portal):
    kept = await portal.call(
        "factures/v1/deposer/pdf",
        {"fichierFacture": encoded(invoice_pdf()), "nomFichier": "f.pdf"},
    )
    body = submission(portal, kept["pieceJointeId"], numeroFactureSaisi="RACE-1")
    told = await asyncio.gather(*(portal.call("factures/v1/soumettre", body) for _ in range(8)))
    assert sorted(answer["codeRetour"] for answer in told) == [0] + [29003] * 7
    assert len(await portal.search(numeroFacture="RACE-1")) == 1


async def test_a_file_nobody_imagined_does_not_stop_the_other_flows(portal, monkeypatch):
    first = await deposit(portal, cii(number="BAD-1"), "IN_DP_E1_CII_16B")
    second = await deposit(portal, cii(number="GOOD-1"), "IN_DP_E1_CII_16B")
    read = flows.invoices_of

    def fragile(flow):
        made = read(flow)
        if made[0].number == "BAD-1":
            raise RuntimeError("unforeseen")
        return made

    monkeypatch.setattr(flows, "invoices_of", fragile)
    await portal.advance(20)
    assert (await report(portal, first))["etatCourantDepotFlux"] == "IN_INCIDENTE"
    assert (await report(portal, second))["etatCourantDepotFlux"] == "IN_INTEGRE"


async def test_an_error_nobody_foresaw_is_a_500_even_in_the_process(portal, monkeypatch):
    def broken(*_):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(portal.world.register, "find", broken)
    answer = await portal.post("factures/v1/completer", {"identifiantFactureCPP": 1})
    assert (answer.status_code, answer.json()["libelle"]) == (500, "Erreur interne du serveur")
