import re
from pathlib import Path

import pytest

from chorus_app import simulator
from chorus_app.simulator import codes
from chorus_app.simulator.faults import MODES
from chorus_app.simulator.lives import MOVES
from chorus_app.simulator.moves import allowed
from chorus_app.simulator.notes import CHOICES
from chorus_app.simulator.page_words import FAILURES, ODDITIES, STATUSES
from chorus_app.simulator.quirks import NAMES
from tests.simulator.conftest import SHOWCASE


async def test_the_list_is_found_by_words_and_is_visibly_not_the_product(portal):
    page = await portal.client.get("/simulateur")
    assert page.status_code == 200
    assert "SIMULATEUR" in page.text
    assert '<html lang="fr">' in page.text
    line = (await portal.search(statutCourant=["SUSPENDUE"]))[0]
    found = await portal.client.get("/simulateur", params={"q": line["numeroFacture"]})
    assert found.text.count("/simulateur/factures/") == 1
    none = await portal.client.get("/simulateur", params={"q": "introuvable"})
    assert "/simulateur/factures/" not in none.text


async def test_a_recipient_suspends_an_invoice_by_hand(portal):
    line = (await portal.search(statutCourant=["MISE_A_DISPOSITION"]))[0]
    url = f"/simulateur/factures/{line['identifiantFactureCPP']}"
    page = (await portal.client.get(url)).text
    assert '<option value="SUSPENDUE">Suspendue (SUSPENDUE)</option>' in page
    silent = await portal.client.post(url, data={"statut": "SUSPENDUE", "motif": ""})
    assert silent.status_code == 409
    assert 'role="alert"' in silent.text
    done = await portal.client.post(
        url, data={"statut": "SUSPENDUE", "motif": "Bon <b>manquant</b>"}
    )
    assert (done.status_code, done.headers["location"]) == (303, url)
    after = (await portal.client.get(url)).text
    assert "Bon &lt;b&gt;manquant&lt;/b&gt;" in after
    (now,) = await portal.search(numeroFacture=line["numeroFacture"])
    assert (now["statut"], now["commentaireEtatCourant"]) == ("SUSPENDUE", "Bon <b>manquant</b>")


async def test_nothing_to_do_on_a_paid_invoice_and_no_page_for_none(portal):
    paid = (await portal.search(statutCourant=["REJETEE"]))[0]["identifiantFactureCPP"]
    assert "Agir" not in (await portal.client.get(f"/simulateur/factures/{paid}")).text
    assert (await portal.client.get("/simulateur/factures/1")).status_code == 404


async def test_clock_failures_and_oddities_from_the_page(portal):
    before = portal.world.clock.instant().minutes
    await portal.client.post("/simulateur/horloge", data={"minutes": "90", "vitesse": "30"})
    assert portal.world.clock.instant().minutes >= before + 90
    assert portal.world.clock.speed == 30
    wrong = await portal.client.post("/simulateur/horloge", data={"minutes": "-5"})
    assert wrong.status_code == 422
    await portal.client.post("/simulateur/pannes", data={"mode": "503", "secondes": "30"})
    assert (await portal.post("structures/v1/rechercher")).status_code == 503
    await portal.client.post("/simulateur/pannes", data={"mode": "none"})
    await portal.client.post("/simulateur/bizarreries", data={"on": ["unknown_fields"]})
    assert "champInconnu" in await portal.call("structures/v1/rechercher")
    await portal.client.post("/simulateur/bizarreries")
    assert "champInconnu" not in await portal.call("structures/v1/rechercher")


async def test_documentation_tells_each_code_and_each_choice(portal):
    page = (await portal.client.get("/simulateur/documentation")).text
    rows = re.findall(r"<tr><td>", page)
    assert len(rows) == len(codes.table()) + len(CHOICES)
    for code in codes.table():
        assert code.libelle in page
    assert "choix du simulateur" in page


async def test_the_page_speaks_french_and_keeps_the_codes(portal):
    page = (await portal.client.get("/simulateur", params={"statut": "SUSPENDUE"})).text
    assert '<option value="SUSPENDUE" selected>Suspendue (SUSPENDUE)</option>' in page
    assert "aucune\u00a0: tout fonctionne" in page
    assert set(FAILURES) == set(MODES)
    assert set(ODDITIES) == set(NAMES)
    assert set(MOVES) <= set(STATUSES)
    await portal.client.post("/simulateur/pannes", data={"mode": "503", "secondes": "30"})
    page = (await portal.client.get("/simulateur")).text
    assert "<strong>503, maintenance</strong>" in page
    await portal.client.post("/simulateur/pannes", data={"mode": "none"})


