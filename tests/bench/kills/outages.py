"""`python -m tests.bench.kills.outages smtp|push|chorus`: something is away, then is back.

The whole server, the simulator, the mail server and the push endpoint, as for the kills. Waits are
divided by 120: an hour is half a minute.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.bench.kills.acts import LEAVES, PHOTO, Supplier
from tests.bench.kills.counting import Tally, count_notices
from tests.bench.kills.field import Field
from tests.bench.kills.hand import Hand
from tests.bench.kills.run import furnished, settle, stand_still
from tests.services.browser_keys import Browser

HASTE = 120.0
HOUR = 3600 / HASTE
_WAITING = "SELECT count(*) AS n FROM notice WHERE channel = 'MAIL' AND state = 'WAITING'"


def smtp(place: Field, hand: Hand, browser: Browser) -> list[str]:
    """No mail server for an hour; then one."""
    place.listeners(mail=0)
    _send_back(place, hand, 6)
    time.sleep(HOUR)
    waited, came = place.choral_rows(_WAITING)[0]["n"], len(place.came("mail"))
    place.listeners(mail=1)
    back = time.time()
    settle(place)
    stand_still(place)
    mails = place.came("mail")
    tally = Tally()
    count_notices(place, tally, browser)
    print(
        f"mail server away for an hour: {waited} notices waited, {came} mails left; back: "
        f"{len(mails)} mails for {tally.mails} notices, the first after "
        f"{(float(mails[0]['at']) - back) * HASTE / 60:.0f} min, {tally.mails_again} came twice"
    )
    return [*tally.wrong, *([] if waited and not came else ["nothing waited"])]


def push(place: Field, hand: Hand, _browser: Browser) -> list[str]:
    """The push endpoint says that this browser is gone."""
    place.listeners(status=410)
    _send_back(place, hand, 1)
    settle(place)
    tried = len(place.came("push"))
    _send_back(place, hand, 2)
    settle(place)
    again = len(place.came("push")) - tried
    held = place.choral_rows("SELECT count(*) AS n FROM push_subscription")[0]["n"]
    mails = len(place.came("mail"))
    print(
        f"push endpoint answers 410: rung {tried} times, then {again} for two more events; "
        f"{held} subscriptions left; {mails} mails came all the same"
    )
    return [] if tried and not again and not held and mails else ["the dead endpoint stayed"]


def chorus(place: Field, hand: Hand, _browser: Browser) -> list[str]:
    """Chorus Pro is in maintenance while somebody reads and answers."""
    someone = Supplier(place, hand, Random(1), "M")
    told = someone.sent_back("SUSPENDUE")
    assert told, "the demonstration has nothing to suspend"
    chorus_id, number, invoice = told
    before = place.chorus_rows(LEAVES["COMPLETER"], chorus_id)[0]["n"]
    place.steer("faults", mode="503")
    with hand.page() as socket:
        shown = str(socket.call("FacturesState.arrive", at="/factures/"))
    hand.hand_over(f"/api/pieces?facture={invoice}", "bon.jpg", PHOTO)
    someone.confirm("Repondre", f"/repondre/?facture={invoice}&acte=COMPLETER")
    time.sleep(HOUR / 6)
    (row,) = place.choral_rows("SELECT stage, problem FROM answer")
    problem = place.choral_rows("SELECT sync_problem FROM structure")[0]["sync_problem"]
    place.steer("faults", mode="none")
    settle(place)
    times = place.chorus_rows(LEAVES["COMPLETER"], chorus_id)[0]["n"] - before
    print(
        f"Chorus Pro in maintenance: the list is shown ({number in shown}), the page says "
        f"« {problem} »; the answer is kept ({row['stage']}: « {row['problem']} »); back: carried "
        f"out {times} time(s)"
    )
    return [] if times == 1 and problem and row["stage"] == "A_ENVOYER" else ["not kept"]


OUTAGES: dict[str, Callable[[Field, Hand, Browser], list[str]]] = {
    "smtp": smtp,
    "push": push,
    "chorus": chorus,
}


def _send_back(place: Field, hand: Hand, count: int) -> None:
    someone = Supplier(place, hand, Random(1), "O")
    assert all(someone.sent_back("SUSPENDUE") for _ in range(count)), "nothing left to suspend"


def main() -> int:
    """Play the outages that are named, or all; return 1 when one went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.kills.outages")
    parser.add_argument("outage", nargs="*", choices=[*OUTAGES, []])
    wrong = []
    for name in parser.parse_args().outage or OUTAGES:
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            furnished(Path(folder), HASTE) as field,
        ):
            wrong += OUTAGES[name](*field)
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
