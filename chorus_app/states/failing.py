"""What a user is told when a handler fails: Reflex's own alert is in English and needs `eval`."""

import logging
import re

from reflex.event import EventSpec

from chorus_app.logs import place_of
from chorus_app.states.shell import ShellState

_KIND = re.compile(r"\b[A-Z][A-Za-z]{0,30}Error\b")
_PLACE = re.compile(r"/assets/[\w.\-]{1,80}\.js:\d{1,6}:\d{1,6}")
_MOST_PLACES = 5
_log = logging.getLogger(__name__)


def tell_failure(exception: Exception) -> EventSpec:
    """Log where it failed and as what, never the message: it may quote what somebody typed."""
    _log.error("a handler failed: %s at %s", type(exception).__name__, place_of(exception))
    return ShellState.failed()


def log_page_failure(exception: Exception) -> None:
    """Log where the script of a page failed and as what.

    Never the report itself: it may quote what the page shows, and a stranger may send one of any
    length.
    """
    report = str(exception)
    kind, places = _KIND.search(report), _PLACE.findall(report)[:_MOST_PLACES]
    _log.error("a page failed: %s at %s", kind[0] if kind else "?", ", ".join(places) or "?")
