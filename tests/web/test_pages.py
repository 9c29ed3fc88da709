from pathlib import Path

import pytest

from tests.web import front_end


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return front_end.build_in(tmp_path_factory.mktemp("front"))


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Accueil"),
        ("/factures", "Factures"),
        ("/factures/", "Factures"),
        ("/factures?statut=suspendue&montant=500-600", "Factures"),
        ("/factures/42", "Facture"),
        ("/factures/42/?onglet=suivi", "Facture"),
    ],
)
@pytest.mark.parametrize("base", ["http://127.0.0.1:3000", "https://choral.example"])
async def test_a_page_answers_at_once(build: Path, base: str, address: str, title: str) -> None:
    async with front_end.client(build, base) as client:
        response = await client.get(address)
    assert response.status_code == 200
    assert f"<title>{title}</title>" in response.text


async def test_a_page_answers_to_head(build: Path) -> None:
    async with front_end.client(build) as client:
        assert (await client.head("/factures/42")).status_code == 200


@pytest.mark.parametrize("address", ["/inconnue", "/factures/42/43", "/factures/abc"])
async def test_what_is_no_page_is_not_found(build: Path, address: str) -> None:
    async with front_end.client(build) as client:
        assert (await client.get(address)).status_code == 404


async def test_a_change_is_not_led_to_a_page(build: Path) -> None:
    async with front_end.client(build) as client:
        assert (await client.post("/factures")).status_code == 405
