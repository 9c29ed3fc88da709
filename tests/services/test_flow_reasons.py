"""Chorus Pro's reasons for rejecting a file, as users quote them (chorus-api.md §4.6)."""

import pytest

from chorus_app.gateway.port import FlowError
from chorus_app.services.flow_reasons import plain, reasons

DEAL = "FichierXml.SupplyChainTradeTransaction.ApplicableHeaderTradeAgreement"
PAY = "FichierXml.SupplyChainTradeTransaction.ApplicableHeaderTradeSettlement"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            f"L'element {PAY}.SpecifiedTradeSettlementPaymentMeans.TypeCode.value est obligatoire.",
            "il manque le moyen de paiement (BT-81)",
        ),
        (
            f"L'element {DEAL}.BuyerReference.value est obligatoire.",
            "il manque le code service (BT-10)",
        ),
        (
            f"L’élément {DEAL}.BuyerOrderReferencedDocument.IssuerAssignedID.value est obligatoire",
            "il manque le numéro d’engagement (BT-13)",
        ),
        (
            f"L'element {PAY}.ApplicableTradeTax.CategoryCode.value est obligatoire.",
            "il manque la catégorie d’une ligne de TVA (BT-118)",
        ),
        (
            "L'element FichierXml.Truc.Machin.Autre.value est obligatoire.",
            "il manque un élément obligatoire (Machin.Autre)",
        ),
        (
            "Recipient not located or inactive",
            "le destinataire est inconnu ou n’est plus actif (BT-46)",
        ),
        (
            "Header synthesis is not correct.",
            "les totaux ne concordent pas avec les lignes ou la TVA",
        ),
        ("Une raison  encore\ninconnue.", "Une raison encore inconnue"),
    ],
)
def test_each_reason_in_plain_words(said: str, meant: str) -> None:
    assert plain(said) == meant


def test_several_reasons_are_told_once_each_with_what_to_do() -> None:
    errors = [FlowError("Recipient not located or inactive", "F-1")] * 2 + [FlowError("Autre.")]

    told = reasons(errors)

    assert told.count("le destinataire est inconnu") == 1
    assert "\u00a0; Autre. Corrigez-la dans votre logiciel" in told
    assert told.startswith("Chorus Pro a rejeté cette facture")


@pytest.mark.parametrize("errors", [[], [FlowError("  ")]])
def test_no_reason_at_all_is_said_so(errors: list[FlowError]) -> None:
    assert "sans en dire la raison" in reasons(errors)
