"""The Reflex plugin that makes the built front end installable, and the same on any host."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Unpack

from reflex_base.plugins.base import Plugin, PostBuildContext, PreCompileContext

from chorus_app.pwa import manifest, precache, reflex_files
from chorus_app.pwa.build import FALLBACK, FrontEnd
from chorus_app.pwa.inline_scripts import script_hashes

_SPA_FALLBACK = "__spa-fallback.html"


class InstallableFrontEnd(Plugin):
    """Mends what Reflex writes, then tells the service worker and the server what was built.

    `placeholders`: one address for each page with a parameter, with `0` for the parameter.
    """

    def __init__(self, placeholders: Sequence[str] = ()) -> None:
        self._placeholders = list(placeholders)

    def pre_compile(self, **context: Unpack[PreCompileContext]) -> None:
        """Mend the client's state module and the list of prerendered pages."""
        context["add_save_task"](reflex_files.state_js)
        context["add_modify_task"](
            str(reflex_files.ROUTER_CONFIG),
            partial(reflex_files.prerender, placeholders=self._placeholders),
        )

    def post_build(self, **context: Unpack[PostBuildContext]) -> None:
        """Complete the manifest and the worker; tell the server what was built.

        Raises `RuntimeError` when a placeholder was not prerendered.
        """
        build = context["static_dir"]
        manifest.announce_screenshots(build)
        kept = precache.precache_list(build)
        version = precache.version_of(kept)
        precache.write_worker(build, kept, version)
        (build / "version.json").write_text(json.dumps({"version": version}))
        front_end = FrontEnd(version, _pages(build), self._placeholders)
        missing = [address for address in self._placeholders if not front_end.page(address)]
        if missing:
            raise RuntimeError(f"not prerendered: {', '.join(missing)}")
        front_end.write(build.parent)


def _pages(build: Path) -> dict[str, list[str]]:
    pages = {
        file.relative_to(build).as_posix(): script_hashes(file.read_text())
        for file in sorted(build.rglob("*.html"))
    }
    # Reflex copies the fallback to 404.html once plugins are done.
    return {**pages, FALLBACK: pages.get(_SPA_FALLBACK, pages.get("index.html", []))}
