"""French invoices after forms: labels under values, two labels in one cell, tables of VAT."""

from tests.documents.paper import BUYER, SELLER, Firm, written

IBAN = "FR7630006000011234567890189"
_WHO = {"seller_siret": SELLER, "buyer_siret": BUYER}
_PARTIES = (
    (50, (40, "ATELIER RIOU"), (330, "Facturé à :")),
    (62, (40, "29000 QUIMPER"), (330, "Mairie de Quimper")),
    (74, (40, "SIRET 404 833 048 00022 - RCS Quimper"), (330, "SIRET 213 502 388 00019")),
)

_under = written(
    *_PARTIES,
    (120, (40, "FC 12-2604"), (180, "22.01.2026")),
    (131, (40, "n° de facture"), (180, "date de facture")),
    (152, (40, "2026-0088"), (180, "21.02.2026")),
    (163, (40, "engagement"), (180, "échéance")),
    (220, (40, "Fioul domestique, 3 000 L"), (-555, "3 000,00")),
    (300, (360, "Total HT"), (-555, "3 000,00 EUR")),
    (313, (360, "TVA 20,00 %"), (-555, "600,00 EUR")),
    (326, (360, "Total TTC à payer"), (-555, "3 600,00 EUR")),
)

_pairs = written(
    *_PARTIES,
    (120, (40, "facture n°"), (180, "26-118")),
    (132, (40, "du"), (180, "05 FEV 2026")),
    (144, (40, "éch."), (180, "07-03-26")),
    (170, (40, "service / engagement")),
    (182, (40, "MOB-DOUCES / 202600177")),
    (250, (40, "3 rue du Marché n° 14, pose de bancs"), (-555, "500,00")),
    (300, (360, "total ht"), (-555, "500,00 €")),
    (313, (360, "tva 20 % (base 500,00 €)"), (-555, "100,00 €")),
    (326, (360, "total ttc"), (-555, "600,00 €")),
    (360, (40, "Merci de régler sur le compte : FR76 3000 6000 0112")),
    (372, (40, "3456 7890 189, avant le 7 mars 2026")),
)

_bare_rates = written(
    *_PARTIES,
    (120, (40, "Fact. n°"), (120, "0260203-4"), (300, "Code sce"), (380, "VOIRIE")),
    (132, (40, "Date"), (120, "03-02-26"), (300, "E.J."), (380, "4500098127")),
    (170, (40, "Repas et boissons"), (-555, "300,00")),
    (300, (40, "Tx"), (-140, "Base HT"), (-220, "Mt TVA"), (-300, "TTC")),
    (312, (40, "10,00"), (-140, "200,00"), (-220, "20,00"), (-300, "220,00")),
    (324, (40, "20,00"), (-140, "100,00"), (-220, "20,00"), (-300, "120,00")),
    (336, (-140, "300,00"), (-180, "Totaux"), (-220, "40,00"), (-300, "340,00")),
    (350, (360, "Somme à payer avant le 05/03/2026"), (-555, "340,00 €")),
)

_english = written(
    (50, (40, "Corval Instruments")),
    (62, (40, "SIRET 404 833 048 00022 · VAT No / N° TVA FR12404833048")),
    (
        100,
        (40, "BILL TO / Facturé à"),
        (220, "SHIP TO / Livré à"),
        (400, "INVOICE / Facture n° C26AB"),
    ),
    (112, (40, "Université de Brest"), (220, "CNRS, bât. B"), (400, "DATE 02/03/2026")),
    (124, (40, "SIRET 213 502 388 00019"), (220, "SIRET 180 089 013 00015")),
    (136, (400, "DUE DATE / Échéance 01/04/2026")),
    (170, (40, "P.O. NUMBER / N° d'engagement"), (220, "DEPARTMENT / Code service")),
    (182, (40, "4500231988"), (220, "UMR7042")),
    (220, (40, "Annual licence / Licence annuelle"), (-555, "4 980,00")),
    (300, (300, "SUBTOTAL / Sous-total HT"), (-555, "4 980,00")),
    (313, (300, "VAT / TVA @ 20% on 4 980,00"), (-555, "996,00")),
    (326, (300, "TOTAL / Total TTC"), (-555, "5 976,00")),
)

_columns = written(
    *_PARTIES,
    (120, (40, "Facture n° 26/04/031 du 30/04/2026")),
    (132, (40, "Règlement à trente jours, soit au plus tard le 30 mai 2026")),
    (200, (-320, "Cumul"), (-440, "Situations précédentes"), (-555, "Ce mois")),
    (214, (40, "Gros œuvre"), (-320, "50 000,00"), (-440, "40 000,00"), (-555, "10 000,00")),
    (240, (40, "Total HT"), (-320, "50 000,00"), (-440, "40 000,00"), (-555, "10 000,00")),
    (253, (40, "TVA 20 %"), (-320, "10 000,00"), (-440, "8 000,00"), (-555, "2 000,00")),
    (266, (40, "Total TTC"), (-320, "60 000,00"), (-440, "48 000,00"), (-555, "12 000,00")),
)

_exempt = written(
    *_PARTIES,
    (120, (40, "Note d'honoraires n° 24 bis"), (330, "Quimper, le 31 janvier 2026")),
    (200, (40, "Réception du 13.01.2026 - bon de commande"), (330, "4 place de la Gare")),
    (212, (40, "MED26-31 du 05.01.2026")),
    (240, (40, "Vacations"), (-555, "1 080,00")),
    (252, (40, "Examens"), (-555, "400,00")),
    (266, (40, "TOTAL"), (-555, "1 480,00 €")),
    (300, (40, "Exonéré de T.V.A. - article 261, 4-1° du C.G.I.")),
)

