"""`bihuan what-if`: the past reckoned by other terms or another calendar, beside the actual."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from cli.opened import fail, service
from cli.progress import progress
from domain.clock.comparison import Compared, Tally
from domain.moment import local
from domain.period import Period
from domain.refusal import Refused
from service.errors import NotFound
from service.service import SYSTEM, Service
from service.what_if import Answered, Question

_DATE = ["%Y-%m-%d"]
_HEADINGS = ("clock", "", "on time", "rate", "met", "claimed", "late", "missed", "running", "off")


def what_if(
    body: Annotated[UUID, typer.Argument(help="A committee, subdistrict or district, by its id")],
    first: Annotated[
        datetime, typer.Option("--from", formats=_DATE, help="The first day on which clocks began")
    ],
    last: Annotated[datetime, typer.Option("--to", formats=_DATE, help="The last such day")],
    terms: Annotated[
        str | None, typer.Option(help="METHOD@VERSION, or METHOD for its newest version")
    ] = None,
    calendar: Annotated[
        int | None, typer.Option(help="A version of the working calendar", min=1)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the API answers")] = False,
) -> None:
    """Tell how clocks would have been kept under other terms or by another calendar.

    It changes the rule, and not what people did: pauses, extensions and reopenings stay.
    """
    days = first.date(), last.date()
    with service() as opened:
        try:
            answered = _answered(opened, body, days, terms, calendar)
        except Refused as refused:
            facts = "".join(f", {name} {fact}" for name, fact in refused.facts.items())
            fail(f"{refused.code}{facts}")
        except NotFound:
            fail(f"there is no body {body}")
    if as_json:
        _print_json(answered)
    else:
        _print_table(answered)


def _answered(
    opened: Service, body: UUID, days: tuple[date, date], terms: str | None, calendar: int | None
) -> Answered:
    method, version = _named(terms)
    question = Question(
        body=body,
        period=Period(first=days[0], last=days[1]),
        method=method,
        version=version,
        calendar=calendar,
    )
    asked = opened.what_if.ask(SYSTEM, question)
    with progress("reckoning") as told:
        return opened.what_if.answer(asked, told)


def _named(terms: str | None) -> tuple[str | None, int | None]:
    if terms is None:
        return None, None
    name, at, version = terms.partition("@")
    if at and not version.isdecimal():
        fail("--terms: METHOD@VERSION is required, as default@1")
    return name, int(version) if at else None


def _print_json(answered: Answered) -> None:
    # Imported here, for the HTTP face takes a second that nobody else needs to wait.
    from api.schemas.what_if import what_if_of

    typer.echo(what_if_of(answered, "zh").model_dump_json(indent=2))


def _print_table(answered: Answered) -> None:
    asked = answered.asked
    period = f"{asked.period.first} to {asked.period.last}"
    typer.echo(f"{asked.body.name}, {period}, issues: {answered.issues}")
    typer.echo(f"assumed: {_assumed(answered)}; as of {local(asked.at):%Y-%m-%d %H:%M}")
    table = Table(*_HEADINGS, "lost", "gained")
    for row in answered.rows:
        for cells in _lines(row):
            table.add_row(*cells)
    Console(width=120).print(table)


def _assumed(answered: Answered) -> str:
    assumption = answered.asked.assumption
    method, calendar = assumption.method, assumption.calendar
    terms = [f"{method.name}@{method.version}"] if method else []
    return ", ".join([*terms, *([f"calendar {calendar}"] if calendar else [])]) or "nothing"


def _lines(row: Compared) -> Iterator[Sequence[str]]:
    yield row.clock, "actual", *_cells(row.actual), "", ""
    yield "", "assumed", *_cells(row.assumed), str(row.lost), str(row.gained)


def _cells(tally: Tally) -> Iterator[str]:
    yield f"{tally.met}/{tally.judged}"
    yield f"{tally.met / tally.judged:.1%}" if tally.judged else "-"
    counts = (tally.met, tally.claimed, tally.late, tally.missed, tally.running, tally.cancelled)
    yield from map(str, counts)
