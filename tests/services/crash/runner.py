"""Choral's jobs in a process of their own, to be killed: `runner DATA_DIR CHORUS_URL`.

Only its patience is shortened: what waits minutes for a Chorus Pro at work waits seconds here.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from chorus_app.gateway.connection import connect
from chorus_app.jobs.fleet import Role
from chorus_app.jobs.running import running
from chorus_app.services import carrying, context, sending
from chorus_app.settings import Settings
from chorus_app.simulator.demo import CLIENT_ID, CLIENT_SECRET

SPEED = 600.0
"""Simulated minutes in a real one: a flow is integrated within two seconds."""


async def run(data_dir: Path, address: str) -> None:
    """Carry out intents until killed; say so once everything is open."""
    carrying.CLAIM = timedelta(seconds=1.5)
    sending.SUBMISSION_SETTLES = timedelta(seconds=4)
    chorus = connect(base_url=address, client_id=CLIENT_ID, client_secret=CLIENT_SECRET)
    await context.start(Settings(data_dir=data_dir, simulator_speed=SPEED), chorus)
    async with running("", Role.WEB):
        print("ready", flush=True)  # noqa: T201  (what the harness waits for)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), sys.argv[2]))
