"""`bihuan replay`: fold the record again, in place or in an empty database."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from audit.verify import Key, Refused, Unusable, Verified, key_in, read_key, verify
from cli.opened import explained, fail, require_migrated, service, settings, views_named
from cli.points import point
from cli.progress import progress
from domain.moment import local
from domain.refusal import Refused as Impossible
from ledger.catalogue import DamagedEvent, UnknownEvent
from ledger.database import Database
from ledger.export.reading import Unreadable, keys_in
from ledger.now import clock
from projections.difference import Difference
from projections.engine import discover
from projections.past import AsOf
from projections.replay import check, rebuild
from service.copying import Copied, Disagrees, NotEmpty, NothingToCopy, copied, of_export, of_record
from service.errors import NotYet
from service.points import position_of


def replay(
    view: Annotated[
        str | None, typer.Option(help="Only this view, by name; all views if unsaid")
    ] = None,
    check_only: Annotated[
        bool,
        typer.Option("--check", help="Compare instead of rebuilding; status 1 on a difference"),
    ] = False,
    to: Annotated[
        str | None,
        typer.Option(help="Only up to a position or a time (RFC 3339); needs --into or --from"),
    ] = None,
    into: Annotated[
        str | None, typer.Option(help="Copy record and views into this empty database, by its URL")
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="From a full export, into --into or BIHUAN_DATABASE_URL"),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(help="The public key that the export has to be signed by, or a file with it"),
    ] = None,
) -> None:
    """Fold the whole record again: rebuild views, or check views, claims and head row by row.

    With --into or --from nothing that exists is touched: the record is copied into an empty
    database, and the views are made there, as they stood at --to.
    """
    if key is not None and source is None:
        fail("--key goes with --from")
    if to is not None and into is None and source is None:
        fail("--to needs --into: the URL of an empty database")
    if into is None and source is None:
        _in_place(view, check_only=check_only)
        return
    if view is not None or check_only:
        fail("--view and --check are for the database that is there")
    upto = AsOf() if to is None else point(to)
    if source is not None:
        _tell(_of_export(source, key, upto, into))
    elif into is not None:
        _tell(_of_record(upto, into))


def _in_place(name: str | None, *, check_only: bool) -> None:
    with service() as opened:
        views = views_named(opened, name)
        with progress("checking" if check_only else "rebuilding") as told:
            if check_only:
                _report(check(opened.database, views, told))
                return
            rows = rebuild(opened.database, views, told)
    typer.echo(f"rebuilt {', '.join(v.name for v in views)}: {rows} rows")


def _report(differences: list[Difference]) -> None:
    for difference in differences:
        typer.echo(str(difference))
    if differences:
        fail(f"{len(differences)} rows differ from the record")
    typer.echo("views, claims, nodes and head agree with the record")


def _of_record(upto: AsOf, into: str) -> Copied:
    with service(started=False) as opened, _empty(into) as target:
        require_migrated(opened)
        with opened.database.read(patient=True) as connection, progress("copying") as told:
            entries = of_record(connection, position_of(connection, upto, opened.now()), told)
            with progress("building views") as building:
                return copied(target, entries, opened.views, building)


def _of_export(file: Path, key: str | None, upto: AsOf, into: str | None) -> Copied:
    proven = _verified(file, key)
    typer.echo("\n".join(proven.lines()), err=True)
    if proven.scope != "full":
        fail(f"{file}: a selection; a ledger is made of a full export alone")
    if upto.at is not None and upto.at > clock():
        fail("the record does not come so far")
    with _empty(into or settings().database_url) as target, progress("copying") as told:
        entries = of_export(file, upto, proven.root, told)
        with progress("building views") as building:
            return copied(target, entries, discover(), building)


def _verified(file: Path, key: str | None) -> Verified:
    """The export, checked to its last byte before anything is written."""
    try:
        keys = _own_keys(file) if key is None else [read_key(key)]
        with progress("verifying") as told:
            return verify(file, keys, None, told)
    except Refused as error:
        fail(f"refused: {error}")
    except Unusable as error:
        fail(f"unusable: {error}")


def _own_keys(file: Path) -> list[Key]:
    try:
        found = [key_in(str(key)) for key in keys_in(file)]
    except OSError as error:
        fail(f"unusable: {file}: {error.strerror}")
    except (Unreadable, DamagedEvent, UnknownEvent):
        fail(f"unusable: {file}: no Bihuan export, or a damaged one")
    typer.echo("no --key: whose ledger this is, only the file itself says", err=True)
    return found


@contextmanager
def _empty(url: str) -> Iterator[Database]:
    """The target by its URL; says why it could not be filled."""
    try:
        target = Database(url)
    except (ValueError, OSError) as error:
        fail(f"the target: {error}")
    try:
        with explained():
            yield target
    except NotEmpty:
        fail("the target is not empty: nothing is copied over anything")
    except NothingToCopy:
        fail("nothing was recorded by then")
    except Disagrees as error:
        fail(f"refused: the record does not agree with its checkpoint of {error.size} events")
    except Unreadable:
        fail("refused: no record of this program, or changed after it had been verified")
    except NotYet:
        fail("the record does not come so far")
    except Impossible as error:
        fail(f"refused: the record tells of what cannot be: {error.code}")
    finally:
        target.close()


def _tell(made: Copied) -> None:
    root = base64.b64encode(made.root).decode()
    typer.echo(f"copied {made.position} events, up to {local(made.at).isoformat()}")
    typer.echo(f"root {root}; {made.checkpoints} checkpoints agree; {made.rows} rows of views")
    typer.echo("the search index is empty: `bihuan search rebuild` makes it, beside the vault")
