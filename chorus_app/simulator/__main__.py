"""Serve the simulator alone: `python -m chorus_app.simulator --port 9000`."""

import argparse
import asyncio
import os
import signal
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from granian.constants import Interfaces
from granian.server.embed import Server

from chorus_app.simulator.app import create_app


def main() -> None:
    """Read the command line and serve until interrupted."""
    options = _options()
    app = create_app(
        options.data,
        speed=options.speed,
        now=options.now,
        accept_any_credentials=options.accept_any_credentials,
    )
    print(f"Chorus Pro (simulateur) : http://127.0.0.1:{options.port}", flush=True)
    asyncio.run(_serve(app, options.port))


async def _serve(app: FastAPI, port: int) -> None:
    """Serve on this machine only; end in good order on a signal, so that nothing is forgotten."""
    server = Server(
        app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    await server.serve()


def _options() -> argparse.Namespace:
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
    return parser.parse_args()


if __name__ == "__main__":
    main()
