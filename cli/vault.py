"""`bihuan vault`: what the database of the keys still holds of those whom it no longer shows."""

import typer

from cli.opened import fail, service
from ledger.scrubbing import HERE, Left

app = typer.Typer(help="The database of the keys.", no_args_is_help=True)

_TOLD = {
    Left.READERS: "dead rows were kept, for somebody reads an older moment (a long or a prepared"
    " transaction, a replication slot): end that, and run this again",
    Left.SEGMENTS: "pg_wal keeps older segments (a replication slot, wal_keep_size, or an"
    " archive_command that fails): see to it, and run this again",
    Left.RIGHTS: "the database user may not do all of it: it needs to own the database, to be a"
    " member of pg_checkpoint and pg_monitor, and EXECUTE on pg_switch_wal()",
    Left.LOG: "the log was not emptied, for somebody reads an older moment: run this again",
    Left.ARCHIVE: "the archive remembers until all that was archived before now is deleted",
    Left.STANDBYS: "each standby remembers until it has replayed this and made a CHECKPOINT of its"
    " own, with wal_recycle off",
}


@app.callback()
def _group() -> None:
    """Without this, typer would take a single command for the whole group."""


@app.command()
def scrub() -> None:
    """Make the database forget erased keys: dead rows, free pages, its own log.

    On SQLite every erasure does that by itself. Status 1 where this server still remembers.
    """
    with service() as opened:
        left = opened.scrub_vault()
    for one in sorted(left - HERE):
        typer.echo(f"left to do: {_TOLD[one]}")
    if here := sorted(left & HERE):
        fail("; ".join(_TOLD[one] for one in here))
    typer.echo("this server has forgotten every erased key; backups forget when they are deleted")
