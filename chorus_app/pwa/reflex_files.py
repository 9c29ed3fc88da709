"""What is mended in the files that Reflex 0.10 writes for the browser."""

import json
from collections.abc import Sequence
from pathlib import Path

from reflex_base import constants

from chorus_app.pwa.anchors import replace_once

STATE_JS = Path("utils/state.js")
ROUTER_CONFIG = constants.ReactRouter.CONFIG_FILE

_STATE_JS_CHANGES = {
    # The socket follows the page: one build serves any host and port, behind TLS or not.
    "endpoint.hostname = frontend_hostname;": (
        "endpoint.hostname = frontend_hostname;\n"
        "    if (!app.isDevMode) endpoint.port = window.location.port;"
    ),
    'endpoint.port = ""; // Assume websocket is on https port via load balancer.': (
        "endpoint.port = window.location.port;"
    ),
    # This identifier reaches a session's state: Math.random() can be guessed.
    "let r = Math.random() * 16;": "let r = crypto.getRandomValues(new Uint8Array(1))[0] % 16;",
    'banner.append("A new version of this app is available.");': (
        'banner.append("Une nouvelle version est disponible.");'
    ),
    'button.textContent = "Reload";': 'button.textContent = "Recharger";',
}


def state_js() -> tuple[str, str]:
    """Return the path and text of the client's state module, from Reflex's own template.

    The template and not the file of the last build, which is already changed.
    """
    text = (Path(constants.Templates.Dirs.WEB_TEMPLATE) / STATE_JS).read_text()
    for anchor, replacement in _STATE_JS_CHANGES.items():
        text = replace_once(text, anchor, replacement, source=STATE_JS.name)
    return str(STATE_JS), text


def prerender(config: str, placeholders: Sequence[str]) -> str:
    """Return the React Router `config` that also renders `placeholders`.

    Reflex renders every page at build time but those with a parameter, such as
    `/factures/[id]`: a placeholder is one such address, whose HTML serves for all.
    Development renders nothing beforehand: its configuration is left alone.
    """
    if "prerender" not in config:
        return config
    paths = f"async ({{ getStaticPaths }}) => [...getStaticPaths(), ...{json.dumps(placeholders)}]"
    return replace_once(
        config, '"prerender": true', f'"prerender": {paths}', source=str(ROUTER_CONFIG)
    )
