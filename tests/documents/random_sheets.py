"""Invoices drawn at random: any label, any format, any place, any order of drawing.

What a person would read on them is known, so a reader can be asked for two things: nothing certain
may be wrong, and most of it must be found.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.documents.pdf_samples import Placed, lines
from tests.documents.random_totals import Money, draw_money, draw_totals, written

_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août")
_MONTHS += ("septembre", "octobre", "novembre", "décembre")
_SIRETS = ("73282932000074", "21750001600019", "40483304800022", "55210055400013", "13002526500013")
_PUBLIC = ("Mairie de Dinan", "Ville de Rennes", "Lycée Bréquigny", "Centre hospitalier Nord")
_FIRMS = ("Aubry SARL", "Menuiserie du Port", "SAS Lumen", "Garage Kervella", "Cabinet Le Goff")


@dataclass(frozen=True)
class Values:
    """What the invoice says."""

    number: str
    issued: date
    due: date
    seller: str
    buyer: str
    money: Money

    def fields(self) -> dict[str, str]:
        """The values under the names of a reading."""
        return {
            "invoice_number": self.number,
            "issue_date": self.issued.isoformat(),
            "due_date": self.due.isoformat(),
            "seller_siret": self.seller,
            "buyer_siret": self.buyer,
            **self.money.fields(),
        }


def draw_values(random: Random) -> Values:
    """Choose what an invoice says."""
    issued = date(2024, 1, 1) + timedelta(days=random.randrange(900))
    seller, buyer = random.sample(_SIRETS, 2)
    number = random.choice(
        [
            f"FA-{issued.year}-{random.randrange(1000):04}",
            f"F{issued.year}{random.randrange(10000):05}",
            f"{issued.year}/{random.randrange(1, 999):03}",
            f"{random.randrange(10_000, 9_999_999)}",
            f"FAC/{issued.year}/{random.randrange(99999):05}",
            f"{issued:%y%m}-{random.randrange(100, 999)}",
            f"FV{random.randrange(100_000):06}",
            f"{issued.year}-{issued.month:02}-{random.randrange(99):03}",
            f"F-{issued:%Y%m%d}-{random.randrange(9)}",
            f"D{random.randrange(9999)}_{issued.year}",
        ]
    )
    return Values(number, issued, issued + timedelta(days=30), seller, buyer, draw_money(random))


def draw_sheet(values: Values, random: Random) -> list[Placed]:
    """Lay the values out on a page."""
    placed = [
        *_parties(values, random),
        *_identity(values, random),
        *_lines_of_goods(values, random),
        *draw_totals(values.money, random),
        *_noise(values, random),
    ]
    if random.random() < 0.4:
        random.shuffle(placed)
    return placed


def _day(day: date, random: Random) -> str:
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return random.choice([f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", f"{day:%d.%m.%Y}", words, f"{day}"])


def _siret(number: str, random: Random) -> str:
    spaced = f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"
    return random.choice(
        [number, spaced, spaced.replace(" ", "\u00a0"), f"{number[:9]} {number[9:]}"]
    )


def _parties(values: Values, random: Random) -> list[Placed]:
    firm, body = random.choice(_FIRMS), random.choice(_PUBLIC)
    head = random.choice([[], ["Émetteur"], ["Fournisseur :"]])
    words = ["SIRET", "Siret :", "N° SIRET :", "SIREN / SIRET :", "Siret n°", "N° Siret"]
    own = f"{random.choice(words)} {_siret(values.seller, random)}"
    if random.random() < 0.3:
        own += random.choice([" - APE 4332A", " - TVA FR44732829320", " - RCS Rennes"])
    footer = random.random() < 0.4
    address = [firm, "12 rue des Ateliers", "35000 Rennes", "Tél : 02 99 00 00 00"]
    left = [*head, *address, *([] if footer else [own])]
    to = ["Client", "Destinataire :", "Facturé à", "Adressé à :", "Client :", "CLIENT", "Acheteur"]
    theirs = f"{random.choice(words)} {_siret(values.buyer, random)}"
    right = [random.choice(to), body, "1 place de la République", "35000 Rennes", theirs]
    if random.random() < 0.2:
        right = [body, "1 place de la République", "35000 Rennes", f"SIRET client : {values.buyer}"]
    sides = (330, 50) if random.random() < 0.15 else (50, 330)
    tops = (60, 120) if sides[0] < sides[1] else (60, 60)
    placed = [
        *lines(*left, left=sides[0], top=tops[0], step=12),
        *lines(*right, left=sides[1], top=tops[1], step=12),
    ]
    if footer:
        bottom = f"{firm} au capital de 10 000 € - {own} - RCS Rennes - APE 4332A"
        placed.append((50, 810, bottom))
    return placed


def _identity(values: Values, random: Random) -> list[Placed]:
    issued, due = _day(values.issued, random), _day(values.due, random)
    style = random.randrange(8)
    if style == 0:
        return lines(
            f"FACTURE N° {values.number}", f"Date : {issued}", f"Échéance : {due}", top=220
        )
    if style == 1:
        text = f"Facture n°{values.number} du {issued}"
        return lines(text, f"Date d'échéance : {due}", left=330, top=200)
    if style == 2:
        heads = ["N° de facture", "Date de facture", "N° client", "Échéance"]
        cells = [values.number, issued, "C-00042", due]
        return [
            *[(50 + 125 * n, 240, text) for n, text in enumerate(heads)],
            *[(50 + 125 * n, 254, text) for n, text in enumerate(cells)],
            (400, 60, "FACTURE"),
        ]
    if style == 3:
        pairs = [("Numéro de facture", values.number), ("Date d'émission", issued)]
        pairs.append(("Date limite de paiement", due))
        return [
            *[(330, 220 + 14 * n, head) for n, (head, _) in enumerate(pairs)],
            *[(470, 220 + 14 * n, text) for n, (_, text) in enumerate(pairs)],
        ]
    if style == 4:
        rest = lines(f"Émise le {issued}", f"À régler avant le {due}", left=330, top=224)
        return [(330, 210, f"Facture {values.number}"), *rest]
    if style == 5:
        labels = [f"N° : {values.number}", f"Date : {issued}", f"Échéance le {due}"]
        return [(330, 200, "FACTURE"), *lines(*labels, left=330, top=216)]
    if style == 6:
        text = f"Référence facture : {values.number} - Date facture : {issued}"
        return lines(text, f"Paiement au plus tard le {due}", left=50, top=240)
    return [
        (50, 220, "Facture"),
        (150, 220, values.number),
        *lines(f"Rennes, le {issued}", f"Échéance : {due}", left=330, top=220),
    ]


def _lines_of_goods(values: Values, random: Random) -> list[Placed]:
    exclusive, rate = values.money.exclusive, values.money.rates[0]
    first = (exclusive / 3).quantize(Decimal("0.01"))
    places = (50, 300, 350, 440, 510)
    heads = random.choice(
        [
            ("Désignation", "Qté", "P.U. HT", "Total HT", "TVA"),
            ("Description", "Quantité", "Prix unitaire", "Montant", "Taxes"),
        ]
    )
    rows = [heads]
    for name, price in (("Prestation", first), ("Fourniture", exclusive - first)):
        shown = written(price, random)
        rows.append((name, "1", shown, shown, f"{rate} %"))
    return [
        (left, 330 + 16 * number, text)
        for number, row in enumerate(rows)
        for left, text in zip(places, row, strict=True)
    ]


def _noise(values: Values, random: Random) -> list[Placed]:
    before = values.issued - timedelta(days=20)
    sentences = [
        f"Date de livraison : {_day(before, random)}",
        f"Bon de livraison n° BL-{random.randrange(9999)} du {_day(before, random)}",
        "N° TVA intracommunautaire : FR44732829320",
        f"Commande n° BC-{random.randrange(9999)} du {_day(before, random)}",
        f"Période du {_day(before, random)} au {_day(values.issued, random)}",
        "Indemnité forfaitaire pour frais de recouvrement : 40 €",
        "Pas d'escompte pour paiement anticipé, pénalités de retard au taux légal.",
        f"Devis n° D{random.randrange(99999)} accepté le {_day(before, random)}",
        f"Acompte sur facture n° FA-{random.randrange(9999)} : 0,00 €",
        "Total des heures : 12,50",
        f"Votre référence : {random.randrange(99999)}",
        f"Contrat n° {random.randrange(99999)} - Client n° {random.randrange(99999)}",
        "Capital social : 10 000 €",
        f"Dernière facture : FA-{random.randrange(9999)} du {_day(before, random)}",
        "RIB : 30006 00001 12345678901 89",
        f"Dossier suivi par M. Martin, tél. 02 99 {random.randrange(99)} 00 00",
        f"Chantier livré le {_day(before, random)}",
        "Dont éco-participation : 1,20 €",
    ]
    chosen = random.sample(sentences, random.randrange(5))
    return lines(*chosen, left=50, top=620, step=14)
