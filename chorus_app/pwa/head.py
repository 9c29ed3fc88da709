"""What every page says in its head: how it installs, its colours, its icons, its scripts."""

from pathlib import Path

import reflex as rx

from chorus_app.pwa.precache import versioned

DESCRIPTION = "Vos factures publiques, à jour, dans la poche."
PAPER = {"light": "#F7F6F3", "dark": "#14171A"}
_ASSETS = Path(__file__).resolve().parents[2] / "assets"

# Runs before the first paint. The theme chosen on this device is kept by Reflex under "theme".
_THEME = """\
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
"""


def head_components() -> list[rx.Component]:
    """Return what `rx.App(head_components=…)` takes."""
    return [
        rx.el.script(_THEME),
        # Never `user-scalable=no`: RGAA 10.4 asks for 200 % text.
        _meta(
            "viewport",
            "width=device-width, initial-scale=1, viewport-fit=cover, "
            "interactive-widget=resizes-content",
        ),
        _meta("description", DESCRIPTION),
        _meta("color-scheme", "light dark"),
        *(_theme_color(scheme, colour) for scheme, colour in PAPER.items()),
        _meta("application-name", "Choral"),
        _meta("apple-mobile-web-app-title", "Choral"),
        _meta("apple-mobile-web-app-capable", "yes"),
        _meta("mobile-web-app-capable", "yes"),
        _meta("apple-mobile-web-app-status-bar-style", "default"),
        _meta("format-detection", "telephone=no"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.link(rel="icon", href="/favicon.ico", sizes="32x32"),
        rx.el.link(rel="icon", href="/icons/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icons/apple-touch-icon.png"),
        rx.el.script(src=versioned(_ASSETS / "app.js"), defer=True),
    ]


def _meta(name: str, content: str) -> rx.Component:
    return rx.el.meta(name=name, content=content)


def _theme_color(scheme: str, colour: str) -> rx.Component:
    return rx.el.meta(
        name="theme-color",
        content=colour,
        custom_attrs={"media": f"(prefers-color-scheme: {scheme})"},
    )
