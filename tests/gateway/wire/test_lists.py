import pytest

from chorus_app.domain.invoice import Service, Structure
from chorus_app.gateway.port import BankAccount, Coded, CodeList, OwnStructure
from chorus_app.gateway.wire import lists, structures


def test_each_list_has_a_source() -> None:
    assert set(lists.SOURCES) == set(CodeList)


def test_a_list_with_and_without_words() -> None:
    currencies = {"listeDevises": [{"codeDevise": "EUR", "libelleDevise": "Euro"}, {}, "x"]}
    assert lists.coded(currencies, lists.SOURCES[CodeList.CURRENCIES]) == (Coded("EUR", "Euro"),)
    means = {"listeModePaiement": {"modePaiement": "VIREMENT"}}
    assert lists.coded(means, lists.SOURCES[CodeList.PAYMENT_MEANS]) == (Coded("VIREMENT", ""),)
    assert lists.coded({}, lists.SOURCES[CodeList.PAYMENT_MEANS]) == ()


def test_the_bodies_an_account_is_attached_to() -> None:
    row = {
        "idStructure": 26300989,
        "identifiantStructure": "99986401570264",
        "designationStructure": "Moi",
        "roleUtilisateur": "GESTIONNAIRE_PRINCIPAL",
        "statutRattachementStructure": "VALIDEE",
        "listeServicesRattache": [
            {"idService": 1, "codeService": "S1", "libelleService": "Un", "estActif": True},
            {"idService": 2, "codeService": "S2", "statutService": "INACTIF"},
            {"codeService": "sans id"},
        ],
    }
    answer = {"listeStructureRattachement": [row, {"designationStructure": "sans id"}]}
    assert lists.attached_structures(answer) == (
        OwnStructure(
            Structure(26300989, "99986401570264", "Moi", active=True),
            (Service(1, "S1", "Un", active=True), Service(2, "S2", "", active=False)),
            "GESTIONNAIRE_PRINCIPAL",
        ),
    )


@pytest.mark.parametrize("status", ["DESACTIVEE", "INACTIVE", "INACTIF"])
def test_a_body_may_be_closed(status: str) -> None:
    assert not structures.is_active(status)


def test_the_plain_list_of_bodies() -> None:
    answer = {
        "listeStructures": [
            {"idStructureCPP": 1, "identifiant": "99986401570264", "designationStructure": "Moi"},
            {"identifiant": "x"},
        ]
    }
    assert lists.active_structures(answer) == (
        OwnStructure(Structure(1, "99986401570264", "Moi", active=True)),
    )


def test_bank_accounts() -> None:
    answer = {
        "listeCoordonneeBancaire": [
            {"idCoordonneeBancaire": 5, "nomCoordonneeBancaire": "Compte courant"},
            {"nomCoordonneeBancaire": "sans id"},
        ]
    }
    assert lists.bank_accounts(answer) == (BankAccount(5, "Compte courant"),)


def test_a_commitment() -> None:
    assert lists.commitment_body(26300989, "1300012345") == {
        "structureReceptriceEngagementJuridique": "26300989",
        "numeroEngagementJuridique": "1300012345",
        "etatCourantEngagementJuridique": "COMMANDE",
    }
    assert lists.has_commitment({"listeEngagementJuridique": [{}]})
    assert not lists.has_commitment({"listeEngagementJuridique": []})
    assert not lists.has_commitment({})


@pytest.mark.parametrize(
    ("said", "day"),
    [("2027-06-30T23:59:59+02:00", "2027-06-30"), ("2027-06-30", "2027-06-30"), (None, "None")],
)
def test_the_end_of_a_password(said: object, day: str) -> None:
    sheet = {"informationGenerales": {"dateExpirationMotPasseCompteTech": said}}
    assert str(structures.account_expiry(sheet)) == day
