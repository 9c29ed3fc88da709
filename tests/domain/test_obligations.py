"""What the directory says of a recipient, and what a deposit to it must then hold."""

from dataclasses import replace
from itertools import product

import pytest

from chorus_app.domain.deposit import Fault, Problem
from chorus_app.domain.deposit_checks import KnownRecipient, check
from chorus_app.domain.invoice import Obligations
from tests.domain.test_deposit import GOOD, RECIPIENT, TODAY


def test_a_recipient_that_the_directory_does_not_know() -> None:
    found = check(GOOD, None, today=TODAY)

    assert found == [Problem("recipient_siret", Fault.DESTINATAIRE_INCONNU)]


def test_a_recipient_that_is_no_longer_active() -> None:
    found = check(GOOD, replace(RECIPIENT, active=False), today=TODAY)

    assert found == [Problem("recipient_siret", Fault.DESTINATAIRE_INACTIF)]


def test_a_service_of_a_recipient_that_has_none_is_none() -> None:
    without = replace(RECIPIENT, service_codes=())

    found = check(replace(GOOD, service_code="ESPACES"), without, today=TODAY)

    assert found == [Problem("service_code", Fault.AUCUN_SERVICE)]
    assert found[0].severity == "refusera"
    assert check(replace(GOOD, service_code=" "), without, today=TODAY) == []


def test_a_directory_that_wants_a_service_and_gives_none_is_for_chorus_pro_to_judge() -> None:
    demands = Obligations(True, False, False, reports_payment=True)
    known = replace(RECIPIENT, obligations=demands, service_codes=())

    assert check(replace(GOOD, service_code="ESPACES"), known, today=TODAY) == []


@pytest.mark.parametrize(
    ("service", "engagement", "either", "by_service"), list(product([False, True], repeat=4))
)
@pytest.mark.parametrize(("typed_service", "typed_engagement"), list(product(["", "x"], repeat=2)))
def test_every_combination_of_obligations(
    service: bool,
    engagement: bool,
    either: bool,
    by_service: bool,
    typed_service: str,
    typed_engagement: str,
) -> None:
    demands = Obligations(service, engagement, either, reports_payment=True)
    known = KnownRecipient(True, demands, ("x",), by_service)
    form = replace(
        GOOD, service_code=typed_service, purchase_order_reference=f" {typed_engagement} "
    )

    found = {(problem.field, problem.fault) for problem in check(form, known, today=TODAY)}

    expected = set()
    if service and not typed_service:
        expected.add(("service_code", Fault.MANQUE))
    if not typed_engagement and (engagement or by_service):
        expected.add(("purchase_order_reference", Fault.MANQUE))
    if not typed_engagement and not typed_service and either and not (engagement or by_service):
        expected.add(("purchase_order_reference", Fault.SERVICE_OU_ENGAGEMENT))
    assert found == expected
