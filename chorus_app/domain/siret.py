"""SIRET numbers: fourteen digits, a Luhn key that is a hint, and La Poste's exception."""

import re

_SEPARATORS = re.compile(r"[\s\u00a0\u202f.\-]")
_LA_POSTE = "356000000"


def clean(text: str) -> str:
    """Return the text without the separators that people put in a SIRET."""
    return _SEPARATORS.sub("", text)


def is_shaped(siret: str) -> bool:
    """Tell whether this is fourteen ASCII digits."""
    return len(siret) == 14 and siret.isascii() and siret.isdigit()


def has_valid_key(siret: str) -> bool:
    """Tell whether the key agrees. Warn when it does not, never block.

    Real sandboxes and samples are full of numbers that fail (reference: phone.md, French
    formats). La Poste's establishments have a digit sum that is a multiple of five instead, but
    for its head office, which passes Luhn.
    """
    if not is_shaped(siret):
        return False
    return _luhn(siret) % 10 == 0 or (siret.startswith(_LA_POSTE) and sum(map(int, siret)) % 5 == 0)


def _luhn(digits: str) -> int:
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total
