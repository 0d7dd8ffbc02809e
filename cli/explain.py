"""`bihuan audit explain`: what a figure is made of, fact by fact."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Annotated, NoReturn
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from cli.opened import fail, service
from domain.actor import Role
from domain.calendar.days import date_of
from domain.period import Period
from domain.refusal import Code, Refused
from processes.follower import Follower
from projections.figures.rows import Split
from projections.views import course
from service.errors import NotFound, NotYet
from service.explanation import Counted, Explained, Figure
from service.policy import Principal
from service.service import Service
from service.statistics import Wanted

_DATE = ["%Y-%m-%d"]
_PAGE = 200

OPERATOR = Principal(person=None, roles=frozenset({Role.AUDITOR}))
"""Who runs this reads the database: they are told what an auditor is told."""


def explain(
    body: Annotated[str, typer.Argument(help="A body's code or id")],
    figure: Annotated[
        str,
        typer.Argument(
            help="A rate by its name, as satisfied-rate (methods/metrics.toml); a fact's code, as"
            " open (domain/figures/codes.py); or backlog"
        ),
    ],
    first: Annotated[datetime, typer.Argument(formats=_DATE, help="The first day of the period")],
    last: Annotated[datetime, typer.Argument(formats=_DATE, help="Its last day")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=_DATE, help="As the record stood at the end of a day; else today"),
    ] = None,
    compound: Annotated[UUID | None, typer.Option(help="Of one compound of a committee")] = None,
    of: Annotated[
        list[str] | None,
        typer.Option(help="Of one value, as category=lighting or committee=ID; may be repeated"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A line of JSON for each fact")] = False,
) -> None:
    """Tell which facts a figure counts, and which events made each of them."""
    told = dict(map(_value, of or ()))
    with service() as opened:
        # By all that is on record now, whoever else follows it.
        Follower(opened.database, course.VIEW).catch_up()
        try:
            asked = Figure(
                name=figure,
                wanted=Wanted(
                    body=opened.reports.body_named(body),
                    period=Period(first=first.date(), last=last.date()),
                    compound=compound,
                    as_of=as_of.date() if as_of else None,
                ),
                told=told,
            )
            _print(_pages(opened, asked), as_json=as_json)
        except NotFound:
            fail("there is no such body, or no such compound of it")
        except NotYet:
            fail(f"{_day(as_of)} is still to come")
        except Refused as refused:
            _refuse(refused.code)


def _refuse(code: Code) -> NoReturn:
    # Imported here, for the HTTP face takes a second that nobody else needs to wait.
    from api.problem_types import PROBLEMS

    fail(f"{code}: {PROBLEMS[code].advice.en}")


def _value(told: str) -> tuple[Split, str]:
    split, equals, value = told.partition("=")
    if split == Split.COMPOUND or split not in tuple(Split) or not equals:
        names = ", ".join(one for one in Split if one is not Split.COMPOUND)
        fail(f"--of: NAME=VALUE is required, NAME one of {names}")
    if split == Split.COMMITTEE:
        try:
            value = str(UUID(value))
        except ValueError:
            fail("--of: a committee is told by its id")
    return Split(split), value


def _day(when: datetime | None) -> date | None:
    return when.date() if when else None


def _pages(opened: Service, figure: Figure) -> Iterator[Explained]:
    after = None
    while True:
        page = opened.explanations.page(OPERATOR, figure, after=after, limit=_PAGE)
        yield page
        after = page.following
        if after is None:
            return


def _print(pages: Iterator[Explained], *, as_json: bool) -> None:
    if as_json:
        _print_lines(pages)
    else:
        _print_table(pages)


def _print_lines(pages: Iterator[Explained]) -> None:
    # Imported here, for the HTTP face takes a second that nobody else needs to wait.
    from api.schemas.explanation import counted_of

    for page in pages:
        for one in page.counted:
            typer.echo(counted_of(one, page.names, "zh").model_dump_json())


def _print_table(pages: Iterator[Explained]) -> None:
    console = Console(width=140)
    for number, page in enumerate(pages):
        if number == 0:
            for part in page.parts:
                console.print(f"{part.kind}: {part.n} ({', '.join(part.codes)})", highlight=False)
        if page.counted:
            console.print(_table(page.counted))


def _table(counted: Sequence[Counted]) -> Table:
    table = Table("issue", "day", "code", "value", "counts as", "made by (position: event)")
    for one in counted:
        events = (f"{step.recorded.position}: {step.recorded.topic}" for step in one.steps)
        fact = one.fact
        code = f"{fact.code} {fact.detail}".rstrip()
        parts = ", ".join(one.parts)
        row = (one.number, str(date_of(fact.day)), code, str(fact.value), parts, "\n".join(events))
        table.add_row(*row)
    return table
