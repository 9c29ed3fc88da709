"""French invoices with several rates of VAT."""

from tests.documents.paper import BUYER, NARROW, SELLER, Firm, Paper


def _online(paper: Paper) -> None:
    paper.font("Vera", 16)
    paper.write(40, 60, "Facture n°F-2026-0105")
    paper.font("Vera", 8)
    paper.row(80, (40, "Date d’émission"), (160, "04/03/2026"))
    paper.row(92, (40, "Date d’exigibilité"), (160, "03/04/2026"))
    paper.row(104, (40, "Type de vente"), (160, "Prestations de services"))
    paper.lines(
        40,
        140,
        "Émetteur",
        "Atelier Numérique",
        "Inès Morvan",
        "12 quai de la Fosse",
        "44000 Nantes",
        "SIRET 40483304800022",
        "TVA FR12404833048",
    )
    paper.lines(
        330,
        140,
        "Destinataire",
        "Ville de Rezé",
        "Place Jean-Baptiste Daviais",
        "44400 Rezé",
        "SIRET 21350238800019",
    )
    paper.row(
        260,
        (40, "Description"),
        (-350, "Quantité"),
        (-430, "Prix unitaire HT"),
        (-480, "TVA"),
        (-555, "Total HT"),
    )
    paper.row(
        276,
        (40, "Site internet"),
        (-350, "1"),
        (-430, f"12{NARROW}500,00{NARROW}€"),
        (-480, "20 %"),
        (-555, f"12{NARROW}500,00{NARROW}€"),
    )
    paper.row(
        290,
        (40, "Livre d’accueil"),
        (-350, "100"),
        (-430, f"9,00{NARROW}€"),
        (-480, "5,5 %"),
        (-555, f"900,00{NARROW}€"),
    )
    paper.totals(
        360,
        555,
        340,
        ("Total HT", f"13{NARROW}400,00{NARROW}€"),
        ("TVA 20 %", f"2{NARROW}500,00{NARROW}€"),
        ("TVA 5,5 %", f"49,50{NARROW}€"),
        ("Total TTC", f"15{NARROW}949,50{NARROW}€"),
    )
    paper.write(40, 440, "Paiement par virement - IBAN FR76 3000 6000 0112 3456 7890 189")


def _three_rates(paper: Paper) -> None:
    paper.lines(
        40,
        50,
        "TRAITEUR DES ILES",
        "14 rue de la Paix - 56400 AURAY",
        "Siret 404 833 048 00022 RCS Lorient",
    )
    paper.lines(
        330,
        90,
        "Doit :",
        "CONSEIL DEPARTEMENTAL DU MORBIHAN",
        "2 rue Saint-Tropez",
        "56000 VANNES",
        "SIRET 213 502 388 00019",
    )
    paper.row(
        190,
        (40, "FACTURE N°"),
        (120, "TR-2026/0311"),
        (240, "DATE"),
        (290, "31.03.2026"),
        (380, "ÉCHÉANCE"),
        (450, "30.04.2026"),
    )
    paper.row(230, (40, "Article"), (-380, "Qté"), (-450, "PU HT"), (-500, "TVA"), (-555, "HT"))
    for number, cells in enumerate(
        (
            ("Pain et viennoiseries", "50", "2,00", "5,5", "100,00"),
            ("Buffet froid", "40", "22,50", "10", "900,00"),
            ("Vins et bières", "12", "15,00", "20", "180,00"),
        )
    ):
        paper.row(
            246 + 14 * number,
            (40, cells[0]),
            (-380, cells[1]),
            (-450, cells[2]),
            (-500, cells[3]),
            (-555, cells[4]),
        )
    paper.row(360, (40, "Taux TVA"), (-180, "Base HT"), (-260, "Montant TVA"), (-340, "Total TTC"))
    for number, cells in enumerate(
        (
            ("5,50 %", "100,00", "5,50", "105,50"),
            ("10,00 %", "900,00", "90,00", "990,00"),
            ("20,00 %", "180,00", "36,00", "216,00"),
        )
    ):
        paper.row(
            374 + 13 * number, (40, cells[0]), (-180, cells[1]), (-260, cells[2]), (-340, cells[3])
        )
    paper.row(413, (40, "Totaux"), (-180, "1 180,00"), (-260, "131,50"), (-340, "1 311,50"))
    paper.row(440, (380, "NET A PAYER"), (-555, "1 311,50 EUR"))


FIRMS = (
    Firm(
        "an online program, narrow no-break spaces",
        _online,
        {
            "invoice_number": "F-2026-0105",
            "issue_date": "2026-03-04",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "13400.00",
            "tax_amount": "2549.50",
            "tax_inclusive_amount": "15949.50",
        },
        vat=(("20.00", "12500.00", "2500.00"), ("5.50", "900.00", "49.50")),
    ),
    Firm(
        "three rates in a table of VAT",
        _three_rates,
        {
            "invoice_number": "TR-2026/0311",
            "issue_date": "2026-03-31",
            "due_date": "2026-04-30",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "1180.00",
            "tax_amount": "131.50",
            "tax_inclusive_amount": "1311.50",
            "payable_amount": "1311.50",
        },
        vat=(
            ("5.50", "100.00", "5.50"),
            ("10.00", "900.00", "90.00"),
            ("20.00", "180.00", "36.00"),
        ),
    ),
)
