"""A small made-up build of the front end, laid out as Reflex lays its own."""

import shutil
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
HYDRATE = "window.hydrated = true;"
CHUNK = "assets/entry-Ab12.js"


def page(title: str) -> str:
    """Return a page with an inline script, a hashed one and the app's own."""
    return (
        f'<!doctype html><html lang="fr" class="light"><head><title>{title}</title>'
        '<link rel="manifest" href="/manifest.webmanifest">'
        f'<script>{HYDRATE}</script><script type="module" crossorigin src="/{CHUNK}"></script>'
        f'<script defer src="/app.js"></script></head><body><h1>{title}</h1></body></html>'
    )


def build_in(folder: Path, *, word: str = "Accueil") -> Path:
    """Make `folder/build/client` and return it; `word` is what the first page says."""
    build = folder / "build" / "client"
    shutil.copytree(ASSETS, build, ignore=shutil.ignore_patterns("external"))
    pages = {
        "index.html": page(word),
        "__spa-fallback.html": "<!doctype html><script>window.fallback = true;</script>",
        "factures/index.html": page("Factures"),
        "factures.html": page("Factures"),
        "factures/0/index.html": page("Facture"),
    }
    for name, html in pages.items():
        file = build / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html)
    (build / "assets").mkdir()
    (build / CHUNK).write_text(f"document.body.dataset.script = {word!r};")
    return build
