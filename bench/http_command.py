"""The real command over HTTP, `POST /v1/issues/{id}/responses`, beside three other ways."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from bench import client, worker
from bench.client import Load, Outcome, Request
from bench.districts import MESSAGE, District
from bench.figures import Sample, percentile
from bench.flush import slow_commits
from bench.legs import InsertCommit, InsertInTurn, NoDatabase, Product, StockLibrary
from bench.plain import plain
from bench.plan import Plan
from bench.processes import Child, child
from bench.site import Site
from bench.stock import issues
from ledger.database import Database
from ledger.log import read_head

LEGS = (Product.name, NoDatabase.name, InsertCommit.name, StockLibrary.name)
WRITING = (Product.name, InsertCommit.name, StockLibrary.name)
MAY_FAIL = (InsertCommit.name, InsertInTurn.name, StockLibrary.name)
BARE_CALLERS = 32
_WARM_UP = 0.5
_LEAD = 0.6
"""The part of a round's length that each leg is under load before it is measured."""
REQUESTS = "responses"
Told = Callable[[str], object]
"""Told the name of what has been measured."""
Count = Callable[[], int]


class Wrong(Exception):
    """Something was not answered, or not kept: then no rate of it means anything."""


class Line:
    """A client, and workers of every leg: one on a port of its own, two on a shared port."""

    def __init__(
        self, caller: Child, ports: Mapping[tuple[str, int], int], counts: Mapping[str, Count]
    ) -> None:
        self._caller = caller
        self._ports = ports
        self._counts = counts

    def measure(self, leg: str, callers: int, workers: int, seconds: float) -> Outcome:
        """Put a load on one leg; raises `Wrong` unless all were answered 200 and kept.

        What is compared with may give up under a load (the library waits 5 s for a connection):
        those requests are told as failed, and are in no rate.
        """
        count = self._counts.get(leg, lambda: 0)
        before = count()
        # While the other legs took their turns, this one's keys have lapsed and its disk was read
        # by others: what is measured is a service at work.
        lead = self._put(leg, callers, workers, seconds * _LEAD)
        outcome = self._put(leg, callers, workers, seconds)
        answered = lead.statuses[200] + outcome.statuses[200]
        kept = count() - before
        if leg in self._counts and kept != answered and not (lead.failed or outcome.failed):
            raise Wrong(f"{leg}: {answered} were acknowledged, {kept} are there")
        return outcome

    def _put(self, leg: str, callers: int, workers: int, seconds: float) -> Outcome:
        load = Load(port=self._ports[leg, workers], connections=callers, seconds=seconds)
        self._caller.tell((REQUESTS, load))
        outcome: Outcome = self._caller.hear(seconds + 90)
        if (
            outcome.hung_up
            or (outcome.failed and leg not in MAY_FAIL)
            or not outcome.statuses.get(200)
        ):
            raise Wrong(f"{leg}: {dict(outcome.statuses)}, {outcome.hung_up} hung up")
        return outcome


@contextmanager
def line(site: Site, district: District) -> Iterator[Line]:
    """Client and workers of all legs, running."""
    with ExitStack() as stack:
        caller = stack.enter_context(child(client.serve, {REQUESTS: requests_of(district)}))
        shared = {leg: stack.enter_context(worker.reserved_port()) for leg in LEGS}
        posts = [
            worker.Post(
                leg=leg,
                site=site,
                shared_port=shared[leg].getsockname()[1],
                follows=(leg, number) == (Product.name, 0),
            )
            for leg in LEGS
            for number in range(2)
        ]
        posts.append(worker.Post(leg=InsertInTurn.name, site=site))
        posts.append(worker.Post(leg=worker.BARE, site=None))
        children = [stack.enter_context(child(worker.serve, post)) for post in posts]
        ports = {(leg, 2): one.getsockname()[1] for leg, one in shared.items()}
        for post, running in zip(posts, children, strict=True):
            ports[post.leg, 1] = running.hear()
        yield Line(caller, ports, stack.enter_context(counts(site)))


@contextmanager
def counts(site: Site) -> Iterator[Mapping[str, Count]]:
    """How many events or rows each writing leg has kept so far."""
    ledger, library, table = Database(site.ledger), issues(site.stock), plain(site.plain)

    def head() -> int:
        with ledger.read() as connection:
            return read_head(connection, lock=False).position

    try:
        yield {
            Product.name: head,
            InsertCommit.name: table.count,
            InsertInTurn.name: table.count,
            StockLibrary.name: library.count,
        }
    finally:
        ledger.close()
        library.close()


def measure(running: Line, site: Site, plan: Plan, told: Told) -> list[Sample]:
    """All rounds over HTTP of one kind of database; at first those that count most."""
    group = f"http_command.{site.kind}"
    samples: list[Sample] = []
    _warm_up(running, plan, told)
    for callers, rounds in plan.rounds.items():
        pair = plan.pair_rounds.get(callers, 0)
        cells = [(leg, 1, rounds) for leg in LEGS] + [(leg, 2, pair) for leg in plan.pair_legs]
        if callers == BARE_CALLERS:
            cells += [(leg, 1, rounds) for leg in (InsertInTurn.name, worker.BARE)]
        samples += in_rounds(running, group, callers, cells, plan.seconds, told)
    return samples


def measure_slow(running: Line, site: Site, plan: Plan, told: Told) -> list[Sample]:
    """The same with commits that take a millisecond longer, for who writes."""
    group = f"flush_1ms.{site.kind}"
    cells = [(leg, 1, plan.flush_rounds) for leg in WRITING]
    with slow_commits(site):
        return [
            sample
            for callers in (32, 1)
            for sample in in_rounds(running, group, callers, cells, plan.seconds, told)
        ]


def requests_of(district: District) -> list[Request]:
    """A response to each issue by its committee's clerk, with a key yet to come."""
    body = json.dumps({"message": MESSAGE}, ensure_ascii=False).encode()
    return [
        Request(
            before=(
                f"POST /v1/issues/{case.issue}/responses HTTP/1.1\r\n"
                "Host: 127.0.0.1\r\n"
                f"Authorization: Bearer {case.key}\r\n"
                "Accept-Language: zh-CN\r\n"
                "Content-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n"
                "Idempotency-Key: "
            ).encode(),
            after=b"\r\n\r\n" + body,
        )
        for case in district.cases
    ]


def _warm_up(running: Line, plan: Plan, told: Told) -> None:
    for leg in LEGS:
        for workers in (1, 2):
            running.measure(leg, BARE_CALLERS, workers, min(plan.seconds, _WARM_UP))
            told(f"warming up {leg}")


def in_rounds(
    running: Line,
    group: str,
    callers: int,
    cells: Sequence[tuple[str, int, int]],
    seconds: float,
    told: Told,
) -> list[Sample]:
    """Rounds through (leg, workers, rounds), each leg in turn."""
    samples = []
    for number in range(1, max(rounds for _, _, rounds in cells) + 1):
        for leg, workers, rounds in cells:
            if number > rounds:
                continue
            outcome = running.measure(leg, callers, workers, seconds)
            samples.append(_sample(group, leg, callers, workers, number, outcome))
            told(f"{group} {callers} {leg}")
    return samples


def _sample(
    group: str, leg: str, callers: int, workers: int, number: int, outcome: Outcome
) -> Sample:
    return Sample(
        group=group,
        leg=leg,
        callers=callers,
        workers=workers,
        round=number,
        seconds=outcome.seconds,
        count=outcome.statuses[200],
        failed=outcome.failed,
        p50=percentile(outcome.latencies, 0.50),
        p99=percentile(outcome.latencies, 0.99),
    )
