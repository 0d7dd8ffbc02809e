"""Reads in one process: a list page, one issue, one timeline; beside their own SQL alone.

The statements are those that the very same reads have sent, caught on their way to the driver,
with their parameters; they are run again on a bare connection. Each read is timed alone.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from multiprocessing.connection import Connection as Pipe
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url

from bench.districts import Case
from bench.figures import Sample, percentile
from bench.plan import Plan
from bench.raw import Parameters, Reading, reading
from bench.site import Site
from projections.views.status import Filter
from service.reading import Reader
from service.service import Service

READS = ("list", "detail", "history")
BARE = "bare_sql"
PRODUCT = "product"
_PAGE = 50
_CASES = 40
_CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SET")
Run = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it went to the driver, and to which database."""

    text: str
    parameters: Parameters
    vault: bool


def measure(site: Site, cases: Sequence[Case], plan: Plan, parent: "Pipe[object, None]") -> None:
    """All rounds; sends the name of each leg that is done, then the list of samples."""
    service = Service(site.settings())
    ledger, vault = reading(site), reading(site, vault=True)
    try:
        legs = {
            name: _legs(site, runs, ledger, vault)
            for name, runs in _runs(service.reader, cases[:_CASES]).items()
        }
        samples = [
            sample
            for name, pair in legs.items()
            for sample in _rounds(f"reads.{site.kind}.{name}", pair, plan, parent)
        ]
        parent.send(samples)
    finally:
        ledger.close()
        vault.close()
        service.stop()


def _runs(reader: Reader, cases: Sequence[Case]) -> Mapping[str, Sequence[Run]]:
    """Each read for each of some cases, by the case's clerk."""
    page = partial(reader.issues, older_than=None, newer_than=None, limit=_PAGE)
    return {
        "list": [partial(page, case.clerk, Filter()) for case in cases],
        "detail": [partial(reader.issue, case.clerk, case.issue) for case in cases],
        "history": [
            partial(reader.timeline, case.clerk, case.issue, after=0, limit=_PAGE) for case in cases
        ],
    }


def _legs(
    site: Site, runs: Sequence[Run], ledger: Reading, vault: Reading
) -> Mapping[str, Sequence[Run]]:
    for run in runs:
        run()
    bare = [_bare(_caught(site, run), ledger, vault) for run in runs]
    return {PRODUCT: runs, BARE: bare}


def _bare(statements: Sequence[Statement], ledger: Reading, vault: Reading) -> Run:
    def run() -> None:
        for one in statements:
            (vault if one.vault else ledger).rows(one.text, one.parameters)

    return run


def _caught(site: Site, run: Run) -> Sequence[Statement]:
    """The statements that *run* sends, without what only begins and ends transactions."""
    caught: list[Statement] = []
    vault = make_url(site.vault).database

    def hear(connection: Connection, _cursor: Any, text: str, parameters: Any, *_: Any) -> None:
        if not text.startswith(_CONTROL):
            in_vault = connection.engine.url.database == vault
            caught.append(Statement(text=text, parameters=parameters, vault=in_vault))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        run()
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    return caught


def _rounds(
    group: str, legs: Mapping[str, Sequence[Run]], plan: Plan, parent: "Pipe[object, None]"
) -> Iterator[Sample]:
    for number in range(1, plan.read_rounds + 1):
        for leg, runs in legs.items():
            sample = _timed(group, leg, runs, number, plan.seconds / 2)
            parent.send(f"{group} {leg}")
            yield sample


def _timed(group: str, leg: str, runs: Sequence[Run], number: int, seconds: float) -> Sample:
    latencies: list[float] = []
    started = before = time.perf_counter()
    for run in cycle(runs):
        run()
        now = time.perf_counter()
        latencies.append((now - before) * 1000)
        before = now
        if now - started > seconds:
            break
    return Sample(
        group=group,
        leg=leg,
        callers=1,
        workers=1,
        round=number,
        seconds=before - started,
        count=len(latencies),
        p50=percentile(latencies, 0.50),
        p99=percentile(latencies, 0.99),
    )
