from datetime import date

import pytest

from chorus_app.domain.clock import PaymentClock, Progress, StartSource
from chorus_app.domain.payment import BuyerKind, Delay, Doubt
from chorus_app.domain.status import Status
from chorus_app.texts.payment import (
    BUYERS,
    buyer_rule,
    buyer_words,
    claim_words,
    clock_words,
    habit_words,
    owed_words,
    progress_words,
    rule_words,
    without_clock,
)

BEGUN = PaymentClock(
    date(2026, 2, 2), StartSource.MISE_A_DISPOSITION, Delay.GENERAL, date(2026, 3, 4)
)


def late(**more: object) -> PaymentClock:
    values = {name: getattr(BEGUN, name) for name in BEGUN.__slots__}
    return PaymentClock(**values | {"late_days": 12, "indemnity": 4000} | more)


def test_what_may_have_been_paid_is_not_called_late() -> None:
    said, tone = clock_words(late(), Doubt.ANNUAIRE)

    assert said == (
        "Peut-être déjà payée\u00a0: ce destinataire n’annonce pas la mise en paiement, vérifiez "
        "votre relevé"
    )
    assert tone == "ink"
    assert "€" not in owed_words(late(interest=1234), Doubt.JAMAIS_VUE)
    assert "4 mars 2026" in owed_words(late(interest=1234), Doubt.JAMAIS_VUE)
    assert clock_words(BEGUN, Doubt.JAMAIS_VUE) == clock_words(BEGUN)


def test_the_last_day_and_lateness() -> None:
    assert clock_words(BEGUN) == ("À payer au plus tard le 4 mars 2026", "ink")
    assert clock_words(late()) == ("En retard de 12\u00a0jours, depuis le 4 mars 2026", "accent")


def test_both_ends_of_a_delay() -> None:
    begun = date(2026, 2, 2)
    ends = progress_words(BEGUN, Progress(begun, 30, 1, 0))
    assert ends == ("reçue le 02/02/2026", "1\u00a0jour écoulé sur 30")
    again = progress_words(late(resumed=begun), Progress(begun, 30, 30, 0))
    assert again == ("reparti le 02/02/2026", "42\u00a0jours écoulés sur 30")


def test_a_payment_says_when_and_how_late() -> None:
    paid = date(2026, 3, 16)
    assert clock_words(late(paid=paid, late_days=0)) == ("Mise en paiement le 16 mars 2026", "paid")
    assert clock_words(late(paid=paid))[0].endswith(", 12\u00a0jours après l’échéance")


def test_what_is_owed() -> None:
    assert owed_words(BEGUN) == ""
    assert "12,34\u00a0€ d’intérêts" in owed_words(late(interest=1234))
    assert "40,00\u00a0€" in owed_words(late(interest=1234))
    assert "à vérifier" in owed_words(late(interest=1234, rate_checked=False))


def test_a_missing_rate_is_said_and_no_interest_claimed() -> None:
    words = owed_words(late(interest=None, rate_half_year="2026-S1"))
    assert "du premier semestre 2026" in words and "ne calcule pas" in words


def test_the_rule_names_its_articles() -> None:
    words = rule_words(BEGUN, BuyerKind.COLLECTIVITE)
    assert words.startswith("30\u00a0jours")
    assert "R2192-10" in words and "R2192-15" in words


def test_an_assumed_start_is_told() -> None:
    assumed = late(source=StartSource.DEPOT_PLUS_DEUX_JOURS)
    assert "R2192-14" in rule_words(assumed, BuyerKind.ETAT)


def test_an_interruption_is_probable_until_the_pieces_came() -> None:
    stopped = late(late_days=0, due=None, interrupted=date(2026, 2, 10))
    assert clock_words(stopped)[0] == "Délai sans doute interrompu"
    assert "R2192-29" in rule_words(stopped, BuyerKind.ETAT)
    resumed = late(interrupted=date(2026, 2, 10), resumed=date(2026, 2, 20))
    assert "reparti le 20/02/2026" in rule_words(resumed, BuyerKind.ETAT)


@pytest.mark.parametrize("status", [*Status, "A_VALIDER_1", ""])
def test_without_a_clock_one_says_why(status: str) -> None:
    title, why = without_clock(status)
    assert title and why.endswith(".")


def test_a_claim_never_speaks_of_what_choral_does_not_know() -> None:
    assert claim_words(BEGUN) == ""
    assert "12,34\u00a0€ d’intérêts" in claim_words(late(interest=1234))
    unknown = claim_words(late(interest=None))
    assert "intérêts moratoires" in unknown and "Choral" not in unknown


def test_every_kind_of_buyer_has_its_name_its_examples_and_its_article() -> None:
    assert set(BUYERS) == set(BuyerKind)
    assert buyer_rule(BuyerKind.ETAT) == "30\u00a0jours (art.\u00a0R2192-10)"
    assert buyer_rule(BuyerKind.SANTE) == "50\u00a0jours (art.\u00a0R2192-11)"
    assert buyer_rule(BuyerKind.ENTREPRISE) == "60\u00a0jours (art.\u00a0R2192-11)"


def test_who_says_what_the_buyer_is() -> None:
    assert buyer_words(BuyerKind.ETAT, chosen=False) == "État, d’après son nom"
    assert buyer_words(BuyerKind.SANTE, chosen=True) == "Hôpital public, selon vous"


def test_a_habit_is_an_observation() -> None:
    words = habit_words(21, 5, "4 mars 2026", past=False)
    assert "5\u00a0factures payées" in words and "21\u00a0jours" in words
    assert "vers le 4 mars 2026" in words and words.endswith("pas un engagement.")
    past = habit_words(21, 5, "4 mars 2026", past=True)
    assert "attend depuis plus longtemps" in past and "mars" not in past
