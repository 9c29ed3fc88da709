"""Draws the icons of `assets/icons/` from `favicon.svg`: `python -m tests.bench.icons`.

Run by hand when the logo changes; what it draws is committed.
"""

import struct
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.chromium import launch

ASSETS = Path(__file__).resolve().parents[2] / "assets"
GROUND = "#0B6B5D"
# A launcher may cut a maskable icon down to a circle of 80 % of its width.
SAFE = 0.78

FULL_BLEED = f"<style>#ground {{ rx: 0; fill: {GROUND} }}</style>"
INSET = (
    f"<style>#ground {{ rx: 0 }} #mark {{ transform: scale({SAFE}); "
    "transform-origin: 256px 256px }</style>"
)


def main() -> None:
    """Draw every icon."""
    logo = (ASSETS / "icons" / "favicon.svg").read_text()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, size, style in [
            ("icon-192.png", 192, ""),
            ("icon-512.png", 512, ""),
            ("icon-maskable-512.png", 512, INSET),
            ("apple-touch-icon.png", 180, FULL_BLEED),
        ]:
            (ASSETS / "icons" / name).write_bytes(draw(browser, logo + style, size))
        (ASSETS / "icons" / "icon-monochrome-512.png").write_bytes(
            draw(browser, monochrome(logo), 512)
        )
        (ASSETS / "favicon.ico").write_bytes(ico(draw(browser, logo, 32), 32))
        browser.close()


def draw(browser: Browser, svg: str, size: int) -> bytes:
    """Return the PNG of `svg` drawn `size` pixels wide, on a transparent ground."""
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
    image = page.screenshot(omit_background=True)
    page.close()
    return image


def monochrome(logo: str) -> str:
    """Return the mark alone in black, its lines cut out: a system paints it in its own colour."""
    mark = logo[logo.index("<rect x=") : logo.index("</g>")]
    sheets = "".join(line for line in mark.splitlines() if "<rect" in line).replace("#fff", "#000")
    lines = "".join(line for line in mark.splitlines() if "<path" in line)
    lines = lines.replace(GROUND, "#000").replace(' opacity=".4"', "")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" stroke-linecap="round" '
        'stroke-linejoin="round"><mask id="cut" fill="none">'
        f'<rect width="512" height="512" fill="#fff"/>{lines}</mask>'
        f'<g mask="url(#cut)">{sheets}</g></svg>'
    )


def ico(png: bytes, size: int) -> bytes:
    """Return an ICO file that holds one PNG (Windows Vista's form, read by every browser)."""
    entry = struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), 6 + 16)
    return struct.pack("<HHH", 0, 1, 1) + entry + png


if __name__ == "__main__":
    main()
