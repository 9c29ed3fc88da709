"""French invoices full of other days, other parties and other totals."""

from tests.documents.paper import BUYER, SELLER, Firm, Paper

_WHO = {"seller_siret": SELLER, "buyer_siret": BUYER}


def _for_chorus(paper: Paper) -> None:
    paper.lines(40, 40, "Conseil & Mesure", "SIRET fournisseur : 404 833 048 00022")
    paper.lines(
        320,
        40,
        "Direction départementale des territoires",
        "SIRET dest : 213 502 388 00019",
        "Service exécutant : FACT-DDT35",
        "N° EJ : 2100012345",
        "Marché n° 2025-AOO-12",
    )
    paper.write(40, 120, "Facture : CM-26-77")
    paper.write(40, 134, "Date facture : 30/01/2026")
    paper.write(40, 148, "Cadre de facturation : A1 (dépôt par un fournisseur)")
    paper.row(200, (40, "Étude hydraulique, phase 2"), (-555, "24 000,00"))
    paper.totals(
        340,
        555,
        240,
        ("Montant total HT (€)", "24 000,00"),
        ("Montant total TVA (€)", "4 800,00"),
        ("Montant total TTC (€)", "28 800,00"),
        ("Montant à payer (€)", "28 800,00"),
    )


def _points(paper: Paper) -> None:
    paper.font("Vera", 8)
    paper.lines(
        40, 50, "WEB & CO", "hello@webco.example", "SIREN 404833048", "SIRET 40483304800022"
    )
    paper.row(50, (380, "FACTURE #2026-0031"))
    paper.row(64, (380, "Émise le 2026-03-09"))
    paper.row(78, (380, "Payable sous 30 jours, soit le 2026-04-08"))
    paper.lines(
        40, 120, "FACTURÉ À", "Office public de l'habitat", "35000 Rennes", "SIRET: 21350238800019"
    )
    paper.row(200, (40, "Hébergement annuel"), (-400, "1 x 1480.00 €"), (-555, "1480.00 €"))
    paper.row(214, (40, "Nom de domaine"), (-400, "2 x 12.50 €"), (-555, "25.00 €"))
    paper.totals(
        360,
        555,
        250,
        ("Sous-total HT", "1505.00 €"),
        ("TVA (20.0%)", "301.00 €"),
        ("Total TTC", "1806.00 €"),
        ("Déjà payé", "0.00 €"),
        ("Montant dû", "1806.00 €"),
    )


def _returned(paper: Paper) -> None:
    paper.lines(40, 50, "MOBILIER SCOLAIRE DE L'OUEST", "SIRET 404 833 048 00022 - RCS RENNES")
    paper.lines(330, 80, "Facturation", "LYCEE BREQUIGNY", "35000 RENNES", "SIRET 21350238800019")
    paper.write(40, 150, "FACTURE D'AVOIR N° AVC0000219")
    paper.write(40, 164, "Date : 25/03/2026   Annule la facture n° FC0001873 du 02/03/2026")
    paper.row(220, (40, "Table réglable"), (-430, "-6"), (-490, "120,00"), (-555, "(720,00)"))
    paper.totals(
        380,
        555,
        260,
        ("Total HT", "(720,00)"),
        ("TVA 20 %", "(144,00)"),
        ("Total TTC", "(864,00)"),
    )


def _two_dates(paper: Paper) -> None:
    paper.lines(
        40,
        40,
        "Imprimé le 18/03/2026 à 14:05",
        "CARRELAGES ROUX",
        "SIRET : 404 833 048 00022 - NAF 4333Z",
    )
    paper.lines(330, 70, "Adresse de livraison", "Gymnase Colette Besson", "35000 Rennes")
    paper.lines(
        330,
        130,
        "Adresse de facturation",
        "Ville de Rennes",
        "CS 63126",
        "35031 RENNES",
        "SIRET 213 502 388 00019",
    )
    paper.row(130, (40, "Facture"), (150, "FA-26-00318"))
    paper.row(144, (40, "Date"), (150, "15/03/2026"))
    paper.row(158, (40, "Date de livraison"), (150, "12/03/2026"))
    paper.row(172, (40, "Bon de livraison"), (150, "BL-26-00555 du 12/03/2026"))
    paper.row(186, (40, "Devis"), (150, "DE-26-00012 du 04/01/2026"))
    paper.row(200, (40, "Date d'échéance"), (150, "30/04/2026"))
    paper.row(240, (40, "Libellé"), (-330, "HT"), (-400, "TVA"), (-480, "TTC"))
    for number, cells in enumerate(
        (
            ("Grès cérame 60x60", "2 000,00", "400,00", "2 400,00"),
            ("Colle et joints", "350,00", "70,00", "420,00"),
            ("Dépose amiante", "900,00", "90,00", "990,00"),
        )
    ):
        paper.row(
            254 + 14 * number, (40, cells[0]), (-330, cells[1]), (-400, cells[2]), (-480, cells[3])
        )
    paper.totals(
        330,
        480,
        330,
        ("Total HT", "3 250,00"),
        ("Total TVA", "560,00"),
        ("Total TTC", "3 810,00"),
    )


