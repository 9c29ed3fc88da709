from datetime import date

import pytest

from chorus_app.domain.search import SearchCriteria
from chorus_app.domain.status import Family, members
from chorus_app.texts.chips import chips

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("~1250", "autour de 1\u202f250,00\u00a0€"),
        ("1250,50", "1\u202f250,50\u00a0€"),
        ("1250", "1250\u00a0: montant ou numéro"),
        ("2025", "2025\u00a0: montant, numéro ou année"),
        ("en 2025", "en 2025"),
        ("0713", "0713\u00a0: montant ou numéro"),
        ("100-500", "100-500\u00a0: montant ou numéro"),
        (">1000", "plus de 1\u202f000,00\u00a0€"),
        ("<500", "moins de 500,00\u00a0€"),
        (">= 100", "au moins 100,00\u00a0€"),
        ("≤100", "au plus 100,00\u00a0€"),
        ("15/02", "le 15/02/2026"),
        ("fév 2026", "en février 2026"),
        ("déposée le 15/02", "déposée le 15/02/2026"),
        ("émises de mars à mai", "émise du 01/03/2026 au 31/05/2026"),
        ("avant le 15/02", "jusqu’au 14/02/2026"),
        ("depuis mars", "depuis le 01/03/2026"),
        ("entre 100 et 500", "de 100,00 € à 500,00 €"),
        ("plus de 1000", "plus de 1 000,00 €"),
        ("moins de 500", "moins de 500,00 €"),
        ("au moins 100", "au moins 100,00 €"),
        ("au plus 100", "au plus 100,00 €"),
        ("rejetees", "Rejetée"),
        ("impayées", "envoyée, pas encore payée"),
        ("en retard", "en retard (échéance connue ou estimée)"),
        ("peut-être déjà payées", "peut-être déjà payée"),
        ("sans échéance", "à payer, sans échéance connue"),
        ("avoirs", "avoir"),
        ("avoirs à déduire", "avoir à déduire"),
        ("à traiter", "à traiter"),
        ("Rénnes", "«\u00a0Rénnes\u00a0»"),
        ("mairie", "mairie, ville ou commune"),
        ("Rennes ou Nantes", "«\u00a0Rennes\u00a0» ou «\u00a0Nantes\u00a0»"),
        ('"ville de rennes"', "exactement «\u00a0ville de rennes\u00a0»"),
        ("n° 462", "n°\u00a0462"),
        ("commande eng-7", "commande ou marché ENG-7"),
        ("mars 2026 ou avril 2026", "en mars 2026 ou en avril 2026"),
        ("la semaine dernière", "du 16/11/2026 au 22/11/2026"),
        ("d’ici le 27/12/2026", "à payer d’ici le 27/12/2026"),
        ("à payer après le 27/12/2026", "à payer après le 27/12/2026"),
        ("échéance avant le 15/12", "à payer jusqu’au 14/12/2026"),
        ("échéance en janvier", "à payer en janvier 2027"),
    ],
)
def test_each_clause_of_the_box_is_a_chip(text: str, label: str) -> None:
    criteria = SearchCriteria(text=text, number="7")

    shown = chips(criteria, TODAY)

    assert [chip.label for chip in shown] == [label, "n°\u00a07"]
    assert shown[0].without == SearchCriteria(number="7")


@pytest.mark.parametrize(
    ("criteria", "label"),
    [
        ({"number": "VTI/1"}, "n°\u00a0VTI/1"),
        ({"recipient": "Rennes"}, "destinataire\u00a0: Rennes"),
        ({"purchase_order_reference": "2026-118"}, "commande 2026-118"),
        ({"deposited_from": TODAY}, "déposée depuis le 23/11/2026"),
        ({"deposited_to": TODAY}, "déposée jusqu’au 23/11/2026"),
        (
            {"deposited_from": date(2026, 2, 1), "deposited_to": TODAY},
            "déposée du 01/02/2026 au 23/11/2026",
        ),
        ({"amount_min": 0}, "au moins 0,00\u00a0€"),
        ({"amount_max": 199_000}, "au plus 1\u202f990,00\u00a0€"),
        ({"amount_min": -100, "amount_max": 0}, "de -1,00\u00a0€ à 0,00\u00a0€"),
        ({"statuses": ("REJETEE",)}, "Rejetée"),
        (
            {"statuses": tuple(members(Family.RENVOI))},
            "étape\u00a0: Renvoi",
        ),
    ],
)
def test_each_criterion_of_the_form_is_a_chip(criteria: dict[str, object], label: str) -> None:
    shown = chips(SearchCriteria(**criteria), TODAY)  # type: ignore[arg-type]

    assert [chip.label for chip in shown] == [label]
    assert shown[0].without == SearchCriteria()


def test_a_chip_takes_off_its_own_part_of_the_search() -> None:
    criteria = SearchCriteria(
        text="chuchu chu",
        statuses=("SUSPENDUE", "REJETEE"),
        amount_min=100,
        recipient="Rennes",
    )

    left = {chip.label: chip.without for chip in chips(criteria, TODAY)}

    assert left["CHU ou centre hospitalier universitaire"].text == "chuchu"
    assert left["«\u00a0chuchu\u00a0»"].text == "chu"
    assert left["Suspendue"].statuses == ("REJETEE",)
    assert left["Rejetée"].statuses == ("SUSPENDUE",)
    assert left["au moins 1,00\u00a0€"].amount_min is None
    assert left["destinataire\u00a0: Rennes"].recipient == ""
    assert {chip.recipient for label, chip in left.items() if "Rennes" not in label} == {"Rennes"}


def test_taking_every_chip_off_in_turn_leaves_nothing() -> None:
    criteria = SearchCriteria(
        text="CHU de Rennes ~1 250 fév 2026 chu",
        number="7",
        deposited_from=TODAY,
        amount_max=5,
        statuses=("SUSPENDUE", "REJETEE"),
        purchase_order_reference="x",
    )
    taken = 0

    while shown := chips(criteria, TODAY):
        criteria, taken = shown[0].without, taken + 1

    assert taken == 11
    assert criteria.clauses(TODAY) == ()


def test_no_search_no_chip() -> None:
    assert chips(SearchCriteria(), TODAY) == []
