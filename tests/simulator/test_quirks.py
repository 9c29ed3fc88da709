from collections import Counter

from chorus_app.simulator.quirks import UNKNOWN_STATUS

SEARCH = "factures/v1/rechercher/fournisseur"


async def play(portal, *names):
    assert (await portal.steer("quirks", on=list(names))).status_code == 200


async def test_unknown_fields_appear_at_every_level_and_go_away(portal):
    await play(portal, "unknown_fields")
    told = await portal.call(SEARCH)
    assert told["champInconnu"]
    assert told["parametresRetour"]["champInconnu"]
    assert told["listeFactures"][0]["champInconnu"]
    await play(portal)
    assert "champInconnu" not in await portal.call(SEARCH)


async def test_unknown_status_is_the_same_in_the_list_and_in_the_invoice(portal):
    await play(portal, "unknown_statuses")
    strange = [line for line in await portal.search() if line["statut"] == UNKNOWN_STATUS]
    assert 20 < len(strange) < 60
    invoice_id = strange[0]["identifiantFactureCPP"]
    full = await portal.call(
        "factures/v1/consulter/fournisseur", {"identifiantFactureCPP": invoice_id}
    )
    assert full["facture"]["statutFacture"] == UNKNOWN_STATUS
    told = await portal.call("factures/v1/consulter/historique", {"idFacture": invoice_id})
    assert told["statutCourantCode"] == UNKNOWN_STATUS


async def test_dates_come_in_other_formats_for_the_same_moments(portal):
    invoice_id = (await portal.search())[0]["identifiantFactureCPP"]
    (fair, *_) = await portal.history(invoice_id)
    (plain, *_) = await portal.search()
    await play(portal, "other_dates")
    (odd, *_) = await portal.history(invoice_id)
    (line, *_) = await portal.search()
    day, hour = fair["histoStatutDatePassage"].split(" ")
    assert odd["histoStatutDatePassage"] == f"{day}T{hour}:00+0100"
    assert line["dateDepot"] == f"{plain['dateDepot']} 00:00"
    assert line["dateHeureEtatCourant"].endswith("Z")


async def test_history_may_repeat_itself_out_of_order(portal):
    invoice_id = (await portal.search(statutCourant=["MISE_EN_PAIEMENT"]))[0][
        "identifiantFactureCPP"
    ]
    fair = await portal.history(invoice_id)
    await play(portal, "duplicate_history")
    odd = await portal.history(invoice_id)
    counts = Counter(item["histoStatutId"] for item in odd)
    assert set(counts) == {item["histoStatutId"] for item in fair}
    assert 2 in counts.values()
    assert [item["histoStatutId"] for item in odd] != sorted(item["histoStatutId"] for item in odd)


async def test_pages_move_while_one_reads(portal):
    await play(portal, "moving_pages")
    seen = []
    for number in range(1, 6):
        page = {
            "nbResultatsParPage": 50,
            "pageResultatDemandee": number,
            "nbResultatsMaximum": 1000,
        }
        told = await portal.call(SEARCH, {"rechercheFactureParFournisseur": page})
        seen += [line["identifiantFactureCPP"] for line in told["listeFactures"]]
    assert len(seen) > len(set(seen))


async def test_only_oddities_that_exist(portal):
    assert (await portal.steer("quirks", on=["gravity"])).status_code == 422
