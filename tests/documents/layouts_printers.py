"""French invoices after an old printer, a utility, in two languages, without VAT."""

from tests.documents.paper import BUYER, SELLER, Firm, Paper

_WHO = {"seller_siret": SELLER, "buyer_siret": BUYER}


def _utility(paper: Paper) -> None:
    paper.lines(
        40,
        50,
        "ENERGIES DE L'OUEST",
        "Service clients - TSA 12345",
        "Siège social : 1 place Graslin, Nantes",
        "SIRET 404 833 048 00022 - Capital 1 500 000 €",
    )
    paper.lines(
        330,
        100,
        "MAIRIE DE VERTOU",
        "2 place Saint Martin",
        "44120 VERTOU",
        "SIRET : 21350238800019",
    )
    paper.box(40, 150, 240, 70)
    paper.lines(
        46,
        164,
        "Votre facture n° 10 204 556 781",
        "du 12 mars 2026",
        "Montant à régler TTC : 186,42 €",
        "à régler avant le 15/04/2026",
    )
    paper.row(260, (40, "Point de livraison"), (160, "14512345678901"))
    paper.row(274, (40, "Relevé du 10/02/2026 au 10/03/2026"), (-555, "1 204 kWh"))
    paper.totals(
        330,
        555,
        320,
        ("Abonnement HT", "31,20 €"),
        ("Consommation HT", "124,15 €"),
        ("Total hors TVA", "155,35 €"),
        ("TVA à 20,00 %", "31,07 €"),
        ("Total TTC", "186,42 €"),
    )


def _old_printer(paper: Paper) -> None:
    paper.font("Courier", 9)
    paper.lines(
        30,
        50,
        "TRANSPORTS GUILLOU SARL                             F A C T U R E",
        "ZI DU VERN - 29400 LANDIVISIAU",
        "SIRET 404 833 048 00022  APE 4941B          NUMERO : 0031877",
        "                                            DATE   : 2026-03-31",
        "                                            ECHEANCE 2026-04-30",
        "",
        "                                    HOPITAL DE LANDERNEAU",
        "                                    ROUTE DE PENCRAN",
        "                                    29800 LANDERNEAU",
        "                                    SIRET 21350238800019",
        "",
        "DATE       DESIGNATION                      QTE      P.U.      MONTANT",
        "03/03/26   LIVRAISON LINGE                    4     85,00       340,00",
        "17/03/26   LIVRAISON LINGE                    4     85,00       340,00",
        "",
        "                                    TOTAL H.T.       EUR        680,00",
        "                                    T.V.A.  20,00 %  EUR        136,00",
        "                                    TOTAL T.T.C.     EUR        816,00",
    )


def _bilingual(paper: Paper) -> None:
    paper.lines(
        40,
        50,
        "Océan Data SAS",
        "115 rue de Siam, 29200 Brest, France",
        "SIRET / Company ID: 404 833 048 00022",
        "N° TVA / VAT number: FR12404833048",
    )
    paper.row(110, (40, "Facture n° / Invoice no."), (220, "OD-2026-0098"))
    paper.row(124, (40, "Date de facture / Invoice date"), (220, "06/02/2026"))
    paper.row(138, (40, "Échéance / Due date"), (220, "08/03/2026"))
    paper.lines(
        330,
        110,
        "Client / Customer:",
        "Université de Bretagne",
        "6 avenue Le Gorgeu",
        "29200 Brest",
        "SIRET 21350238800019",
    )
    paper.row(220, (40, "Description"), (-430, "Qté / Qty"), (-555, "Montant / Amount"))
    paper.row(234, (40, "Campagne de mesures"), (-430, "1"), (-555, "8 750,00 €"))
    paper.totals(
        300,
        555,
        280,
        ("Total HT / Net amount", "8 750,00 €"),
        ("TVA 20% / VAT 20%", "1 750,00 €"),
        ("Total TTC / Total incl. VAT", "10 500,00 €"),
        ("Net à payer / Amount due", "10 500,00 €"),
    )