async def test_the_list_of_one_supplier(portal):
    url, supplier = "/simulateur", str(portal.supplier_id)
    page = (await portal.client.get(url, params={"fournisseur": supplier})).text
    names = re.findall(r"<tr><td class=\"d\"><a.*?</a></td><td>(.*?)</td>", page)
    assert set(names) == {SHOWCASE.name}
    assert len(names) == 50
    other = (await portal.client.get(url, params={"fournisseur": "x"})).text
    assert "Aucune facture ne correspond" in other


async def test_the_pace_changes_without_a_jump(portal):
    before = portal.world.clock.instant().minutes
    await portal.client.post("/simulateur/horloge", data={"vitesse": "0"})
    assert portal.world.clock.instant().minutes == before
    page = (await portal.client.get("/simulateur")).text
    jumps = re.findall(r'<option value="(\d+)">\d+ (?:heure|jour|semaine|jours)<', page)
    assert jumps == ["60", "1440", "10080", "43200"]
    await portal.client.post("/simulateur/horloge", data={"minutes": jumps[1]})
    assert portal.world.clock.instant().minutes == before + 1440


@pytest.mark.parametrize("status", [*MOVES, "REJETEE", "MISE_EN_PAIEMENT", "BROUILLON", "INCONNU"])
async def test_every_move_that_is_offered_is_legal(portal, status):
    chorus_id = (await portal.search())[0]["identifiantFactureCPP"]
    url = f"/simulateur/factures/{chorus_id}"

    def put_back() -> None:
        values = (status, status, chorus_id)
        portal.world.db.write(
            "UPDATE invoice SET status = ?, next_status = NULL, due = NULL, "
            "status_comment = ? WHERE id = ?",
            values,
        )

    put_back()
    page = (await portal.client.get(url)).text
    offered = re.findall(r'<option value="(\w+)"', page)
    assert tuple(offered) == allowed(status)
    for following in offered:
        put_back()
        done = await portal.client.post(url, data={"statut": following, "motif": "Parce que"})
        assert done.status_code == 303, following
        assert portal.world.register.find(chorus_id)["status"] == following


@pytest.mark.parametrize(
    ("method", "path", "data", "status"),
    [
        ("POST", "/horloge", {"minutes": "demain"}, 422),
        ("POST", "/horloge", {"vitesse": ""}, 303),
        ("POST", "/horloge", {"vitesse": "nan"}, 422),
        ("POST", "/horloge", {"minutes": "1e99"}, 422),
        ("POST", "/pannes", {"mode": "incendie"}, 422),
        ("POST", "/pannes", {"mode": "slow", "secondes": "x"}, 422),
        ("POST", "/bizarreries", {"on": "tout"}, 422),
        ("POST", "/factures/1", {}, 422),
        ("POST", "/factures/1", {"statut": "REJETEE", "motif": "x"}, 404),
        ("GET", "/factures/abc", None, 422),
        ("GET", "/factures/0", None, 422),
        ("GET", "/rien", None, 404),
        ("GET", "/horloge", None, 404),
    ],
)
async def test_mistakes_are_told_in_french(portal, method, path, data, status):
    answer = await portal.client.request(method, f"/simulateur{path}", data=data)
    assert answer.status_code == status
    if status != 303:
        assert '<html lang="fr">' in answer.text
        assert 'role="alert"' in answer.text


async def test_everything_of_our_own_is_in_the_documentation(portal):
    page = (await portal.client.get("/simulateur/documentation")).text
    sources = Path(simulator.__file__).parent.glob("*.py")
    ours = {
        found
        for source in sources
        for found in re.findall(r"\"(SIM_\w+[\w.]*)\"", source.read_text(encoding="utf-8"))
    }
    assert {"SIM_FLX_001", "SIM_MSG_00.400"} <= ours
    for each in ours:
        assert each in page
    for code in codes.table():
        row = next(line for line in page.split("<tr>") if f">{code.libelle}<" in line)
        assert ("choix du simulateur" in row) == code.libelle.startswith("SIM_")
