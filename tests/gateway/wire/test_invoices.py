import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from chorus_app.domain.invoice import Attachment, VatLine
from chorus_app.gateway.errors import UnreadableAnswer
from chorus_app.gateway.port import InvoiceQuery
from chorus_app.gateway.wire import invoices
from tests.gateway.samples import detail, found


def as_received(answer: dict[str, Any]) -> dict[str, Any]:
    """Send the answer through JSON, as it travels."""
    parsed: dict[str, Any] = json.loads(json.dumps(answer), parse_float=Decimal)
    return parsed


def test_a_row_of_a_search_is_an_invoice() -> None:
    [invoice] = invoices.found_invoices(as_received({"listeFactures": [found()]}))
    assert invoice.chorus_id == 8316845
    assert invoice.invoice_number == "VTI/2026/00680"
    assert (invoice.issue_date, invoice.deposit_date) == (date(2026, 2, 27), date(2026, 3, 1))
    assert invoice.status_at == datetime(2026, 3, 2, 14, 10, 25, 536000, UTC)
    assert invoice.status_comment == "Il manque le bon de livraison."
    assert (invoice.recipient_siret, invoice.recipient_name) == ("99986401570264", "CHU de Rennes")
    assert invoice.recipient_chorus_id == 26300989
    assert (invoice.service_code, invoice.service_name) == ("SRV1", "Espaces verts")
    assert invoice.tax_exclusive_amount == 165417
    assert invoice.tax_inclusive_amount == 198501
    assert invoice.payable_amount == 198500
    assert invoice.purchase_order_reference == "1300012345"
    assert invoice.contract_reference == "M-9"
    assert invoice.flow_number == "CPP0011117000000000425903"
    assert invoice.rejection_treated is False


def test_unknown_codes_and_fields_are_kept_or_passed_over() -> None:
    row = found(statut="ETAT_DE_2031", modeDepot="PIGEON", nouveauChamp={"a": 1})
    [invoice] = invoices.found_invoices({"listeFactures": [row]})
    assert (invoice.status, invoice.deposit_mode) == ("ETAT_DE_2031", "PIGEON")


def test_a_row_may_be_almost_empty() -> None:
    [invoice] = invoices.found_invoices({"listeFactures": [{"identifiantFactureCPP": 1}]})
    assert invoice.issue_date is None
    assert invoice.status == invoice.recipient_siret == ""
    assert (invoice.type_code, invoice.currency, invoice.payable_amount) == ("FACTURE", "EUR", 0)


def test_a_row_without_an_id_is_left_out() -> None:
    assert invoices.found_invoices({"listeFactures": [{"numeroFacture": "X"}, None]}) == ()
    assert invoices.found_invoices({"listeFactures": None}) == ()


@pytest.mark.parametrize(
    ("inclusive", "payable", "totals"),
    [(120, None, (12000, 12000)), (None, 120, (12000, 12000)), (120, 0, (12000, 0))],
)
def test_a_missing_total_is_the_other_one(
    inclusive: int | None, payable: int | None, totals: tuple[int, int]
) -> None:
    row = found(montantTTC=inclusive, montantAPayer=payable)
    [invoice] = invoices.found_invoices({"listeFactures": [row]})
    assert (invoice.tax_inclusive_amount, invoice.payable_amount) == totals


def test_a_credit_note_keeps_its_sign() -> None:
    row = found(typeFacture="AVOIR", montantTTC=-10.5, numeroFactureOrigine="VTI/1")
    [invoice] = invoices.found_invoices(as_received({"listeFactures": [row]}))
    assert invoice.tax_inclusive_amount == -1050
    assert invoice.preceding_invoice_reference == "VTI/1"


def test_a_search_asks_for_everything_newest_first() -> None:
    body = invoices.search_body(InvoiceQuery(), page=2, page_size=50)
    assert body == {
        "rechercheFactureParFournisseur": {
            "nbResultatsMaximum": 1_000_000,
            "nbResultatsParPage": 50,
            "pageResultatDemandee": 2,
            "triColonne": "DateDepot",
            "triSens": "Descendant",
        }
    }


def test_a_search_tells_its_filters() -> None:
    query = InvoiceQuery(
        number="VTI/1",
        flow_number="CPP1",
        status_changed_from=datetime(2026, 3, 1, 23, 30, 15, 999, UTC),
        deposited_from=date(2026, 1, 1),
        deposited_to=date(2026, 2, 1),
        supplier_chorus_id=26073617692140,
    )
    body = invoices.search_body(query, page=1, page_size=10)
    body.pop("rechercheFactureParFournisseur")
    assert body == {
        "numeroFacture": "VTI/1",
        "numeroFluxDepot": "CPP1",
        "idFournisseur": 26073617692140,
        "periodeDateDepotDu": "2026-01-01",
        "periodeDateDepotAu": "2026-02-01",
        "periodeDateHeureEtatCourantDu": "2026-03-02T00:30:15+01:00",
    }


def test_a_moment_without_a_zone_is_refused() -> None:
    query = InvoiceQuery(status_changed_from=datetime(2026, 3, 1))
    with pytest.raises(ValueError, match="time zone"):
        invoices.search_body(query, page=1, page_size=10)


def test_a_detail_is_read_in_full() -> None:
    full = invoices.detailed_invoice(as_received(detail()), 8316845)
    assert full.invoice.status == "MISE_A_DISPOSITION"
    assert full.invoice.tax_inclusive_amount == 16550
    assert full.seller.name == "Georges Martin"
    assert full.buyer.name == "CHU de Rennes"
    assert full.buyer.address == "2 rue Henri Le Guilloux\n35000 Rennes"
    assert full.business_process == "A1_FACTURE_FOURNISSEUR"
    assert full.due_date == date(2026, 4, 1)
    assert (full.discount, full.tax_amount) == (500, 1550)
    assert full.recipient_reports_payment is False
    assert full.vat_lines == (VatLine(550, 10000, 550), VatLine(2000, 5000, 1000))
    assert full.attachments == (Attachment(7, "bon de livraison.pdf", "Bon de livraison"),)
    assert full.comment == "Merci"


def test_a_detail_may_be_almost_empty() -> None:
    bare = invoices.detailed_invoice({"codeRetour": 0, "facture": {"commentaire": None}}, 5)
    assert bare.invoice.chorus_id == 5
    assert bare.recipient_reports_payment is None
    assert bare.vat_lines == bare.attachments == ()


@pytest.mark.parametrize("sheet", [None, {}, "x"])
def test_an_answer_without_an_invoice_is_unreadable(sheet: object) -> None:
    with pytest.raises(UnreadableAnswer):
        invoices.detailed_invoice({"codeRetour": 0, "facture": sheet}, 5)


def test_an_extension_is_not_told_twice() -> None:
    piece = {
        "pieceJointeId": 7,
        "pieceJointeDesignation": "Bon.PDF",
        "pieceJointeExtension": ".pdf",
    }
    full = invoices.detailed_invoice(detail(listeDesPiecesJointes={"pieceJointe": piece}), 1)
    assert full.attachments[0].name == "Bon.PDF"


def test_a_missing_total_before_discount_stands_in() -> None:
    money = {"montantTtcTotal": None, "montantTtcAvantRemiseGlobalTTC": 12}
    full = invoices.detailed_invoice(detail(montantTotal=money), 1)
    assert full.invoice.tax_inclusive_amount == 1200
