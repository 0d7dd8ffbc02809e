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


def tell(event: str, **facts: str | int | float) -> None:
    """A line of level *info* for what happens at each request: the same as through structlog.

    That takes longer for its line than a request's whole way through the routes. Lines of one
    turn of the event loop are written together; who calls must be in one.
    """
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    line = _ENCODER.encode({**facts, "event": event, "level": "info", "timestamp": now})
    if not _waiting:
        asyncio.get_running_loop().call_soon(_write)
    _waiting.append(line)


_waiting: list[str] = []


def _write() -> None:
    lines = "\n".join((*_waiting, ""))
    _waiting.clear()
    sys.stdout.write(lines)
    sys.stdout.flush()


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
