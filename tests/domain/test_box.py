from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_app.domain.bodies import BodyKind
from chorus_app.domain.box import read, respelt, without
from chorus_app.domain.clauses import (
    AmountBetween,
    AmountOrNumber,
    AmountOver,
    AmountUnder,
    Body,
    Clause,
    During,
    Numbered,
    OneOf,
    Phrase,
    Word,
)
from chorus_app.domain.dates import Period

TODAY = date(2026, 11, 23)
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))


def day(source: str, *when: int) -> During:
    return During(source, date(*when), date(*when))


def during(source: str, period: Period) -> During:
    return During(source, period.first, period.last)


def word(source: str, folded: str = "") -> Word:
    return Word(source, folded or source)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("", []),
        ("   ", []),
        ("~1250", [AmountBetween("~1250", 118_750, 131_250, 125_000)]),
        ("~ 1250", [AmountBetween("~1250", 118_750, 131_250, 125_000)]),
        ("~1 250,00 €", [AmountBetween("~1250,00€", 118_750, 131_250, 125_000)]),
        ("~1,2k", [AmountBetween("~1,2k", 114_000, 126_000, 120_000)]),
        ("~3", [AmountBetween("~3", 200, 400, 300)]),
        ("1250,50", [AmountBetween("1250,50", 125_050, 125_050)]),
        ("1 800.68€", [AmountBetween("1800.68€", 180_068, 180_068)]),
        ("1 800.68", [AmountBetween("1800.68", 180_068, 180_068)]),
        ("2564,4", [AmountBetween("2564,4", 256_440, 256_440)]),
        ("2 564,4 €", [AmountBetween("2564,4€", 256_440, 256_440)]),
        ("> 1000", [AmountOver(">1000", 100_000)]),
        ("> 1 000,50 €", [AmountOver(">1000,50€", 100_050)]),
        (">1 000", [AmountOver(">1000", 100_000)]),
        (">= 1 000", [AmountOver(">=1000", 100_000, included=True)]),
        ("< 500", [AmountUnder("<500", 50_000)]),
        ("100 - 500", [AmountBetween("100 - 500", 10_000, 50_000)]),
        ("1 000 – 5 000 €", [AmountBetween("1000 – 5000€", 100_000, 500_000)]),
        (">rennes", [word(">rennes")]),
        ("100-", [word("100-")]),
        ("500-100", [word("500-100")]),
        ("2026-118", [word("2026-118")]),
        ("118-2026", [word("118-2026")]),
        ("2-2026", [word("2-2026")]),
        ("0012-0500", [word("0012-0500")]),
        ("10-12", [day("10-12", 2025, 12, 10)]),
        ("2026-02", [during("2026-02", FEBRUARY)]),
        ("1250.5", [AmountBetween("1250.5", 125_050, 125_050)]),
        ("1.250,50", [AmountBetween("1.250,50", 125_050, 125_050)]),
        ("1 250,50", [AmountBetween("1250,50", 125_050, 125_050)]),
        ("1\u202f250,50\u00a0€", [AmountBetween("1250,50€", 125_050, 125_050)]),
        ("1250 €", [AmountBetween("1250€", 125_000, 125_000)]),
        ("1250€", [AmountBetween("1250€", 125_000, 125_000)]),
        ("1,5k", [AmountBetween("1,5k", 150_000, 150_000)]),
        ("1250", [AmountOrNumber("1250", 125_000, 125_099, "1250")]),
        ("1 250", [AmountOrNumber("1250", 125_000, 125_099, "1250")]),
        ("2015", [AmountOrNumber("2015", 201_500, 201_599, "2015", 2015)]),
        ("2027", [AmountOrNumber("2027", 202_700, 202_799, "2027", 2027)]),
        ("2014", [AmountOrNumber("2014", 201_400, 201_499, "2014")]),
        ("2028", [AmountOrNumber("2028", 202_800, 202_899, "2028")]),
        ("en mars 2025", [during("mars 2025", Period(date(2025, 3, 1), date(2025, 3, 31)))]),
        ("02025", [AmountOrNumber("02025", 202_500, 202_599, "02025")]),
        ("en", []),
        ("en 1250", [AmountOrNumber("1250", 125_000, 125_099, "1250")]),
        ("00713", [AmountOrNumber("00713", 71_300, 71_399, "00713")]),
        ("15/02", [day("15/02", 2026, 2, 15)]),
        ("15.02.2026", [day("15.02.2026", 2026, 2, 15)]),
        ("15.02.26", [day("15.02.26", 2026, 2, 15)]),
        ("2026-02-15", [day("2026-02-15", 2026, 2, 15)]),
        ("15 février 2026", [day("15 février 2026", 2026, 2, 15)]),
        ("hier", [day("hier", 2026, 11, 22)]),
        ("fév 2026", [during("fév 2026", FEBRUARY)]),
        ("Février", [during("Février", FEBRUARY)]),
        ("02/2026", [during("02/2026", FEBRUARY)]),
        ("T1 2026", [during("T1 2026", Period(date(2026, 1, 1), date(2026, 3, 31)))]),
        (
            "cette semaine",
            [during("cette semaine", Period(date(2026, 11, 23), date(2026, 11, 29)))],
        ),
        ("Rénnes", [word("Rénnes", "rennes")]),
        ("VTI/2026/00713", [word("VTI/2026/00713", "vti/2026/00713")]),
        ("2026-118-204", [word("2026-118-204")]),
        ("213502388", [word("213502388")]),
        ("213 502 388 00019", [word("21350238800019")]),
        ("21350238800019", [word("21350238800019")]),
        ("31/02", [word("31/02")]),
        ("~", [word("~")]),
        ("~rennes", [word("~rennes")]),
        ("25%", [word("25%")]),
        ("cette", [word("cette")]),
    ],
)
def test_each_thing_that_is_understood(typed: str, clauses: list[Clause]) -> None:
    assert list(read(typed, TODAY)) == clauses


