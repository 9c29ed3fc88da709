import re

from chorus_app.simulator import codes
from chorus_app.simulator.notes import CHOICES


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
    assert "<option>SUSPENDUE</option>" in page
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
