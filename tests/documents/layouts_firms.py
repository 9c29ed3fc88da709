"""French invoices after the programs of small firms: discounts, carriage, several pages."""

from tests.documents.paper import BUYER, SELLER, Firm, Paper


def _discounted(paper: Paper) -> None:
    paper.font("Helvetica-Bold", 12)
    paper.write(40, 50, "SELLER KERVELLA")
    paper.font()
    paper.lines(
        40, 64, "ZA de Kergonan - 29200 BREST", "Tél : 02 98 00 00 00", "N° TVA : FR12404833048"
    )
    paper.font("Helvetica-Bold", 14)
    paper.write(360, 60, "FACTURE")
    paper.font()
    paper.box(355, 70, 200, 40)
    paper.row(84, (362, "N°"), (440, "FC000123"))
    paper.row(100, (362, "Date"), (440, "15/03/2026"))
    paper.lines(
        360,
        140,
        "MAIRIE DE GUIPAVAS",
        "Service technique",
        "Place Saint Herbot",
        "29490 GUIPAVAS",
        "SIRET : 213 502 388 00019",
    )
    paper.row(
        240,
        (40, "Code client"),
        (130, "Echéance"),
        (230, "Mode règlement"),
        (340, "Votre commande"),
    )
    paper.row(254, (40, "CLI0042"), (130, "14/04/2026"), (230, "Virement"), (340, "BC-2026-77"))
    paper.row(
        290,
        (40, "Référence"),
        (120, "Désignation"),
        (-360, "Qté"),
        (-430, "P.U. HT"),
        (-490, "% Rem"),
        (-555, "Montant HT"),
    )
    paper.row(
        306,
        (40, "VID01"),
        (120, "Vidange et filtres"),
        (-360, "4,00"),
        (-430, "125,00"),
        (-490, "5,00"),
        (-555, "475,00"),
    )
    paper.row(
        320,
        (40, "PNE02"),
        (120, "Pneus 205/55 R16"),
        (-360, "8,00"),
        (-430, "90,00"),
        (-490, ""),
        (-555, "720,00"),
    )
    paper.row(620, (40, "Taux"), (-150, "Base HT"), (-230, "Montant TVA"))
    paper.row(634, (40, "20,00"), (-150, "1 135,25"), (-230, "227,05"))
    paper.totals(
        380,
        555,
        620,
        ("Total HT", "1 195,00"),
        ("Remise 5,00 %", "59,75"),
        ("Net HT", "1 135,25"),
        ("Total TVA", "227,05"),
        ("Total TTC", "1 362,30"),
        ("Acompte", "362,30"),
        ("NET A PAYER", "1 000,00 €"),
    )
    paper.font("Helvetica", 7)
    paper.write(
        80, 815, "SARL au capital de 8 000 € - Siret : 40483304800022 - NAF : 4520A - RCS Brest"
    )


