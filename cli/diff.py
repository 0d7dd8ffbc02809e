"""`bihuan audit diff`: what lies between two points of the record."""

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from cli.opened import fail, service, views_named
from cli.points import point
from cli.progress import progress
from domain.moment import local
from ledger.envelope import Row
from ledger.log import read_head
from projections.anew import Progress
from projections.between import Changed, Kind
from service.difference import Inverted, Span
from service.errors import NotYet
from service.service import Service

_POINT = "A position, or a time (RFC 3339); what was recorded by then counts"


def diff(
    first: Annotated[str, typer.Argument(metavar="A", help=_POINT)],
    last: Annotated[str, typer.Argument(metavar="B", help=_POINT)],
    view: Annotated[
        str | None, typer.Option(help="Only this view, by name; all views if unsaid")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A line of JSON for each")] = False,
) -> None:
    """Tell which events lie behind A up to B, and which rows of which views they changed.

    Sealed texts are not shown: that they differ is.
    """
    points = point(first), point(last)
    with service() as opened:
        views = views_named(opened, view)
        try:
            with opened.differences.between(*points, views) as span, progress("folding") as told:
                for line in _lines(span, told) if as_json else _words(span, told):
                    typer.echo(line)
        except Inverted:
            fail(f"A ({first}) lies behind B ({last}): the earlier comes first")
        except NotYet:
            fail(f"the record has not come so far: it ends at position {_head(opened)}")


def _head(opened: Service) -> int:
    with opened.database.read() as connection:
        return read_head(connection, lock=False).position


def _lines(span: Span, told: Progress) -> Iterator[str]:
    for row in span.events():
        yield _json({"event": _event(row)})
    for one in span.changed(told):
        columns = {
            name: {"by": new} if one.kind is Kind.SUMMED else {"before": old, "after": new}
            for name, (old, new) in one.columns.items()
        }
        yield _json({"table": one.table, "key": one.key, "kind": one.kind, "columns": columns})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _event(row: Row) -> Mapping[str, Any]:
    return {
        "position": row.position,
        "topic": row.topic,
        "stream": str(row.stream),
        "version": row.version,
        "at": local(row.at).isoformat(),
    }


def _words(span: Span, told: Progress) -> Iterator[str]:
    yield f"behind {span.before} up to {span.after}: {span.after - span.before} events"
    for row in span.events():
        yield f"  {row.position} {row.topic} {row.stream} {local(row.at):%Y-%m-%d %H:%M:%S}"
    for one in span.changed(told):
        yield f"{one.table} {' '.join(map(str, one.key.values()))}: {one.kind}"
        if one.kind is not Kind.ADDED:
            yield from _columns(one)


def _columns(one: Changed) -> Iterator[str]:
    for name, (old, new) in one.columns.items():
        if one.kind is Kind.SUMMED:
            yield f"  {name} {new:+}"
        elif one.kind is Kind.ENDED:
            yield f"  {name} {_short(_json(old))}"
        else:
            yield f"  {name}: {' → '.join(_apart(_json(old), _json(new)))}"


_MOST, _LEAD = 60, 12
"""Characters shown of a value; those of them before the first that differs."""


def _apart(old: str, new: str) -> tuple[str, str]:
    """Both as short as they are shown, where they begin to differ."""
    pairs = enumerate(zip(old, new, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), 0)
    start = max(same - _LEAD, 0) if max(len(old), len(new)) > _MOST else 0
    return _short(old, start), _short(new, start)


def _short(text: str, start: int = 0) -> str:
    before, end = "…" if start else "", start + _MOST
    return f"{before}{text[start:end]}{'…' if len(text) > end else ''}"
