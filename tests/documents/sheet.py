"""A laid out invoice and what it says."""

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


TITLE = lines("FACTURE", left=60, top=60)


def column(*rows: tuple[str, str], top: float = 300) -> list[Placed]:
    """Place words on the left and amounts on the right, line after line."""
    placed = [
        row(top + 14 * place, (60, words), (480, said)) for place, (words, said) in enumerate(rows)
    ]
    return [one for line in placed for one in line]