_without_sum = written(
    *_PARTIES,
    (120, (40, "Facture n° 2026-77"), (330, "Date : 30/01/2026")),
    (180, (40, "Électrodes"), (-440, "TVA 20,0 %"), (-555, "55,60 €")),
    (194, (40, "Gel de contact"), (-440, "TVA 5,5 %"), (-555, "44,80 €")),
    (300, (330, "Montant HT"), (-555, "100,40 €")),
    (313, (330, "TVA 5,5 % sur 44,80 €"), (-555, "2,46 €")),
    (326, (330, "TVA 20,0 % sur 55,60 €"), (-555, "11,12 €")),
    (339, (330, "Total"), (-555, "113,98 €")),
)

_reverse_charge = written(
    *_PARTIES,
    (120, (40, "Facture n° 2026-0012 du 20 février 2026")),
    (132, (40, "Date limite de règlement : 22/03/2026")),
    (200, (40, "Désignation"), (-555, "Total EUR")),
    (214, (40, "Terrassement"), (-555, "4 662,00")),
    (228, (40, "Fourreaux"), (-555, "2 590,00")),
    (300, (360, "Total HT"), (-555, "7 252,00")),
    (313, (360, "TVA 0 % (autoliquidation)"), (-555, "0,00")),
    (326, (360, "Net à payer"), (-555, "7 252,00")),
    (350, (40, "TVA due par le preneur, art. 283-2 nonies du CGI")),
)

FIRMS = (
    Firm(
        "labels under their values",
        _under,
        {
            **_WHO,
            "invoice_number": "FC 12-2604",
            "issue_date": "2026-01-22",
            "due_date": "2026-02-21",
            "purchase_order_reference": "2026-0088",
            "tax_inclusive_amount": "3600.00",
        },
        vat=(("20.00", "3000.00", "600.00"),),
        missing=("buyer_reference", "contract_reference"),
    ),
    Firm(
        "two labels in a cell and an account on two lines",
        _pairs,
        {
            **_WHO,
            "invoice_number": "26-118",
            "issue_date": "2026-02-05",
            "due_date": "2026-03-07",
            "buyer_reference": "MOB-DOUCES",
            "purchase_order_reference": "202600177",
            "tax_inclusive_amount": "600.00",
            "iban": IBAN,
        },
        vat=(("20.00", "500.00", "100.00"),),
        missing=("contract_reference",),
    ),
    Firm(
        "rates without their sign and the word of totals in their column",
        _bare_rates,
        {
            **_WHO,
            "invoice_number": "0260203-4",
            "issue_date": "2026-02-03",
            "due_date": "2026-03-05",
            "buyer_reference": "VOIRIE",
            "purchase_order_reference": "4500098127",
            "tax_exclusive_amount": "300.00",
            "tax_amount": "40.00",
            "tax_inclusive_amount": "340.00",
            "payable_amount": "340.00",
        },
        vat=(("10.00", "200.00", "20.00"), ("20.00", "100.00", "20.00")),
    ),
    Firm(
        "English before French",
        _english,
        {
            **_WHO,
            "invoice_number": "C26AB",
            "issue_date": "2026-03-02",
            "due_date": "2026-04-01",
            "buyer_reference": "UMR7042",
            "purchase_order_reference": "4500231988",
            "tax_inclusive_amount": "5976.00",
        },
        vat=(("20.00", "4980.00", "996.00"),),
    ),
    Firm(
        "columns of what was cumulated before those of the month",
        _columns,
        {
            **_WHO,
            "invoice_number": "26/04/031",
            "issue_date": "2026-04-30",
            "due_date": "2026-05-30",
            "tax_exclusive_amount": "10000.00",
            "tax_inclusive_amount": "12000.00",
        },
        vat=(("20.00", "10000.00", "2000.00"),),
    ),
    Firm(
        "an exemption and an order by an address",
        _exempt,
        {
            **_WHO,
            "invoice_number": "24 bis",
            "issue_date": "2026-01-31",
            "purchase_order_reference": "MED26-31",
            "tax_exclusive_amount": "1480.00",
            "tax_amount": "0.00",
            "tax_inclusive_amount": "1480.00",
        },
        vat=(),
    ),
    Firm(
        "two rates without a sum of VAT",
        _without_sum,
        {
            **_WHO,
            "invoice_number": "2026-77",
            "issue_date": "2026-01-30",
            "tax_exclusive_amount": "100.40",
            "tax_amount": "13.58",
            "tax_inclusive_amount": "113.98",
        },
        vat=(("5.50", "44.80", "2.46"), ("20.00", "55.60", "11.12")),
    ),
    Firm(
        "a reverse charge",
        _reverse_charge,
        {
            **_WHO,
            "invoice_number": "2026-0012",
            "issue_date": "2026-02-20",
            "due_date": "2026-03-22",
            "tax_exclusive_amount": "7252.00",
            "tax_amount": "0.00",
            "tax_inclusive_amount": "7252.00",
            "payable_amount": "7252.00",
        },
        vat=(("0.00", "7252.00", "0.00"),),
    ),
)
