import json
from pathlib import Path

import pytest

from chorus_app.pwa.manifest import announce_screenshots, png_size
from tests.pwa import made_up

ASSETS = Path(__file__).resolve().parents[2] / "assets"
MANIFEST = json.loads((ASSETS / "manifest.webmanifest").read_text())
PICTURE = (ASSETS / "icons" / "icon-192.png").read_bytes()


def test_what_browsers_require_to_install() -> None:
    assert MANIFEST["id"] == MANIFEST["start_url"] == MANIFEST["scope"] == "/"
    assert MANIFEST["display"] == "standalone"
    assert MANIFEST["lang"] == "fr"
    assert "prefer_related_applications" not in MANIFEST
    assert {(icon["sizes"], icon["purpose"]) for icon in MANIFEST["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
        ("512x512", "monochrome"),
    }


@pytest.mark.parametrize(
    "icon", [*MANIFEST["icons"], *(short["icons"][0] for short in MANIFEST["shortcuts"])]
)
def test_each_icon_has_the_size_it_claims(icon: dict[str, str]) -> None:
    width, height = png_size((ASSETS / icon["src"].lstrip("/")).read_bytes())
    assert icon["sizes"] == f"{width}x{height}"


def test_the_apple_icon_is_180_pixels_wide() -> None:
    assert png_size((ASSETS / "icons" / "apple-touch-icon.png").read_bytes()) == (180, 180)


def test_the_shortcuts() -> None:
    assert {short["name"]: short["url"] for short in MANIFEST["shortcuts"]} == {
        "À traiter": "/",
        "Rechercher": "/factures/?recherche=1",
        "Déposer": "/deposer/",
    }


def test_screenshots_are_announced_narrow_first(tmp_path: Path) -> None:
    (tmp_path / "manifest.webmanifest").write_text('{"name": "Choral à l’essai"}')
    (tmp_path / "screenshots").mkdir()
    for name in ["wide-accueil.png", "narrow-factures.png"]:
        (tmp_path / "screenshots" / name).write_bytes(PICTURE)
    announce_screenshots(tmp_path)
    manifest = json.loads((tmp_path / "manifest.webmanifest").read_text())
    assert manifest["name"] == "Choral à l’essai"
    assert manifest["screenshots"] == [
        {
            "src": "/screenshots/narrow-factures.png",
            "sizes": "192x192",
            "type": "image/png",
            "form_factor": "narrow",
            "label": "Factures",
        },
        {
            "src": "/screenshots/wide-accueil.png",
            "sizes": "192x192",
            "type": "image/png",
            "form_factor": "wide",
            "label": "Accueil",
        },
    ]


def test_without_screenshots_the_manifest_stays(tmp_path: Path) -> None:
    (tmp_path / "manifest.webmanifest").write_text("{}")
    announce_screenshots(tmp_path)
    assert (tmp_path / "manifest.webmanifest").read_text() == "{}"


def test_what_is_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="PNG"):
        png_size(b"GIF89a")


def test_the_announced_screenshots_suit_android(tmp_path: Path) -> None:
    """Chromium shows those of 320 to 3840 px, at most 2.3 times longer than wide."""
    build = made_up.build_in(tmp_path)
    announce_screenshots(build)
    pictures = json.loads((build / "manifest.webmanifest").read_text())["screenshots"]
    assert {picture["form_factor"] for picture in pictures} == {"narrow", "wide"}
    for picture in pictures:
        short, long = sorted(int(side) for side in picture["sizes"].split("x"))
        assert 320 <= short <= long <= min(3840, 2.3 * short)
