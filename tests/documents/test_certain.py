"""Pages on which a value may be another party's, paper's or period's: never wrong and certain."""

import pytest

from chorus_app.documents.parse import read_file
from chorus_app.documents.reading import Certainty
from tests.documents.paper import BUYER, SELLER, Paper, written

IBAN = "FR76 3000 6000 0112 3456 7890 189"
OTHER_IBAN = "FR14 2004 1010 0505 0001 3M02 606"
_TOP = (
    (40, (40, "Aubry SARL"), (330, "Facturé à :")),
    (52, (40, "35000 RENNES"), (330, "Mairie de Vichy")),
    (64, (40, f"SIRET {SELLER}"), (330, f"SIRET {BUYER}")),
    (100, (40, "Facture n° A-26-9 du 02/05/2026")),
)
_SUM = (
    (300, (330, "Total HT"), (-555, "100,00 €")),
    (312, (330, "TVA 20 %"), (-555, "20,00 €")),
    (324, (330, "Total TTC"), (-555, "120,00 €")),
)
_TRUE = {
    "invoice_number": "A-26-9",
    "issue_date": "2026-05-02",
    "seller_siret": SELLER,
    "buyer_siret": BUYER,
    "tax_exclusive_amount": "100.00",
    "tax_amount": "20.00",
    "tax_inclusive_amount": "120.00",
    "payable_amount": "120.00",
    "type_code": "FACTURE",
    "due_date": None,
    "iban": None,
    "preceding_invoice_reference": None,
}

_Row = tuple[float, *tuple[tuple[float, str], ...]]
CASES: dict[str, tuple[tuple[_Row, ...], dict[str, str | None]]] = {
    "a factor in the footer": (
        ((790, (40, "Créances gérées par FACTO SA au capital de 9 M€, SIRET 428 393 656 00015")),),
        {},
    ),
    "a bank in the footer, with its registration": (
        ((800, (40, "BANQUE DU PORT SA au capital de 9 000 000 €, RCS Brest 428 393 656 00015")),),
        {},
    ),
    "the holder of the contract": (
        ((120, (40, "Titulaire du marché : GROS OEUVRE SA, SIRET 428 393 656 00015")),),
        {},
    ),
    "the body that pays": (
        ((120, (330, "Comptable assignataire : Trésorerie, SIRET 130 002 793 00018")),),
        {},
    ),
    "a site of the recipient": (((120, (40, "Siret client : 213 502 388 00100")),), {}),
    "two accounts": (((400, (40, f"IBAN {IBAN}")), (412, (40, f"IBAN {OTHER_IBAN}"))), {}),
    "the account that is debited": (((400, (40, f"Prélèvement sur votre IBAN {IBAN}")),), {}),
    "the term of a contract": (((120, (40, "Contrat n° 4471 - échéance : 31/05/2026")),), {}),
    "a term long after": (((120, (40, "Échéance : 31/12/2026")),), {}),
    "the day of a stamp": (
        ((120, (40, "Reçu au courrier le 05/05/2026 - Bon à payer le 10/05/2026")),),
        {},
    ),
    "the days of a period, in cells": (
        ((120, (40, "Du"), (80, "01/04/2026"), (150, "Au"), (190, "30/04/2026")),),
        {},
    ),
    "the days of a period, one under the other": (
        ((120, (40, "Du"), (80, "01/04/2026")), (132, (40, "Au"), (80, "30/04/2026"))),
        {},
    ),
    "until when one may complain": (
        (
            (380, (40, "Toute réclamation est à adresser au service client")),
            (392, (40, "avant le 15/05/2026 par courrier.")),
        ),
        {},
    ),
    "a payment that came": (((120, (40, "Dernier paiement le 12/05/2026, merci")),), {}),
    "the day of an earlier invoice's term": (
        ((120, (40, "Rappel : facture n° A-26-2 du 02/03/2026, échéance 02/04/2026")),),
        {},
    ),
    "earlier invoices that were paid": (
        ((120, (40, "Facture n° A-26-2 du 02/03/2026 réglée")),),
        {},
    ),
    "a deposit that was invoiced": (
        ((280, (40, "Facture d'acompte n° A-26-1 du 02/01/2026")),),
        {},
    ),
    "the sums of the quote": (
        (
            (200, (40, "Total HT du devis"), (-300, "900,00 €")),
            (212, (40, "TVA 20 % du devis"), (-300, "180,00 €")),
            (224, (40, "Total TTC du devis"), (-300, "1 080,00 €")),
        ),
        {},
    ),
    "a balance carried over": (
        (
            (200, (40, "Solde antérieur TTC"), (-300, "900,00 €")),
            (336, (330, "Total dû"), (-555, "1 020,00 €")),
        ),
        {"payable_amount": "1020.00"},
    ),
    "the sums of the year": (
        (
            (400, (40, "Total HT annuel"), (-300, "1 200,00 €")),
            (412, (40, "TVA annuelle 20 %"), (-300, "240,00 €")),
            (424, (40, "Total TTC annuel"), (-300, "1 440,00 €")),
        ),
        {},
    ),
    "the sums of a page": (
        (
            (200, (330, "Sous-total HT page 1"), (-555, "60,00 €")),
            (212, (330, "TVA 20 %"), (-555, "12,00 €")),
            (224, (330, "Sous-total TTC page 1"), (-555, "72,00 €")),
        ),
        {},
    ),
    "the day of a quote": (((120, (40, "Devis n° D-7, date d'émission : 02/02/2026")),), {}),
    "the day of a second print": (((790, (40, "Duplicata édité le 04/06/2026")),), {}),
}


@pytest.mark.parametrize(("rows", "other"), CASES.values(), ids=CASES.keys())
def test_what_is_certain_is_right(rows: tuple[_Row, ...], other: dict[str, str | None]) -> None:
    paper = Paper()
    written(*_TOP, *rows, *_SUM)(paper)
    fields = read_file(paper.pdf(), "document.pdf").fields
    true = _TRUE | other
    certain = {name: fields[name].value for name in true if fields[name].certainty is Certainty.LU}
    assert certain == {name: true[name] for name in certain}


@pytest.mark.parametrize("rows", [CASES["two accounts"][0]], ids=["two accounts"])
def test_of_two_accounts_none_is_read(rows: tuple[_Row, ...]) -> None:
    paper = Paper()
    written(*_TOP, *rows, *_SUM)(paper)
    assert read_file(paper.pdf(), "document.pdf").value("iban") is None
