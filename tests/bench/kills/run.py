"""A run: people act, the server dies at random moments, and everything is counted at the end."""

import asyncio
import contextlib
import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from random import Random

from chorus_app.gateway.connection import connect
from chorus_app.services import accounts, context
from chorus_app.services.accounts import DEMO_PASSWORD
from chorus_app.settings import Settings
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET, DEMO_ACCOUNTS
from tests.bench.kills.acts import Supplier
from tests.bench.kills.counting import Tally, count_intents, count_notices
from tests.bench.kills.field import HASTE, Field, a_field
from tests.bench.kills.hand import EMAIL, Hand
from tests.services.browser_keys import Browser

PEOPLE = 2
LONGEST = 240.0
"""Seconds that the last server has to settle what is left."""
QUIET = 24
"""Looks, two a second, at which nothing may wait: a sweep of the mirror may still find a change."""
LAST_LOOKS = 6
"""The same once Chorus Pro's clock stands: a mirror is read twice a second."""
UNSETTLED = """SELECT
 (SELECT count(*) FROM deposit WHERE stage IN ('A_ENVOYER', 'EN_SUIVI')) +
 (SELECT count(*) FROM answer WHERE stage = 'A_ENVOYER') +
 (SELECT count(*) FROM notice WHERE state = 'WAITING') AS n"""


def run(
    folder: Path,
    kills: int,
    seed: int,
    *,
    seconds: float = math.inf,
    lives: tuple[float, float] = (0.1, 4.0),
) -> Tally:
    """Kill the server so many times while people deposit and answer; return what it came to.

    No kill after so many `seconds`. `lives` bounds those that a server lives once it answers.
    """
    until = time.monotonic() + seconds
    tally, chance = Tally(), Random(seed)
    with furnished(folder) as (place, hand, browser):
        people = [Supplier(place, hand, Random(seed + n), f"{seed}{n}") for n in range(PEOPLE)]
        pool = ThreadPoolExecutor(PEOPLE)
        # Each in a copy of this context, where Reflex keeps what states there are.
        working = [pool.submit(copy_context().run, each.work) for each in people]
        while tally.kills < kills and time.monotonic() < until:
            time.sleep(chance.uniform(*lives))
            place.kill()
            tally.kills += 1
            place.start()
            if tally.kills % 10 == 0:
                done = sum(len(each.deposits) + len(each.answers) for each in people)
                print(f"  {tally.kills} kills, {done} intents stored", flush=True)
        for each in people:
            each.over = True
        for work in working:
            work.result()
        settle(place)
        stand_still(place)
        count_intents(
            place,
            tally,
            [number for each in people for number in each.deposits],
            [answer for each in people for answer in each.answers],
        )
        count_notices(place, tally, browser)
    return tally


@contextlib.contextmanager
def furnished(folder: Path, haste: float = HASTE) -> Iterator[tuple[Field, Hand, Browser]]:
    """Give a running Choral that knows its supplier's invoices, and whose phone may be rung."""
    asyncio.run(_furnish(folder))
    with a_field(folder, haste) as place:
        hand, browser = Hand.of(place), Browser()
        hand.post("/api/push", json=browser.subscription)
        _await_mirror(place)
        yield place, hand, browser


async def _furnish(folder: Path) -> None:
    """Make the one account; the server's own demonstration has 20 000 invoices to read."""
    nowhere = connect(base_url="http://x.invalid", client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    known = DEMO_ACCOUNTS[0]
    await context.start(Settings(data_dir=folder / "choral"), nowhere)
    try:
        await accounts.create(
            [
                (
                    EMAIL,
                    DEMO_PASSWORD,
                    "Camille",
                    known.siret,
                    known.name,
                    known.login,
                    known.password,
                )
            ]
        )
    finally:
        await context.stop()


def _await_mirror(place: Field) -> None:
    until = time.monotonic() + 60
    while not place.choral_rows("SELECT 1 FROM structure WHERE sync_complete"):
        if time.monotonic() > until:
            raise RuntimeError("the invoices were not read within a minute")
        time.sleep(0.1)


def stand_still(place: Field) -> None:
    """Stop Chorus Pro's clock, and have what it did last told: nothing comes while one counts."""
    place.steer("clock", speed=0)
    settle(place, LAST_LOOKS)


def settle(place: Field, looks: int = QUIET) -> None:
    """Let the server live until nothing waits any more, and what Chorus Pro did last is told."""
    until, quiet = time.monotonic() + LONGEST, 0
    while quiet < looks:
        if time.monotonic() > until:
            left = place.choral_rows(UNSETTLED)[0]["n"]
            raise RuntimeError(f"{left} things still wait after {LONGEST:.0f} s")
        quiet = 0 if place.choral_rows(UNSETTLED)[0]["n"] else quiet + 1
        time.sleep(0.5)
