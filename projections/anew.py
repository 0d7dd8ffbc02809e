"""Rows made anew from the log, stream by stream: no more than one stream is held at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded, Row
from ledger.log import read_by_stream, read_log
from projections.engine import Projector, View

PAGE = 5_000
Progress = Callable[[int, int], None]
"""Told (done, total) events, once a page."""

Made = tuple[View[Any], Iterable[Any]]
"""A view and some of its rows, as objects."""


def silent(_done: int, _total: int) -> None:
    """A progress that shows nothing."""


def made_anew(
    connection: Connection,
    views: Sequence[View[Any]],
    ends: Mapping[str, int],
    progress: Progress = silent,
) -> Iterator[Made]:
    """Every row of some views, bound, each view as of the position at which it ends.

    Progress counts up to the highest of them.
    """
    last = max(ends.values(), default=0)
    for view in views:
        if view.across:
            yield view, _across(connection, view, ends[view.id])
    within = [view for view in views if not view.across]
    done = told = 0
    for rows in read_by_stream(connection, upto=last, page=PAGE):
        yield from _of_stream(within, ends, rows)
        done += len(rows)
        if done - told >= PAGE:
            told = done
            progress(done, last)
    progress(last, last)


def _of_stream(
    views: Sequence[View[Any]], ends: Mapping[str, int], rows: Sequence[Row]
) -> Iterator[Made]:
    recorded = [CATALOGUE.decode(row) for row in rows]
    for view in views:
        known, end = recorded, ends[view.id]
        if recorded[-1].position > end:
            known = [one for one in recorded if one.position <= end]
        if known:
            yield view, folded(view, known)


def folded(view: View[Any], recorded: Sequence[Recorded[object]]) -> Iterable[Any]:
    """Every row that a view makes of one whole stream."""
    if view.whole is not None:
        return view.whole(recorded)
    rows: dict[Any, Any] = {}
    for one in recorded:
        for key in view.keys(one):
            rows[key] = view.evolve(key, rows.get(key), one)
    return [row for row in rows.values() if row is not None]


def _across(connection: Connection, view: View[Any], end: int) -> Iterable[Any]:
    projector = Projector(None, [view])
    for row in read_log(connection, after=0, upto=end, page=PAGE):
        projector.apply(CATALOGUE.decode(row))
    return projector.rows(view).values()
