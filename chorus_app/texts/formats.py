"""The one place that formats money, dates, sizes and SIRETs for a French reader."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency

PARIS = ZoneInfo("Europe/Paris")
_THIN = "\u202f"
_NBSP = "\u00a0"


def money(cents: int, currency: str = "EUR") -> str:
    """Return `1 234,56 €`: narrow no-break space in thousands, no-break space before the sign."""
    return str(format_currency(Decimal(cents) / 100, currency or "EUR", locale="fr_FR"))


def plain_amount(cents: int | None) -> str:
    """Return `1234,56`, for a field that somebody will edit; nothing for None."""
    return "" if cents is None else f"{Decimal(cents) / 100:.2f}".replace(".", ",")


def short_date(day: date | None) -> str:
    """Return `23/11/2026`, or a dash where there is no date."""
    return day.strftime("%d/%m/%Y") if day else "–"


def row_date(day: date | None) -> str:
    """Return `23/11/26`: the narrow form of the list."""
    return day.strftime("%d/%m/%y") if day else "–"


def day_and_month(day: date | None, today: date) -> str:
    """Return `23/11`, with the year when it is not this one."""
    if not day:
        return "–"
    return day.strftime("%d/%m" if day.year == today.year else "%d/%m/%y")


def medium_date(day: date | None) -> str:
    """Return `23 nov. 2026`."""
    return str(format_date(day, "d MMM y", locale="fr_FR")) if day else "–"


def month_and_year(day: date) -> str:
    """Return `novembre 2026`."""
    return str(format_date(day, "MMMM y", locale="fr_FR"))


def moment(at: datetime | None) -> str:
    """Return `22 nov. 2026, 09:14`, in Paris."""
    if not at:
        return "–"
    local = at.astimezone(PARIS)
    return f"{medium_date(local.date())}, {local:%H:%M}"


def freshness(at: datetime | None, now: datetime) -> tuple[str, str]:
    """Return how fresh the data are: `à jour` (left out where room lacks), then `à 14:32`."""
    if not at:
        return "", "première lecture en cours"
    local = at.astimezone(PARIS)
    if local.date() == now.astimezone(PARIS).date():
        return "à jour", f"à {local:%H:%M}"
    return "à jour", f"le {format_date(local.date(), 'd MMM', locale='fr_FR')} à {local:%H:%M}"


def siret(number: str) -> str:
    """Return `732 829 320 00074`; anything that has not fourteen digits comes back as it is."""
    if len(number) != 14:
        return number
    return _NBSP.join((number[:3], number[3:6], number[6:9], number[9:]))


def size(octets: int) -> str:
    """Return `148 ko` or `2,4 Mo`."""
    if octets < 999_500:
        return f"{max(1, round(octets / 1000))}{_NBSP}ko"
    return f"{octets / 1_000_000:.1f}{_NBSP}Mo".replace(".", ",")


def quoted(words: str) -> str:
    """Return somebody's words between French quotation marks."""
    return f"«{_NBSP}{words.strip()}{_NBSP}»"


def count(number: int, one: str, many: str) -> str:
    """Return `1 facture`, `244 factures`, `20 000 factures`; zero takes the singular."""
    figure = f"{number:,}".replace(",", _THIN)
    return f"{figure}{_NBSP}{one if number < 2 else many}"


def initials(name: str) -> str:
    """Return the two letters of a structure's badge."""
    words = [word for word in name.split() if word[:1].isalpha() and len(word) > 2] or ["?"]
    return "".join(word[0] for word in words[-2:]).upper()
