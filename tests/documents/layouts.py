"""French invoices as different programs lay them out, and what each one says.

Each layout is of our own writing, after the habits of a family of programs: where they put the
number, in which order they draw, how they write amounts and dates.
"""

from dataclasses import dataclass, field

from tests.documents.pdf_samples import Placed, lines

SELLER = "73282932000074"
BUYER = "21750001600019"


@dataclass(frozen=True)
class Sheet:
    """A layout: its pages, and the values that a careful reader finds on them."""

    name: str
    pages: tuple[list[Placed], ...]
    says: dict[str, str] = field(default_factory=dict)


def row(top: float, *cells: tuple[float, str]) -> list[Placed]:
    """Place cells on one line."""
    return [(left, top, text) for left, text in cells]


ERP_BOXES = Sheet(
    "boxes, number in the title, SIRET in the footer",
    (
        [
            (380, 60, "Facture FA2601-0042"),
            *lines("Date facturation : 31/01/2026", "Date échéance : 02/03/2026", left=380, top=74),
            (380, 102, "Code client : CU2601-00001"),
            *row(140, (50, "Émetteur :"), (320, "Adressé à :")),
            *row(158, (55, "Menuiserie Aubry"), (325, "Ville de Paris")),
            *row(170, (55, "12 rue des Ateliers"), (325, "4 place de l'Hôtel de Ville")),
            *row(182, (55, "35000 Rennes"), (325, "75004 Paris")),
            (325, 194, "SIRET : 21750001600019"),
            (430, 240, "Montants exprimés en Euros"),
            *row(
                254,
                (50, "Désignation"),
                (330, "TVA"),
                (390, "P.U. HT"),
                (440, "Qté"),
                (500, "Total HT"),
            ),
            *row(
                270,
                (50, "Porte coupe-feu"),
                (330, "20%"),
                (390, "500,00"),
                (440, "2"),
                (500, "1 000,00"),
            ),
            *row(500, (380, "Total HT"), (500, "1 000,00")),
            *row(512, (380, "Total TVA 20%"), (500, "200,00")),
            *row(524, (380, "Total TTC"), (500, "1 200,00")),
            *row(536, (380, "Déjà réglé"), (500, "200,00")),
            *row(548, (380, "Reste à payer"), (500, "1 000,00")),
            *lines("Règlement par virement sur le compte bancaire suivant :", left=50, top=520),
            (50, 534, "Code IBAN : FR76 3000 6000 0112 3456 7890 189"),
            (
                120,
                800,
                "Société à responsabilité limitée (SARL) - Capital de 10 000 € - SIRET: 73282932000074",
            ),
            (120, 810, "NAF-APE: 4332A - RCS/RM: Rennes - Numéro de TVA: FR44732829320"),
        ],
    ),
    {
        "invoice_number": "FA2601-0042",
        "issue_date": "2026-01-31",
        "due_date": "2026-03-02",
        "type_code": "FACTURE",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "tax_exclusive_amount": "1000.00",
        "tax_amount": "200.00",
        "tax_inclusive_amount": "1200.00",
        "payable_amount": "1000.00",
        "iban": "FR7630006000011234567890189",
        "currency": "EUR",
    },
)

ODD_HEADINGS = Sheet(
    "labels over values, slashes in the number, total without TTC",
    (
        [
            *lines("Aubry & Fils", "12 rue des Ateliers", "35000 Rennes", left=45, top=60),
            *lines(
                "Rectorat de l'académie de Rennes",
                "96 rue d'Antrain",
                "35705 Rennes",
                left=340,
                top=130,
            ),
            (340, 172, "SIRET: 217 500 016 00019"),
            (45, 230, "Facture FAC/2026/00042"),
            *row(260, (45, "Date de la facture:"), (190, "Date d'échéance:"), (330, "Référence:")),
            *row(272, (45, "31/01/2026"), (190, "02/03/2026"), (330, "S00042")),
            *row(
                310,
                (45, "Description"),
                (300, "Quantité"),
                (370, "Prix unitaire"),
                (440, "Taxes"),
                (500, "Montant"),
            ),
            *row(
                326,
                (45, "[MENU] Porte"),
                (300, "2,000"),
                (370, "500,00"),
                (440, "TVA 20%"),
                (500, "1 000,00 €"),
            ),
            *row(400, (360, "Montant hors taxes"), (500, "1 000,00 €")),
            *row(414, (360, "TVA 20%"), (500, "200,00 €")),
            *row(428, (360, "Total"), (500, "1 200,00 €")),
            (45, 470, "Communication de paiement : FAC/2026/00042"),
            (150, 810, "contact@aubry.example - SIRET 732 829 320 00074 - TVA FR44732829320"),
        ],
    ),
    {
        "invoice_number": "FAC/2026/00042",
        "issue_date": "2026-01-31",
        "due_date": "2026-03-02",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "tax_exclusive_amount": "1000.00",
        "tax_amount": "200.00",
        "tax_inclusive_amount": "1200.00",
    },
)

