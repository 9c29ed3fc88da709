"""The money of an invoice drawn at random, and the ways to show its totals."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.documents.pdf_samples import Placed

_EXCLUSIVE = ("Total HT", "Montant HT", "Total hors taxes", "TOTAL H.T.", "Total net HT")
_EXCLUSIVE += ("Montant total HT", "Sous-total HT", "Total Hors Taxe", "MONTANT TOTAL HORS TVA")
_INCLUSIVE = ("Total TTC", "Montant TTC", "TOTAL T.T.C.", "Total TTC à payer", "Montant total TTC")
_INCLUSIVE += ("Total général TTC", "Total toutes taxes comprises", "TOTAL", "Total (TTC)")
_DUE = ("Net à payer", "Reste à payer", "NET A PAYER", "Solde à payer", "Montant dû")
_CENT = Decimal("0.01")
_RATES = (Decimal("20"), Decimal("10"), Decimal("5.5"))


@dataclass(frozen=True)
class Money:
    """Bases and rates; what was paid before, zero most of the time."""

    bases: tuple[Decimal, ...]
    rates: tuple[Decimal, ...]
    paid: Decimal = Decimal(0)

    @property
    def taxes(self) -> tuple[Decimal, ...]:
        pairs = zip(self.bases, self.rates, strict=True)
        return tuple((b * r / 100).quantize(_CENT, ROUND_HALF_UP) for b, r in pairs)

    @property
    def exclusive(self) -> Decimal:
        return sum(self.bases, Decimal(0))

    @property
    def tax(self) -> Decimal:
        return sum(self.taxes, Decimal(0))

    @property
    def inclusive(self) -> Decimal:
        return self.exclusive + self.tax

    def fields(self) -> dict[str, str]:
        """The totals under the names of a reading."""
        return {
            "tax_exclusive_amount": f"{self.exclusive:.2f}",
            "tax_amount": f"{self.tax:.2f}",
            "tax_inclusive_amount": f"{self.inclusive:.2f}",
            "payable_amount": f"{self.inclusive - self.paid:.2f}",
        }


def draw_money(random: Random) -> Money:
    """Choose one rate or two, sometimes something paid before, sometimes below zero."""
    sign = -1 if random.random() < 0.1 else 1
    count = 2 if random.random() < 0.25 else 1
    bases = tuple(sign * Decimal(random.randrange(1_000, 9_000_000)) / 100 for _ in range(count))
    money = Money(bases, tuple(random.sample(_RATES, count)))
    if sign > 0 and random.random() < 0.2:
        return Money(bases, money.rates, (money.inclusive / 5).quantize(_CENT))
    return money


def written(value: Decimal, random: Random) -> str:
    """Write an amount in one of the French ways."""
    whole, cents = f"{abs(value):,.2f}".split(".")
    style = random.choice([" ", ".", "", "\u00a0"])
    text = ("-" if value < 0 else "") + f"{whole.replace(',', style)},{cents}"
    if random.random() < 0.05 and value > 0:
        return f"€ {text}"
    return text + random.choice(["", " €", " EUR", "€", " Euros"])


def draw_totals(money: Money, random: Random) -> list[Placed]:
    """Show the totals: as a column with its labels, or as a row under its headings."""
    heads, values = _labelled(money, random)
    texts = [written(value, random) for value in values]
    if len(heads) < 5 and random.random() < 0.3:
        columns = [50 + 135 * n for n in range(len(heads))]
        below = [(left, 516, text) for left, text in zip(columns, texts, strict=True)]
        return [*[(left, 500, head) for left, head in zip(columns, heads, strict=True)], *below]
    colon = random.choice(["", " :", " .........", " (€)", " en EUR"])
    return [
        *[(260, 500 + 14 * n, head + colon) for n, head in enumerate(heads)],
        *[
            (540 - stringWidth(text, "Helvetica", 9), 500 + 14 * n, text)
            for n, text in enumerate(texts)
        ],
    ]


def _labelled(money: Money, random: Random) -> tuple[list[str], list[Decimal]]:
    rates = [f"{rate} %".replace(".", ",") for rate in money.rates]
    heads, values = [random.choice(_EXCLUSIVE)], [money.exclusive]
    if len(rates) > 1:
        heads += [f"TVA {rate}" for rate in rates]
        values += money.taxes
    if len(rates) == 1 or random.random() < 0.5:
        single = [f"TVA {rates[0]}", f"TVA ({rates[0]})", "TVA", "T.V.A."] if len(rates) < 2 else []
        heads.append(random.choice(["Total TVA", "Montant TVA", *single]))
        values.append(money.tax)
    heads.append(random.choice(_INCLUSIVE))
    values.append(money.inclusive)
    if money.paid:
        heads.append(random.choice(["Acompte versé", "Déjà réglé", "Acompte"]))
        values.append(money.paid)
    if money.paid or random.random() < 0.3:
        heads.append(random.choice(_DUE))
        values.append(money.inclusive - money.paid)
    return heads, values
