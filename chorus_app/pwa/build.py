"""What the build tells the server: pages, their inline scripts, the version."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

FILE = "front-end.json"
FALLBACK = "404.html"


@dataclass(frozen=True)
class FrontEnd:
    """The built front end, as the server must know it.

    `pages` maps each HTML file, relative to the build, to the sources that its inline scripts
    need in a content security policy (`'sha256-…'`). `placeholders` are addresses whose `0`
    segment stands for any number, such as `/factures/0/`.
    """

    version: str = ""
    pages: dict[str, list[str]] = field(default_factory=dict)
    placeholders: Sequence[str] = ()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read what the build left in `folder`; empty when there was no build."""
        file = folder / FILE
        return cls(**json.loads(file.read_text())) if file.exists() else cls()

    def write(self, folder: Path) -> None:
        """Leave this in `folder`, which is not served."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=1))

    def page(self, path: str) -> str | None:
        """Return the HTML file that answers the address `path`, `None` when it is no page."""
        wanted = _segments(path)
        for placeholder in self.placeholders:
            if _stands_for(_segments(placeholder), wanted):
                wanted = _segments(placeholder)
        file = "/".join([*wanted, "index.html"])
        return file if file in self.pages else None

    def script_sources(self, path: str) -> list[str]:
        """Return the sources of the inline scripts in the HTML that answers `path`."""
        file = self.page(path) or path.lstrip("/")
        return self.pages.get(file, self.pages.get(FALLBACK, []))


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _stands_for(placeholder: list[str], wanted: list[str]) -> bool:
    return len(placeholder) == len(wanted) and all(
        ours == theirs or (ours == "0" and theirs.isascii() and theirs.isdigit())
        for ours, theirs in zip(placeholder, wanted, strict=True)
    )
