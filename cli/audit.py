"""`bihuan audit`: what somebody can check who trusts neither us nor the database."""

import typer

from cli import explain

app = typer.Typer(help="Look behind what is told.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Without this, typer would take a single command for the whole group."""


app.command("explain")(explain.explain)
