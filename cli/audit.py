"""`bihuan audit`: what an auditor is given, and what the key's keeper does."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import typer

from cli.opened import fail, service
from ledger.checkpoints import Adopted
from ledger.proofs import BadSpan
from service.errors import NoCheckpoint, NotYet
from service.service import SYSTEM

app = typer.Typer(
    help="Exports, checkpoints, proofs and their key; what changed, and what made a figure.",
    no_args_is_help=True,
)


@app.command()
def key(
    every: Annotated[
        bool, typer.Option("--all", help="Every key, with the position of its adoption")
    ] = False,
) -> None:
    """Print the public key that signs now, for whoever is to verify."""
    with service() as opened:
        adopted = opened.checkpoints.required_keys()
    for one in adopted if every else adopted[-1:]:
        typer.echo(_told(one) if every else str(one.key))


@app.command()
def checkpoint() -> None:
    """Sign a checkpoint of all that is recorded now, and print the note."""
    with service() as opened:
        typer.echo(opened.checkpoints.sign(SYSTEM).note, nl=False)


@app.command()
def prove(
    position: Annotated[int, typer.Argument(min=1, help="The event's position in the record")],
    size: Annotated[
        int | None,
        typer.Option(min=1, help="Among so many events; as the newest checkpoint if unsaid"),
    ] = None,
) -> None:
    """Print as JSON the proof that an event is in the record."""
    # Imported here, for the HTTP face takes a second that nobody else needs to wait.
    from api.schemas.checkpoints import inclusion_of

    within = "what the newest checkpoint covers" if size is None else f"the first {size}"
    with service() as opened, _explained(f"position {position} lies beyond {within}"):
        _print(inclusion_of(opened.proofs.inclusion(position, size)).model_dump(mode="json"))


@app.command()
def consistency(
    old: Annotated[int, typer.Argument(min=1, help="The size of the earlier checkpoint")],
    new: Annotated[int, typer.Argument(min=1, help="The size of the later one")],
) -> None:
    """Print as JSON the proof that the first NEW events begin with the first OLD, unchanged."""
    # Imported here, for the HTTP face takes a second that nobody else needs to wait.
    from api.schemas.checkpoints import consistency_of

    with service() as opened, _explained(f"OLD ({old}) lies beyond NEW ({new})"):
        _print(consistency_of(opened.proofs.consistency(old, new)).model_dump(mode="json"))


@app.command()
def rotate(
    lost: Annotated[
        bool,
        typer.Option("--lost", help="The key is gone: nobody can vouch for the new one but you"),
    ] = False,
) -> None:
    """Change the key that signs; print the checkpoint by which the trust passes on."""
    with service() as opened:
        checkpoints = opened.checkpoints
        made = checkpoints.replace_lost() if lost else checkpoints.rotate()
        current = checkpoints.keys()[-1].key
    typer.echo(made.note, nl=False)
    typer.echo(f"from now on: {current}", err=True)


def _told(adopted: Adopted) -> str:
    return f"{adopted.position} {adopted.key}"


@contextmanager
def _explained(beyond: str) -> Iterator[None]:
    """*beyond* is what is wrong where two numbers do not go together."""
    try:
        yield
    except BadSpan:
        fail(beyond)
    except NotYet:
        fail("the record has not come so far")
    except NoCheckpoint:
        fail("there is no checkpoint yet: give --size, or run `bihuan audit checkpoint`")


def _print(shown: Mapping[str, object]) -> None:
    typer.echo(json.dumps(shown, indent=2))
