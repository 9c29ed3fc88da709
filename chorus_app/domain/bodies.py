"""The usual words for kinds of public bodies, and what their official names hold instead.

People say `mairie` of what the directory calls « Commune de … » and `hosto` of a « Centre
hospitalier ». Only what a name says itself is here: no list of bodies.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from chorus_app.domain.folding import fold, squeeze


class BodyKind(StrEnum):
    """The kinds that people name otherwise than the directory does."""

    COMMUNE = "COMMUNE"
    INTERCOMMUNALITE = "INTERCOMMUNALITE"
    DEPARTEMENT = "DEPARTEMENT"
    REGION = "REGION"
    PREFECTURE = "PREFECTURE"
    HOPITAL = "HOPITAL"
    CHU = "CHU"
    EHPAD = "EHPAD"
    CCAS = "CCAS"
    POMPIERS = "POMPIERS"
    ECOLE = "ECOLE"
    LYCEE = "LYCEE"
    UNIVERSITE = "UNIVERSITE"


class Names(NamedTuple):
    """What tells the kind in a squeezed name: a piece anywhere, or how the name begins."""

    holds: tuple[str, ...]
    begins: tuple[str, ...] = ()


_SAID: dict[BodyKind, str] = {
    BodyKind.COMMUNE: "mairie, ville, commune, municipalite, hotel de ville",
    BodyKind.INTERCOMMUNALITE: "interco, com com, comcom, agglo, communaute de commune",
    BodyKind.DEPARTEMENT: "departement, dept, dpt, conseil departemental, conseil general",
    BodyKind.REGION: "region, conseil regional",
    BodyKind.PREFECTURE: "prefecture, prefet, pref",
    BodyKind.HOPITAL: "hopital, hopitaux, hosto, centre hospitalier, ch",
    BodyKind.CHU: "chu, chru",
    BodyKind.EHPAD: "ehpad, maison de retraite",
    BodyKind.CCAS: "ccas, cias",
    BodyKind.POMPIERS: "pompier, sdis",
    BodyKind.ECOLE: "ecole, groupe scolaire",
    BodyKind.LYCEE: "lycee",
    BodyKind.UNIVERSITE: "fac, faculte, universite, univ",
}
"""Folded and in the singular."""

_NAMES: dict[BodyKind, Names] = {
    BodyKind.COMMUNE: Names(("ville d", "commune d", "mairie"), ("commune",)),
    BodyKind.INTERCOMMUNALITE: Names(
        ("communaute de communes", "d'agglomeration", "communaute urbaine", "metropole")
    ),
    BodyKind.DEPARTEMENT: Names(("conseil departemental", "conseil general"), ("departement d",)),
    BodyKind.REGION: Names(("conseil regional",), ("region",)),
    BodyKind.PREFECTURE: Names(("prefecture", "prefet d")),
    BodyKind.HOPITAL: Names(("hopita", "hospi"), ("chu", "chru", "ch de", "ch du", "ghu", "ap-hp")),
    BodyKind.CHU: Names(
        ("hospitalier universit", "hospitalier et universit", "hospitalier reg"), ("chu", "chru")
    ),
    BodyKind.EHPAD: Names(("ehpad", "hebergement pour personnes agees", "maison de retraite")),
    BodyKind.CCAS: Names(("action sociale",), ("ccas", "cias")),
    BodyKind.POMPIERS: Names(("incendie et de secours", "sapeurs pompiers"), ("sdis",)),
    BodyKind.ECOLE: Names(("groupe scolaire",), ("ecole",)),
    BodyKind.LYCEE: Names(("lycee", "cite scolaire")),
    BodyKind.UNIVERSITE: Names(("universite", "faculte"), ("univ",)),
}
NAMES = {
    kind: Names(tuple(map(squeeze, names.holds)), tuple(map(squeeze, names.begins)))
    for kind, names in _NAMES.items()
}
"""By kind, squeezed as `store.derived.search_text` is."""

WORDS = ("mairie", "département", "région", "préfecture", "hôpital", "université", "faculté")
"""The usual words that are easily misspelt, as they are written."""
_KINDS = {said: kind for kind, words in _SAID.items() for said in words.split(", ")}
_MOST_WORDS = max(len(said.split()) for said in _KINDS)


def is_of(kind: BodyKind, name: str) -> bool:
    """Tell whether a body's name, as the directory writes it, says this kind."""
    squeezed, names = squeeze(name), NAMES[kind]
    return squeezed.startswith(names.begins) or any(held in squeezed for held in names.holds)


def said(tokens: Sequence[str]) -> tuple[BodyKind, int] | None:
    """Return the kind that the first words name, and how many words those are."""
    for size in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        if kind := _KINDS.get(_singular(tokens[:size])):
            return kind, size
    return None


def _singular(tokens: Sequence[str]) -> str:
    words = (
        fold(" ".join(tokens))
        .replace(".", "")
        .replace("’", "'")
        .removeprefix("l'")
        .removeprefix("d'")
    )
    return " ".join(word.removesuffix("s") if len(word) > 4 else word for word in words.split())