HEADER_ROW = Sheet(
    "a row of headings, a row of values, totals in a row",
    (
        [
            *lines("AUBRY MENUISERIE", "12 RUE DES ATELIERS", "35000 RENNES", left=40, top=50),
            *lines("Siret : 732 829 320 00074", "APE : 4332A", left=40, top=92),
            (400, 60, "FACTURE"),
            *row(
                150,
                (40, "Numéro"),
                (120, "Date"),
                (200, "Code client"),
                (290, "Échéance"),
                (370, "Mode de règlement"),
            ),
            *row(
                164,
                (40, "FC00000042"),
                (120, "31/01/26"),
                (200, "CL0007"),
                (290, "02/03/26"),
                (370, "Virement"),
            ),
            *lines("VILLE DE PARIS", "4 PL DE L'HOTEL DE VILLE", "75004 PARIS", left=330, top=200),
            (330, 242, "N° SIRET : 21750001600019"),
            *row(
                300,
                (40, "Référence"),
                (120, "Désignation"),
                (330, "Qté"),
                (380, "PU HT"),
                (440, "Montant HT"),
                (520, "TVA"),
            ),
            *row(
                316,
                (40, "ART-0001"),
                (120, "Porte"),
                (330, "2,00"),
                (380, "500,00"),
                (440, "1 000,00"),
                (520, "1"),
            ),
            *row(
                600,
                (40, "Code"),
                (80, "Base HT"),
                (150, "Taux"),
                (200, "Montant TVA"),
                (330, "Total HT"),
                (400, "TVA"),
                (450, "Total TTC"),
                (520, "Net à payer"),
            ),
            *row(
                614,
                (40, "1"),
                (80, "1 000,00"),
                (150, "20,00"),
                (200, "200,00"),
                (330, "1 000,00"),
                (400, "200,00"),
                (450, "1 200,00"),
                (520, "1 200,00 €"),
            ),
        ],
    ),
    {
        "invoice_number": "FC00000042",
        "issue_date": "2026-01-31",
        "due_date": "2026-03-02",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "payment_means": "VIREMENT",
        "tax_exclusive_amount": "1000.00",
        "tax_amount": "200.00",
        "tax_inclusive_amount": "1200.00",
        "payable_amount": "1200.00",
    },
)

LETTER = Sheet(
    "a letter: date in words, sentence for the total, no VAT",
    (
        [
            *lines(
                "Camille Aubry - Ébéniste",
                "Micro-entreprise",
                "SIRET 732 829 320 00074",
                left=60,
                top=60,
            ),
            *lines(
                "Mairie de Saint-Malo", "Place Chateaubriand", "35400 Saint-Malo", left=340, top=130
            ),
            (340, 172, "SIRET 217 500 016 00019"),
            (340, 210, "Rennes, le 31 janvier 2026"),
            (60, 250, "Facture n° 2026-017"),
            (60, 270, "Objet : restauration d'un meuble, bon de commande n° BC2026-11"),
            *row(310, (60, "Restauration"), (480, "850,00 €")),
            *row(330, (380, "Total"), (480, "850,00 €")),
            (60, 350, "TVA non applicable, art. 293 B du CGI"),
            (60, 380, "Payable avant le 2 mars 2026 par virement."),
            (60, 394, "IBAN FR7630006000011234567890189"),
        ],
    ),
    {
        "invoice_number": "2026-017",
        "issue_date": "2026-01-31",
        "due_date": "2026-03-02",
        "type_code": "FACTURE",
        "seller_siret": SELLER,
        "buyer_siret": BUYER,
        "purchase_order_reference": "BC2026-11",
        "tax_exclusive_amount": "850.00",
        "tax_amount": "0.00",
        "tax_inclusive_amount": "850.00",
        "payable_amount": "850.00",
    },
)

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

SHEETS = (
    ERP_BOXES,
    ODD_HEADINGS,
    HEADER_ROW,
    LETTER,
    CREDIT_NOTE,
    TWO_RATES_NO_TOTAL_OF_VAT,
    TELECOM,
    SCATTERED,
    HOTEL,
)
