"""`bihuan audit`: what somebody can check who trusts neither us nor the database."""

import typer

from cli import diff, explain

app = typer.Typer(help="Look behind what is told.", no_args_is_help=True)


app.command("diff")(diff.diff)
app.command("explain")(explain.explain)