def _exempt(paper: Paper) -> None:
    paper.lines(
        50,
        50,
        "Association Les Petits Pas",
        "Organisme de formation n° 53350000000",
        "SIRET : 404 833 048 00022 - NAF 8559A",
    )
    paper.lines(
        320,
        90,
        "À l'attention de",
        "Mairie de Cesson",
        "1 place de l'Europe",
        "35510 Cesson",
        "Siret : 213 502 388 00019",
    )
    paper.write(50, 180, "Facture n° F26-011 du 27 février 2026")
    paper.row(220, (50, "Formation premiers secours, 12 stagiaires"), (-540, "960,00 €"))
    paper.row(234, (50, "Livret du stagiaire"), (-540, "60,00 €"))
    paper.totals(360, 540, 270, ("TOTAL", "1 020,00 €"))
    paper.write(
        50,
        300,
        "Exonération de TVA en application de l'article 261-4-4° du Code général des impôts",
    )
    paper.write(
        50, 314, "Payable à réception. En cas de retard : indemnité forfaitaire de 40,00 €."
    )


def _spaced_title(paper: Paper) -> None:
    paper.lines(
        60,
        50,
        "SERRURERIE NANTAISE",
        "9 allée Brancas, 44000 NANTES",
        "Siret 40483304800022 - RM 44",
    )
    paper.font("Helvetica-Bold", 16)
    paper.write(240, 120, "F A C T U R E")
    paper.font()
    paper.write(60, 150, "Réf. à rappeler : 26/0042")
    paper.write(380, 150, "Nantes, le 12 mars 2026")
    paper.lines(
        340, 180, "COLLEGE ROSA PARKS", "Rue du Château", "44000 NANTES", "SIRET 21350238800019"
    )
    paper.row(260, (60, "Remplacement de barillets"), (-540, "1 000,00"))
    paper.row(300, (60, "Arrêté la présente facture à la somme de douze cents euros."))
    paper.totals(
        380,
        540,
        330,
        ("MONTANT H.T.", "1 000,00"),
        ("T.V.A. 20 %", "200,00"),
        ("MONTANT T.T.C.", "1 200,00"),
    )


FIRMS = (
    Firm(
        "a utility's bill with a summary in a frame",
        _utility,
        {
            **_WHO,
            "invoice_number": "10204556781",
            "issue_date": "2026-03-12",
            "due_date": "2026-04-15",
            "tax_exclusive_amount": "155.35",
            "tax_amount": "31.07",
            "tax_inclusive_amount": "186.42",
        },
    ),
    Firm(
        "an old printer's columns",
        _old_printer,
        {
            **_WHO,
            "invoice_number": "0031877",
            "issue_date": "2026-03-31",
            "due_date": "2026-04-30",
            "tax_exclusive_amount": "680.00",
            "tax_amount": "136.00",
            "tax_inclusive_amount": "816.00",
        },
    ),
    Firm(
        "labels in two languages",
        _bilingual,
        {
            **_WHO,
            "invoice_number": "OD-2026-0098",
            "issue_date": "2026-02-06",
            "due_date": "2026-03-08",
            "tax_exclusive_amount": "8750.00",
            "tax_amount": "1750.00",
            "tax_inclusive_amount": "10500.00",
            "payable_amount": "10500.00",
        },
    ),
    Firm(
        "an exempt association, one total",
        _exempt,
        {
            **_WHO,
            "invoice_number": "F26-011",
            "issue_date": "2026-02-27",
            "tax_inclusive_amount": "1020.00",
        },
    ),
    Firm(
        "a spaced out title, a reference to recall",
        _spaced_title,
        {
            **_WHO,
            "invoice_number": "26/0042",
            "issue_date": "2026-03-12",
            "tax_exclusive_amount": "1000.00",
            "tax_amount": "200.00",
            "tax_inclusive_amount": "1200.00",
        },
    ),
)
