from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.payment import BuyerKind, Delay, kind_of_buyer, payable_by
from chorus_app.domain.status import Status, is_outstanding

DEPOSITED = date(2026, 1, 31)
WITHOUT_DATE = {
    "BROUILLON",
    "COMPLETEE",
    "A_RECYCLER",
    "SUSPENDUE",
    "REJETEE",
    "MISE_EN_PAIEMENT",
    "SUPPRIMEE",
}


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Ville de Rennes", 30),
        ("Ministère des Armées", 30),
        ("Conseil départemental du Rhône", 30),
        ("EHPAD Les Ajoncs", 30),
        ("", 30),
        ("CHU de Rennes", 50),
        ("Centre hospitalier de Saint-Malo", 50),
        ("CENTRE HOSPITALIER UNIVERSITAIRE", 50),
        ("Hôpital d’instruction des armées Bégin", 50),
        ("Assistance publique – Hôpitaux de Paris", 50),
        ("AP-HP", 50),
        ("Hospices Civils de Lyon", 50),
        ("SNCF Réseau", 60),
        ("RATP", 60),
        ("Régie des eaux de Nantes", 30),
        ("Grand port maritime de Marseille", 60),
        ("Achutement du Nord", 30),
        ("Communauté de communes d’Epichat", 30),
    ],
)
def test_the_delay_of_each_kind_of_buyer(name: str, days: int) -> None:
    assert kind_of_buyer(name).delay == days


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministère de la Justice", BuyerKind.ETAT),
        ("Services de l’État", BuyerKind.ETAT),
        ("Tribunal judiciaire de Rennes", BuyerKind.ETAT),
        ("Commune de Brest", BuyerKind.COLLECTIVITE),
        ("Rennes Métropole", BuyerKind.COLLECTIVITE),
        ("Région Bretagne", BuyerKind.COLLECTIVITE),
        ("Université de Rennes", BuyerKind.ETABLISSEMENT),
        ("EHPAD Les Ajoncs", BuyerKind.ETABLISSEMENT),
        ("CHU de Rennes", BuyerKind.SANTE),
        ("Hôpital d’instruction des armées Bégin", BuyerKind.SANTE_DES_ARMEES),
        ("Service de santé des armées", BuyerKind.SANTE_DES_ARMEES),
        ("SNCF Réseau", BuyerKind.ENTREPRISE),
    ],
)
def test_the_kind_that_a_name_tells(name: str, kind: BuyerKind) -> None:
    assert kind_of_buyer(name) is kind


def test_the_delay_of_each_kind() -> None:
    """CCP R2192-10 (30 days) and R2192-11 (50 and 60)."""
    delays = {kind: kind.delay.value for kind in BuyerKind}
    general = dict.fromkeys((BuyerKind.ETAT, BuyerKind.COLLECTIVITE, BuyerKind.ETABLISSEMENT), 30)
    health = dict.fromkeys((BuyerKind.SANTE, BuyerKind.SANTE_DES_ARMEES), 50)
    assert delays == {**general, **health, BuyerKind.ENTREPRISE: 60}


@pytest.mark.parametrize(
    ("name", "days"), [("Ville de Rennes", 30), ("CHU de Rennes", 50), ("RATP", 60)]
)
def test_it_runs_from_the_day_the_buyer_could_see_the_invoice(name: str, days: int) -> None:
    made_available = date(2026, 2, 2)

    last = payable_by(
        delay=kind_of_buyer(name).delay,
        deposit_date=DEPOSITED,
        made_available=made_available,
        status=Status.MANDATEE,
    )

    assert last == made_available + timedelta(days=days)


def test_failing_that_from_two_days_after_the_deposit() -> None:
    last = payable_by(
        delay=Delay.GENERAL,
        deposit_date=DEPOSITED,
        made_available=None,
        status=Status.DEPOSEE,
    )

    assert last == date(2026, 3, 4)


@pytest.mark.parametrize("status", list(Status))
def test_no_day_where_none_can_be_known_or_none_matters(status: Status) -> None:
    last = payable_by(
        delay=Delay.GENERAL,
        deposit_date=DEPOSITED,
        made_available=DEPOSITED,
        status=status,
    )

    assert (last is None) == (status in WITHOUT_DATE)


@pytest.mark.parametrize("status", ["REFUSEE_1", "ABANDONNEE"])
def test_no_day_after_a_validator_s_refusal(status: str) -> None:
    assert _of(status) is None


def test_a_day_for_a_status_that_the_guide_does_not_name() -> None:
    assert _of("A_VALIDER_1") == DEPOSITED + timedelta(days=32)


def test_no_day_before_the_deposit() -> None:
    assert _of("DEPOSEE", deposit_date=None) is None


@given(st.text(max_size=60), st.sampled_from([*Status, "VALIDEE_1", ""]), st.dates())
def test_a_day_is_thirty_fifty_or_sixty_days_after_its_start(
    name: str, status: str, start: date
) -> None:
    if start > date(9999, 10, 1):
        return
    last = payable_by(
        delay=kind_of_buyer(name).delay, deposit_date=start, made_available=start, status=status
    )

    assert kind_of_buyer(name).delay in set(Delay)
    assert last is None or (is_outstanding(status) and (last - start).days in {30, 50, 60})


def _of(status: str, deposit_date: date | None = DEPOSITED) -> date | None:
    return payable_by(
        delay=Delay.GENERAL,
        deposit_date=deposit_date,
        made_available=None,
        status=status,
    )
