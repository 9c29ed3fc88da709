"""What a child process can be asked to do, and what its parent loads beforehand."""

from typing import Any

from chorus_app.documents.parse import read_file


def run(header: dict[str, Any], content: bytes) -> dict[str, Any]:
    """Run the job that the header names and return its answer; raises `Unreadable`."""
    return {"reading": read_file(content, header["name"]).to_data()}


def warm_up() -> None:
    """Nothing to load beyond the imports above."""
