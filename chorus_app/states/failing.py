"""What a user is told when a handler fails: Reflex's own alert is in English and needs `eval`."""

import logging
import traceback

from reflex.event import EventSpec

from chorus_app.states.shell import ShellState

_log = logging.getLogger(__name__)


def tell_failure(exception: Exception) -> EventSpec:
    """Log where it failed and as what, never the message: it may quote what somebody typed."""
    frames = traceback.extract_tb(exception.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
    _log.error("a handler failed: %s at %s", type(exception).__name__, where)
    return ShellState.failed()
