"""Commands in one process, through `Service.execute`, beside the library's own save.

Both run in one child process: the product with that many tasks on one event loop, the library
with that many threads.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from uuid import uuid4

import uvloop
from eventsourcing.persistence import PersistenceError

from bench.districts import MESSAGE, Case
from bench.figures import Sample
from bench.plan import Plan
from bench.site import Site
from bench.stock import Issues, issues
from ledger.log import read_head
from service.answers import Idempotency
from service.commands.handling import Respond
from service.service import Service

PRODUCT = "product"
UNKEYED = "product_unkeyed"
"""The same without an `Idempotency-Key`, as a caller in the same process may leave it out."""
STOCK = "stock_save"
LEGS = (PRODUCT, UNKEYED, STOCK)
_WARM_UP = 1.0
"""Long enough to touch every issue of a quick district once: a service at work is measured."""


def measure(
    site: Site, cases: Sequence[Case], plan: Plan, parent: "Connection[object, None]"
) -> None:
    """All rounds; sends the name of each leg that is done, then the list of samples."""
    service, library = Service(site.settings()), issues(site.stock)
    service.start()
    try:
        bench = _Bench(service, library, cases)
        parent.send(list(_rounds(bench, f"in_process.{site.kind}", plan, parent)))
    finally:
        service.stop()
        library.close()


class _Bench:
    def __init__(self, service: Service, library: Issues, cases: Sequence[Case]) -> None:
        self._service = service
        self._library = library
        self._cases = cases

    def run(self, leg: str, callers: int, seconds: float) -> tuple[int, float]:
        """(commands, seconds) of one leg; all of them are in the record afterwards."""
        if leg == STOCK:
            return self._threads(callers, seconds)
        before = self._head()
        keyed = leg == PRODUCT
        done = uvloop.run(tasks(self._service, self._cases, callers, seconds, keyed=keyed))
        if self._head() - before != done[0]:
            raise RuntimeError(f"{done[0]} were acknowledged, {self._head() - before} are there")
        return done

    def _threads(self, callers: int, seconds: float) -> tuple[int, float]:
        started = time.perf_counter()
        until = started + seconds
        with ThreadPoolExecutor(callers) as pool:
            own = [
                pool.submit(self._thread, self._cases[n::callers], until) for n in range(callers)
            ]
            return sum(one.result() for one in own), time.perf_counter() - started

    def _thread(self, cases: Sequence[Case], until: float) -> int:
        done = 0
        for case in _cycle(cases):
            # It gives up where a connection or a lock is not to be had within 5 s.
            with suppress(PersistenceError):
                by = str(case.clerk.person)
                self._library.respond(case.issue, MESSAGE, by=by, command=uuid4())
                done += 1
            if time.perf_counter() > until:
                break
        return done

    def _head(self) -> int:
        with self._service.database.read() as connection:
            return read_head(connection, lock=False).position


async def tasks(
    service: Service, cases: Sequence[Case], callers: int, seconds: float, *, keyed: bool
) -> tuple[int, float]:
    """(commands, seconds) of that many tasks, each with issues of its own."""
    started = time.perf_counter()
    until = started + seconds
    own = (_task(service, cases[n::callers], until, keyed=keyed) for n in range(callers))
    counts = await asyncio.gather(*own)
    return sum(counts), time.perf_counter() - started


async def _task(service: Service, cases: Sequence[Case], until: float, *, keyed: bool) -> int:
    done = 0
    for case in _cycle(cases):
        command = Respond(issue=case.issue, message=MESSAGE)
        key = _key(service, case) if keyed else None
        await service.execute(command, principal=case.clerk, idempotency=key)
        done += 1
        if time.perf_counter() > until:
            break
    return done


def _rounds(
    bench: _Bench, group: str, plan: Plan, parent: "Connection[object, None]"
) -> Iterator[Sample]:
    for leg in LEGS:
        bench.run(leg, 8, _WARM_UP)
    for callers, rounds in plan.process_rounds.items():
        for number in range(1, rounds + 1):
            for leg in LEGS:
                count, seconds = bench.run(leg, callers, plan.seconds)
                parent.send(f"{group} {callers} {leg}")
                yield Sample(
                    group=group,
                    leg=leg,
                    callers=callers,
                    workers=1,
                    round=number,
                    seconds=seconds,
                    count=count,
                )


def _key(service: Service, case: Case) -> Idempotency:
    return Idempotency(
        method="POST",
        path=f"/v1/issues/{case.issue}/responses",
        key=uuid4().hex,
        fingerprint=service.fingerprint(MESSAGE.encode()),
    )


def _cycle(cases: Sequence[Case]) -> Iterator[Case]:
    start = time.monotonic_ns() % len(cases)
    while True:
        yield from cases[start:]
        yield from cases[:start]
