"""The screenshots that the built manifest announces, for the install sheet of Android."""

import json
import struct
from pathlib import Path

FILE = "manifest.webmanifest"
FOLDER = "screenshots"
_FORMS = ("narrow", "wide")


def announce_screenshots(build: Path) -> None:
    """Add to the built manifest the pictures of `screenshots/`, narrow ones first.

    A picture is named `narrow-accueil.png` or `wide-factures.png`: the form factor of the
    manifest, then what it shows. Without pictures the manifest stays as it is.
    https://developer.mozilla.org/docs/Web/Progressive_web_apps/Manifest/Reference/screenshots
    """
    pictures = [file for form in _FORMS for file in sorted((build / FOLDER).glob(f"{form}-*.png"))]
    if not pictures:
        return
    manifest = json.loads((build / FILE).read_text())
    manifest["screenshots"] = [_entry(picture) for picture in pictures]
    (build / FILE).write_text(json.dumps(manifest, ensure_ascii=False))


def _entry(picture: Path) -> dict[str, str]:
    form, _, shows = picture.stem.partition("-")
    width, height = png_size(picture.read_bytes())
    return {
        "src": f"/{FOLDER}/{picture.name}",
        "sizes": f"{width}x{height}",
        "type": "image/png",
        "form_factor": form,
        "label": shows.capitalize(),
    }


def png_size(content: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels; `ValueError` when it is none."""
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG file")
    width, height = struct.unpack(">II", content[16:24])
    return width, height
