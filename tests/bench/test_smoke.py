"""One leg each, for a moment: the harness works, and refuses to measure what went wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bench import client, http_command, worker
from bench.districts import EVENTS_AN_ISSUE, MESSAGE, District, build
from bench.flush import slow_commits
from bench.http_command import Line, Wrong, counts
from bench.legs import LEGS, InsertCommit, Product, StockLibrary
from bench.processes import child, preload
from bench.site import Site, opened, sqlite_site
from bench.stock import issues
from domain.actor import Role
from ledger.database import Database
from ledger.log import read_head
from projections.anew import silent

ISSUES = 4


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """An empty site, and a server to fork from that has everything imported."""
    preload()
    return sqlite_site(tmp_path_factory.mktemp("bench") / "sqlite")


@pytest.fixture(scope="module")
def district(site: Site) -> District:
    """A few issues in it, known to the library too."""
    with opened(site) as service:
        before = _head(service.database)
        built = build(service, ISSUES, silent)
        assert _head(service.database) - before >= ISSUES * EVENTS_AN_ISSUE
    library = issues(site.stock)
    library.open_all([case.issue for case in built.cases], built.cases[0].issue, MESSAGE)
    library.close()
    return built


@pytest.fixture(params=sorted(LEGS))
def leg(request: pytest.FixtureRequest) -> str:
    """The name of each leg."""
    name: str = request.param
    return name


@pytest.fixture
def running(site: Site, district: District, leg: str) -> Iterator[Line]:
    """A client and a worker of one leg."""
    requests = {"responses": http_command.requests_of(district)}
    post = worker.Post(leg=leg, site=site)
    with (
        child(client.serve, requests) as caller,
        child(worker.serve, post) as served,
        counts(site) as kept,
    ):
        yield Line(caller, {(leg, 1): served.hear()}, kept)


def test_a_leg_answers_and_keeps_what_it_acknowledged(running: Line, site: Site, leg: str) -> None:
    outcome = running.measure(leg, callers=2, workers=1, seconds=0.2)
    assert set(outcome.statuses) == {200}
    assert outcome.statuses[200] == len(outcome.latencies) >= 2
    if leg in (InsertCommit.name, StockLibrary.name, Product.name):
        with slow_commits(site):
            slow = running.measure(leg, callers=1, workers=1, seconds=0.2)
        assert min(slow.latencies) >= 1.0
        assert _triggers(site) == []


def test_what_is_not_kept_is_not_measured(site: Site, district: District) -> None:
    requests = {"responses": http_command.requests_of(district)}
    post = worker.Post(leg=Product.name, site=site)
    with child(client.serve, requests) as caller, child(worker.serve, post) as served:
        forgetful = Line(caller, {(Product.name, 1): served.hear()}, {Product.name: lambda: 0})
        with pytest.raises(Wrong, match="were acknowledged, 0 are there"):
            forgetful.measure(Product.name, callers=1, workers=1, seconds=0.05)


def test_what_is_refused_is_not_measured(site: Site, district: District) -> None:
    unknown = [
        client.Request(before=r.before.replace(b"Bearer ", b"Bearer x"), after=r.after)
        for r in http_command.requests_of(district)
    ]
    post = worker.Post(leg=Product.name, site=site)
    with child(client.serve, {"responses": unknown}) as caller, child(worker.serve, post) as served:
        refused = Line(caller, {(Product.name, 1): served.hear()}, {})
        with pytest.raises(Wrong, match="401"):
            refused.measure(Product.name, callers=1, workers=1, seconds=0.05)


def test_cases_take_turns_between_committees(district: District) -> None:
    clerks = [case.clerk.person for case in district.cases]
    assert len(set(clerks)) == ISSUES
    assert all(case.clerk.roles == {Role.CLERK} for case in district.cases)


def _head(database: Database) -> int:
    with database.read() as connection:
        return read_head(connection, lock=False).position


def _triggers(site: Site) -> list[tuple[str]]:
    with closing(sqlite3.connect(Path(site.plain))) as file:
        return file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
