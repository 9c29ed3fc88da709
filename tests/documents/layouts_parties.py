"""French invoices on which a second party stands: head office, factor, place of work, reminder."""

from tests.documents.paper import BUYER, SELLER, Firm, written

HEAD_OFFICE = "40483304800014"
IBAN, OTHER_IBAN = "FR7630006000011234567890189", "FR1420041010050500013M02606"
_WHO = {"seller_siret": SELLER, "buyer_siret": BUYER}

_agency = written(
    (50, (40, "THERMIE OUEST"), (330, "DÉPARTEMENT DU FINISTÈRE")),
    (62, (40, "Agence de Brest, 4 rue de Siam"), (330, "Direction des collèges")),
    (74, (40, "29200 BREST"), (330, "29000 QUIMPER")),
    (
        86,
        (40, "Siret établissement : 404 833 048 00022"),
        (330, "Siret client : 213 502 388 00019"),
    ),
    (140, (40, "Facture n° 26-BR-0417 du 12 février 2026")),
    (152, (40, "Engagement n° 2026-COL-77")),
    (220, (40, "Entretien de chaufferie"), (-555, "1 250,00")),
    (300, (360, "Total HT"), (-555, "1 250,00 €")),
    (313, (360, "TVA 20 %"), (-555, "250,00 €")),
    (326, (360, "Total TTC"), (-555, "1 500,00 €")),
    (350, (40, "À régler pour le 14 mars 2026, IBAN FR76 3000 6000 0112 3456 7890 189")),
    (
        790,
        (
            40,
            "Thermie Ouest SA au capital de 900 000 € - Siège social : 2 quai de la Fosse, Nantes",
        ),
    ),
    (802, (40, "RCS Nantes 404 833 048 - Siret siège 404 833 048 00014 - FR12404833048")),
)

_factor = written(
    (50, (40, "Intérim du Léon"), (330, "Doit :")),
    (62, (40, "29400 LANDIVISIAU"), (330, "VILLE DE MORLAIX")),
    (74, (40, "SIRET 404 833 048 00022 - APE 7820Z"), (330, "SIRET 213 502 388 00019")),
    (130, (40, "FACTURE"), (200, "N° IL-26-0093"), (330, "Date : 28/02/2026")),
    (200, (40, "Mise à disposition, semaines 6 à 9"), (-555, "3 000,00")),
    (280, (360, "Montant HT"), (-555, "3 000,00")),
    (293, (360, "TVA 20,00 %"), (-555, "600,00")),
    (306, (360, "Montant TTC"), (-555, "3 600,00")),
    (319, (360, "Net à payer"), (-555, "3 600,00")),
    (360, (40, "Créance cédée : pour être libératoire, votre règlement est à adresser à")),
    (372, (40, "FACTOBAIL AFFACTURAGE, SIRET 428 393 656 00015")),
    (384, (40, "IBAN FR14 2004 1010 0505 0001 3M02 606")),
    (790, (40, "Intérim du Léon SARL - Notre compte : FR76 3000 6000 0112 3456 7890 189")),
)

_reminder = written(
    (50, (40, "Eaux du Trégor SNC"), (330, "Client :")),
    (62, (40, "22300 LANNION"), (330, "Commune de Trégastel")),
    (74, (40, "RCS Saint-Brieuc - SIRET 404 833 048 00022"), (330, "SIRET 213 502 388 00019")),
    (130, (40, "Facture d'eau"), (200, "N° 2026-118-04471")),
    (142, (40, "Émise le 05/03/2026")),
    (154, (40, "Dernier paiement reçu le 02/02/2026 : 210,00 €. Merci.")),
    (180, (40, "Rappel : facture n° 2025-118-03310 du 04/12/2025 impayée, échue le 03/01/2026")),
    (192, (40, "Montant de la facture précédente TTC"), (-555, "633,00 €")),
    (230, (40, "Consommation du semestre, 300 m3"), (-555, "400,00")),
    (300, (330, "Total HT de la présente facture"), (-555, "400,00 €")),
    (313, (330, "TVA à 5,5 %"), (-555, "22,00 €")),
    (326, (330, "Total TTC de la présente facture"), (-555, "422,00 €")),
    (352, (40, "Paiement avant le 04/04/2026")),
)

