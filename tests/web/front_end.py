"""A server of a made-up front end, under the middleware that the real one has."""

import gzip
import os
from pathlib import Path

import brotli
import httpx
from reflex.utils.precompressed_staticfiles import PrecompressedStaticFiles
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from chorus_app.pwa.plugin import InstallableFrontEnd
from chorus_app.web.headers import ResponseHeaders
from chorus_app.web.origin import OwnOriginOnly
from chorus_app.web.pages import PageAddresses
from tests.pwa import made_up

ORIGIN = "https://choral.example"


def build_in(folder: Path, *, word: str = "Accueil") -> Path:
    """Make a build in `folder`, finished by the plugin and compressed as Reflex compresses."""
    build = made_up.build_in(folder, word=word)
    InstallableFrontEnd(["/factures/0/"]).post_build(static_dir=build)
    (build / "404.html").write_bytes((build / "__spa-fallback.html").read_bytes())
    for file in [*build.rglob("*.html"), *build.rglob("*.js")]:
        content = file.read_bytes()
        Path(f"{file}.br").write_bytes(brotli.compress(content))
        Path(f"{file}.gz").write_bytes(gzip.compress(content))
    return build


def served(build: Path) -> ASGIApp:
    """Return the application that serves `build`, and a few routes under /api/."""
    pages = PrecompressedStaticFiles(directory=build, html=True, encodings=["brotli", "gzip"])
    routes = [
        Route("/api/echo", _echo, methods=["GET", "POST", "PUT", "DELETE"]),
        Route("/api/liste", _feed),
        Mount("/", pages),
    ]
    # As Reflex does: answers then vary by Origin.
    cors = Middleware(CORSMiddleware, allow_origins=[ORIGIN], allow_credentials=True)
    app = PageAddresses(Starlette(routes=routes, middleware=[cors]), build.parent)
    return ResponseHeaders(OwnOriginOnly(app, [ORIGIN]), build.parent)


def client(build: Path, base: str = ORIGIN) -> httpx.AsyncClient:
    """Return a client of the application in this process."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(served(build)), base_url=base)


def app_of_environment() -> ASGIApp:
    """Return the application of the build that `MADE_UP_BUILD` names, for a real server."""
    return served(Path(os.environ["MADE_UP_BUILD"]))


async def _echo(request: Request) -> Response:
    return JSONResponse({"method": request.method})


async def _feed(_: Request) -> Response:
    return JSONResponse([], headers={"Cache-Control": "private, no-cache"})