def test_every_clause_of_a_longer_text_in_its_order() -> None:
    assert read("CHU de Rennes ~1 250 en fév 2026 1985,00 € 713", TODAY) == (
        Body("CHU", "chu", BodyKind.CHU),
        word("Rennes", "rennes"),
        AmountBetween("~1250", 118_750, 131_250, 125_000),
        during("fév 2026", FEBRUARY),
        AmountBetween("1985,00€", 198_500, 198_500),
        AmountOrNumber("713", 71_300, 71_399, "713"),
    )


def test_joining_words_say_nothing() -> None:
    assert read("le CHU de la ville des eaux", TODAY) == read("CHU ville eaux", TODAY)
    assert read("de la", TODAY) == ()


def test_twenty_words_are_enough() -> None:
    assert len(read("z " * 100_000, TODAY)) == 20


@pytest.mark.parametrize(
    ("text", "taken", "left"),
    [
        ("chu chuchu", "chu", "chuchu"),
        ("chuchu chu", "chu", "chuchu"),
        ("chuchu chu", "chuchu", "chu"),
        ("chu chu", "chu", "chu"),
        ("rennes renn", "renn", "rennes"),
        ("2026 fév 2026", "fév 2026", "2026"),
        ("fév 2026 2026", "2026", "fév 2026"),
        ("15 février 15", "15", "15 février"),
        ("12 1 250,50 €", "1250,50€", "12"),
        ("1 250,50 12", "12", "1250,50"),
        ("~1250 1250", "1250", "~1250"),
        ("1250 ~1250", "1250", "~1250"),
        ("fév  2026\u00a0 x", "fév 2026", "x"),
        ("a * b", "*", "a b"),
        ("chu de rennes", "chu", "de rennes"),
        ("a  b", "b", "a"),
    ],
)
def test_a_chip_takes_off_its_own_words_only(text: str, taken: str, left: str) -> None:
    clause = next(clause for clause in read(text, TODAY) if clause.source == taken)

    assert without(text, clause, TODAY) == left


def test_what_was_not_said_takes_nothing_off() -> None:
    assert without("chu rennes", word("lyon"), TODAY) == "chu rennes"
    assert without("chu 12", word("12"), TODAY) == "chu 12"


