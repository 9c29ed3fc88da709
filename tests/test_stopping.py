"""A process that its server never lets go ends all the same."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from chorus_app.stopping import end_in_time

HANGS = """
import asyncio, ctypes, signal
from chorus_app.stopping import end_in_time

async def main():
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    end_in_time(1)
    print("ready", flush=True)
    await stopped.wait()
    print("told", flush=True)
    ctypes.PyDLL(None).sleep({seconds})  # holds Python's lock, as granian does

asyncio.run(main())
"""


@pytest.fixture
def process(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """Run a process that takes some seconds to stop, and lets no thread run meanwhile."""
    code = HANGS.replace("{seconds}", str(request.param))
    with subprocess.Popen([sys.executable, "-c", code], stdout=-1, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("process", [60], indirect=True)
def test_a_stop_that_hangs_ends(process: subprocess.Popen[str], number: signal.Signals) -> None:
    process.send_signal(number)

    assert process.wait(15) == -signal.SIGALRM
    assert process.stdout and process.stdout.read() == "told\n", "the loop was told as well"


@pytest.mark.parametrize("process", [0], indirect=True)
def test_a_stop_in_good_order_is_left_alone(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)

    assert process.wait(15) == 0


def test_elsewhere_than_in_the_main_thread_nothing_is_touched() -> None:
    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=end_in_time)
    thread.start()
    thread.join()

    assert signal.getsignal(signal.SIGTERM) is before
