"""Running a coroutine for callers outside an event loop."""

import asyncio
import atexit
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def run(doing: Coroutine[Any, Any, T]) -> T:
    """What it comes to.

    `asyncio.run` makes a loop each time and, in the main thread, changes the handler of a signal,
    for which Python spells out the whole task: more work than most commands are.
    """
    if threading.current_thread() is threading.main_thread():
        return _loop().run_until_complete(doing)
    return asyncio.run(doing)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    atexit.register(loop.close)
    return loop
