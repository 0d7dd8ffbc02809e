"""`bihuan calendar`: the working calendar, shown and imported."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.opened import fail, service
from domain.calendar.days import date_of
from domain.calendar.state import CalendarState
from domain.calendar.text import Calendar
from domain.refusal import Refused
from service.commands.calendars import PublishCalendar
from service.service import SYSTEM

app = typer.Typer(help="The working calendar: days off, and days worked instead.")


@app.command()
def show(
    version: Annotated[int | None, typer.Argument(help="The newest if unsaid")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print its text, as it was written")] = False,
) -> None:
    """Tell the days of a version that depart from the week, year by year."""
    with service() as opened:
        state = opened.calendars()
    if state is None:
        fail("there is no calendar yet: run `bihuan migrate`")
    wanted = state.newest if version is None else version
    if wanted not in state.origins:
        fail(f"there is no version {wanted}; the newest is {state.newest}")
    if text:
        typer.echo(state.calendars.texts[wanted], nl=False)
    else:
        _tell(state, wanted)


@app.command(name="import")
def import_(file: Annotated[Path, typer.Argument(help="TOML, as `show --text` prints it")]) -> None:
    """Publish a text as the version right behind the newest; nothing happens if it is that."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: {error}")
    with service() as opened:
        try:
            opened.execute_now(PublishCalendar(text=text), principal=SYSTEM)
        except Refused as refused:
            _refuse(file, refused)
        state = opened.calendars()
    if state is not None:
        _tell(state, state.newest)


def _refuse(file: Path, refused: Refused) -> NoReturn:
    told = ", ".join(f"{name} {fact}" for name, fact in refused.facts.items())
    fail(f"{file}: {refused.code}: {told}")


def _tell(state: CalendarState, version: int) -> None:
    calendar = state.calendars.version(version)
    first, last = date_of(calendar.first), date_of(calendar.last)
    typer.echo(f"version {version} ({state.origins[version]}), {first} to {last}")
    typer.echo(calendar.source)
    for year in range(first.year, last.year + 1):
        typer.echo(_year(calendar, year))


def _year(calendar: Calendar, year: int) -> str:
    off, on = map(_days, calendar.of_year(year))
    return f"{year}  off {off}  worked {on}"


def _days(days: Sequence[date]) -> str:
    return " ".join(f"{day:%m-%d}" for day in days) or "none"
