"""Attacks: each comes to a right outcome, soon, in little memory, and the next file is read."""

import faulthandler
import resource
import time
from collections.abc import Iterator
from typing import Any

import pytest

from chorus_app.documents import frames
from chorus_app.documents.worker import Limits, run_limited
from tests.documents.hostile_samples import HOSTILE, READ
from tests.documents.xml_samples import Cii


@pytest.fixture(autouse=True)
def silent_deaths() -> Iterator[None]:
    """The children are meant to die: pytest need not print where."""
    faulthandler.disable()
    yield
    faulthandler.enable()


@pytest.mark.parametrize("name", HOSTILE)
def test_an_attack_costs_one_answer(name: str) -> None:
    content, outcomes = HOSTILE[name]
    started = time.monotonic()
    answer = attempt(content)
    assert answer.get("code", READ) in outcomes.split()
    assert time.monotonic() - started < 12
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 560_000
    assert "reading" in attempt(Cii().xml())


def attempt(content: bytes) -> dict[str, Any]:
    """Read a file in a limited child; return its answer."""
    message = frames.unpack(run_limited({"job": "read", "name": "file"}, content, Limits()))
    return message[0] if message else {}


def test_an_included_file_is_never_read() -> None:
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    )
    answer = attempt(Cii(number=include).xml())
    assert answer["reading"]["fields"]["invoice_number"]["value"] is None
    assert "root:" not in str(answer)
