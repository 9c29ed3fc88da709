"""French invoices with deposits, balances, credit notes, values on the left of their labels."""

from tests.documents.paper import BUYER, SELLER, Firm, Paper


def _right_to_left(paper: Paper) -> None:
    paper.right(555, 50, "Imprimerie du Ponant")
    paper.right(555, 62, "SIRET : 404 833 048 00022 - RCS Brest")
    paper.lines(
        40,
        50,
        "CENTRE HOSPITALIER DE MORLAIX",
        "15 rue de Kersaint",
        "29600 MORLAIX",
        "SIRET : 213 502 388 00019",
    )
    paper.row(140, (40, "IP-26-118"), (200, "N° de facture"))
    paper.row(154, (40, "9 février 2026"), (200, "Date de facture"))
    paper.row(168, (40, "11 mars 2026"), (200, "Date d'échéance"))
    paper.row(240, (40, "Montant HT"), (160, "Quantité"), (240, "Désignation"))
    paper.row(254, (40, "640,00"), (160, "2000"), (240, "Dépliants trois volets"))
    for number, (amount, label) in enumerate(
        (
            ("640,00 €", "Total HT"),
            ("128,00 €", "TVA 20 %"),
            ("768,00 €", "Total TTC"),
            ("768,00 €", "Net à payer"),
        )
    ):
        paper.row(320 + 13 * number, (-120, amount), (140, label))


def _deposit(paper: Paper) -> None:
    paper.lines(
        50,
        50,
        "CHARPENTE BRETONNE",
        "Route de Quimper",
        "29000 Quimper",
        "SIRET 404 833 048 00022 - APE 4391A",
    )
    paper.lines(
        340,
        100,
        "Client :",
        "Communauté de communes du Cap",
        "Rue de la Gare",
        "29770 Audierne",
        "N° SIRET : 21350238800019",
    )
    paper.font("Helvetica-Bold", 12)
    paper.write(50, 190, "FACTURE D'ACOMPTE N° AC-2026-02")
    paper.font()
    paper.lines(
        50,
        206,
        "Date : 20/01/2026",
        "Échéance : 19/02/2026",
        "Devis n° D2026-55 du 10/01/2026 accepté pour 10 000,00 € HT",
    )
    paper.row(270, (50, "Désignation"), (-555, "Montant HT"))
    paper.row(286, (50, "Acompte de 30 % à la commande, salle polyvalente"), (-555, "3 000,00"))
    paper.totals(
        380,
        555,
        340,
        ("Total HT", "3 000,00"),
        ("TVA 20,00 %", "600,00"),
        ("Total TTC", "3 600,00"),
        ("Net à payer", "3 600,00"),
    )
    paper.write(50, 420, "Reste à facturer à la fin des travaux : 7 000,00 € HT")


def _balance(paper: Paper) -> None:
    paper.lines(
        50,
        50,
        "CHARPENTE BRETONNE",
        "Route de Quimper",
        "29000 Quimper",
        "SIRET 404 833 048 00022 - APE 4391A",
    )
    paper.lines(
        340,
        100,
        "Facturé à",
        "Communauté de communes du Cap",
        "29770 Audierne",
        "SIRET : 21350238800019",
    )
    paper.write(50, 190, "FACTURE DE SOLDE N° FA-2026-31 du 28/04/2026")
    paper.write(50, 204, "A régler le 28/05/2026")
    paper.row(270, (50, "Charpente, selon devis D2026-55"), (-555, "10 000,00"))
    paper.totals(
        330,
        555,
        340,
        ("Total HT", "10 000,00 €"),
        ("TVA 20 %", "2 000,00 €"),
        ("Total TTC", "12 000,00 €"),
        ("Facture d'acompte AC-2026-02 du 20/01/2026", ""),
        ("Acompte versé TTC", "- 3 600,00 €"),
        ("Reste à payer TTC", "8 400,00 €"),
    )


