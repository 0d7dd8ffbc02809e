"""Opening the service for one command, with clear words when it cannot be opened."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from pydantic import ValidationError

from ledger.catalogue import DamagedEvent, UnknownEvent
from ledger.cipher import CannotOpen
from ledger.now import Clock, clock
from projections.engine import View
from service.errors import CannotSign
from service.outage import is_database_error, reason
from service.service import Service
from service.settings import BadSetting, Settings


def fail(message: str) -> NoReturn:
    """Say why on stderr and leave with status 1."""
    typer.secho(f"bihuan: {message}", err=True, fg=typer.colors.RED)
    raise typer.Exit(1)


@contextmanager
def service(*, started: bool = True, now: Clock = clock) -> Iterator[Service]:
    """The service by its settings; with *started*, migrated and running."""
    opened = _open(now)
    try:
        with explained():
            if started:
                require_migrated(opened)
                opened.start()
            yield opened
    finally:
        opened.stop()


@contextmanager
def explained() -> Iterator[None]:
    """Ends the command with clear words where a database, the record or a key is not usable."""
    try:
        yield
    except (CannotOpen, CannotSign, DamagedEvent, UnknownEvent) as error:
        fail(str(error))
    except Exception as error:
        if not is_database_error(error):
            raise
        fail(f"the database cannot be used: {reason(error)}")


def is_new(opened: Service) -> bool:
    """Whether the databases are not those of this program, or no ledger was opened in them."""
    return not opened.is_migrated() or opened.find_ledger() is None


def require_migrated(opened: Service) -> None:
    """Ends the command where the databases are not those of this program."""
    if is_new(opened):
        fail("the databases are not up to date: run `bihuan migrate`")


def views_named(opened: Service, name: str | None) -> Sequence[View[Any]]:
    """The views of that name, all if it is None; ends the command where there is none."""
    views = [view for view in opened.views if name in (None, view.name)]
    if not views:
        fail(f"no such view; there are: {', '.join(view.name for view in opened.views)}")
    return views


def settings() -> Settings:
    """The settings; ends the command where one is unusable."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join("BIHUAN_" + str(e["loc"][0]).upper() for e in error.errors())
        fail(f"unusable setting: {names}")


def _open(now: Clock) -> Service:
    try:
        return Service(settings(), now=now)
    except BadSetting as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
