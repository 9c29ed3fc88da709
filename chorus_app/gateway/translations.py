"""A refusal of Chorus Pro becomes an error with a French sentence."""

import re

from chorus_app.gateway.errors import ChorusError, Refused
from chorus_app.gateway.meanings import MEANINGS, Key, Meaning
from chorus_app.gateway.meanings_simulator import OF_THE_SIMULATOR
from chorus_app.gateway.operations import Operation
from chorus_app.gateway.wire.values import line

_MESSAGE_CODE = re.compile(r"[A-Z]{2,5}_MSG_[A-Z]*[\d._]+\s*[:\-–]?\s*")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MACHINE = re.compile(r"Exception|[<>{}\[\]]|\w+\.\w+\.\w+|https?://|null\b")
_LONGEST_SENTENCE = 300
_TABLE = OF_THE_SIMULATOR | MEANINGS


def refusal(operation: Operation, code: int, label: str) -> ChorusError:
    """Return the error that says what Chorus Pro refused.

    A refusal that the table does not name keeps Chorus Pro's words as `detail`; they become the
    sentence only when a person can read them.
    """
    message, words = _split(line(label))
    detail = f"{operation.path}: {code} {line(label)}"
    meaning = _meaning(operation, code, message)
    if meaning:
        return meaning.error(
            meaning.sentence, detail=detail, code=message or str(code), field=meaning.field
        )
    sentence = words if is_readable(words) else f"{Refused.sentence[:-1]} (code {code})."
    return Refused(sentence, detail=detail, code=message or str(code))


def _meaning(operation: Operation, code: int, message: str) -> Meaning | None:
    """Find the most precise row of the table."""
    for path in (operation.path, None):
        for key in (Key(path, code, message), Key(path, None, message), Key(path, code, None)):
            if key in _TABLE:
                return _TABLE[key]
    return None


def _split(label: str) -> tuple[str, str]:
    """Part a message code from the words that may follow it."""
    found = _MESSAGE_CODE.match(label)
    if not found:
        return "", label
    return found.group().strip(" :-–."), label[found.end() :]


def is_readable(words: str) -> bool:
    """Tell whether a text is a sentence for people: words, lower case, nothing of a machine."""
    return (
        len(words) <= _LONGEST_SENTENCE
        and len(_WORDS.findall(words)) >= 3
        and not words.isupper()
        and not _MACHINE.search(words)
    )
