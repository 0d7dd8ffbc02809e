"""Logs: one JSON object a line on stdout, and never anybody's words.

An exception's message may quote data; its frames may not. So errors are logged by class and
frames alone.
"""

import asyncio
import json
import logging
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog

_SHARED: list[structlog.typing.Processor] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: int = logging.INFO, *, worker: int | None = None) -> None:
    """JSON lines for our own logs and for those of libraries; a *worker* of several is named."""
    shared = [*_SHARED, _named(worker)] if worker is not None else _SHARED
    _OURSELVES.update({} if worker is None else {"worker": worker})
    structlog.configure(
        processors=[*shared, _rendered],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_exception,
                _rendered,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # It tells at every look at a database which dialect it is.
    logging.getLogger("alembic").setLevel(logging.WARNING)


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=repr)


def _rendered(_logger: object, _name: str, event: structlog.typing.EventDict) -> str:
    # One encoder for all lines: to make one costs as much as to use it.
    return _ENCODER.encode(event)


class Lines:
    """Lines on stdout; those of one turn of the event loop are written together."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def add(self, line: str) -> None:
        """Write *line* at the end of this turn of the running loop."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            # Another loop's turn may never end: it may have been closed.
            self._write()
            self._loop = loop
            loop.call_soon(self._write)
        self._lines.append(line)

    def _write(self) -> None:
        lines, self._lines, self._loop = self._lines, [], None
        if lines:
            sys.stdout.write("\n".join((*lines, "")))
            sys.stdout.flush()


_LINES = Lines()
_OURSELVES: dict[str, int] = {}
"""What every line of this process says of it."""


def tell(event: str, **facts: str | int | float) -> None:
    """A line of level *info* for what happens at each request: the same as through structlog.

    That takes longer for its line than a request's whole way through the routes. Who calls must
    be in an event loop.
    """
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    line = {**_OURSELVES, **facts, "event": event, "level": "info", "timestamp": now}
    _LINES.add(_ENCODER.encode(line))


def frames(error: BaseException) -> Sequence[str]:
    """Where an exception came from, as `file:line function`, without its message."""
    summary = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in summary]


def _named(worker: int) -> structlog.typing.Processor:
    def named(
        _logger: object, _name: str, event: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        # What a line says itself about workers comes from their supervisor.
        return {"worker": worker, **event}

    return named


def _without_exception(
    _logger: object, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    info = event.pop("exc_info", None)
    if isinstance(info, tuple) and info[1] is not None:
        event["error"] = type(info[1]).__name__
        event["frames"] = frames(info[1])
    return event
