"""What the tree costs: the product, and the same without leaves, edge and nodes.

The other has a copy of the ledger, for what it writes has no root: each of its edges is zeros, as
long as the true one would be. The product knows nothing of it: the function is replaced from here.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import uvloop
from sqlalchemy import make_url

from bench import client, http_command, worker
from bench.districts import Case, District
from bench.figures import Sample, Setting
from bench.http_command import Line, Told
from bench.in_process import tasks
from bench.legs import Product, WithoutTree, untreed
from bench.plan import Plan
from bench.processes import child
from bench.site import Site
from ledger import log
from ledger.database import Database
from ledger.log import read_head
from service.service import Service
from tests.postgres import PostgresServer

LEGS = (Product.name, WithoutTree.name)
IN_PROCESS, OVER_HTTP = 8, 32
_WARM_UP = 0.3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sites that are the same up to here."""

    product: Site
    without: Site

    def of(self, leg: str) -> Site:
        """Where a leg writes."""
        return self.product if leg == Product.name else self.without


def build(site: Site, where: Path, running: PostgresServer) -> Pair:
    """A copy of the site's ledger; nobody may be connected to that."""
    if site.kind == "sqlite":
        return Pair(site, replace(site, ledger=_copied_file(site.ledger, where)))
    name = make_url(site.ledger).database or ""
    running.create_database(f"{name}_without", template=name)
    return Pair(site, replace(site, ledger=running.url(f"{name}_without")))


def measure(
    pair: Pair, cases: Sequence[Case], plan: Plan, parent: "Connection[object, None]"
) -> None:
    """The rounds within one process; sends the list of samples."""
    services = {leg: Service(pair.of(leg).settings()) for leg in LEGS}
    for service in services.values():
        service.start()
    try:
        for leg in LEGS:
            _run(leg, services[leg], cases, _WARM_UP)
        parent.send(list(_rounds(services, pair.product.kind, cases, plan)))
    finally:
        for service in services.values():
            service.stop()


def measure_http(pair: Pair, district: District, plan: Plan, told: Told) -> list[Sample]:
    """The rounds over HTTP, by a worker of each."""
    with _line(pair, district) as line:
        for leg in LEGS:
            line.measure(leg, OVER_HTTP, 1, _WARM_UP)
        cells = [(leg, 1, plan.tree_rounds) for leg in LEGS]
        group = f"tree.http_command.{pair.product.kind}"
        return http_command.in_rounds(line, group, OVER_HTTP, cells, plan.seconds, told)


def compared(kind: str) -> Iterator[tuple[str, Setting, Setting]]:
    """Names of ratios, and what is divided by what in them."""
    for name, callers in (("in_process", IN_PROCESS), ("http_command", OVER_HTTP)):
        one, other = (
            Setting(group=f"tree.{name}.{kind}", leg=leg, callers=callers) for leg in LEGS
        )
        yield f"tree.{kind}.{name}_vs_without", one, other


def _rounds(
    services: dict[str, Service], kind: str, cases: Sequence[Case], plan: Plan
) -> Iterator[Sample]:
    for number in range(1, plan.tree_rounds + 1):
        # Whoever comes second finds the disk as the first has left it: they take turns in that too.
        for leg in LEGS if number % 2 else LEGS[::-1]:
            count, seconds = _run(leg, services[leg], cases, plan.seconds)
            yield Sample(
                group=f"tree.in_process.{kind}",
                leg=leg,
                callers=IN_PROCESS,
                workers=1,
                round=number,
                seconds=seconds,
                count=count,
            )


def _run(leg: str, service: Service, cases: Sequence[Case], seconds: float) -> tuple[int, float]:
    head = _counting(service.database)
    before = head()
    with _as(leg):
        done = uvloop.run(tasks(service, cases, IN_PROCESS, seconds, keyed=True))
    if head() - before != done[0]:
        raise RuntimeError(f"{done[0]} were acknowledged, {head() - before} are there")
    return done


@contextmanager
def _as(leg: str) -> Iterator[None]:
    """With the tree or without, as the leg says."""
    kept = log.continued
    if leg == WithoutTree.name:
        untreed()
    try:
        yield
    finally:
        log.continued = kept


@contextmanager
def _line(pair: Pair, district: District) -> Iterator[Line]:
    with ExitStack() as stack:
        requests = {http_command.REQUESTS: http_command.requests_of(district)}
        caller = stack.enter_context(child(client.serve, requests))
        posts = [worker.Post(leg=leg, site=pair.of(leg), follows=True) for leg in LEGS]
        children = [stack.enter_context(child(worker.serve, post)) for post in posts]
        ports = {(leg, 1): one.hear() for leg, one in zip(LEGS, children, strict=True)}
        heads = {leg: stack.enter_context(closing(Database(pair.of(leg).ledger))) for leg in LEGS}
        counts = {leg: _counting(database) for leg, database in heads.items()}
        yield Line(caller, ports, counts)


def _counting(database: Database) -> Callable[[], int]:
    def head() -> int:
        with database.read() as connection:
            return read_head(connection, lock=False).position

    return head


def _copied_file(ledger: str, where: Path) -> str:
    where.mkdir()
    source, target = make_url(ledger).database or "", where / "without.db"
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
    return f"sqlite:///{target}"
