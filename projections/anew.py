"""Rows made anew from the log, stream by stream: no more than one stream is held at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded, Row
from ledger.log import read_by_stream, read_log
from projections.derived import Gathering, Made
from projections.engine import Projector, View

PAGE = 5_000
Progress = Callable[[int, int], None]
"""Told (done, total) events, once a page."""

_Within = tuple[View[Any], Gathering]
"""A view that is folded stream by stream, and what is derived beside it."""


def silent(_done: int, _total: int) -> None:
    """A progress that shows nothing."""


def made_anew(
    connection: Connection,
    views: Sequence[View[Any]],
    ends: Mapping[str, int],
    progress: Progress = silent,
) -> Iterator[Made]:
    """Every row of some views, bound, each view as of the position at which it ends.

    Derived rows that replace come with their stream. Those that are added up come at the end, or
    in parts where they are many. Progress counts up to the highest position.
    """
    last = max(ends.values(), default=0)
    for view in views:
        if view.across:
            yield from _across(connection, view, ends[view.id])
    within = [(view, Gathering(view.derived)) for view in views if not view.across]
    done = told = 0
    for rows in read_by_stream(connection, upto=last, page=PAGE):
        yield from _of_stream(within, ends, rows)
        done += len(rows)
        if done - told >= PAGE:
            told = done
            progress(done, last)
    for _, derived in within:
        yield from derived.made()
    progress(last, last)


def _of_stream(
    within: Sequence[_Within], ends: Mapping[str, int], rows: Sequence[Row]
) -> Iterator[Made]:
    recorded = [CATALOGUE.decode(row) for row in rows]
    for view, derived in within:
        known, end = recorded, ends[view.id]
        if recorded[-1].position > end:
            known = [one for one in recorded if one.position <= end]
        if known:
            yield view.table, folded(view, known, derived)
            yield from derived.taken()


def folded(
    view: View[Any], recorded: Sequence[Recorded[object]], derived: Gathering
) -> Iterable[Any]:
    """Every row that a view makes of one whole stream; what is derived is gathered."""
    if view.whole is not None:
        return view.whole(recorded)
    rows: dict[Any, Any] = {}
    for one in recorded:
        for key in view.keys(one):
            before = rows.get(key)
            rows[key] = after = view.evolve(key, before, one)
            if view.derived and after is not before:
                derived.add(before, after, one)
    return [row for row in rows.values() if row is not None]


def _across(connection: Connection, view: View[Any], end: int) -> Iterator[Made]:
    projector = Projector(None, [view])
    for row in read_log(connection, after=0, upto=end, page=PAGE):
        projector.apply(CATALOGUE.decode(row))
    yield view.table, projector.rows(view).values()
    yield from projector.derived()
