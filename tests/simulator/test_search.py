import pytest

SEARCH = "factures/v1/rechercher/fournisseur"


def asking(**page):
    return {"rechercheFactureParFournisseur": page}


async def test_ten_results_newest_deposit_first_by_default(portal):
    told = await portal.call(SEARCH)
    assert told["parametresRetour"] == {
        "pageCourante": 1,
        "pages": 20,
        "nbResultatsParPage": 10,
        "total": 200,
    }
    dates = [line["dateDepot"] for line in told["listeFactures"]]
    assert len(dates) == 10
    assert dates == sorted(dates, reverse=True)


async def test_a_larger_maximum_or_a_large_page_lifts_the_cap_of_200(portal):
    for page in ({"nbResultatsMaximum": 5000}, {"nbResultatsParPage": 10000}):
        assert (await portal.call(SEARCH, asking(**page)))["parametresRetour"]["total"] == 244


async def test_pages_cover_the_whole_result_once(portal):
    seen = []
    for number in range(1, 6):
        page = {
            "nbResultatsParPage": 50,
            "pageResultatDemandee": number,
            "nbResultatsMaximum": 1000,
        }
        told = await portal.call(SEARCH, asking(**page))
        seen += [line["identifiantFactureCPP"] for line in told["listeFactures"]]
    assert len(seen) == len(set(seen)) == 244
    page["pageResultatDemandee"] = 6
    assert (await portal.call(SEARCH, asking(**page)))["listeFactures"] == []


async def test_pages_count_from_one(portal):
    answer = await portal.post(SEARCH, asking(pageResultatDemandee=-1))
    assert answer.status_code == 400


async def test_filters_that_say_nothing_are_ignored(portal):
    nothing = {
        "numeroFacture": "",
        "cadreFacturation": {},
        "statutCourant": None,
        "montantHTMin": 0,
        "montantApayerMax": 0,
        "listeDestinataire": [],
        "typeFacture": None,
        "idFournisseur": 0,
        "rejetTraite": False,
        "periodeDateDepotDu": "",
        "idUtilisateurCreateur": [0],
        "rechercheFactureParFournisseur": {"nbResultatsMaximum": 1000, "triColonne": None},
    }
    assert (await portal.call(SEARCH, nothing))["parametresRetour"]["total"] == 244


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (
            {"statutCourant": ["SUSPENDUE", "REJETEE"]},
            lambda f: f["statut"] in ("SUSPENDUE", "REJETEE"),
        ),
        ({"typeFacture": "AVOIR"}, lambda f: f["typeFacture"] == "AVOIR"),
        (
            {"periodeDateDepotDu": "2026-02-01", "periodeDateDepotAu": "2026-02-28T23:00:00Z"},
            lambda f: "2026-02-01" <= f["dateDepot"] <= "2026-03-01",
        ),
        ({"periodeDateFactureAu": "2025-12-31"}, lambda f: f["dateFacture"] <= "2025-12-31"),
        (
            {"periodeDateHeureEtatCourantDu": "2026-03-01"},
            lambda f: f["dateHeureEtatCourant"] >= "2026-03-01",
        ),
        ({"montantTTCMin": 500, "montantTTCMax": 900}, lambda f: 500 <= f["montantTTC"] <= 900),
        ({"montantHTMin": 2000.5}, lambda f: f["montantHT"] >= 2000.5),
        ({"montantApayerMax": 100}, lambda f: f["montantAPayer"] <= 100),
        ({"modeDepot": "UPLOAD_API"}, lambda f: f["modeDepot"] == "UPLOAD_API"),
        ({"rejetTraite": True}, lambda f: f["rejetTraite"]),
        (
            {"cadreFacturation": "A1_FACTURE_FOURNISSEUR", "montantTTCMax": 50},
            lambda f: f["montantTTC"] <= 50,
        ),
        (
            {"listeDestinataire": [{"raisonSocialeStuctDmd": "CHU"}]},
            lambda f: "CHU" in f["designationDestinataire"],
        ),
    ],
)
async def test_each_filter_keeps_what_it_should_and_nothing_else(portal, filters, holds):
    everything = await portal.search()
    found = await portal.search(**filters)
    expected = [line["identifiantFactureCPP"] for line in everything if _safely(holds, line)]
    assert 0 < len(expected) < 244
    assert sorted(line["identifiantFactureCPP"] for line in found) == sorted(expected)


