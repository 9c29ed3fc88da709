"""A phone in somebody's hand: a browser context whose complaints are all written down."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

SIZE = {"width": 390, "height": 844}
_HEARD = {"error", "warning"}
# Playwright's own doing; and what a page says that is left before its socket is open.
_NO_MATTER = re.compile("Worker registration blocked|closed before the connection is established")


@dataclass
class Phone:
    """What `context` shows of the Choral at `url`.

    `complaints` gathers console errors and warnings (a breach of the content policy is one),
    exceptions, and requests that leave for another origin.
    """

    context: BrowserContext
    url: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._follow)

    def open(self, path: str) -> Page:
        """Open an address in a new tab."""
        page = self.context.new_page()
        page.on("websocket", lambda socket: self._stays(socket.url))
        page.goto(path)
        return page

    def forgive(self, part: str) -> None:
        """Forget complaints that a test provoked; one at least must be there."""
        kept = [said for said in self.complaints if part not in said]
        assert len(kept) < len(self.complaints), f"nobody complained of {part!r}"
        self.complaints[:] = kept

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in _HEARD and not _NO_MATTER.search(message.text):
            self.complaints.append(f"{message.type}: {message.text}")

    def _follow(self, request: Request) -> None:
        self._stays(request.url)

    def _stays(self, address: str) -> None:
        asked, own = urlsplit(address), urlsplit(self.url)
        if asked.scheme not in {"data", "blob"} and asked.netloc != own.netloc:
            self.complaints.append(f"left for {address}")
