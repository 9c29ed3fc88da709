import base64
import io
import zipfile

import pytest

LISTS = {
    "devises": ("listeDevises", "codeDevise libelleDevise"),
    "pays": ("listePays", "codePays libellePays"),
    "tauxtva": ("listeTauxTva", "codeTauxTva libelleTauxTva valeurTauxTva"),
    "motifs/exonerationtva": (
        "listeMotifsExonerationTva",
        "codeMotifExonerationTva libelleMotifExonerationTva",
    ),
    "modereglements": ("listeModePaiement", "modePaiement"),
    "modedepot": ("listeModeDepot", "modeDepot"),
    "formatflux": ("listeFormatFlux", "formatFlux"),
    "cadrefacturation": ("listeCadreFacturation", "codeCadreFacturation typeDemandePaiement"),
    "typedp": ("listeTypeDemandePaiement", "typeDemandePaiement"),
    "etat/typedp": ("listeEtatDemandePaiement", "etatDemandePaiement"),
    "typespj": (
        "listeTypePieceJointe",
        "idTypePieceJointe codeTypePieceJointe libelleTypePieceJointe typeObjet",
    ),
    "motifs/refus/Facture/AValider": (
        "listeMotifRefusFactureAValider",
        "idMotif codeMotif libelleMotif",
    ),
    "typefacturetravaux": ("listeTypeFactureTravaux", "typeFactureTravaux"),
    "typeidentifiant/structure": ("listeTypeIdentifiant", "typeIdentifiantStructure"),
    "coordbanc/valides": (
        "listeCoordonneeBancaire",
        "idCoordonneeBancaire nomCoordonneeBancaire",
    ),
    "structures/actives/fournisseur": (
        "listeStructures",
        "idStructureCPP identifiant designationStructure",
    ),
}


@pytest.mark.parametrize("path", LISTS)
async def test_each_list_has_its_name_and_fields(portal, path):
    name, fields = LISTS[path]
    told = await portal.call(f"transverses/v1/recuperer/{path}", [])
    assert (told["codeRetour"], told["libelle"]) == (0, "GCU_MSG_01_000")
    assert told[name]
    assert set(told[name][0]) == set(fields.split())


@pytest.mark.parametrize("path", ["modedepot", "formatflux", "motifs/exonerationtva"])
async def test_some_lists_tell_their_pages_at_the_top_level(portal, path):
    told = await portal.call(f"transverses/v1/recuperer/{path}", {})
    assert {"pageCourante", "pages", "nbResultatsParPage", "total"} <= set(told)


async def test_frames_of_invoices_are_the_four_that_soumettre_takes(portal):
    told = await portal.call(
        "transverses/v1/recuperer/cadrefacturation", {"typeDemandePaiement": "FACTURE"}
    )
    codes = [item["codeCadreFacturation"].split("_")[0] for item in told["listeCadreFacturation"]]
    assert codes == ["A1", "A2", "A9", "A12"]


async def test_recipients_by_words(portal):
    told = await portal.call(
        "transverses/v1/rechercher/destinataire", {"nomVilleCodePostal": "chu 35033"}
    )
    assert [body["nomDestinataire"] for body in told["listeDestinataires"]] == ["CHU de Rennes"]


async def test_the_whole_directory_is_a_zip(portal):
    told = await portal.call("transverses/v1/telecharger/annuaire/destinataire")
    assert told["fichierResultat"].startswith("UEsDB")
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(told["fichierResultat"]))) as archive:
        sheet = archive.read("annuaire_destinataires.csv").decode()
    assert "11000201100044;Services de l'État;75012;Paris;Oui;Oui" in sheet
    assert "eaux de la Seiche" not in sheet


async def test_own_structure_and_its_services(portal):
    path = "utilisateurs/v1/monCompte/recuperer/rattachements"
    (own,) = (await portal.call(path))["listeStructureRattachement"]
    assert own["identifiantStructure"] == portal.account.siret
    state = portal.recipient("Services de l'État")
    (theirs,) = (await portal.call(path, account=state))["listeStructureRattachement"]
    assert len(theirs["listeServicesRattache"]) == 17


async def test_commitments_that_exist(portal):
    line = next(line for line in await portal.search() if line.get("numeroBonCommande"))
    path = "engagementsJuridiques/v1/rechercher"
    body = {
        "structureReceptriceEngagementJuridique": str(line["idDestinataire"]),
        "numeroEngagementJuridique": line["numeroBonCommande"],
    }
    (found,) = (await portal.call(path, body))["listeEngagementJuridique"]
    assert found["numeroEngagementJuridique"] == line["numeroBonCommande"]
    body["numeroEngagementJuridique"] = "1300000000"
    assert (await portal.call(path, body))["listeEngagementJuridique"] == []


async def test_register_and_inquiries(portal):
    told = await portal.call(
        "transverses/v1/consulter/information/siret", {"siretStructure": portal.account.siret}
    )
    assert told["raisonSociale"] == portal.account.name
    unknown = await portal.call("transverses/v1/consulter/information/siret", {})
    assert unknown["codeRetour"] != 0
    kinds = await portal.call("transverses/v1/rechercher/categorieSollicitation")
    assert len(kinds["listeCategories"]) == 3
    inner = await portal.call(
        "transverses/v1/rechercher/sousCategorieSollicitation", {"idTechniqueCategorie": 2}
    )
    assert len(inner["listeSousCategories"]) == 2
