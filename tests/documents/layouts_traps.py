"""French invoices full of numbers, dates and amounts that are not the ones asked for."""

from tests.documents.pdf_samples import lines
from tests.documents.sheet import BUYER, SELLER, Sheet, row

CREDIT_NOTE = Sheet(
    "a credit note with points as thousands and two rates",
    (
        [
            *lines("SOCIÉTÉ AUBRY", "Siège : Rennes", "SIREN 732829320", left=50, top=50),
            (50, 92, "SIRET émetteur : 73282932000074"),
            (330, 92, "SIRET client : 21750001600019"),
            (50, 140, "AVOIR N° AV-2026-003 du 31/01/2026"),
            (50, 156, "Sur facture n° FA-2025-0900"),
            (50, 172, "N° engagement juridique : EJ-45000"),
            *row(300, (50, "Base TVA"), (150, "Taux"), (220, "TVA")),
            *row(314, (50, "-1.000,00"), (150, "20,00 %"), (220, "-200,00")),
            *row(328, (50, "-100,00"), (150, "5,50 %"), (220, "-5,50")),
            *row(360, (350, "TOTAL H.T."), (470, "-1.100,00 EUR")),
            *row(374, (350, "TOTAL T.V.A."), (470, "-205,50 EUR")),
            *row(388, (350, "TOTAL T.T.C."), (470, "-1.305,50 EUR")),
        ],
    ),
    {
        "invoice_number": "AV-2026-003",
        "issue_date": "2026-01-31",
        "type_code": "AVOIR",
        "preceding_invoice_reference": "FA-2025-0900",
        "purchase_order_reference": "EJ-45000",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "tax_exclusive_amount": "-1100.00",
        "tax_amount": "-205.50",
        "tax_inclusive_amount": "-1305.50",
    },
)

TWO_RATES_NO_TOTAL_OF_VAT = Sheet(
    "two VAT rates without their sum, one line of text for the rest",
    (
        [
            (50, 50, "AUBRY SAS au capital de 5000 euros - SIRET 732 829 320 00074 - RCS Rennes"),
            (50, 80, "Facture numéro : F26-000123 - Date : 31.01.2026 - Échéance : 02.03.2026"),
            (50, 110, "Destinataire : Lycée Chateaubriand, Rennes, SIRET 217 500 016 00019"),
            (50, 124, "Code service exécutant : 0350001A"),
            (50, 138, "Numéro de marché : 2025-LOT-03"),
            *row(300, (350, "Total HT :"), (480, "300,00 €")),
            *row(314, (350, "TVA 10 % :"), (480, "10,00 €")),
            *row(328, (350, "TVA 20 % :"), (480, "40,00 €")),
            *row(342, (350, "Total TTC :"), (480, "350,00 €")),
            *row(356, (350, "Acompte versé :"), (480, "50,00 €")),
            *row(370, (350, "Net à payer :"), (480, "300,00 €")),
        ],
    ),
    {
        "invoice_number": "F26-000123",
        "issue_date": "2026-01-31",
        "due_date": "2026-03-02",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "buyer_reference": "0350001A",
        "contract_reference": "2025-LOT-03",
        "tax_exclusive_amount": "300.00",
        "tax_amount": "50.00",
        "tax_inclusive_amount": "350.00",
        "payable_amount": "300.00",
    },
)

TELECOM = Sheet(
    "a subscription: many dates and numbers that are not the invoice's",
    (
        [
            *lines("Votre compte client : 8410022", "N° de ligne : 0299000000", left=50, top=60),
            *lines(
                "Période du 01/01/2026 au 31/01/2026",
                "Prochaine facture le 28/02/2026",
                left=50,
                top=88,
            ),
            (330, 60, "Facture n°562044387 du 31 Janvier 2026"),
            (330, 74, "Date limite de paiement : 2 mars 2026"),
            *lines(
                "Communauté de communes du Pays",
                "2 rue du Port",
                "SIRET : 21750001600019",
                left=330,
                top=130,
            ),
            *row(250, (50, "Abonnement fibre"), (420, "24,99"), (500, "29,99")),
            *row(290, (50, "Total facture HT"), (500, "24,99 €")),
            *row(304, (50, "TVA (20,00%)"), (500, "5,00 €")),
            *row(318, (50, "Total facture TTC"), (500, "29,99 €")),
            *row(332, (50, "Montant prélevé"), (500, "29,99 €")),
            (50, 815, "Aubry Télécom - SA au capital de 3 000 000 € - SIRET : 732 829 320 00074"),
        ],
        [
            (50, 60, "Détail de vos consommations du 01/01/2026"),
            *row(80, (50, "Total"), (500, "0,00 €")),
        ],
    ),
    {
        "invoice_number": "562044387",
        "issue_date": "2026-01-31",
        "due_date": "2026-03-02",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "tax_exclusive_amount": "24.99",
        "tax_amount": "5.00",
        "tax_inclusive_amount": "29.99",
        "payable_amount": "29.99",
    },
)

