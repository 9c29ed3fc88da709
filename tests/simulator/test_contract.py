"""Every answer of the simulator, field by field against the contract; `differences.txt` says why
where it differs."""

import re
from datetime import datetime
from pathlib import Path

from tests.gateway.swagger.contract import ANSWERS, Difference
from tests.simulator.asking import Answers, ask_everything
from tests.simulator.conftest import Portal

_FILE = Path(__file__).with_name("differences.txt")
KNOWN = [
    tuple(line.rsplit(" | ", 2))
    for line in _FILE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
DAYS = {"dateDepot", "dateFacture", "dateFournisseur", "dateTraitement", "dateValidation1"}
MINUTES = {
    "dateCreationFacture",
    "histoStatutDatePassage",
    "histoActionDateHeure",
    "evenementDateHeure",
    "dateDbtService",
    "dateCreation",
    "dateDebutValidite",
    "dateModification",
}
MOMENTS = {"dateHeureEtatCourant", "dateDepotFlux", "dateHeureEtatCourantFlux"}


async def test_every_answer_is_what_the_contract_says(portal: Portal) -> None:
    answers = await ask_everything(portal)
    assert set(answers) == set(ANSWERS.shapes)
    assert len(ANSWERS.official) == 28
    found = _differences(answers)
    lines = {
        difference: [reason for what, how, reason in KNOWN if _matches(difference, what, how)]
        for difference in found
    }
    assert {each for each, reasons in lines.items() if len(reasons) != 1} == set()
    useless = [
        (what, how)
        for what, how, _ in KNOWN
        if not any(_matches(each, what, how) for each in found)
    ]
    assert useless == []
    _check_dates(answers)


def _differences(answers: Answers) -> set[Difference]:
    """Return what is answered otherwise, and what is never answered."""
    found: set[Difference] = set()
    seen: set[str] = set()
    for path, told in answers.items():
        kind = ANSWERS.shapes[path]
        for answer in told:
            found.update(ANSWERS.differences(answer, kind))
            seen.update(ANSWERS.seen(answer, kind))
    left_out = ANSWERS.reached(*ANSWERS.shapes.values()) - seen
    return found | {(field, "left out") for field in left_out}


def _matches(difference: Difference, what: str, how: str) -> bool:
    field, different = difference
    return different == how and re.fullmatch(what, field) is not None


def _check_dates(answers: Answers) -> None:
    """Hold each date to the format that clients parse, field by field (chorus-api.md, 2.0)."""
    seen = set()
    for name, value in _leaves(list(answers.values())):
        if name in DAYS:
            assert DAY.fullmatch(value), (name, value)
        elif name in MINUTES:
            assert MINUTE.fullmatch(value), (name, value)
        elif name in MOMENTS:
            assert datetime.fromisoformat(value).tzinfo, (name, value)
            assert "." in value
        else:
            continue
        seen.add(name)
    assert seen == DAYS | MINUTES | MOMENTS


def _leaves(value, name=""):
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _leaves(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, name)
    else:
        yield name, value


async def test_every_refusal_has_its_two_fields(portal: Portal) -> None:
    for path in ANSWERS.official:
        answer = (await portal.post(path.removeprefix("/cpro/"), {"idFacture": 7})).json()
        if answer["codeRetour"]:
            assert list(ANSWERS.differences(answer, "WsRetour")) == [], path
            assert set(answer) == {"codeRetour", "libelle"}


def test_the_check_itself_sees_what_is_wrong() -> None:
    def differences(answer: object, kind: str) -> list[Difference]:
        return list(ANSWERS.differences(answer, kind))

    assert differences({"pages": 1}, "ParametresRetour") == []
    assert differences({"page": 1}, "ParametresRetour") == [("ParametresRetour.page", "unknown")]
    assert differences({"pages": "1"}, "ParametresRetour") == [
        ("ParametresRetour.pages", "not a int")
    ]
    told = {"parametresRetour": {"totals": 1}, "listeStructures": {}}
    assert differences(told, "WsRetourRechercherStructure") == [
        ("ParametresRetour.totals", "unknown"),
        ("WsRetourRechercherStructure.listeStructures", "not a list"),
    ]
    assert differences({"statutFacture": "PERDUE"}, "FactureCpp") == [
        ("FactureCpp.statutFacture", "PERDUE is none of statut")
    ]
    assert "numeroPieceSuiante" in ANSWERS.fields["PieceSuivante"]
