"""Progress: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from projections.anew import Progress as Report


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A function to tell (done, total) to, shown on stderr."""
    if sys.stderr.isatty():
        with _bar(title) as told:
            yield told
    else:
        yield _lines(title)


@contextmanager
def _bar(title: str) -> Iterator[Report]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield told


def _lines(title: str) -> Report:
    """A line at each further tenth, so that a log stays short."""
    tenths = -1

    def told(done: int, total: int) -> None:
        nonlocal tenths
        if total == 0:
            return
        reached = 10 if done >= total else done * 10 // total
        if reached > tenths:
            tenths = reached
            typer.echo(f"{title}: {done}/{total}", err=True)

    return told
