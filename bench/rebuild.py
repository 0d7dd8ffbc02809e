"""Rebuilding views beside reading the same log with the driver alone, in pages of 20,000."""

import time
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection

from bench.figures import Sample
from bench.plan import Plan
from bench.raw import Reading, reading
from bench.site import Site
from projections.engine import discover
from projections.replay import rebuild
from projections.views import status
from service.service import Service

ALL, STATUS, SELECT = "all_views", "current_status", "select"
_PAGE = 20_000
_COLUMNS = "position, stream, version, topic, at, state"


def measure(site: Site, plan: Plan, parent: "Connection[object, None]") -> None:
    """All rounds; sends the name of each leg that is done, then the list of samples."""
    service = Service(site.settings())
    raw = reading(site)
    try:
        events = _read(raw)  # warms up, too
        legs = _legs(service, raw)
        parent.send(list(rounds(legs, f"rebuild.{site.kind}", events, plan, parent)))
    finally:
        raw.close()
        service.stop()


def _legs(service: Service, raw: Reading) -> Mapping[str, Callable[[], int]]:
    return {
        ALL: lambda: rebuild(service.database, discover()),
        STATUS: lambda: rebuild(service.database, [status.VIEW]),
        SELECT: lambda: _read(raw),
    }


def rounds(
    legs: Mapping[str, Callable[[], int]],
    group: str,
    events: int,
    plan: Plan,
    parent: "Connection[object, None]",
) -> Iterator[Sample]:
    """Each leg over a log of so many *events*, round by round."""
    for number in range(1, plan.rebuild_rounds + 1):
        for leg, run in legs.items():
            started = time.perf_counter()
            run()
            seconds = time.perf_counter() - started
            parent.send(f"{group} {leg}")
            yield Sample(
                group=group,
                leg=leg,
                callers=1,
                workers=1,
                round=number,
                seconds=seconds,
                count=events,
            )


def _read(raw: Reading) -> int:
    """Read the whole log; returns how many events there are."""
    after = count = 0
    query = f"SELECT {_COLUMNS} FROM event WHERE position > {{}} ORDER BY position LIMIT {_PAGE}"  # noqa: S608  # our own names and numbers
    while rows := raw.rows(query.format(after)):
        count += len(rows)
        after = rows[-1][0]
    return count
