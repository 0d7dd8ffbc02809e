"""Pruning: what is kept for a term only. Several may do it; each deletes what it finds."""

import os
import time
from collections.abc import Callable

import structlog

from service.logs import frames
from service.service import Service

_log = structlog.get_logger("bihuan.timekeeper")
_EVERY = 3600.0
_APART = 600
"""Seconds: processes that start together do not go on together."""


class Pruning:
    """Remembered answers, tokens, numbers of nobody; what is left of who has left: hourly."""

    def __init__(
        self, service: Service, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self._next = 0.0
        self._tasks = {
            "answers": service.forget_old_answers,
            "tokens": lambda: service.follow_ups.prune(),
            "phones": service.prune_phones,
            "credentials of who has left": lambda: service.leaving.sweep(),
            "erased": lambda: service.sweeping.sweep(),
        }

    def step(self) -> None:
        """Prune where it is time to. What fails is told in the log, and tried again next time."""
        if self._monotonic() < self._next:
            return
        self._next = self._monotonic() + _EVERY + os.getpid() % _APART
        for name, prune in self._tasks.items():
            self._prune(name, prune)

    def _prune(self, name: str, prune: Callable[[], int]) -> None:
        try:
            count = prune()
        except Exception as error:
            told = {"error": type(error).__name__, "frames": frames(error)}
            _log.error("pruning failed", of=name, **told)
        else:
            if count:
                _log.info("pruned", of=name, count=count)
