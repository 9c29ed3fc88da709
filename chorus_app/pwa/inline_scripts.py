"""The inline scripts of a page, as a content security policy names them."""

import base64
import hashlib
from html.parser import HTMLParser


class InlineHandlerError(ValueError):
    """A page carries an `onclick=` or the like, which no hash can allow."""


def script_hashes(html: str) -> list[str]:
    """Return the `'sha256-…'` source of each inline script in `html`, without repeats.

    Raises `InlineHandlerError` for an event handler written as an attribute.
    https://www.w3.org/TR/CSP3/#match-element-to-source-list
    """
    parser = _Scripts()
    parser.feed(html)
    parser.close()
    return sorted({_source(text) for text in parser.texts})


def _source(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self._parts: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        handlers = [name for name, _ in attrs if name.startswith("on")]
        if handlers:
            raise InlineHandlerError(f"<{tag}> has {', '.join(handlers)}")
        if tag == "script" and "src" not in dict(attrs):
            self._parts = []

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._parts is not None:
            self.texts.append("".join(self._parts))
            self._parts = None
