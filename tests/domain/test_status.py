import pytest

from chorus_app.domain.status import (
    OPTIONAL,
    UNKNOWN_RANK,
    WAITING_FOR_SUPPLIER,
    Actor,
    Family,
    Status,
    ahead,
    counts_in_sums,
    family_of,
    is_outstanding,
    known,
    members,
    next_actor,
    rank,
)

# The guide's table, copied by hand: status, family, who moves next, is money still expected.
GUIDE = {
    "BROUILLON": ("EMISSION", "FOURNISSEUR", False),
    "DEPOSEE": ("EMISSION", "CHORUS", True),
    "EN_COURS_ACHEMINEMENT": ("EMISSION", "CHORUS", True),
    "MISE_A_DISPOSITION": ("RECEPTION", "DESTINATAIRE", True),
    "COMPLETEE": ("RECEPTION", "DESTINATAIRE", True),
    "A_RECYCLER": ("RENVOI", "FOURNISSEUR", True),
    "SUSPENDUE": ("RENVOI", "FOURNISSEUR", True),
    "REJETEE": ("RENVOI", "FOURNISSEUR", False),
    "SERVICE_FAIT": ("AVANCEMENT", "DESTINATAIRE", True),
    "MANDATEE": ("AVANCEMENT", "COMPTABLE", True),
    "MISE_A_DISPOSITION_COMPTABLE": ("AVANCEMENT", "COMPTABLE", True),
    "COMPTABILISEE": ("AVANCEMENT", "COMPTABLE", True),
    "MISE_EN_PAIEMENT": ("AVANCEMENT", "BANQUE", False),
    "SUPPRIMEE": ("AUTRE", "PERSONNE", False),
}
UNNAMED = ["A_VALIDER_1", "VALIDEE_2", "INTERPRETEE_OCR", "a code of 2030", "deposee", ""]


def test_the_fourteen_statuses_in_life_cycle_order() -> None:
    assert list(Status) == list(GUIDE)
    assert [rank(code) for code in GUIDE] == list(range(14))


@pytest.mark.parametrize("code", GUIDE)
def test_a_status_has_its_family_its_actor_and_its_money(code: str) -> None:
    family, actor, expected = GUIDE[code]

    assert known(code) is Status(code)
    assert family_of(code) is Family(family)
    assert next_actor(code) is Actor(actor)
    assert is_outstanding(code) is expected


def test_four_families_hold_thirteen_statuses_once_each() -> None:
    grouped = [status for family in Family for status in members(family)]

    assert grouped == [status for status in Status if status is not Status.SUPPRIMEE]
    assert [len(members(family)) for family in Family] == [3, 2, 3, 5, 0]


def test_only_a_deleted_invoice_counts_in_no_sum() -> None:
    assert [status for status in Status if not counts_in_sums(status)] == [Status.SUPPRIMEE]
    assert counts_in_sums("A_VALIDER_1")


@pytest.mark.parametrize("code", UNNAMED)
def test_a_code_that_the_guide_does_not_name_is_tolerated(code: str) -> None:
    assert known(code) is None
    assert family_of(code) is Family.AUTRE
    assert rank(code) == UNKNOWN_RANK > rank(Status.SUPPRIMEE)
    assert is_outstanding(code)


@pytest.mark.parametrize(
    ("code", "actor"),
    [
        ("A_VALIDER_1", Actor.VALIDEUR),
        ("A_VALIDER_2", Actor.VALIDEUR),
        ("ERREUR_FOURNISSEUR_SUR_VALIDEUR", Actor.FOURNISSEUR),
        ("VALIDEE_1", Actor.CHORUS),
        ("a code of 2030", Actor.CHORUS),
    ],
)
def test_who_moves_after_an_unnamed_code(code: str, actor: Actor) -> None:
    assert next_actor(code) is actor


@pytest.mark.parametrize("code", ["REFUSEE_1", "REFUSEE_2", "ABANDONNEE"])
def test_nothing_is_expected_of_what_a_validator_refused(code: str) -> None:
    assert not is_outstanding(code)


def test_what_waits_for_the_supplier_is_what_the_supplier_must_move() -> None:
    assert set(WAITING_FOR_SUPPLIER) == {
        status for status in Status if next_actor(status) is Actor.FOURNISSEUR
    }
    assert WAITING_FOR_SUPPLIER[-1] is Status.BROUILLON


def test_what_a_recipient_may_never_send_is_a_step_forward_but_not_the_payment() -> None:
    assert set(OPTIONAL) == set(members(Family.AVANCEMENT)) - {Status.MISE_EN_PAIEMENT}


def test_what_follows_is_the_rest_of_the_way() -> None:
    assert ahead("COMPTABILISEE") == (Status.MISE_EN_PAIEMENT,)
    assert ahead("COMPLETEE") == ahead("MISE_A_DISPOSITION")
    assert ahead("MISE_EN_PAIEMENT") == ahead("REJETEE") == ahead("A_VALIDER_1") == ()
