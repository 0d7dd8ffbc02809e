"""`bihuan files`: what was uploaded and is of no use."""

from typing import Annotated

import typer

from cli.opened import service

app = typer.Typer(help="The folder of files.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Without this, typer would take a single command for the whole group."""


@app.command()
def prune(
    days: Annotated[
        int, typer.Option(help="How old a file is at least; others may yet be named", min=7)
    ] = 30,
) -> None:
    """Delete files that no event names, and those whose key is gone."""
    with service() as opened:
        count = opened.prune_files(days)
    typer.echo(f"{count} files deleted")
