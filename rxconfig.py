"""What Reflex is told, drawn from Choral's own settings (`chorus_app/settings.py`)."""

import os

import reflex as rx

from chorus_app.pwa.plugin import InstallableFrontEnd
from chorus_app.settings import settings

config = rx.Config(
    app_name="chorus_app",
    frontend_port=settings().port,
    backend_host=settings().host,
    # Reflex accepts every origin by default: with a session cookie, any page on the web could
    # then open a signed-in socket.
    cors_allowed_origins=settings().origins,
    # The state is rebuilt from the database at each load, so it need not outlive the process.
    state_manager_mode="redis" if os.environ.get("REFLEX_REDIS_URL") else "memory",
    frontend_compression_formats=["brotli", "gzip"],
    telemetry_enabled=False,
    show_built_with_reflex=False,
    plugins=[InstallableFrontEnd(placeholders=["/factures/0/"])],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
