"""A simulated district is a ledger like any other: clean, complete, and open for more."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bench.district.plan import Outcome, Plan
from bench.district.writer import NotNew
from bench.simulate_district import simulate
from domain.issue.lifecycle import Status
from ledger.database import Database
from ledger.envelope import Row
from ledger.log import read_head, read_log
from ledger.tables import gram
from projections.replay import check
from projections.views import status
from projections.views.status import Filter
from service.commands.handling import Respond
from service.search import index
from service.service import Service
from service.settings import Settings
from tests.bench.conftest import PLAN, Simulated
from tests.installations import MASTER


def log_of(settings: Settings, outcome: Outcome) -> list[Row]:
    """What the simulation wrote, whatever another test has added since."""
    database = Database(settings.database_url)
    try:
        with database.read() as connection:
            return list(read_log(connection, after=0, upto=outcome.events, page=1_000))
    finally:
        database.close()


def again(folder: Path, plan: Plan) -> list[Row]:
    settings = Settings(
        database_url=f"sqlite:///{folder}/bihuan.db",
        vault_url=f"sqlite:///{folder}/vault.db",
        master_key=MASTER,
    )
    return log_of(settings, simulate(settings, plan))


@pytest.fixture(scope="module")
def repeated(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The log of the same seed, for both databases. Past the door (not strict), it is the same."""
    return again(tmp_path_factory.mktemp("again"), Plan(events=PLAN.events, seed=PLAN.seed))


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """The log of another seed, for both databases."""
    return again(tmp_path_factory.mktemp("other"), Plan(events=PLAN.events, seed=2))


def test_the_same_seed_writes_the_same_bytes(simulated: Simulated, repeated: list[Row]) -> None:
    assert repeated == log_of(*simulated)


def test_another_seed_writes_another_log(simulated: Simulated, other: list[Row]) -> None:
    assert [row.topic for row in other] != [row.topic for row in log_of(*simulated)]


def test_it_is_as_large_as_asked(simulated: Simulated) -> None:
    _, outcome = simulated
    assert PLAN.events <= outcome.events < PLAN.events + 5
    assert outcome.refused == 0
    assert len(outcome.district.committees) == 2


def test_every_view_claim_and_the_head_agree_with_the_record(district: Service) -> None:
    assert check(district.database, district.views) == []


def test_it_is_ready_to_serve(district: Service) -> None:
    assert district.readiness()["ready"]


def test_the_search_index_is_what_a_rebuild_makes(district: Service) -> None:
    before = postings(district)
    assert before
    district.search_builder.rebuild()
    assert postings(district) == before


def postings(service: Service) -> set[tuple[int, int]]:
    with service.database.read() as connection:
        assert index.reached(connection) == read_head(connection, lock=False).position
        return {(row.gram, row.opened) for row in connection.execute(select(gram))}


def test_issues_stand_in_many_statuses(simulated: Simulated, district: Service) -> None:
    table = status.TABLE
    with district.database.read() as connection:
        counted = select(table.c.status, func.count()).group_by(table.c.status)
        found = Counter({row[0]: row[1] for row in connection.execute(counted)})
    assert {Status.REPORTED, Status.DONE, Status.REVISITED, Status.DECLINED} <= found.keys()
    assert found.total() == simulated[1].issues


def test_every_text_opens(simulated: Simulated, district: Service) -> None:
    auditor = simulated[1].district.auditor
    seen = district.reader.issues(auditor, Filter(), older_than=None, newer_than=None, limit=50)
    texts = [text for issue in seen for text in issue.texts.opened.values()]
    assert len(seen) == 50
    assert texts
    assert None not in texts


def test_a_command_goes_on_where_the_simulation_ended(
    simulated: Simulated, district: Service
) -> None:
    committee = simulated[1].district.committees[0]
    wanted = Filter(status=Status.REPORTED)
    [issue] = district.reader.issues(
        committee.clerk, wanted, older_than=None, newer_than=None, limit=1
    )
    with district.database.read() as connection:
        head = read_head(connection, lock=False).position
    command = Respond(issue=issue.row.issue, message="已收到")
    answer = asyncio.run(district.execute(command, principal=committee.clerk))
    assert (answer.position, answer.row.version) == (head + 1, issue.row.version + 1)
    assert check(district.database, district.views) == []


def test_a_ledger_that_is_not_new_is_refused(simulated: Simulated) -> None:
    with pytest.raises(NotNew):
        simulate(simulated[0], Plan(events=500))
