"""Whatever JSON comes, a reader gives its result or says that the answer is unreadable."""

import json
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_app.domain.invoice import Structure
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.wire import deposits, history, invoices, structures
from tests.gateway.samples import detail, found, passage, submission

Json = Any
BODY = Structure(1, "", "", active=True)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters())
    | st.sampled_from(["2026-02-30", "2026-03-01 25:61", "1e999", "-0", "\ud800", "9" * 5000])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def spoiled(sample: Json) -> st.SearchStrategy[Json]:
    """Draw the sample with any of its parts, at any depth, replaced by anything."""
    if isinstance(sample, dict):
        whole = st.fixed_dictionaries({}, optional={k: spoiled(v) for k, v in sample.items()})
    elif isinstance(sample, list):
        whole = st.lists(st.one_of(*map(spoiled, sample)), max_size=3)
    else:
        whole = st.just(sample)
    return st.one_of(whole, whole, anything)


SAMPLES: list[tuple[Callable[[Json], object], Json]] = [
    (invoices.found_invoices, {"listeFactures": [found()]}),
    (lambda answer: invoices.detailed_invoice(answer, 1), detail()),
    (
        lambda answer: history.history_of(history.history_page(answer, 1).rows),
        {"historiquesDesStatuts": {"histoStatut": [passage(1, "2026-03-01 09:00", "DEPOSEE")]}},
    ),
    (
        structures.found_structures,
        {"listeStructures": [{"idStructureCPP": 1, "identifiantStructure": "1", "statut": "x"}]},
    ),
    (
        lambda answer: structures.recipient_of(BODY, answer, ()),
        {"informationGenerales": {"raisonSocialeStructure": "x"}, "parametres": {"getaMoa": True}},
    ),
    (
        deposits.deposited_pdf,
        {"pieceJointeId": 1, "dateFacture": "2026-03-01", "montantTVA": 1.5},
    ),
    (
        lambda answer: deposits.submitted(answer, submission()),
        {"identifiantFactureCPP": 1, "dateDepot": "2026-03-01"},
    ),
    (
        lambda answer: deposits.flow_report(answer, "1"),
        {"etatCourantDepotFlux": "IN_RECU", "listeErreurDP": [{"libelleErreurDP": "x"}]},
    ),
]


def plain(value: Any) -> object:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


@pytest.mark.parametrize("case", range(len(SAMPLES)))
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_whatever_comes(case: int, data: st.DataObject) -> None:
    read, sample = SAMPLES[case]
    answer = data.draw(spoiled(sample))
    if not isinstance(answer, dict):
        return
    received = json.loads(json.dumps(answer), parse_float=Decimal)
    try:
        result = read(received)
    except UnreadableAnswer:
        return
    json.dumps(result, default=plain, ensure_ascii=False).encode()