def test_the_words_after_the_twentieth_are_kept() -> None:
    text = " ".join(f"mot{number}" for number in range(25))

    assert without(text, word("mot3"), TODAY).split() == [*text.split()[:3], *text.split()[4:]]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("saint malo", [Word("saint malo", "saint malo", ("st malo",))]),
        ("St-Malo", [Word("St-Malo", "saint malo", ("st malo",))]),
        ("ste anne", [Word("ste anne", "sainte anne", ("ste anne",))]),
        (
            "l’hôpital d’Agen",
            [Body("l’hôpital", "hopital", BodyKind.HOPITAL), word("d’Agen", "agen")],
        ),
        ("C.H.U. pau", [Body("C.H.U.", "c.h.u.", BodyKind.CHU), word("pau")]),
        ("toutes les factures", []),
        ("mairies", [Body("mairies", "mairies", BodyKind.COMMUNE)]),
        (
            "conseil départemental",
            [Body("conseil départemental", "conseil departemental", BodyKind.DEPARTEMENT)],
        ),
        (
            '"ville de rennes" 7',
            [Phrase("« ville de rennes »", "ville de rennes"), AmountOrNumber("7", 700, 799, "7")],
        ),
        ("«12 €»", [Phrase("« 12 € »", "12 €")]),
        ('"rennes', [word('"rennes')]),
        (
            "Rennes ou Nantes",
            [OneOf("Rennes ou Nantes", (word("Rennes", "rennes"), word("Nantes", "nantes")))],
        ),
        (
            "pau ou la ville ou dax",
            [
                OneOf(
                    "pau ou la ville ou dax",
                    (word("pau"), Body("ville", "ville", BodyKind.COMMUNE), word("dax")),
                )
            ],
        ),
        ("pau ou", [word("pau")]),
        ("ou pau", [word("pau")]),
        ("n° 462", [Numbered("n° 462", "462")]),
        ("N°VTI/462", [Numbered("N°VTI/462", "vti/462")]),
        ("numéro 462", [Numbered("numéro 462", "462")]),
        (
            "n° de commande 2026-118",
            [Numbered("n° de commande 2026-118", "2026-118", of_order=True)],
        ),
        ("bon de commande n° 77", [Numbered("bon de commande n° 77", "77", of_order=True)]),
        ("commande publique", [word("commande"), word("publique")]),
        ("les factures de la mairie", [Body("mairie", "mairie", BodyKind.COMMUNE)]),
        ("pau, dax", [word("pau"), word("dax")]),
        ("-", []),
        ("pau - dax", [word("pau"), word("dax")]),
    ],
    ids=str,
)
def test_the_words_that_people_use(text: str, clauses: list[Clause]) -> None:
    assert list(read(text, TODAY)) == clauses


def test_what_would_mean_something_together_is_kept_apart() -> None:
    [_, rennes, _] = read("environ rennes 600", TODAY)

    left = without("environ rennes 600", rennes, TODAY)

    assert left == "environ , 600"
    assert [type(clause) for clause in read(left, TODAY)] == [Word, AmountOrNumber]
    assert without(left, read(left, TODAY)[0], TODAY) == "600"


_PIECES = (
    "chu chuchu rennes de ou et 1250,50 ~1250 600 3k 12 345 € euros 15/02 hier fév 2026 mars A/1"
    " environ max plus entre à au moins saint malo mairie n° commande suspendues d’ici semaine"
    ' dernière lundi « » " , - depuis 30 jours'
)
PIECES = st.sampled_from(_PIECES.split())


@given(st.lists(PIECES, max_size=9).map(" ".join), st.data())
def test_without_one_clause_the_others_stay_as_they_were(text: str, data: st.DataObject) -> None:
    clauses = list(read(text, TODAY))
    if not clauses:
        return
    clause = data.draw(st.sampled_from(clauses))
    clauses.remove(clause)

    assert list(read(without(text, clause, TODAY), TODAY)) == clauses


@given(st.lists(PIECES, max_size=9).map(" ".join) | st.text(max_size=40))
def test_what_is_written_again_says_the_same(text: str) -> None:
    again = respelt(text, TODAY, lambda word: word)

    assert read(again, TODAY) == read(text, TODAY)


@given(
    st.text(max_size=60) | st.text('0123456789 .,~€k/-tfévrhiaud«»"\u00a0', max_size=40), st.data()
)
def test_any_text_is_understood(text: str, data: st.DataObject) -> None:
    clauses = read(text, TODAY)

    assert len(clauses) <= 20
    for clause in clauses:
        assert clause.source
        if isinstance(clause, AmountBetween | AmountOrNumber):
            assert clause.low <= clause.high
    if clauses:
        clause = data.draw(st.sampled_from(clauses))
        left = without(text, clause, TODAY)
        assert len(read(left, TODAY)) >= len(clauses) - 1
        assert read(left, TODAY)[: len(clauses) - 1] == tuple(
            other for number, other in enumerate(clauses) if number != clauses.index(clause)
        )