def _credit(paper: Paper) -> None:
    paper.lines(45, 50, "Papeterie Centrale", "3 place du Marché", "56000 Vannes")
    paper.row(100, (45, "SIRET"), (110, "404 833 048 00022"))
    paper.lines(
        330,
        120,
        "Adresse de facturation",
        "LYCEE LESAGE",
        "20 rue Winston Churchill",
        "56017 VANNES",
        "SIRET 21350238800019",
    )
    paper.font("Helvetica-Bold", 13)
    paper.write(45, 210, "Avoir AV26-0007")
    paper.font()
    paper.row(230, (45, "Date de l'avoir :"), (150, "18/02/2026"))
    paper.row(244, (45, "Facture d'origine :"), (150, "FA26-0100 du 02/02/2026"))
    paper.row(258, (45, "Motif :"), (150, "Retour de 40 ramettes"))
    paper.row(300, (45, "Ramette A4"), (-400, "40"), (-470, "4,25"), (-555, "170,00"))
    paper.totals(
        380,
        555,
        360,
        ("Total HT", "170,00 €"),
        ("TVA (20 %)", "34,00 €"),
        ("Total TTC", "204,00 €"),
        ("Avoir à déduire", "204,00 €"),
    )


def _in_letters(paper: Paper) -> None:
    paper.lines(60, 60, "Maître Yann Le Bihan", "Expert judiciaire", "SIRET : 40483304800022")
    paper.lines(
        340,
        120,
        "Tribunal administratif de Rennes",
        "3 contour de la Motte",
        "35000 Rennes",
        "SIRET : 21350238800019",
    )
    paper.write(340, 190, "Fait à Rennes, le trois mars deux mille vingt-six")
    paper.write(60, 230, "NOTE D'HONORAIRES - FACTURE N° 2026/014")
    paper.row(280, (60, "Vacation du 12/02/2026"), (-540, "900,00 €"))
    paper.row(294, (60, "Vacation du 19/02/2026"), (-540, "450,00 €"))
    paper.totals(
        360,
        540,
        330,
        ("Montant HT", "1 350,00 €"),
        ("TVA à 20 %", "270,00 €"),
        ("Montant TTC", "1 620,00 €"),
    )
    paper.write(60, 400, "Arrêté la présente facture à la somme de mille six cent vingt euros TTC.")
    paper.write(60, 414, "Échéance : 3 avril 2026")


FIRMS = (
    Firm(
        "values on the left of their labels",
        _right_to_left,
        {
            "invoice_number": "IP-26-118",
            "issue_date": "2026-02-09",
            "due_date": "2026-03-11",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "640.00",
            "tax_amount": "128.00",
            "tax_inclusive_amount": "768.00",
        },
    ),
    Firm(
        "an invoice for a deposit",
        _deposit,
        {
            "invoice_number": "AC-2026-02",
            "issue_date": "2026-01-20",
            "due_date": "2026-02-19",
            "type_code": "FACTURE",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "3000.00",
            "tax_amount": "600.00",
            "tax_inclusive_amount": "3600.00",
            "payable_amount": "3600.00",
        },
    ),
    Firm(
        "an invoice for the balance",
        _balance,
        {
            "invoice_number": "FA-2026-31",
            "issue_date": "2026-04-28",
            "due_date": "2026-05-28",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "10000.00",
            "tax_amount": "2000.00",
            "tax_inclusive_amount": "12000.00",
            "payable_amount": "8400.00",
        },
    ),
    Firm(
        "a credit note without signs",
        _credit,
        {
            "invoice_number": "AV26-0007",
            "issue_date": "2026-02-18",
            "type_code": "AVOIR",
            "preceding_invoice_reference": "FA26-0100",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "170.00",
            "tax_amount": "34.00",
            "tax_inclusive_amount": "204.00",
        },
    ),
    Firm(
        "a date in letters, dates of the work in figures",
        _in_letters,
        {
            "invoice_number": "2026/014",
            "due_date": "2026-04-03",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "1350.00",
            "tax_amount": "270.00",
            "tax_inclusive_amount": "1620.00",
        },
    ),
)
