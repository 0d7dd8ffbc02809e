"""Going on until somebody asks to end."""

import signal
from threading import Event
from types import FrameType


def asked_to_end() -> Event:
    """What SIGINT and SIGTERM set from now on."""
    asked = Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return asked
