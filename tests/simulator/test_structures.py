import re

from tests.simulator.conftest import SHOWCASE

MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


async def find(portal, **criteria):
    told = await portal.call("structures/v1/rechercher", {"structure": criteria})
    return told["listeStructures"]


async def test_search_by_siret(portal):
    (state,) = await find(
        portal, identifiantStructure="11000201100044", typeIdentifiantStructure="SIRET"
    )
    assert state["designationStructure"] == "Services de l'État"
    assert state["statut"] == "ACTIVE"


async def test_search_by_name_city_and_state(portal):
    names = [body["designationStructure"] for body in await find(portal, libelleStructure="chu")]
    assert names == ["CHU de Nantes", "CHU de Rennes"]
    assert len(await find(portal, raisonSocialeStructure="metropole")) == 3
    (saint_malo, *_) = await find(portal, adresseVille="saint malo")
    assert (
        "Saint-Malo" in saint_malo["designationStructure"]
        or "Ajoncs" in (saint_malo["designationStructure"])
    )
    (inactive,) = await find(portal, statutStructure="INACTIF", typeStructure="PUBLIQUE")
    assert inactive["statut"] == "INACTIVE"
    assert await find(portal, identifiantStructure="57200218600094", typeStructure="PUBLIQUE") == []


async def test_pages_of_the_directory(portal):
    body = {"parametres": {"nbResultatsParPage": 5, "pageResultatDemandee": 2}}
    told = await portal.call("structures/v1/rechercher", body)
    assert len(told["listeStructures"]) == 5
    assert told["parametresRetour"]["pageCourante"] == 2
    assert told["parametresRetour"]["total"] > 40


async def test_demands_of_every_combination(portal):
    """chorus-api.md, 2.12: service, engagement, both, one of the two, nothing."""
    told = await portal.call(
        "structures/v1/rechercher", {"parametres": {"nbResultatsParPage": 100}}
    )
    seen = set()
    for body in told["listeStructures"]:
        full = await portal.call(
            "structures/v1/consulter", {"idStructureCPP": body["idStructureCPP"]}
        )
        demands = full["parametres"]
        seen.add(
            (
                demands["codeServiceDoitEtreRenseigne"],
                demands["numeroEJDoitEtreRenseigne"],
                demands["gestionNumeroEJOuCodeService"],
            )
        )
    assert seen == {
        (True, False, False),
        (False, True, False),
        (True, True, False),
        (False, False, True),
        (False, False, False),
    }


async def test_own_structure_tells_when_the_password_expires(portal):
    (own,) = await find(portal, identifiantStructure=SHOWCASE.siret)
    full = await portal.call("structures/v1/consulter", {"idStructureCPP": own["idStructureCPP"]})
    about = full["informationGenerales"]
    assert about["dateExpirationMotPasseCompteTech"].startswith("2027-05-08T12:00")
    await portal.advance(60 * 24 * 30)
    later = await portal.call("structures/v1/consulter", {"idStructureCPP": own["idStructureCPP"]})
    assert later["informationGenerales"] == about, "the day does not go away as it comes near"
    assert about["structurePriveePublique"] == "PRIVEE"
    (state,) = await find(portal, identifiantStructure="11000201100044")
    other = await portal.call(
        "structures/v1/consulter", {"idStructureCPP": state["idStructureCPP"]}
    )
    assert "dateExpirationMotPasseCompteTech" not in other["informationGenerales"]


async def test_services_are_paged_by_ten_and_some_have_ended(portal):
    (lyon,) = await find(portal, raisonSocialeStructure="Ville de Lyon")
    body = {"idStructure": lyon["idStructureCPP"]}
    first = await portal.call("structures/v1/rechercher/services", body)
    assert len(first["listeServices"]) == 10
    assert first["parametresRetour"]["total"] == 35
    body["parametresRechercherServicesStructure"] = {"nbResultatsParPage": 10000}
    services = (await portal.call("structures/v1/rechercher/services", body))["listeServices"]
    assert len(services) == 35
    (ended,) = [service for service in services if not service["estActif"]]
    assert MINUTE.fullmatch(ended["dateFinService"])
    assert "FACTURES_PUBLIQUES" in {service["codeService"] for service in services}
    one = await portal.call(
        "structures/v1/consulter/service",
        {"idStructure": lyon["idStructureCPP"], "idService": services[2]["idService"]},
    )
    assert one["informationsGenerales"]["codeService"] == services[2]["codeService"]
    assert isinstance(one["parametres"]["numeroEngagement"], bool)
    assert MINUTE.fullmatch(one["parametres"]["dateCreation"])


async def test_what_does_not_exist(portal):
    body = await portal.call("structures/v1/consulter", {"idStructureCPP": 5})
    assert body["codeRetour"] != 0
    service = await portal.call(
        "structures/v1/consulter/service", {"idStructure": 26300989, "idService": 5}
    )
    assert service["codeRetour"] != 0


async def test_fictitious_identities_of_public_examples(portal):
    (body,) = await find(portal, identifiantStructure="99986401570264")
    assert body["idStructureCPP"] == 26300989
    service = await portal.call(
        "structures/v1/consulter/service", {"idStructure": 26300989, "idService": 27946199}
    )
    assert service["codeRetour"] == 0
    assert await find(portal, identifiantStructure="21380538500019")
    assert await find(portal, identifiantStructure="26073617692140")
