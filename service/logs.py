"""Logs: one JSON object a line on stdout, and never anybody's words.

An exception's message may quote data; its frames may not. So errors are logged by class and
frames alone.
"""

import logging
import sys
import traceback
from collections.abc import Sequence

import structlog

_SHARED: list[structlog.typing.Processor] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: int = logging.INFO, *, worker: int | None = None) -> None:
    """JSON lines for our own logs and for those of libraries; a *worker* of several is named."""
    shared = [*_SHARED, _named(worker)] if worker is not None else _SHARED
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_exception,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # It tells at every look at a database which dialect it is.
    logging.getLogger("alembic").setLevel(logging.WARNING)


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