_SCATTERED_LABELS = [
    *row(60, (400, "FACTURE N° :")),
    *row(74, (400, "Date :")),
    *row(600, (300, "TOTAL HT"), (380, "TOTAL TVA"), (460, "TOTAL TTC")),
    *row(660, (300, "NET A PAYER")),
    (50, 660, "Date d'échéance :"),
    *lines("Nos coordonnées", "AUBRY", "SIRET : 73282932000074", left=50, top=100),
    *lines("Vos coordonnées", "VILLE DE PARIS", "SIRET : 21750001600019", left=330, top=100),
    *lines("Livraison : adresse", "ENTREPOT NORD", "SIRET : 40483304800022", left=330, top=160),
    (50, 220, "N° DE FACTURE ASSOCIÉE : FA-2025-0900"),
    (50, 234, "DATE DE LIVRAISON : 28/01/2026"),
    (50, 628, "Pénalités de retard : trois fois le taux légal, indemnité forfaitaire 40 €"),
]
SCATTERED = Sheet(
    "labels drawn first, values drawn last, totals under their headings",
    (
        [
            *_SCATTERED_LABELS,
            *row(636, (300, "1 000,00"), (380, "200,00"), (460, "1 200,00")),
            *row(660, (460, "1 200,00 EUR"), (150, "02/03/2026")),
            *row(60, (480, "FA-2026-0042")),
            *row(74, (480, "31/01/2026")),
        ],
    ),
    {
        "invoice_number": "FA-2026-0042",
        "issue_date": "2026-01-31",
        "due_date": "2026-03-02",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "preceding_invoice_reference": "FA-2025-0900",
        "tax_exclusive_amount": "1000.00",
        "tax_amount": "200.00",
        "tax_inclusive_amount": "1200.00",
        "payable_amount": "1200.00",
    },
)

HOTEL = Sheet(
    "a date and a number under the title, without any label",
    (
        [
            (60, 60, "FACTURE"),
            (60, 76, "31/01/2026"),
            (60, 90, "nº 2026-6013"),
            *lines("Hôtel du Port", "2 quai Duguay", "35400 Saint-Malo", left=60, top=120),
            *lines(
                "Ville de Paris",
                "75004 Paris",
                "TVA : FR11217500016",
                "SIRET : 21750001600019",
                left=330,
                top=120,
            ),
            *row(300, (60, "Chambre du 09/01/2026 au 15/01/2026"), (400, "6"), (500, "1.235,40 €")),
            *row(400, (360, "Montant Total HT"), (500, "1.235,40 €")),
            *row(414, (360, "Remise HT"), (500, "0,00 €")),
            *row(428, (360, "Total Net HT"), (500, "1.235,40 €")),
            *row(442, (360, "Total TVA"), (500, "123,54 €")),
            *row(456, (360, "Montant Total TTC"), (500, "1.358,94 €")),
            *row(470, (360, "Montant déjà versé"), (500, "358,94 €")),
            *row(484, (360, "Reste à payer"), (500, "1.000,00 €")),
            (
                60,
                800,
                "SASU au capital de 200000€ - SIRET 73282932000074 – R.C.S Rennes – APE 5510Z",
            ),
        ],
    ),
    {
        "invoice_number": "2026-6013",
        "issue_date": "2026-01-31",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "tax_exclusive_amount": "1235.40",
        "tax_amount": "123.54",
        "tax_inclusive_amount": "1358.94",
        "payable_amount": "1000.00",
    },
)

SHEETS = (CREDIT_NOTE, TWO_RATES_NO_TOTAL_OF_VAT, TELECOM, SCATTERED, HOTEL)
