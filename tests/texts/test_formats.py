from datetime import UTC, date, datetime

import pytest

from chorus_app.texts import formats

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 22, 8, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "0,00\u00a0€"),
        (1, "0,01\u00a0€"),
        (99_999, "999,99\u00a0€"),
        (123_456, "1\u202f234,56\u00a0€"),
        (-1_550, "-15,50\u00a0€"),
        (-123_456, "-1\u202f234,56\u00a0€"),
        (100_000_000_000, "1\u202f000\u202f000\u202f000,00\u00a0€"),
    ],
)
def test_money(cents: int, shown: str) -> None:
    assert formats.money(cents) == shown


@pytest.mark.parametrize(
    ("currency", "shown"), [("", "5,00\u00a0€"), ("USD", "5,00\u00a0$US"), ("zz", "5,00\u00a0zz")]
)
def test_money_in_any_currency(currency: str, shown: str) -> None:
    assert formats.money(500, currency) == shown


def test_a_month_by_its_name() -> None:
    assert formats.month_and_year(DAY.replace(month=2)) == "février 2026"


@pytest.mark.parametrize(
    ("cents", "shown"), [(None, ""), (0, "0,00"), (123_456, "1234,56"), (-5, "-0,05")]
)
def test_an_amount_that_somebody_will_edit(cents: int | None, shown: str) -> None:
    assert formats.plain_amount(cents) == shown


def test_dates() -> None:
    assert formats.short_date(DAY) == "23/11/2026"
    assert formats.short_date(date(2026, 2, 1)) == "01/02/2026"
    assert formats.row_date(DAY) == "23/11/26"
    assert formats.medium_date(DAY) == "23 nov. 2026"
    assert formats.day_and_month(DAY, date(2026, 1, 1)) == "23/11"
    assert formats.day_and_month(DAY, date(2027, 1, 1)) == "23/11/26"


def test_a_day_that_is_not_known() -> None:
    shown = [
        formats.short_date(None),
        formats.row_date(None),
        formats.medium_date(None),
        formats.day_and_month(None, DAY),
        formats.moment(None),
    ]

    assert shown == ["–"] * 5


def test_moments_are_told_in_paris() -> None:
    assert formats.moment(AT) == "22 nov. 2026, 09:14"
    assert formats.moment(datetime(2026, 7, 14, 22, 30, tzinfo=UTC)) == "15 juil. 2026, 00:30"


@pytest.mark.parametrize(
    ("at", "now", "told"),
    [
        (None, AT, ("", "première lecture en cours")),
        (AT, AT, ("à jour", "à 09:14")),
        (AT, datetime(2026, 11, 22, 22, 59, tzinfo=UTC), ("à jour", "à 09:14")),
        (AT, datetime(2026, 11, 22, 23, 0, tzinfo=UTC), ("à jour", "le 22 nov. à 09:14")),
    ],
)
def test_freshness(at: datetime | None, now: datetime, told: tuple[str, str]) -> None:
    assert formats.freshness(at, now) == told


def test_a_siret_is_cut_in_four() -> None:
    assert formats.siret("73282932000074") == "732\u00a0829\u00a0320\u00a000074"
    assert formats.siret("732829320") == "732829320"
    assert formats.siret("") == ""


@pytest.mark.parametrize(
    ("octets", "shown"),
    [
        (0, "1\u00a0ko"),
        (1_499, "1\u00a0ko"),
        (148_000, "148\u00a0ko"),
        (999_499, "999\u00a0ko"),
        (999_500, "1,0\u00a0Mo"),
        (2_400_000, "2,4\u00a0Mo"),
        (10_000_000, "10,0\u00a0Mo"),
    ],
)
def test_size(octets: int, shown: str) -> None:
    assert formats.size(octets) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0\u00a0facture"),
        (1, "1\u00a0facture"),
        (2, "2\u00a0factures"),
        (20_000, "20\u202f000\u00a0factures"),
    ],
)
def test_count(number: int, shown: str) -> None:
    assert formats.count(number, "facture", "factures") == shown


def test_somebody_s_words_are_quoted() -> None:
    assert formats.quoted(" Joindre le bon. ") == "«\u00a0Joindre le bon.\u00a0»"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ets Horticoles", "EH"),
        ("Voirie Travaux Ingénierie", "TI"),
        ("éclair Été", "ÉÉ"),
        ("Truffaut", "T"),
        ("SA", "?"),
        ("", "?"),
        ("42 3D", "?"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert formats.initials(name) == shown