def _safely(holds, line):
    try:
        return holds(line)
    except KeyError:
        return False


@pytest.mark.parametrize(
    ("criterion", "field"),
    [
        ("numeroFacture", "numeroFacture"),
        ("numeroMarche", "numeroMarche"),
        ("numeroBonCommande", "numeroBonCommande"),
        ("numeroFluxDepot", "numeroFluxDepot"),
        ("numeroFactureOrigine", "numeroFactureOrigine"),
    ],
)
async def test_each_reference_finds_its_invoice(portal, criterion, field):
    wanted = next(line for line in await portal.search() if line.get(field))
    found = await portal.search(**{criterion: wanted[field]})
    assert wanted["identifiantFactureCPP"] in [line["identifiantFactureCPP"] for line in found]
    assert {line[field] for line in found} == {wanted[field]}


async def test_recipients_and_their_services(portal):
    lines = [line for line in await portal.search() if line.get("idServiceExecutant")]
    one = lines[0]
    named = {"idDestinataire": one["idDestinataire"]}
    by_body = await portal.search(listeDestinataire=[named])
    by_siren = await portal.search(listeDestinataire=[named], rechercheSirenDestinataire=True)
    assert {line["idDestinataire"] for line in by_body} == {one["idDestinataire"]}
    assert len(by_siren) == len(by_body)
    named["listeIdServiceExecutant"] = [one["idServiceExecutant"]]
    by_service = await portal.search(listeDestinataire=[named])
    assert {line["idServiceExecutant"] for line in by_service} == {one["idServiceExecutant"]}


@pytest.mark.parametrize(
    ("column", "field"),
    [("MontantTTC", "montantTTC"), ("NumeroFacture", "numeroFacture"), ("Statut", "statut")],
)
async def test_sort_both_ways_with_a_stray_blank(portal, column, field):
    for sense, reverse in (("Ascendant ", False), ("Descendant", True)):
        page = {"nbResultatsParPage": 1000, "triColonne": column, "triSens": sense}
        values = [line[field] for line in await portal.search(rechercheFactureParFournisseur=page)]
        assert values == sorted(values, reverse=reverse)


async def test_bad_values_are_a_400(portal):
    for body in ({"montantHTMin": "abc"}, {"periodeDateDepotDu": "soon"}, {"idFournisseur": "x"}):
        assert (await portal.post(SEARCH, body)).status_code == 400


async def test_size_only_when_asked(portal):
    assert "taille" not in (await portal.search())[0]
    assert (await portal.search(recupererTaille=True))[0]["taille"] > 0


async def test_one_supplier_never_sees_anothers(portal):
    from tests.simulator.conftest import BEGINNER, LOAD

    assert await portal.search(account=BEGINNER) == []
    stranger = (await portal.search(account=LOAD))[0]["identifiantFactureCPP"]
    full = await portal.call(
        "factures/v1/consulter/fournisseur", {"identifiantFactureCPP": stranger}
    )
    assert (full["codeRetour"], full["libelle"]) == (20001, "GDP_MSG_11.005")
    told = await portal.call("factures/v1/consulter/historique", {"idFacture": stranger})
    assert told["codeRetour"] == 20001
    absent = await portal.call("factures/v1/consulter/fournisseur", {"identifiantFactureCPP": 1})
    assert (absent["codeRetour"], absent["libelle"]) == (20000, "GDP_MSG_11.008")