_situation = written(
    (50, (40, "MAÇONNERIE LE GOFF"), (330, "Maître d'ouvrage :")),
    (62, (40, "56300 PONTIVY"), (330, "Ville de Pontivy")),
    (74, (40, "SIRET 404 833 048 00022 - RCS Lorient"), (330, "SIRET 213 502 388 00019")),
    (130, (40, "SITUATION N° 3 - FACTURE N° 2026/03/12"), (400, "le 31/03/2026")),
    (142, (40, "Marché n° 2025-041")),
    (180, (40, "Travaux exécutés, cumul"), (-430, "à ce jour"), (-555, "50 000,00")),
    (220, (40, "Total HT cumulé"), (-555, "50 000,00")),
    (233, (40, "TVA 20 % sur cumul"), (-555, "10 000,00")),
    (246, (40, "Total TTC cumulé"), (-555, "60 000,00")),
    (270, (40, "Situations précédentes TTC"), (-555, "48 000,00")),
    (300, (40, "Montant HT de la présente situation"), (-555, "10 000,00")),
    (313, (40, "TVA 20 %"), (-555, "2 000,00")),
    (326, (40, "Montant TTC de la présente situation"), (-555, "12 000,00")),
    (339, (40, "Net à payer"), (-555, "12 000,00")),
)

_credit = written(
    (50, (40, "PAPETERIE DU PORT"), (330, "Facturé à :")),
    (62, (40, "29900 CONCARNEAU"), (330, "CCAS de Concarneau")),
    (74, (40, "SIRET 404 833 048 00022 - RCS Quimper"), (330, "SIRET 213 502 388 00019")),
    (130, (40, "AVOIR"), (200, "N° A26-0012"), (330, "Date : 12/03/2026")),
    (150, (40, "sur facture n° F26-0301 du 20/02/2026, échéance 22/03/2026")),
    (180, (40, "Montant TTC de la facture d'origine"), (-555, "1 200,00")),
    (220, (40, "Retour de deux cartons"), (-555, "-100,00")),
    (300, (330, "Total HT"), (-555, "-100,00")),
    (313, (330, "TVA 20 %"), (-555, "-20,00")),
    (326, (330, "Total TTC"), (-555, "-120,00")),
)

_debited = written(
    (50, (40, "Lumière de Loire"), (330, "Adresse de facturation")),
    (62, (40, "44000 NANTES"), (330, "SYNDICAT DES EAUX")),
    (74, (40, "SIRET 404 833 048 00022 - RCS Nantes"), (330, "SIRET 213 502 388 00019")),
    (130, (40, "Facture n° 1044 7712 003 du 11 mars 2026")),
    (142, (40, "Point de livraison : 14587203665871")),
    (220, (330, "Total HT"), (-555, "1 000,00 €")),
    (233, (330, "TVA (20 %)"), (-555, "200,00 €")),
    (246, (330, "Total TTC"), (-555, "1 200,00 €")),
    (270, (40, "Montant prélevé le 30/03/2026 sur votre compte FR76 3000 6000 0112 3456 7890 189")),
)

_delivered = written(
    (50, (40, "Mobilier Kerdoncuff"), (330, "LIVRAISON"), (450, "")),
    (62, (40, "29800 LANDERNEAU"), (330, "Lycée Amiral-Ronarc'h")),
    (74, (40, "SIRET 404 833 048 00022 - RCS Brest"), (330, "SIRET 197 501 234 00018")),
    (110, (330, "FACTURATION")),
    (122, (330, "Région Bretagne")),
    (134, (330, "Siret 213 502 388 00019")),
    (180, (40, "Facture FK-2026-88"), (200, "du 04/02/2026")),
    (240, (40, "Chaises, lot de 40"), (-555, "2 000,00")),
    (300, (330, "Total HT"), (-555, "2 000,00")),
    (313, (330, "TVA 20 %"), (-555, "400,00")),
    (326, (330, "TOTAL TTC"), (-555, "2 400,00")),
)

_corrects = written(
    (50, (40, "VERT DU LÉON"), (330, "Facture avoir")),
    (62, (330, "Réf. : AV2603-0008")),
    (74, (330, "Date : 18/03/2026")),
    (86, (330, "Correction de la facture : FA2602-0156")),
    (110, (330, "MAIRIE DE PLOUGUERNEAU")),
    (122, (330, "SIRET : 213 502 388 00019")),
    (220, (40, "Retour d'une débroussailleuse"), (-555, "-500,00")),
    (300, (360, "Total HT"), (-555, "-500,00")),
    (313, (360, "Total TVA 20 %"), (-555, "-100,00")),
    (326, (360, "Total TTC"), (-555, "-600,00")),
    (802, (40, "SARL au capital de 30 000 € - SIRET : 404 833 048 00022 - RCS Brest")),
)

