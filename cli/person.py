"""`bihuan person`: letting somebody go who has asked the house, and no administrator, for it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from cli.opened import fail, service
from domain.moment import SHANGHAI, Moment, moment_of
from domain.person.state import Standing
from domain.refusal import Code, Refused
from domain.retention.terms import last_day
from service.commands.erasure import EraseRequest
from service.departures import PersonStanding, standing_of
from service.errors import NotFound
from service.service import SYSTEM, Service

app = typer.Typer(help="Persons whom the record names.", no_args_is_help=True)

_REFUSED = {
    Code.ALREADY_ERASED: "this person was erased before",
    Code.OCCURRED_IN_FUTURE: "--asked-at is still to come",
}


@app.callback()
def _group() -> None:
    """Without this, typer would take a single command for the whole group."""


@app.command()
def erase(
    person: Annotated[
        UUID, typer.Argument(help="The person's id: `reporter.person` of an issue of theirs")
    ],
    asked_at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day on which they asked; today if unsaid"),
    ] = None,
) -> None:
    """Erase a person for ever, on record; restrict them while the law keeps their record."""
    asked = None if asked_at is None else moment_of(asked_at.replace(tzinfo=SHANGHAI))
    with service() as opened:
        told = _erased(opened, person, asked)
    leaving = told.leaving
    if told.standing is Standing.ERASED or leaving is None or leaving.until is None:
        typer.echo(f"erased {person}")
        return
    until = last_day(leaving.until)
    typer.echo(f"restricted {person}, kept by law until {until}; the timekeeper then erases them")
    for hold in leaving.holds:
        typer.echo(f"  {hold.kind}, issue {hold.issue}, until {last_day(hold.until)}")


def _erased(opened: Service, person: UUID, asked: Moment | None) -> PersonStanding:
    try:
        opened.execute_now(EraseRequest(person=person, asked_at=asked), principal=SYSTEM)
    except NotFound:
        fail(f"no such person: {person}")
    except Refused as refused:
        fail(_REFUSED.get(refused.code, str(refused.code)))
    return standing_of(opened.database, person)
