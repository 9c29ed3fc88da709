"""The list of files that the service worker keeps on the phone."""

import hashlib
import json
from pathlib import Path

from chorus_app.pwa.anchors import replace_once

WORKER = "sw.js"
_LOOSE = ("hors-ligne.html", "icons/favicon.svg", "icons/icon-192.png")
_VERSIONED = "app.js"


def precache_list(build: Path) -> dict[str, str]:
    """Return the addresses to keep and a digest of each content.

    Kept: Vite's hashed files, the prerendered pages under their address with a final slash,
    and the few loose files that a page needs without a network.
    """
    files = [file for file in (build / "assets").rglob("*") if file.is_file()]
    files += build.rglob("index.html")
    files += [build / name for name in _LOOSE]
    kept = {_address(file.relative_to(build).as_posix()): _digest(file) for file in files}
    kept[versioned(build / _VERSIONED)] = _digest(build / _VERSIONED)
    return dict(sorted(kept.items()))


def versioned(file: Path) -> str:
    """Return the address of a file at the root, with a digest so that it may keep for ever."""
    return f"/{file.name}?v={_digest(file)}"


def version_of(kept: dict[str, str]) -> str:
    """Return the version of a build: the same for the same files, and for them only."""
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:12]


def write_worker(build: Path, kept: dict[str, str], version: str) -> None:
    """Give the built service worker its version and its list."""
    worker = build / WORKER
    text = worker.read_text()
    text = replace_once(text, 'VERSION = ""', f"VERSION = {json.dumps(version)}", source=WORKER)
    text = replace_once(text, "KEPT = {}", f"KEPT = {json.dumps(kept)}", source=WORKER)
    worker.write_text(text)


def _address(name: str) -> str:
    return "/" + name.removesuffix("index.html")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
