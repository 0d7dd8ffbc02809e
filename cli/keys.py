"""`bihuan key`: bearer keys, of which only a hash is kept."""

from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from cli.opened import fail, service
from domain.actor import Role
from domain.moment import local
from service.commands.intake import Contact
from service.credentials import BadRequest, KeyRequest, give_key

app = typer.Typer(help="Make, list and revoke bearer keys.", no_args_is_help=True)


@app.command()
def create(
    role: Annotated[list[Role], typer.Option(help="May be given several times")],
    committee: Annotated[
        UUID | None,
        typer.Option("--committee", "--body", help="Where the scope begins; any body's id"),
    ] = None,
    compound: Annotated[UUID | None, typer.Option(help="Implies its committee")] = None,
    organisation: Annotated[
        UUID | None,
        typer.Option(help="For whom the person acts; a clerk's or superior's is the body"),
    ] = None,
    person: Annotated[
        UUID | None, typer.Option(help="Somebody known already, e.g. to replace their key")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The new person's name; kept sealed")] = None,
    phone: Annotated[str | None, typer.Option(help="Their telephone; kept sealed")] = None,
    room: Annotated[str | None, typer.Option(help="Where they live; kept sealed")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the key alone")] = False,
) -> None:
    """Make a key for a person, new unless --person names them. It is shown this once."""
    if person is not None and (name or phone or room):
        fail("--person is somebody known: their contact is not given anew")
    wanted = KeyRequest(
        roles=frozenset(role),
        body=committee,
        compound=compound,
        organisation=organisation,
        person=person,
        contact=Contact(name=name, phone=phone, room=room),
    )
    with service() as opened:
        try:
            principal, secret = give_key(opened, wanted)
        except BadRequest as error:
            fail(str(error))
    if not quiet:
        typer.echo(f"id {principal.key}  person {principal.person}", err=True)
    typer.echo(secret)


@app.command(name="list")
def list_keys() -> None:
    """List keys by id; the keys themselves are not kept."""
    table = Table("id", "person", "roles", "body", "compound", "organisation", "created", "revoked")
    with service() as opened:
        for one in opened.keyring.all_of():
            p = one.principal
            table.add_row(
                str(p.key),
                str(p.person),
                " ".join(sorted(p.roles)),
                str(p.body or ""),
                str(p.compound or ""),
                str(p.organisation or ""),
                f"{local(one.created_at):%Y-%m-%d %H:%M}",
                f"{local(one.revoked_at):%Y-%m-%d %H:%M}" if one.revoked_at else "",
            )
    # Ids are there to be copied: never cut them to a terminal's width.
    Console(width=280).print(table)


@app.command()
def revoke(key: Annotated[UUID, typer.Argument(help="The id that `key list` shows")]) -> None:
    """Revoke a key; running processes notice within seconds."""
    with service() as opened:
        if not opened.keyring.revoke(key):
            fail("no such key, or it was revoked before")
    typer.echo(f"revoked {key}")
