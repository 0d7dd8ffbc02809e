"""The command line's entry: one function per command."""

import os
from typing import Annotated

import typer

from cli import (
    audit,
    calendar,
    demonstration,
    diff,
    explain,
    exporting,
    files,
    following,
    keys,
    person,
    replaying,
    report,
    search,
    timekeeper,
    vault,
    verifying,
    what_if,
)
from cli.method import commands as methods
from cli.opened import fail, is_new, service
from cli.port import reserved, tell
from cli.progress import progress
from cli.workers import end_with_supervisor, say_listening, started
from domain.issue.diagram import lifecycle_page
from domain.ledger.events import LedgerKind
from service.logs import configure

app = typer.Typer(
    name="bihuan",
    help="Bihuan 闭环: every neighbourhood issue on record, from report to revisit.",
    epilog="Settings come from the environment: BIHUAN_DATABASE_URL, BIHUAN_VAULT_URL, "
    "BIHUAN_MASTER_KEY or BIHUAN_MASTER_KEY_FILE, BIHUAN_SIGNING_KEY_FILE, BIHUAN_FILES, "
    "BIHUAN_HOST, BIHUAN_PORT, BIHUAN_WORKERS, BIHUAN_FOLLOW, BIHUAN_TIMEKEEPER, "
    "BIHUAN_PUBLIC_URL; docs/operations.md has them all.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
audit.app.command()(exporting.export)
audit.app.command()(verifying.verify)
audit.app.command()(diff.diff)
audit.app.command()(explain.explain)
app.add_typer(keys.app, name="key")
app.add_typer(person.app, name="person")
app.add_typer(search.app, name="search")
app.add_typer(calendar.app, name="calendar")
app.add_typer(methods.app, name="methods")
app.add_typer(audit.app, name="audit")
app.add_typer(vault.app, name="vault")
app.add_typer(files.app, name="files")


@app.command()
def migrate(
    kind: Annotated[
        LedgerKind | None, typer.Option(help="What a new ledger is opened as; production if unsaid")
    ] = None,
) -> None:
    """Bring ledger, vault and views up to date; open the ledger if it is new."""
    with service(started=False) as opened, progress("building views") as told:
        fresh = opened.migrate(kind, told)
        state = opened.ledger
        if kind is not None and state.kind is not kind:
            fail(f"this ledger is a {state.kind} one and stays so")
    verb = "opened" if fresh else "up to date"
    typer.echo(f"ledger {state.ledger} ({state.kind}): {verb}")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address; else BIHUAN_HOST")] = None,
    port: Annotated[
        int | None,
        typer.Option(help="Port; else BIHUAN_PORT; 0 takes a free one", min=0, max=65535),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(help="Processes that share the port; else BIHUAN_WORKERS", min=1, max=64),
    ] = None,
) -> None:
    """Serve the HTTP API until interrupted; logs are JSON lines on stdout."""
    with service() as opened:
        settings = opened.settings
        configure()
        where = host or settings.host, settings.port if port is None else port
        count = workers or settings.workers
        if count == 1:
            # Imported here, for the HTTP face takes a second that nobody else needs to wait.
            from cli import server

            server.run(opened, *where)
            return
    with reserved(*where) as taken, started(count, where[0], taken) as supervised:
        tell(where[0], taken)
        supervised.watch()


@app.command(hidden=True)
def worker(
    number: Annotated[int, typer.Option()],
    host: Annotated[str, typer.Option()],
    port: Annotated[int, typer.Option()],
) -> None:
    """Serve as one of several workers; started by `serve --workers` alone."""
    from cli import server

    end_with_supervisor()
    with service() as opened:
        configure(worker=number)
        server.run_as_worker(opened, host, port, say_listening)


@app.command()
def follow(
    once: Annotated[
        bool, typer.Option("--once", help="End as soon as nothing is left to fold")
    ] = False,
) -> None:
    """Fold following views until interrupted, beside a `serve` with BIHUAN_FOLLOW=false."""
    with service() as opened:
        configure()
        if once:
            following.catch_up(opened)
        else:
            following.run(opened)


@app.command("timekeeper")
def keep_time(
    once: Annotated[
        bool, typer.Option("--once", help="End as soon as nothing is left that is due")
    ] = False,
) -> None:
    """Record what falls due until interrupted, beside a `serve` with BIHUAN_TIMEKEEPER=false."""
    with service() as opened:
        configure()
        if not once:
            timekeeper.run(opened)
        elif fault := timekeeper.catch_up(opened):
            fail(f"time could not be kept of every issue: {fault}")


@app.command()
def demo(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing where the ledger has been opened before")
    ] = False,
) -> None:
    """Play the demonstration into a new ledger; print its keys, and what there is to look at."""
    calendar = demonstration.Calendar()
    with service(started=False, now=calendar) as opened:
        if is_new(opened):
            calendar.turn_back()
        fresh = opened.migrate(LedgerKind.DEMONSTRATION)
        if fresh:
            with progress("playing the stories") as told:
                demonstration.play(opened, calendar, told)
            following.catch_up(opened)
        elif not if_empty:
            fail("the ledger is not new; the demonstration needs one of its own")
        elif demonstration.was_cut_short(opened):
            fail("an earlier demonstration was cut short: remove its files (var/) and run again")
        tour = demonstration.tour_text(opened)
        keys_text = demonstration.keys_text(opened)
        typer.echo(f"{tour}\n\n{keys_text}" if tour else keys_text, err=True)


@app.command()
def openapi() -> None:
    """Print the API's description (the content of openapi.yaml)."""
    from api.app import description
    from api.routers.public import described

    typer.echo(described(description()), nl=False)


@app.command()
def lifecycle() -> None:
    """Print the lifecycle page (the content of domain/issue/LIFECYCLE.md)."""
    typer.echo(lifecycle_page(), nl=False)


app.command("replay")(replaying.replay)
app.command("report")(report.report)
app.command("what-if")(what_if.what_if)


def main() -> None:
    """Run the command line; what it creates is its user's alone."""
    os.umask(0o077)
    app()
