"""A mail server and a push endpoint on two ports, in a process that no kill reaches.

Each thing that comes is written down before it is answered, one JSON object a line. Granian serves
`app`; its settings are `KILLS_LOG`, `KILLS_SMTP_PORT`.
"""

import base64
import contextlib
import json
import os
import time
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


class Log:
    """What came, in order, also after this process is gone."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, kind: str, **said: str) -> None:
        """Write one thing down, at once."""
        line = json.dumps({"kind": kind, "at": time.time(), **said}, ensure_ascii=False)
        with self._path.open("a") as file:
            file.write(f"{line}\n")


class Mailbox:
    """Takes every mail."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        read: Any = message_from_bytes(envelope.content or b"", policy=policy.default)
        plain: Any = read.get_body(("plain",))
        number = str(read["Message-ID"]).strip("<>").partition("@")[0]
        to = ", ".join(envelope.rcpt_tos)
        self._log.write("mail", number=number, to=to, text=plain.get_content())
        return "250 OK"


def app() -> Starlette:
    """Return the endpoint; the mail server lives as long as it does."""
    log = Log(Path(os.environ["KILLS_LOG"]))
    answer = {"status": 201}
    running: list[Controller] = []

    def mails(*, there: bool) -> None:
        """Listen, or close the port."""
        while running:
            running.pop().stop()
        if there:
            port = int(os.environ["KILLS_SMTP_PORT"])
            running.append(Controller(Mailbox(log), "127.0.0.1", port))
            running[-1].start()

    async def take(request: Request) -> Response:
        body = base64.b64encode(await request.body()).decode()
        name = request.path_params["name"]
        log.write("push", name=name, body=body, status=str(answer["status"]))
        return Response(status_code=answer["status"])

    async def steer(request: Request) -> Response:
        wanted = await request.json()
        if (there := wanted.pop("mail", None)) is not None:
            mails(there=bool(there))
        answer.update(wanted)
        return JSONResponse(answer)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        mails(there=True)
        yield

    routes = [
        Route("/send/{name}", take, methods=["POST"]),
        Route("/steer", steer, methods=["POST"]),
    ]
    return Starlette(routes=routes, lifespan=lifespan)