_chorus_line = written(
    (50, (40, "VOLTALP"), (330, "Facturé à")),
    (62, (40, "38000 GRENOBLE"), (330, "Ville de Voiron")),
    (130, (40, "FACTURE N° F-2026-031"), (330, "Date : 04/02/2026")),
    (150, (40, "Chantier : école Jules Ferry")),
    (162, (40, "Informations Chorus Pro - SIRET : 213 502 388 00019 - Code service : PATBAT")),
    (220, (40, "Remise aux normes"), (-555, "2 000,00")),
    (300, (360, "Total HT"), (-555, "2 000,00 €")),
    (313, (360, "TVA 20 %"), (-555, "400,00 €")),
    (326, (360, "Total TTC"), (-555, "2 400,00 €")),
    (802, (40, "Voltalp SARL - capital 12 000 € - SIRET 404 833 048 00022 - APE 4321A")),
)


FIRMS = (
    Firm(
        "an agency whose head office is in the footer",
        _agency,
        {
            **_WHO,
            "invoice_number": "26-BR-0417",
            "issue_date": "2026-02-12",
            "due_date": "2026-03-14",
            "tax_inclusive_amount": "1500.00",
            "purchase_order_reference": "2026-COL-77",
            "iban": IBAN,
        },
        vat=(("20.00", "1250.00", "250.00"),),
        unsure=("seller_siret",),
    ),
    Firm(
        "a factor to be paid",
        _factor,
        {
            **_WHO,
            "invoice_number": "IL-26-0093",
            "issue_date": "2026-02-28",
            "tax_inclusive_amount": "3600.00",
            "iban": OTHER_IBAN,
        },
        vat=(("20.00", "3000.00", "600.00"),),
        unsure=("iban",),
    ),
    Firm(
        "a reminder of an earlier invoice",
        _reminder,
        {
            **_WHO,
            "invoice_number": "2026-118-04471",
            "issue_date": "2026-03-05",
            "due_date": "2026-04-04",
            "tax_exclusive_amount": "400.00",
            "tax_inclusive_amount": "422.00",
        },
        vat=(("5.50", "400.00", "22.00"),),
    ),
    Firm(
        "a situation after its cumulated amounts",
        _situation,
        {
            **_WHO,
            "invoice_number": "2026/03/12",
            "issue_date": "2026-03-31",
            "tax_exclusive_amount": "10000.00",
            "tax_inclusive_amount": "12000.00",
            "payable_amount": "12000.00",
            "contract_reference": "2025-041",
        },
        vat=(("20.00", "10000.00", "2000.00"),),
    ),
    Firm(
        "a credit note with the original's total",
        _credit,
        {
            **_WHO,
            "invoice_number": "A26-0012",
            "issue_date": "2026-03-12",
            "preceding_invoice_reference": "F26-0301",
            "tax_inclusive_amount": "-120.00",
        },
        vat=(("20.00", "-100.00", "-20.00"),),
    ),
    Firm(
        "an account that is debited",
        _debited,
        {**_WHO, "issue_date": "2026-03-11", "tax_inclusive_amount": "1200.00"},
        vat=(("20.00", "1000.00", "200.00"),),
        missing=("iban",),
    ),
    Firm(
        "a school that is delivered",
        _delivered,
        {
            **_WHO,
            "invoice_number": "FK-2026-88",
            "issue_date": "2026-02-04",
            "tax_inclusive_amount": "2400.00",
        },
        vat=(("20.00", "2000.00", "400.00"),),
    ),
    Firm(
        "a credit note that corrects an invoice",
        _corrects,
        {
            **_WHO,
            "invoice_number": "AV2603-0008",
            "issue_date": "2026-03-18",
            "type_code": "AVOIR",
            "preceding_invoice_reference": "FA2602-0156",
            "tax_inclusive_amount": "-600.00",
        },
        vat=(("20.00", "-500.00", "-100.00"),),
    ),
    Firm(
        "what Chorus Pro asks for under a place of work",
        _chorus_line,
        {
            **_WHO,
            "invoice_number": "F-2026-031",
            "issue_date": "2026-02-04",
            "buyer_reference": "PATBAT",
            "tax_inclusive_amount": "2400.00",
        },
        vat=(("20.00", "2000.00", "400.00"),),
    ),
)
