"""A stop that ends, whatever the server does on its way out."""

import signal
import threading
from types import FrameType

GRACE = 8
"""Seconds for an orderly stop: fewer than the ten that Docker leaves before it kills."""


def end_in_time(grace: int = GRACE) -> None:
    """Have the system end this process `grace` seconds after it is asked to stop.

    granian 2.8.7 can wait for ever once it is told to stop: a thread of its runtime waits for
    the others while it holds Python's lock, and one of these waits for that lock (its issue 875;
    one stop in thirty here, where a socket was just closed). No thread of ours would run then,
    so the alarm is the system's own. Whoever already listens to the signals is still called.
    Does nothing outside the main thread, where nobody can listen to signals.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        _before(number, grace)


def _before(number: signal.Signals, grace: int) -> None:
    """Set the alarm when the signal comes, then let the one who listened before do its part."""
    listening = signal.getsignal(number)
    if not callable(listening):
        return

    def stop(received: int, frame: FrameType | None) -> None:
        signal.alarm(grace)
        listening(received, frame)

    signal.signal(number, stop)
    signal.siginterrupt(number, False)  # asyncio asks for this too: no call is cut short