def _footer_row(paper: Paper) -> None:
    paper.font("Times-Roman", 10)
    paper.lines(40, 40, "SOCIETE LUMEN", "Installations électriques", "8 rue Volta", "44000 NANTES")
    paper.row(60, (330, "Facture N°"), (420, "26030187"))
    paper.row(74, (330, "Du"), (420, "27/03/2026"))
    paper.row(88, (330, "Client"), (420, "411MAIR"))
    paper.lines(
        330,
        130,
        "Commune de Sautron",
        "12 rue de la Vallée",
        "44880 SAUTRON",
        "Siret 21350238800019",
    )
    paper.row(
        250,
        (40, "Code"),
        (100, "Libellé"),
        (-380, "Quantité"),
        (-450, "Prix unitaire"),
        (-550, "Total"),
    )
    for number, (label, total) in enumerate(
        (
            ("Tableau divisionnaire", "1 450,00"),
            ("Câblage", "2 310,40"),
            ("Mise en service", "380,00"),
        )
    ):
        paper.row(
            266 + 14 * number,
            (40, f"A{number}"),
            (100, label),
            (-380, "1"),
            (-450, total),
            (-550, total),
        )
    paper.row(
        690,
        (-90, "Total HT"),
        (-150, "Escompte"),
        (-210, "Port HT"),
        (-280, "Net HT"),
        (-350, "TVA"),
        (-420, "TTC"),
        (-480, "Acompte"),
        (-555, "Net à payer"),
    )
    paper.row(
        706,
        (-90, "4 140,40"),
        (-150, "0,00"),
        (-210, "35,00"),
        (-280, "4 175,40"),
        (-350, "835,08"),
        (-420, "5 010,48"),
        (-480, "0,00"),
        (-555, "5 010,48"),
    )
    paper.write(
        40,
        740,
        "Échéance : 30 jours fin de mois le 30/04/2026 - Pénalités 3 fois le taux légal - 40,00 €",
    )
    paper.font("Times-Roman", 8)
    paper.write(
        100,
        820,
        "LUMEN SAS - capital 20 000 euros - RCS Nantes 404 833 048 - SIRET 404 833 048 00022",
    )


def _carried_over(paper: Paper) -> None:
    for page, (first, carried) in enumerate(((0, "1 800,00"), (12, "3 600,00"), (24, ""))):
        paper.font("Helvetica-Bold", 11)
        paper.write(40, 40, "Peinture Le Goff")
        paper.font()
        paper.write(420, 40, f"Page {page + 1}/3")
        paper.row(60, (300, "Facture FA0005678 du 15/03/26"))
        paper.write(300, 74, "Destinataire : Département du Finistère - SIRET 21350238800019")
        paper.row(
            120, (40, "Description"), (-400, "Quantité"), (-470, "PU HT"), (-555, "Montant HT")
        )
        if page:
            paper.row(136, (40, "Report"), (-555, "1 800,00" if page == 1 else "3 600,00"))
        for line in range(12):
            paper.row(
                152 + 14 * line,
                (40, f"Peinture pièce {first + line + 1}"),
                (-400, "10"),
                (-470, "15,00"),
                (-555, "150,00"),
            )
        if carried:
            paper.row(340, (40, "À reporter"), (-555, carried))
        else:
            paper.totals(
                380,
                555,
                400,
                ("Total HT", "5 400,00"),
                ("TVA 10,00 %", "540,00"),
                ("Total TTC", "5 940,00"),
                ("Net à payer", "5 940,00"),
            )
        paper.font("Helvetica", 7)
        paper.write(90, 820, "Peinture Le Goff - Artisan - SIRET 404 833 048 00022 - APE 4334Z")
        paper.page()


FIRMS = (
    Firm(
        "a discount on the whole, a deposit taken off",
        _discounted,
        {
            "invoice_number": "FC000123",
            "issue_date": "2026-03-15",
            "due_date": "2026-04-14",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "purchase_order_reference": "BC-2026-77",
            "tax_exclusive_amount": "1135.25",
            "tax_amount": "227.05",
            "tax_inclusive_amount": "1362.30",
            "payable_amount": "1000.00",
        },
    ),
    Firm(
        "totals in a row at the foot, carriage added",
        _footer_row,
        {
            "invoice_number": "26030187",
            "issue_date": "2026-03-27",
            "due_date": "2026-04-30",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "4175.40",
            "tax_amount": "835.08",
            "tax_inclusive_amount": "5010.48",
            "payable_amount": "5010.48",
        },
    ),
    Firm(
        "three pages with totals carried over",
        _carried_over,
        {
            "invoice_number": "FA0005678",
            "issue_date": "2026-03-15",
            "seller_siret": SELLER,
            "buyer_siret": BUYER,
            "tax_exclusive_amount": "5400.00",
            "tax_amount": "540.00",
            "tax_inclusive_amount": "5940.00",
            "payable_amount": "5940.00",
        },
    ),
)
