"""Signing: a checkpoint once an hour, where something has been recorded since the last."""

import time
from collections.abc import Callable

import structlog

from domain.moment import HOUR
from service.errors import CannotSign
from service.logs import frames
from service.service import SYSTEM, Service

_log = structlog.get_logger("bihuan.timekeeper")
_LOOK_EVERY = 60.0


class Signing:
    """Signs where it is time to. Several may do it: there is one checkpoint of one size."""

    def __init__(
        self, service: Service, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.fault: str | None = None
        """What keeps it from signing: a hindrance, or an error's class."""
        self._service, self._monotonic = service, monotonic
        self._next = 0.0

    def step(self) -> None:
        """Sign where it is time to. What fails is told in the log, and tried again in a minute."""
        if self._monotonic() < self._next:
            return
        self._next = self._monotonic() + _LOOK_EVERY
        try:
            if self._is_time():
                self._service.checkpoints.sign(SYSTEM)
        except CannotSign as error:
            self._failed(error.hindrance.value, reason=str(error))
        except Exception as error:
            self._failed(type(error).__name__, frames=frames(error))
        else:
            self.fault = None

    def _is_time(self) -> bool:
        latest = self._service.checkpoints.latest()
        if latest is None:
            return True
        # A time that is still to come was written by somebody else, or by a clock that ran ahead.
        return not 0 <= self._service.now() - latest.signed_at < HOUR

    def _failed(self, fault: str, **told: object) -> None:
        if fault != self.fault:
            _log.error("no checkpoint can be signed", fault=fault, **told)
        self.fault = fault
