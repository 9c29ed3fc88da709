import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from chorus_app import documents
from chorus_app.documents import Refusal, Unreadable, frames, jobs
from chorus_app.documents.pool import Helper, Pool
from chorus_app.documents.reading import Kind, Reading
from chorus_app.documents.worker import Limits, run_limited
from tests.documents.pdf_samples import classic_invoice, pdf
from tests.documents.xml_samples import Cii


async def test_a_closed_pool_starts_again() -> None:
    await documents.start_pool()
    assert len(_helpers()) >= 1
    await documents.close_pool()
    assert _helpers() == []
    assert (await documents.read(Cii().xml(), "f.xml")).kind is Kind.CII


async def test_reads_in_another_process() -> None:
    reading = await documents.read(Cii().xml(), "f.xml")
    assert isinstance(reading, Reading)
    assert (reading.kind, reading.value("invoice_number")) == (Kind.CII, "FA-2026-0042")


async def test_many_files_at_once() -> None:
    page = pdf(classic_invoice())
    readings = await asyncio.gather(*(documents.read(page, "f.pdf") for _ in range(12)))
    assert {reading.value("tax_inclusive_amount") for reading in readings} == {"1200.00"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", Refusal.EMPTY), (b"%PDF-" + b" " * documents.LARGEST_FILE, Refusal.TOO_LARGE)],
)
async def test_refused_before_any_parsing(content: bytes, code: Refusal) -> None:
    with pytest.raises(Unreadable) as refusal:
        await documents.read(content, "f.pdf")
    assert refusal.value.code is code


async def test_a_refusal_crosses_the_pipe() -> None:
    with pytest.raises(Unreadable, match="une image PNG") as refusal:
        await documents.read(b"\x89PNG", "f.pdf")
    assert refusal.value.code is Refusal.NOT_AN_INVOICE_FILE


async def test_a_cancelled_read_leaves_the_pool_working() -> None:
    task = asyncio.create_task(documents.read(pdf(classic_invoice()), "f.pdf"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await documents.read(Cii().xml(), "f.xml")).kind is Kind.CII


async def test_helpers_that_died_idle_are_replaced() -> None:
    await documents.read(Cii().xml(), "f.xml")
    helpers = _helpers()
    assert helpers
    for pid in helpers:
        os.kill(pid, signal.SIGKILL)
    assert (await documents.read(Cii().xml(), "f.xml")).kind is Kind.CII


class _Gone(Helper):
    """A helper whose death nobody has noticed yet."""

    alive = True

    def __init__(self) -> None:
        super().__init__()
        self.end()


@pytest.mark.parametrize("dead", [1, 3])
async def test_no_number_of_helpers_that_died_idle_costs_a_file(dead: int) -> None:
    pool = Pool(dead)
    pool._idle += [_Gone() for _ in range(dead)]
    answer, _ = await pool.run({"job": "read", "name": "f.xml"}, Cii().xml())
    assert answer["reading"]["kind"] == Kind.CII
    assert 0 < answer["peak"] < 512_000_000
    await pool.close()


async def test_a_file_that_takes_helpers_with_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chorus_app.documents.pool.Helper", _Gone)
    with pytest.raises(Unreadable) as refusal:
        await Pool(1).run({"job": "read", "name": "f.xml"}, Cii().xml())
    assert refusal.value.code is Refusal.TOO_COMPLEX


def _helpers() -> list[int]:
    """The helpers of this process, whichever of its threads started them."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = [pid for task in tasks for pid in task.read_text().split()]
    return [int(pid) for pid in children if _is_helper(pid)]


def _is_helper(pid: str) -> bool:
    return b"chorus_app.documents.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()


TINY = Limits(memory=400_000_000, cpu=1, wall=1.5)


def _hungry() -> None:
    bytearray(900_000_000)


def _busy() -> None:
    while True:
        pass


def _asleep() -> None:
    signal.pause()


def _crashed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _writer() -> None:
    Path("written-by-a-child").write_text("x" * 10)


@pytest.mark.parametrize("fault", [_hungry, _busy, _asleep, _crashed, _writer])
async def test_a_child_that_goes_too_far_costs_one_answer(
    fault: Callable[[], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(jobs, "run", lambda header, content: (fault() or {}, b""))
    assert _opened(run_limited({}, b"", TINY))["code"] == Refusal.TOO_COMPLEX
    monkeypatch.setattr(jobs, "run", lambda header, content: ({"fine": True}, b""))
    assert _opened(run_limited({}, b"", TINY))["fine"] is True


def _opened(frame: bytes) -> dict[str, object]:
    message = frames.unpack(frame)
    return message[0] if message else {}
