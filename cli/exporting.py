"""`bihuan audit export`: the record as a file that an auditor checks without us."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Annotated
from uuid import UUID

import typer

from cli.opened import fail, service
from cli.progress import progress
from domain.moment import SHANGHAI, Moment, local, moment_of
from ledger.export.selection import Between, OfBallot, OfCommittee, OfIssue, Selection
from ledger.notes import BadNote, Checkpoint
from service.errors import NotFound
from service.exports import Exported, NotContinued, checkpoint_in

_NOTE_LIMIT = 16 * 1024
_TIMES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]


def export(
    file: Annotated[Path, typer.Argument(help="Where it is written")],
    committee: Annotated[UUID | None, typer.Option(help="Only what concerns a committee")] = None,
    issue: Annotated[
        UUID | None,
        typer.Option(help="Only an issue: its reporter, ballots, meetings, projects and notices"),
    ] = None,
    ballot: Annotated[UUID | None, typer.Option(help="Only a ballot: enough to recount it")] = None,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=_TIMES, help="Only what was recorded from here on"),
    ] = None,
    end: Annotated[
        datetime | None, typer.Option("--to", formats=_TIMES, help="… and before this moment")
    ] = None,
    checkpoint: Annotated[
        Path | None,
        typer.Option(help="A checkpoint that the auditor holds: prove what was added since"),
    ] = None,
    votes: Annotated[
        bool,
        typer.Option(
            "--votes/--withhold-votes", help="Of a part: tell votes, or withhold what they say"
        ),
    ] = True,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there")] = False,
) -> None:
    """Write the record, or a part of it, with all that proves it; what is sealed stays sealed."""
    selection = _selection(committee, issue, ballot, first, end)
    if checkpoint is not None and selection is None:
        fail("everything needs no --checkpoint: give it to `audit verify`")
    if selection is None and not votes:
        fail("everything tells all votes: only of a part can they be withheld")
    old = None if checkpoint is None else _held(checkpoint)
    with (
        service() as opened,
        _fresh(file, force=force) as target,
        _explained(),
        progress("exporting") as told,
    ):
        if selection is None:
            made = opened.exports.full(target, told)
        else:
            made = opened.exports.partial(target, selection, old, told, votes=votes)
    _tell(file, made)


def _selection(
    committee: UUID | None,
    issue: UUID | None,
    ballot: UUID | None,
    first: datetime | None,
    end: datetime | None,
) -> Selection | None:
    if (first is None) is not (end is None):
        fail("--from and --to go together")
    if sum(one is not None for one in (committee, issue, ballot, first)) > 1:
        fail("only one of --committee, --issue, --ballot and --from … --to")
    if committee is not None:
        return OfCommittee(committee)
    if issue is not None:
        return OfIssue(issue)
    if ballot is not None:
        return OfBallot(ballot)
    if first is None or end is None:
        return None
    begin, stop = _moment(first), _moment(end)
    if stop <= begin:
        fail("--to is not behind --from")
    return Between(begin, stop)


def _moment(when: datetime) -> Moment:
    """Without an offset it is the neighbourhood's time."""
    moment = moment_of(when if when.tzinfo else when.replace(tzinfo=SHANGHAI))
    try:
        local(moment)
    except OverflowError:
        fail(f"{when.isoformat()} is beyond what can be written")
    return moment


def _held(path: Path) -> Checkpoint:
    try:
        with path.open("rb") as file:
            return checkpoint_in(file.read(_NOTE_LIMIT))
    except BadNote as error:
        fail(f"{path}: no checkpoint: {error}")
    except OSError as error:
        fail(f"{path}: {error.strerror}")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except NotFound:
        fail("no such committee, issue or ballot is on record")
    except NotContinued as error:
        fail(f"the record does not continue this checkpoint: {error}")


@contextmanager
def _fresh(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file for its user alone, which takes its place once it is complete."""
    if path.exists() and not (force and path.is_file()):
        # Anything but a file, as a folder or /dev/null, would be lost to all who use it.
        told = "; --force replaces it" if path.is_file() else ""
        fail(f"{path}: it is there already{told}")
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _settled(beside, path, force=force)
    except OSError as error:
        fail(f"{error.filename or path}: {error.strerror}")
    finally:
        beside.unlink(missing_ok=True)


def _settled(beside: Path, path: Path, *, force: bool) -> None:
    if force:
        beside.replace(path)
        return
    # Unlike a rename, a link never takes the place of what has come there meanwhile.
    os.link(beside, path)


def _tell(file: Path, made: Exported) -> None:
    typer.echo(f"{file}: {made.rows} rows, checkpoint of size {made.size}")
    if made.unsigned is not None:
        typer.echo(f"it ends there, for no newer one can be signed: {made.unsigned}", err=True)
