"""What the log may say of what a client sent: where something failed and as what, never what."""

import logging
import traceback
from typing import Any

_HEAR_CLIENTS = (
    "reflex.app",
    "reflex.state",
    "reflex.istate",
    "reflex_base.event",
    "engineio",
    "socketio",
)
_ordinary = logging.getLogRecordFactory()


def keep_clients_out() -> None:
    """Have Reflex and its socket log a place and a class instead of their own words.

    Those quote the event with the form that was typed, and the socket's headers with the session's
    cookie: at each event whose handler a new version no longer has, or that no page of ours sent.
    """
    logging.setLogRecordFactory(_record)


def place_of(exception: BaseException) -> str:
    """Return where an exception was raised: its file and line."""
    frames = traceback.extract_tb(exception.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"


def _record(*given: Any, **named: Any) -> logging.LogRecord:
    record = _ordinary(*given, **named)
    if f"{record.name}.".startswith(tuple(f"{name}." for name in _HEAR_CLIENTS)):
        failure = record.exc_info[1] if record.exc_info else None
        told = f": {type(failure).__name__} at {place_of(failure)}" if failure else ""
        record.msg, record.args = f"{record.name}, line {record.lineno}{told}", None
        record.exc_info = record.exc_text = record.stack_info = None
    return record
