import re

import pytest
from reflex.utils.frontend_skeleton import _update_react_router_config
from reflex_base.config import Config

from chorus_app.pwa import reflex_files
from chorus_app.pwa.anchors import AnchorError, replace_once


def test_the_socket_goes_where_the_page_came_from() -> None:
    path, text = reflex_files.state_js()
    assert path == "utils/state.js"
    assert text.count("endpoint.port = window.location.port;") == 2
    assert 'endpoint.port = "";' not in text


def test_identifiers_cannot_be_guessed() -> None:
    _, text = reflex_files.state_js()
    assert "Math.random" not in text
    assert "crypto.getRandomValues" in text


def test_the_words_of_reflex_are_french() -> None:
    _, text = reflex_files.state_js()
    assert re.findall(r'banner\.append\("(.*?)"\)', text) == [
        "Une nouvelle version est disponible."
    ]


def test_a_placeholder_is_prerendered_beside_every_page() -> None:
    config = Config(app_name="essai", _skip_plugins_checks=True)
    text = _update_react_router_config(config, prerender_routes=True)
    assert reflex_files.prerender(text, ["/factures/0/"]) == text.replace(
        '"prerender": true',
        '"prerender": async ({ getStaticPaths }) => [...getStaticPaths(), ...["/factures/0/"]]',
    )


def test_development_is_left_alone() -> None:
    config = Config(app_name="essai", _skip_plugins_checks=True)
    text = _update_react_router_config(config)
    assert reflex_files.prerender(text, ["/factures/0/"]) == text


@pytest.mark.parametrize("text", ["", "a a"])
def test_a_text_that_has_changed_stops_the_build(text: str) -> None:
    with pytest.raises(AnchorError, match=r"state\.js"):
        replace_once(text, "a", "b", source="state.js")
