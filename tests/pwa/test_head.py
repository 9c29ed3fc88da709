import re
from pathlib import Path

from chorus_app.pwa.head import head_components
from chorus_app.pwa.precache import precache_list
from tests.pwa import made_up

ASSETS = Path(__file__).resolve().parents[2] / "assets"


def head() -> str:
    return "".join(str(component.render()) for component in head_components())


def test_every_file_the_head_names_exists() -> None:
    addresses = re.findall(r'(?:href|src):"(/[^"?]+)', head())
    assert {"/manifest.webmanifest", "/icons/apple-touch-icon.png", "/app.js"} <= set(addresses)
    assert all((ASSETS / address.lstrip("/")).exists() for address in addresses)


def test_text_may_be_enlarged_and_the_keyboard_moves_the_page() -> None:
    viewport = re.search(r'content:"(width=[^"]+)"', head())
    assert viewport
    assert "viewport-fit=cover" in viewport[1]
    assert "interactive-widget=resizes-content" in viewport[1]
    assert "user-scalable" not in viewport[1]
    assert "maximum-scale" not in viewport[1]


def test_the_script_asked_for_is_the_one_kept(tmp_path: Path) -> None:
    kept = precache_list(made_up.build_in(tmp_path))
    script = re.search(r'src:"(/app\.js\?v=[0-9a-f]+)"', head())
    assert script
    assert script[1] in kept
