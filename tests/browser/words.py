"""What a French reader expects to read, written without the product's own formatters.

Playwright compares words with every kind of space taken for a plain one, and so does this.
"""

from datetime import date


def euros(cents: int) -> str:
    """`1 234,56 €`."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}".replace(",", " ") + f",{rest:02d} €"


def day(moment: date | None) -> str:
    """`23/11/2026`."""
    assert moment
    return f"{moment:%d/%m/%Y}"


def siret(number: str) -> str:
    """`732 829 320 00074`."""
    return f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}"


def plain(text: str | None) -> str:
    """The text with each run of spaces, of any width, as one plain space."""
    return " ".join((text or "").split())
