"""Chorus Pro's refusals in French sentences: one table, keyed on what identifies a refusal.

The same `codeRetour` means different things on different routes, so a row names the route, the
code and the message (`libelle`); None stands for "any". Source: reference of the API, §1.6, where
each row was seen in a public client. Chorus Pro publishes no complete list.
"""

import re
from typing import NamedTuple

from chorus_app.gateway.errors import ChorusError, Forbidden, NotFound, Refused, TooLarge
from chorus_app.gateway.operations import DEPOSIT_FLOW, SUBMIT, Operation
from chorus_app.gateway.wire.values import line


class Key(NamedTuple):
    """What identifies a refusal; None matches anything."""

    path: str | None
    code: int | None
    label: str | None


class Meaning(NamedTuple):
    """What a refusal means: its class and the sentence for the screen."""

    error: type[ChorusError]
    sentence: str


_UNKNOWN_FORMAT = Meaning(
    Refused,
    "Chorus Pro ne reconnaît pas le format de ce fichier. Vérifiez qu’il s’agit bien d’une "
    "facture électronique complète.",
)
_REFUSED_INVOICE = Meaning(
    Refused,
    "Chorus Pro refuse cette facture. Vérifiez le destinataire, le service, le numéro "
    "d’engagement et les montants.",
)

MEANINGS: dict[Key, Meaning] = {
    Key(None, 20000, "GDP_MSG_11.008"): Meaning(
        NotFound, "Chorus Pro ne connaît pas cette facture."
    ),
    Key(None, 20001, "GDP_MSG_11.005"): Meaning(
        Forbidden, "Votre compte technique n’a pas les droits nécessaires sur cette facture."
    ),
    Key(None, 20002, "GDP_MSG_11.033"): Meaning(
        Refused, "Cette facture n’est plus suspendue\u00a0: elle ne peut pas être complétée."
    ),
    Key(None, None, "TRA_MSG_00.015"): Meaning(
        NotFound, "Aucun résultat ne correspond à cette recherche."
    ),
    Key(DEPOSIT_FLOW.path, 20001, "GDP_MSG_11.022"): Meaning(TooLarge, TooLarge.sentence),
    Key(None, None, "GDP_MSG_11.001"): Meaning(
        Refused, "L’état de cette facture ne permet pas de l’envoyer."
    ),
    Key(DEPOSIT_FLOW.path, 20001, "GDP_MSG_01.001"): _UNKNOWN_FORMAT,
    Key(DEPOSIT_FLOW.path, 20002, "GDP_MSG_01.002"): _UNKNOWN_FORMAT,
    Key(SUBMIT.path, 20013, None): _REFUSED_INVOICE,
    Key(SUBMIT.path, 20303, None): _REFUSED_INVOICE,
    Key(SUBMIT.path, 20304, None): _REFUSED_INVOICE,
    Key(SUBMIT.path, 20305, None): _REFUSED_INVOICE,
}

_MESSAGE_CODE = re.compile(r"[A-Z]{2,5}_MSG_[\d._]+\s*[:\-–]?\s*")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MACHINE = re.compile(r"Exception|[<>{}\[\]]|\w+\.\w+\.\w+|https?://|null\b")
_LONGEST_SENTENCE = 300


def refusal(operation: Operation, code: int, label: str) -> ChorusError:
    """Return the error that says what Chorus Pro refused.

    A refusal that the table does not name keeps Chorus Pro's words as `detail`; they become the
    sentence only when a person can read them.
    """
    message, words = _split(line(label))
    detail = f"{operation.path}: {code} {line(label)}"
    meaning = _meaning(operation, code, message)
    if meaning:
        return meaning.error(meaning.sentence, detail=detail, code=message or str(code))
    sentence = words if is_readable(words) else f"{Refused.sentence[:-1]} (code {code})."
    return Refused(sentence, detail=detail, code=message or str(code))


def _meaning(operation: Operation, code: int, message: str) -> Meaning | None:
    """Find the most precise row of the table."""
    for path in (operation.path, None):
        for key in (Key(path, code, message), Key(path, None, message), Key(path, code, None)):
            if key in MEANINGS:
                return MEANINGS[key]
    return None


def _split(label: str) -> tuple[str, str]:
    """Part a message code from the words that may follow it."""
    found = _MESSAGE_CODE.match(label)
    if not found:
        return "", label
    return found.group().strip(" :-–"), label[found.end() :]


def is_readable(words: str) -> bool:
    """Tell whether a text is a sentence for people: words, lower case, nothing of a machine."""
    return (
        len(words) <= _LONGEST_SENTENCE
        and len(_WORDS.findall(words)) >= 3
        and not words.isupper()
        and not _MACHINE.search(words)
    )