def _reverse_charge(paper: Paper) -> None:
    paper.lines(
        40,
        50,
        "ETANCHEITE MORIN",
        "SARL au capital de 5 000 € - RCS Rennes 404 833 048",
        "SIRET 40483304800022",
    )
    paper.lines(
        330, 90, "Client :", "Syndicat mixte du Pays", "35500 Vitré", "N° SIRET 21350238800019"
    )
    paper.row(
        160,
        (40, "Facture N° : 2026-55"),
        (220, "Date : 20/02/2026"),
        (360, "Échéance : 22/03/2026"),
    )
    paper.row(220, (40, "Étanchéité de toiture"), (-540, "15 300,00 €"))
    paper.totals(
        360,
        540,
        260,
        ("Total HT", "15 300,00 €"),
        ("TVA 0 %", "0,00 €"),
        ("Total TTC", "15 300,00 €"),
        ("Retenue de garantie 5 %", "-765,00 €"),
        ("Net à payer", "14 535,00 €"),
    )
    paper.write(40, 340, "Autoliquidation de la TVA, article 283-2 nonies du CGI")


def _factored(paper: Paper) -> None:
    paper.lines(40, 40, "INTERIM ARMOR", "SIRET : 404 833 048 00022 - Code NAF : 7820Z")
    paper.lines(
        330,
        60,
        "Ministère de la Justice",
        "Maison d'arrêt",
        "35000 Rennes",
        "SIRET : 213 502 388 00019",
    )
    paper.row(
        140,
        (40, "N° facture : 1026/03/114"),
        (260, "Date facture : 31/03/26"),
        (420, "Échéance : 30/04/26"),
    )
    paper.row(190, (40, "Agent d'entretien, 151,67 h"), (-540, "3 640,08"))
    paper.totals(
        360,
        540,
        230,
        ("Total H.T.", "3 640,08"),
        ("Total T.V.A. (20,00%)", "728,02"),
        ("Total T.T.C.", "4 368,10"),
    )
    paper.lines(
        40,
        320,
        "Pour être libératoire, votre règlement doit être effectué directement à l'ordre de",
        "BANQUE FACTO SA, SIRET 552 100 554 00013, subrogée dans nos droits,",
        "IBAN FR76 3000 6000 0112 3456 7890 189",
    )


def _statement(paper: Paper) -> None:
    paper.lines(40, 50, "PAPETERIE DU CENTRE", "SIRET 404 833 048 00022 - RCS RENNES")
    paper.lines(330, 80, "Client", "LYCEE BREQUIGNY", "SIRET 21350238800019")
    paper.write(40, 150, "RELEVÉ DE FACTURES au 31/03/2026")
    paper.row(180, (40, "Facture n°"), (160, "Date"), (-300, "HT"), (-380, "TVA"), (-470, "TTC"))
    for number, cells in enumerate(
        (
            ("FC101", "03/03/2026", "100,00", "20,00", "120,00"),
            ("FC117", "17/03/2026", "300,00", "60,00", "360,00"),
        )
    ):
        paper.row(
            194 + 14 * number,
            (40, cells[0]),
            (160, cells[1]),
            (-300, cells[2]),
            (-380, cells[3]),
            (-470, cells[4]),
        )
    paper.row(222, (40, "Total à régler"), (-470, "480,00 €"))


FIRMS = (
    Firm(
        "the words that Chorus Pro announces",
        _for_chorus,
        {
            **_WHO,
            "invoice_number": "CM-26-77",
            "issue_date": "2026-01-30",
            "buyer_reference": "FACT-DDT35",
            "purchase_order_reference": "2100012345",
            "contract_reference": "2025-AOO-12",
            "business_process": "A1",
            "tax_exclusive_amount": "24000.00",
            "tax_amount": "4800.00",
            "tax_inclusive_amount": "28800.00",
            "payable_amount": "28800.00",
        },
    ),
    Firm(
        "points for decimals, ISO dates",
        _points,
        {
            **_WHO,
            "invoice_number": "2026-0031",
            "issue_date": "2026-03-09",
            "due_date": "2026-04-08",
            "tax_exclusive_amount": "1505.00",
            "tax_amount": "301.00",
            "tax_inclusive_amount": "1806.00",
            "payable_amount": "1806.00",
        },
    ),
    Firm(
        "a credit note between brackets",
        _returned,
        {
            **_WHO,
            "invoice_number": "AVC0000219",
            "issue_date": "2026-03-25",
            "type_code": "AVOIR",
            "preceding_invoice_reference": "FC0001873",
            "tax_exclusive_amount": "-720.00",
            "tax_amount": "-144.00",
            "tax_inclusive_amount": "-864.00",
        },
    ),
    Firm(
        "printed, delivered, quoted on other days",
        _two_dates,
        {
            **_WHO,
            "invoice_number": "FA-26-00318",
            "issue_date": "2026-03-15",
            "due_date": "2026-04-30",
            "tax_exclusive_amount": "3250.00",
            "tax_amount": "560.00",
            "tax_inclusive_amount": "3810.00",
        },
    ),
    Firm(
        "VAT owed by the customer, a part held back",
        _reverse_charge,
        {
            **_WHO,
            "invoice_number": "2026-55",
            "issue_date": "2026-02-20",
            "due_date": "2026-03-22",
            "tax_exclusive_amount": "15300.00",
            "tax_amount": "0.00",
            "tax_inclusive_amount": "15300.00",
            "payable_amount": "14535.00",
        },
    ),
    Firm(
        "a bank that is paid instead",
        _factored,
        {
            **_WHO,
            "invoice_number": "1026/03/114",
            "issue_date": "2026-03-31",
            "due_date": "2026-04-30",
            "tax_exclusive_amount": "3640.08",
            "tax_amount": "728.02",
            "tax_inclusive_amount": "4368.10",
        },
    ),
)

STATEMENT = Firm("a statement of invoices, which is none", _statement)
