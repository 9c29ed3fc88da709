import base64
import hashlib

import pytest

from chorus_app.pwa.inline_scripts import InlineHandlerError, script_hashes


def source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_each_inline_script_is_named_once() -> None:
    html = (
        "<script>a()</script><p>é</p><script type=module>b('é&amp;')</script><script>a()</script>"
    )
    assert script_hashes(html) == sorted([source("a()"), source("b('é&amp;')")])


def test_the_digest_is_the_one_of_the_specification() -> None:
    # https://www.w3.org/TR/CSP3/#external-hash gives no value; MDN's example does.
    html = "<script>var inline = 1;</script>"
    assert script_hashes(html) == ["'sha256-B2yPHKaXnvFWtRChIbabYmUBFZdVfKKXHbWtWidDVF8='"]


def test_markup_inside_a_script_is_the_script() -> None:
    script = 'x("<b>&lt;</b>\\u003c/script>");\n'
    assert script_hashes(f"<script>{script}</script>") == [source(script)]


def test_a_script_with_an_address_needs_no_digest() -> None:
    assert script_hashes('<script src="/app.js" defer></script>') == []


def test_a_handler_in_an_attribute_is_refused() -> None:
    with pytest.raises(InlineHandlerError, match="onclick"):
        script_hashes('<button onclick="go()">')
