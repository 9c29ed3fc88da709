"""What a run came to: each stored intent at Chorus Pro once, each notification at its end once."""

import base64
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from chorus_app.texts.statuses import status_text
from tests.bench.kills.acts import LEAVES, Answered
from tests.bench.kills.field import Field
from tests.services.browser_keys import Browser

_STAGE = "SELECT stage, problem FROM answer WHERE chorus_id = ? AND act = ?"
_ENDS = """
SELECT 'DEPOT' AS act, invoice_number AS number, stage, problem FROM deposit
WHERE stage NOT IN ('DEPOSEE', 'BROUILLON') UNION ALL
SELECT act, invoice_number, stage, problem FROM answer JOIN invoice ON invoice.id = invoice_id
WHERE stage NOT IN ('FAITE', 'BROUILLON')"""
"""Intents that did not end as Chorus Pro's yes; a draft that a death orphaned is no intent."""


@dataclass
class Tally:
    """Figures of a run. `wrong` is empty when nothing was lost and nothing done twice.

    `mails_again` and `pushes_again` came twice: they left just before a kill, and the copy bears
    the same Message-ID, or the same topic and tag, by which mailboxes and phones show one.
    """

    kills: int = 0
    deposits: int = 0
    answers: int = 0
    mails: int = 0
    pushes: int = 0
    mails_again: int = 0
    pushes_again: int = 0
    wrong: list[str] = field(default_factory=list)

    def said(self) -> str:
        """Return the figures on one line."""
        return (
            f"{self.kills} kills, {self.deposits} deposits, {self.answers} answers, "
            f"{self.mails} notices by mail ({self.mails_again} mails came twice), "
            f"{self.pushes} by push ({self.pushes_again} came twice), {len(self.wrong)} wrong"
        )


def count_intents(
    place: Field, tally: Tally, deposits: Sequence[str], answers: Sequence[Answered]
) -> None:
    """Compare what was confirmed with what Chorus Pro holds."""
    held = "SELECT count(*) AS n FROM invoice WHERE number = ?"
    for number in deposits:
        if (there := place.chorus_rows(held, number)[0]["n"]) != 1:
            tally.wrong.append(f"{number}: {there} invoices at Chorus Pro")
    for answer in answers:
        traces = place.chorus_rows(LEAVES[answer.act], answer.chorus_id)[0]["n"] - answer.before
        if traces != 1:
            stage = place.choral_rows(_STAGE, answer.chorus_id, answer.act)
            tally.wrong.append(f"{answer.act} of {answer.number}: {traces} times, {stage}")
        if answer.piece and (linked := _linked(place, answer)) != 1:
            tally.wrong.append(f"{answer.piece}: joined {linked} times")
    for row in place.choral_rows(_ENDS):
        tally.wrong.append(f"{row['act']} {row['number']}: {row['stage']} {row['problem']}")
    tally.deposits, tally.answers = len(deposits), len(answers)


def _linked(place: Field, answer: Answered) -> int:
    found = place.chorus_rows(
        "SELECT count(*) AS n FROM attachment_link JOIN attachment ON attachment.id = attachment_id"
        " WHERE invoice_id = ? AND (attachment.name = ? OR label = ?)",
        answer.chorus_id,
        answer.piece,
        answer.piece,
    )
    return int(found[0]["n"])


def count_notices(place: Field, tally: Tally, browser: Browser) -> None:
    """Compare what was to be told with what the mail server and the push endpoint were given."""
    mails = place.came("mail")
    once = {mail["number"]: mail["text"] for mail in mails}
    tally.mails_again = len(mails) - len(once)
    lines = Counter(line for text in once.values() for line in text.splitlines())
    wanted = _titles(place, "MAIL")
    tally.mails = sum(wanted.values())
    for title, times in wanted.items():
        if lines[title] != times:
            tally.wrong.append(f"mail « {title} »: told {lines[title]} times, not {times}")
    given = Counter(_title_of(push["body"], browser) for push in place.came("push"))
    rung = _titles(place, "PUSH")
    tally.pushes = sum(rung.values())
    tally.pushes_again = sum((given - rung).values())
    for title, times in rung.items():
        if given[title] < times:
            tally.wrong.append(f"push « {title} »: rung {given[title]} times, not {times}")


def _titles(place: Field, channel: str) -> Counter[str]:
    rows = place.choral_rows(
        "SELECT status, invoice_number, state, problem FROM notice WHERE channel = ?", channel
    )
    assert all(row["state"] == "SENT" for row in rows), [r for r in rows if r["state"] != "SENT"]
    return Counter(
        f"{status_text(row['status']).label}\u00a0: {row['invoice_number']}" for row in rows
    )


def _title_of(body: str, browser: Browser) -> str:
    said = json.loads(browser.decrypt(base64.b64decode(body)))
    return str(said["notification"]["title"])
