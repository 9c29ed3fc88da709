"""What recipients, validators and registers are told: read with patience, whatever comes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.wire import acts, deposits, registers, requests

JUNK: list[Any] = [None, True, 7, Decimal("1.5"), "", "x", [], [None, 7, "x", []], [{}], {}]
ID: dict[str, Any] = {"idFacture": 5, "idDemandePaiement": 5, "idStructureCPP": 5, "idService": 5}
LISTS: list[tuple[Callable[[dict[str, Any]], tuple[Any, ...]], str]] = [
    (requests.payment_requests, "listeFactures"),
    (requests.found_everywhere, "listeDemandePaiement"),
    (requests.following, "listeStatutsPossiblesPourTraitement"),
    (requests.visible, "listeStatutFacture"),
    (registers.entries, "listeDestinataires"),
    (registers.commitments, "listeEngagementJuridique"),
    (registers.workspaces, "listeEspace"),
    (registers.attached_services, "listeServices"),
    (registers.files, "listePiecesJointes"),
]


@pytest.mark.parametrize(("read", "name"), LISTS, ids=[name for _, name in LISTS])
def test_rows_that_say_nothing_are_left_out(
    read: Callable[[dict[str, Any]], tuple[Any, ...]], name: str
) -> None:
    for junk in JUNK:
        assert read({name: junk}) == ()
    assert read({}) == ()


def test_each_role_names_an_invoice_in_its_own_words() -> None:
    (received,) = requests.payment_requests(
        {
            "listeFactures": {
                **ID,
                "numeroFacture": "F-1",
                "codeFournisseur": "73980623000960",
                "codeDestinataire": "11000201100044",
                "numeroBonCommande": "13",
                "montantTTC": Decimal("12.34"),
                "factureTelechargeeParDestinataire": "true",
            }
        }
    )
    assert (received.invoice.chorus_id, received.supplier.siret) == (5, "73980623000960")
    assert (received.invoice.payable_amount, received.downloaded) == (1234, True)
    (validated,) = requests.payment_requests(
        {
            "listeFactures": [
                {
                    "idFacture": "6",
                    "identifiantFournisseur": "73980623000960",
                    "identifiantDestinataire": "11000201100044",
                    "numeroEngagement": "13",
                }
            ]
        }
    )
    assert validated.supplier.siret == received.supplier.siret
    assert validated.invoice.recipient_siret == received.invoice.recipient_siret
    assert validated.invoice.purchase_order_reference == "13"
    (anywhere,) = requests.found_everywhere(
        {"listeDemandePaiement": [{**ID, "etatCourant": "MANDATEE", "dpOuDpArchive": "DP_ARCHIVE"}]}
    )
    assert (anywhere.invoice.status, anywhere.archived) == ("MANDATEE", True)


def test_a_receipt_without_an_id_is_that_of_what_was_asked() -> None:
    done = requests.treated({"nouveauStatut": "MANDATEE", "dateTraitement": "2026-03-10"}, 9)
    assert (
        done.chorus_id,
        done.status,
        done.treated_on.isoformat() if done.treated_on else "",
    ) == (
        9,
        "MANDATEE",
        "2026-03-10",
    )
    assert requests.treated({"statutFacture": "VALIDEE_1"}, 9).status == "VALIDEE_1"


def test_an_answer_that_tells_nothing_is_unreadable() -> None:
    with pytest.raises(UnreadableAnswer):
        registers.company({"siret": "1"}, "1")
    with pytest.raises(UnreadableAnswer):
        deposits.flow_receipt({"fichierCR": "!!"}, "CPP1")
    with pytest.raises(UnreadableAnswer):
        acts.downloaded({"pieceJointe": "JVBERi0xLjc="})
    for junk in (*JUNK, "!!", "é"):
        answer = {"etatCourantFlux": "IN_RECU", "fichierCR": junk}
        assert deposits.flow_receipt(answer, "CPP1").report == b""
