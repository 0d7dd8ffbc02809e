"""`bihuan methods list | check | show | simulate`."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.method.drawing import drawn
from cli.method.finding import Fault, fault_in, found, shipped, text_of, vocabulary
from cli.method.playing import played
from cli.opened import fail
from domain.method.state import publish
from domain.method.text import parse
from domain.moment import SHANGHAI, Moment, moment_of
from domain.refusal import Refused
from domain.text_lines import line_of
from domain.vocabulary.state import Vocabulary
from domain.walk.course import Stuck
from domain.walk.reach import obstacles, ways
from ledger.now import clock

app = typer.Typer(help="Working methods (工作法): listed, checked, drawn, played through.")


@app.command("list")
def list_() -> None:
    """Tell every method that this program brings: name, version, title."""
    methods = shipped()
    width = max(len(f"{one.name}@{one.version}") for one in methods)
    for one in methods:
        typer.echo(f"{f'{one.name}@{one.version}':<{width}}  {one.title.zh}  {one.title.en}")


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Texts of methods, as in methods/")],
) -> None:
    """Refuse a malformed text, and a method by which some issue never reaches *revisited*.

    A fault is told with its line, its key, and what is required there.
    """
    known = vocabulary()
    faults = [fault for file in files for fault in _checked(file, known)]
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        fail(f"{len(faults)} fault{'s' if len(faults) > 1 else ''}")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="NAME, NAME@VERSION, or a file")],
) -> None:
    """Draw a method's way through the loop, in its own words."""
    typer.echo(drawn(found(name), vocabulary()))


@app.command()
def simulate(
    names: Annotated[list[str], typer.Argument(help="NAME, NAME@VERSION, or files")],
    start: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="The day of the report; else today"),
    ] = None,
) -> None:
    """Play one issue of each way through the rules to *revisited*, with its time limits."""
    known, began = vocabulary(), _nine_o_clock(start)
    for name in names:
        method = found(name)
        for scale, track in ways(method):
            try:
                typer.echo(played(method, known, began, scale, track))
            except Stuck as stuck:
                facts = "".join(f", {key} {fact}" for key, fact in stuck.refused.facts.items())
                fail(f"{name}: {stuck.step} is never reached: {stuck.refused.code}{facts}")


def _checked(file: Path, known: Vocabulary) -> Iterator[Fault]:
    text = text_of(file)
    try:
        publish(None, known, text=text)
    except Refused as refused:
        yield fault_in(file, text, refused)
        return
    method = parse(text, strict=True)
    walls = obstacles(method, known)
    for wall in walls:
        line = line_of(text, wall.key)
        yield Fault(file=file, line=line, key=wall.key, detail=wall.detail)
    if not walls:
        count = len(ways(method))
        typer.echo(f"{file}: {method.name}@{method.version}: {count} ways lead to revisited")


def _nine_o_clock(day: datetime | None) -> Moment:
    """When the counters open; today where no day is told."""
    if day is None:
        return clock()
    return moment_of(day.replace(hour=9, tzinfo=SHANGHAI))
