"""`bihuan audit`: what an auditor is given."""

import typer

app = typer.Typer(help="Look behind what is told.", no_args_is_help=True)
