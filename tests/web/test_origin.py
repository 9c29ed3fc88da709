from pathlib import Path

import pytest

from chorus_app.settings import Settings
from tests.web import front_end


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return front_end.build_in(tmp_path_factory.mktemp("front"))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://choral.example.evil.example"},
        {"Origin": "http://choral.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_changes_nothing(
    build: Path, method: str, headers: dict[str, str]
) -> None:
    async with front_end.client(build) as client:
        response = await client.request(method, "/api/echo", headers=headers)
    assert response.status_code == 403
    assert "autre site" in response.json()["message"]
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": front_end.ORIGIN, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin"},
        {},
    ],
)
async def test_our_pages_and_programs_do(build: Path, method: str, headers: dict[str, str]) -> None:
    async with front_end.client(build) as client:
        response = await client.request(method, "/api/echo", headers=headers)
    assert response.json() == {"method": method}


async def test_reading_is_not_guarded_here(build: Path) -> None:
    async with front_end.client(build) as client:
        response = await client.get("/api/echo", headers={"Origin": "https://evil.example"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("public", "origins"),
    [
        ("", []),
        ("https://Choral.example/", ["https://choral.example"]),
        ("https://choral.example:8443", ["https://choral.example:8443"]),
    ],
)
def test_our_origins(public: str, origins: list[str]) -> None:
    here = ["http://localhost:3100", "http://127.0.0.1:3100"]
    assert Settings(port=3100, public_url=public).origins == [*origins, *here]


def test_a_public_address_without_a_scheme_is_refused() -> None:
    with pytest.raises(ValueError, match=r"(?i)public_url"):
        Settings(public_url="choral.example")
