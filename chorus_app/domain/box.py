"""What the search box understands: amounts, days, months, statuses, kinds of bodies, words.

`~1250` is about 1 250 € (five per cent either way), `1250,50` is that amount to the cent, a bare
`1250` is 1 250 € whatever the cents or a piece of a number (`2025` a year as well, `en 2025` only
a year), `15/02` a day, `fév 2026` a month, `suspendues` a status, `mairie` a kind of body;
`domain.phrases` reads what takes several words, as `entre 100 et 500`. Any other word, and a number
as long as a SIREN, must stand in the number, the recipient's name or SIRET, the service or the
order number, whatever the spaces and signs that join words; `"…"` keeps words together. Every
clause must hold, but for statuses, one of them, and for what `ou` joins: one of those.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from chorus_app.domain import bodies, phrases, sums
from chorus_app.domain.clauses import (
    AmountBetween,
    AmountOrNumber,
    Body,
    Clause,
    Numbered,
    OneOf,
    Phrase,
    Word,
)
from chorus_app.domain.folding import fold, squeeze

_SIRET = re.compile(r"(?<!\S)\d{3}(?: \d{3}){2} \d{5}(?!\S)")
_QUOTED = re.compile(r"(?<!\S)[\"“”«] ?([^\"“”«»]*\w[^\"“”«»]*)[\"“”»](?!\S)")
_ENDING = re.compile(r"(?<=[^\s,])[,;:!?]+(?= |$)")
_COMMA = ","
"""Says nothing, and keeps apart the words on both sides of it."""
_MOST_TOKENS = 20
_FIRST_YEAR = 2015
"""Chorus Pro opened for large firms in January 2017; invoices of 2015 can have come since."""
_JOINING = "de du des d la le les l et en au aux a un une ou chez pour"
_NAMING = "facture factures toutes compris comprises montant montants siret siren € euros eur ttc"
_PARTICLES = frozenset(f"{_JOINING} {_NAMING}".split())
"""Words that join others, or name what is looked for, and would find nothing by themselves."""
_ELIDED = re.compile(r"[dl]['’](?=\w{3})")
_SAINT = re.compile(r"(?:saint|st)(e?)[-. ]+(.*\w.*)")
_NUMBERED = frozenset({"n°", "no", "numero", "num"})
_ORDERED = frozenset({"commande", "engagement", "marche"})


def read(text: str, today: date) -> tuple[Clause, ...]:
    """Return the clauses of the text, in its order. Anything is understood: at worst, as a word."""
    return tuple(clause for clause, _ in _pieces(_tokens(text), today))


def without(text: str, clause: Clause, today: date) -> str:
    """Return the text without the piece that said this clause; what every other one says stays.

    Where what is left would mean something else together, commas keep it apart.
    """
    tokens = _tokens(text)
    pieces = list(_pieces(tokens, today))
    said = next((place for found, place in pieces if found == clause), slice(0, 0))
    others = [(found, place) for found, place in pieces if place != said]
    before, after = tokens[: said.start], tokens[said.stop :]
    ways = (
        _without_commas(before, after),
        [*before, _COMMA, *after],
        [word for _, place in others for word in (*tokens[place], _COMMA)][:-1],
    )
    kept = tuple(found for found, _ in others)
    texts = [" ".join(way) for way in ways]
    return next((text for text in texts if read(text, today)[: len(kept)] == kept), texts[0])


def respelt(text: str, today: date, other: Callable[[str], str]) -> str:
    """Return the text with each word that is only looked for replaced by what `other` makes of it.

    What means something (amounts, days, kinds of bodies) and what is quoted stays.
    """
    tokens = _tokens(text)
    for clause, place in list(_pieces(tokens, today)):
        if isinstance(clause, Word | OneOf):
            for number in range(place.start, place.stop):
                if isinstance(_first(tokens[number : number + 1], today)[0], Word):
                    tokens[number] = other(tokens[number])
    return " ".join(tokens)


def _without_commas(before: list[str], after: list[str]) -> list[str]:
    """Join what is left, less the commas that stood beside what was taken off."""
    kept = before[:-1] if before[-1:] == [_COMMA] and after[:1] in ([], [_COMMA]) else before
    return kept + (after[1:] if after[:1] == [_COMMA] and not kept else after)


def _tokens(text: str) -> list[str]:
    """Split the text into words; an amount, a SIRET or what is between quotation marks is one."""
    tokens, start = list[str](), 0
    spaced = " ".join(text.split())
    for quoted in _QUOTED.finditer(spaced):
        tokens += [*_words(spaced[start : quoted.start()]), f"« {quoted[1].strip()} »"]
        start = quoted.end()
    return tokens + _words(spaced[start:])


def _words(text: str) -> list[str]:
    apart = _ENDING.sub(f" {_COMMA}", text)
    return sums.glue(_SIRET.sub(lambda match: match[0].replace(" ", ""), apart)).split()


def _pieces(tokens: list[str], today: date) -> Iterator[tuple[Clause, slice]]:
    """Give each clause with the place of its words. Words that only join others say nothing."""
    place, end = 0, min(len(tokens), _MOST_TOKENS)
    while place < end:
        clause, used = _first(tokens[place:end], today)
        if clause:
            clause, used = _with_others(clause, used, tokens[place:end], today)
            yield clause, slice(place, place + used)
        place += used


def _with_others(
    clause: Clause, used: int, tokens: Sequence[str], today: date
) -> tuple[Clause, int]:
    """Add what `ou` joins to the clause of the first words."""
    either = [clause]
    while fold(" ".join(tokens[used : used + 1])) == "ou":
        place, other = used + 1, None
        while place < len(tokens) and not other:
            other, size = _first(tokens[place:], today)
            place += size
        if not other:
            break
        either, used = [*either, other], place
    return (OneOf(" ".join(tokens[:used]), tuple(either)), used) if either[1:] else (clause, used)


def _first(tokens: Sequence[str], today: date) -> tuple[Clause | None, int]:
    """Return what the first words say, None where they only join others; and how many they are."""
    found = phrases.longest(tokens, today) or _numbered(tokens) or _body(tokens) or _saint(tokens)
    if found:
        return found
    token = tokens[0]
    says = squeeze(token) and fold(token) not in _PARTICLES
    return (_single(token, today) if says else None), 1


def _single(token: str, today: date) -> Clause:
    if quoted := _QUOTED.fullmatch(token):
        return Phrase(token, fold(quoted[1]))
    match sums.alone(token):
        case AmountBetween() as exact:
            return exact
        case (euros, digits):
            return AmountOrNumber(token, euros, euros + 99, digits, _year(token, today))
    return Word(token, _ELIDED.sub("", fold(token), count=1))


def _year(token: str, today: date) -> int | None:
    """Return the year that a bare number may be: one that invoices of Chorus Pro can bear."""
    year = int(token) if len(token) == 4 and token.isdecimal() else 0
    return year if _FIRST_YEAR <= year <= today.year + 1 else None


def _numbered(tokens: Sequence[str]) -> tuple[Clause, int] | None:
    """Read `n° 462`, `n°462`, `commande 2026-118`, `n° d’engagement 77`."""
    for size in (4, 3, 2, 1):
        words = [_ELIDED.sub("", fold(word)) for word in tokens[:size]]
        number = tokens[size : size + 1]
        if len(words) == size and number and any(map(str.isdecimal, number[0])):
            of_order = any(word in _ORDERED for word in words)
            named = words[0] in _NUMBERED or (of_order and words[0] != "de")
            if named and all(word in _NUMBERED | _ORDERED | {"de", "bon"} for word in words):
                return Numbered(" ".join(tokens[: size + 1]), fold(number[0]), of_order), size + 1
    glued = fold(tokens[0]).removeprefix("n°")
    found = glued != fold(tokens[0]) and any(map(str.isdecimal, glued))
    return (Numbered(tokens[0], glued), 1) if found else None


def _body(tokens: Sequence[str]) -> tuple[Clause, int] | None:
    found = bodies.said(tokens)
    if not found:
        return None
    kind, used = found
    folded = _ELIDED.sub("", fold(" ".join(tokens[:used])), count=1)
    return Body(" ".join(tokens[:used]), folded, kind), used


def _saint(tokens: Sequence[str]) -> tuple[Clause, int] | None:
    """Read `st malo`, `Saint-Malo`: the name stands written in full or shortened."""
    for size in (1, 2):
        match = _SAINT.fullmatch(fold(" ".join(tokens[:size])))
        if match and len(tokens) >= size and not any(map(str.isdecimal, match[2])):
            feminine, name = match[1], match[2]
            written = f"saint{feminine} {name}", f"st{feminine} {name}"
            return Word(" ".join(tokens[:size]), *written[:1], written[1:]), size
    return None
