"""The simulator's pages beside Choral's: in a demonstration only, and steered from our pages."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from chorus_app import startup
from chorus_app.console import SimulatorConsole
from chorus_app.settings import Settings
from chorus_app.web.origin import OwnOriginOnly

ORIGIN = "https://choral.example"


@pytest.fixture
async def visitor() -> AsyncIterator[httpx.AsyncClient]:
    app = OwnOriginOnly(SimulatorConsole(Starlette()), [ORIGIN])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as opened:
        yield opened


@pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 404)], ids=["demo", "no demo"])
async def test_it_is_there_in_a_demonstration_only(
    tmp_path: Path, visitor: httpx.AsyncClient, demo: bool, status: int
) -> None:
    async with startup.opened(Settings(data_dir=tmp_path, demo=demo, simulator_speed=0)):
        for address in ("/simulateur", "/simulateur/api/clock", "/openapi.json"):
            assert (await visitor.get(address)).status_code == status

    assert (await visitor.get("/simulateur")).status_code == 404


async def test_no_other_site_steers_it(tmp_path: Path, visitor: httpx.AsyncClient) -> None:
    async with startup.opened(Settings(data_dir=tmp_path, simulator_speed=0)):
        before = (await visitor.get("/simulateur/api/clock")).json()["minutes"]
        for origin in ("https://evil.example", "null"):
            for address in ("horloge", "pannes", "bizarreries", "factures/1", "api/tokens/expire"):
                answer = await visitor.post(
                    f"/simulateur/{address}", data={"minutes": 60}, headers={"Origin": origin}
                )
                assert answer.status_code == 403
        assert (await visitor.get("/simulateur/api/clock")).json()["minutes"] == before

        ours = {"Origin": ORIGIN}
        await visitor.post("/simulateur/horloge", data={"minutes": 60}, headers=ours)
        assert (await visitor.get("/simulateur/api/clock")).json()["minutes"] == before + 60
