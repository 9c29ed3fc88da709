"""Serve the simulator alone: `python -m chorus_app.simulator --port 9000`."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from granian.constants import Interfaces
from granian.server.embed import Server

from chorus_app.simulator.alone import InUse, alone
from chorus_app.simulator.app import create_app
from chorus_app.simulator.faults import MODES, NONE
from chorus_app.simulator.quirks import NAMES
from chorus_app.stopping import end_in_time


def main() -> None:
    """Read the command line and serve until interrupted."""
    options = read_options()
    try:
        with alone(options.data):
            app = made(options)
            print(f"Chorus Pro (simulateur) : http://127.0.0.1:{options.port}", flush=True)
            asyncio.run(_serve(app, options.port))
    except InUse as error:
        sys.exit(str(error))


def made(options: argparse.Namespace) -> FastAPI:
    """Return the simulator that these options ask for."""
    app = create_app(
        options.data,
        speed=options.speed,
        now=options.now,
        accept_any_credentials=options.accept_any_credentials,
    )
    app.state.world.faults.set(options.fault)
    app.state.world.quirks.set(options.oddities)
    return app


async def _serve(app: FastAPI, port: int) -> None:
    """Serve on this machine only; end in good order on a signal, so that nothing is forgotten."""
    server = Server(
        app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    end_in_time()
    await server.serve()


def read_options(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line, then the environment. Ends the program on a word nobody knows."""
    parser = argparse.ArgumentParser(prog="python -m chorus_app.simulator")
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument("--data", type=Path, default=Path(".data/simulator"))
    parser.add_argument("--speed", type=float, default=60.0, help="simulated minutes per minute")
    parser.add_argument("--now", type=datetime.fromisoformat, help="date to begin at, ISO 8601")
    parser.add_argument(
        "--accept-any-credentials",
        action="store_true",
        default=os.environ.get("SIMULATOR_ACCEPT_ANY_CREDENTIALS") == "1",
    )
    parser.add_argument("--fault", metavar="MODE", default=os.environ.get("SIMULATOR_FAULT", NONE))
    parser.add_argument(
        "--oddities",
        metavar="NAME",
        nargs="*",
        default=os.environ.get("SIMULATOR_ODDITIES", "").split(),
    )
    options = parser.parse_args(words)
    for known, said in ((MODES, [options.fault]), (NAMES, options.oddities)):
        if unknown := [word for word in said if word not in known]:
            parser.error(f"{' '.join(unknown)}: choose among {' '.join(known)}")
    return options


if __name__ == "__main__":
    main()
