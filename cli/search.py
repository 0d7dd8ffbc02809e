"""The search index: made again from the record."""

import typer

from cli.opened import service
from cli.progress import progress

app = typer.Typer(help="The text index over issues.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Without this, typer would take a single command for the whole group."""


@app.command()
def rebuild() -> None:
    """Forget the index and make it again; the service may go on meanwhile."""
    with service() as opened, progress("indexing") as told:
        opened.search_builder.rebuild(told)
    typer.echo("the search index agrees with the record")
