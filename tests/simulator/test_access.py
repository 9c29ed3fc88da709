import base64

import httpx
import pytest

from chorus_app.simulator.app import create_app
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET
from tests.gateway.swagger.contract import ANSWERS
from tests.simulator.conftest import SHOWCASE, Portal, account_header

CREDENTIALS = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
BASIC = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
HEALTH = "/cpro/transverses/v1/health-check"


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({"grant_type": "client_credentials", "scope": "openid", **CREDENTIALS}, {}),
        ({"grant_type": "client_credentials", **CREDENTIALS}, {}),
        ({"grant_type": "client_credentials"}, {"Authorization": f"Basic {BASIC}"}),
    ],
)
async def test_token_takes_the_three_shapes_of_real_clients(portal, data, headers):
    answer = await portal.client.post("/api/oauth/token", data=data, headers=headers)
    assert answer.status_code == 200
    told = answer.json()
    assert told["token_type"] == "Bearer"
    assert told["expires_in"] == 3600
    assert told["scope"] == "openid"
    assert portal.world.knows_token(told["access_token"])


@pytest.mark.parametrize("wrong", ["client_id", "client_secret"])
async def test_wrong_client_is_one_and_the_same_400(portal, wrong):
    data = {"grant_type": "client_credentials", **CREDENTIALS, wrong: "nope"}
    answer = await portal.client.post("/api/oauth/token", data=data)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_client"


async def test_without_token_400_that_says_so(portal):
    answer = await portal.client.get(HEALTH)
    assert answer.status_code == 400
    assert "Unable to find token in the message" in answer.headers["www-authenticate"]


async def test_health_check(portal):
    answer = await portal.client.get(HEALTH, headers=portal.headers())
    assert answer.json()["statusCodeValue"] == 200
    assert "codeRetour" not in answer.json()
    assert answer.headers["x-correlationid"]


async def test_wrong_or_expired_token_401(portal):
    portal.token = "made-up"
    assert (await portal.post("factures/v1/rechercher/fournisseur")).status_code == 401
    await portal.sign_in()
    await portal.steer("tokens/expire")
    assert (await portal.post("factures/v1/rechercher/fournisseur")).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "not base64",
        account_header(SHOWCASE.login, "wrong"),
        account_header("x", "y"),
        account_header(SHOWCASE.login, "é"),
    ],
)
async def test_wrong_technical_account_401(portal, header):
    headers = {"Authorization": f"Bearer {portal.token}"}
    if header is not None:
        headers["Cpro-Account"] = header
    assert (await portal.client.get(HEALTH, headers=headers)).status_code == 401


async def test_unknown_route_403_with_an_empty_object(portal):
    answer = await portal.post("factures/v1/nowhere")
    assert (answer.status_code, answer.json()) == (403, {})
    got = await portal.client.get("/cpro/factures/v1/soumettre", headers=portal.headers())
    assert (got.status_code, got.json()) == (403, {})


async def test_bodies_that_cannot_be_read(portal):
    url, headers = "/cpro/factures/v1/rechercher/fournisseur", portal.headers()
    broken = await portal.client.post(
        url, content=b"{", headers=headers | {"Content-Type": "application/json"}
    )
    assert broken.status_code == 400
    assert broken.json()["codeRetour"] != 0
    typed = await portal.client.post(
        url, content=b"<x/>", headers=headers | {"Content-Type": "text/xml"}
    )
    assert typed.status_code == 415


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null"])
async def test_empty_bodies_are_all_taken(portal, content):
    answer = await portal.client.post(
        "/cpro/factures/v1/rechercher/fournisseur",
        content=content,
        headers=portal.headers() | {"Content-Type": "application/json; charset=UTF-8"},
    )
    assert answer.status_code == 200
    assert answer.json()["codeRetour"] == 0


async def test_any_credentials_when_so_configured(data_dir):
    app = create_app(data_dir, speed=0, accept_any_credentials=True)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://chorus"
    ) as client:
        given = await client.post(
            "/api/oauth/token",
            data={"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"},
        )
        stranger = Portal(app.state.world, client, given.json()["access_token"])
        headers = {
            "Authorization": f"Bearer {stranger.token}",
            "cpro-account": account_header("TECH_1_1@cpro.fr", "x"),
        }
        found = await client.post(
            "/cpro/factures/v1/consulter/fournisseur",
            json={"identifiantFactureCPP": 8316845},
            headers=headers,
        )
    assert found.json()["facture"]["destinataire"]["idServiceExecutant"] == 27946199
    await app.state.world.close()


async def test_openapi_names_every_route_of_the_contract(portal):
    document = (await portal.client.get("/openapi.json")).json()
    paths = document["paths"]
    assert set(ANSWERS.shapes) <= set(paths)
    submit = paths["/cpro/factures/v1/soumettre"]["post"]
    assert "application/json" in submit["requestBody"]["content"]
    assert "cpro-account" in [one["name"] for one in submit["parameters"]]
    assert "/api/oauth/token" in paths
