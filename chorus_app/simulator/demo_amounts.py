"""The amounts of demonstration invoices, in cents, and the goods behind them."""

import json
from random import Random
from typing import Any

from chorus_app.domain.status import Status

Row = dict[str, Any]
_GOODS = (
    ("ARB-12", "Arbustes d'ornement en conteneur", "pièce"),
    ("GAZ-05", "Gazon de placage", "m²"),
    ("TER-40", "Terreau horticole, sac de 40 l", "sac"),
    ("FLE-01", "Plants de massif, godet de 9", "pièce"),
    ("ENT-08", "Entretien d'espaces verts", "heure"),
    ("OUT-22", "Outillage de jardin", "lot"),
    ("ARR-03", "Tuyau d'arrosage goutte à goutte", "m"),
    ("PAI-10", "Paillage de chanvre", "m³"),
)
SMALLEST = (1033, 2000)
LARGEST = (105_750_000, 2000)


def amounts(net: int, rate: int, throw: Random) -> Row:
    """Return totals in cents and the lines behind them; `rate` in hundredths of a percent."""
    reference, label, unit = throw.choice(_GOODS)
    vat = (net * rate + 5000) // 10000
    line = {
        "number": 1,
        "reference": reference,
        "label": label,
        "quantity": 1,
        "unit": unit,
        "price": net,
        "discount": 0,
        "rate": rate,
    }
    return {
        "net": net,
        "vat": vat,
        "gross": net + vat,
        "payable": net + vat,
        "vat_lines": json.dumps([{"rate": rate, "base": net, "vat": vat}]),
        "lines": json.dumps([line]),
    }


def set_amounts(invoices: list[Row], rank: int, figures: tuple[int, int]) -> None:
    """Give one paid invoice a total that the demonstration must show."""
    paid = [row for row in invoices if row["status"] == Status.MISE_EN_PAIEMENT and row["net"] > 0]
    paid[rank] |= amounts(*figures, Random(rank))  # noqa: S311 -- invents, protects nothing


def credit(row: Row, origin: Row) -> Row:
    """Turn an invoice into a credit note. Its sign is a choice: none was published."""
    signed = {name: -abs(row[name]) for name in ("net", "vat", "gross", "payable")}
    vat_lines = [
        line | {"base": -line["base"], "vat": -line["vat"]} for line in json.loads(row["vat_lines"])
    ]
    lines = [line | {"price": -line["price"]} for line in json.loads(row["lines"])]
    return signed | {
        "type_code": "AVOIR",
        "payment_means": "",
        "preceding_number": origin["number"],
        "vat_lines": json.dumps(vat_lines),
        "lines": json.dumps(lines),
    }
