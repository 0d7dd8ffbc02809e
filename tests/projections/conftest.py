"""One played history on each database; a test that changes a row puts it back. And lamps."""

from collections.abc import Iterator

import pytest

from domain.calendar.hours import Hours
from ledger.database import Database
from projections.replay import ensure_tables
from service.commands.directory import SetHours, VacateSeat
from service.commands.erasure import EraseRequest
from service.commands.funds import ReceiveFunds
from service.commands.record import Publish
from tests import undertakings
from tests.ballots import Voters
from tests.elections import Owners
from tests.ledger.conftest import migrated
from tests.neighbourhood import Neighbourhood, settle
from tests.projections import asking, boards, linking, meetings, registers, visits
from tests.projections.following import follow
from tests.projections.lamps import LAMPS, LIT, fold, record
from tests.service.installed import installed
from tests.table import Table


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Neighbourhood]:
    """A neighbourhood in which every kind of event has happened."""
    with installed(request, tmp_path_factory) as service:
        town = settle(service)
        town.play()
        funded = Table(town).tabled()
        town.do(ReceiveFunds(issue=funded, line=1, amount=300_000), by=town.clerk)
        town.report(by=town.resident, contact=None, words="电梯停在五楼不动")
        found = town.report(contact=None, channel="patrol", compound=None, address="春晖路12弄")
        town.do(Publish(issue=found, text="春晖路路灯不亮，已报修"), by=town.clerk)
        vacated = VacateSeat(body=town.committee, seat="property-company")
        town.do(vacated, by=town.administrator)
        early = Hours(periods=((480, 720), (780, 960)))
        town.do(SetHours(body=town.committee, hours=early), by=town.clerk)
        Table(town).approved()
        registers.play(town)
        Owners(town).filed()
        meetings.play(town)
        asking.play(town)
        boards.play(town)
        undertakings.play(town)
        visits.play(town)
        linking.play(town)
        # a ballot that runs: papers out, back, and found to be none of the owner's
        Voters(town).begun()
        asked = town.issue(town.report()).reporter
        assert asked is not None
        town.do(EraseRequest(person=asked), by=town.administrator)
        follow(service)
        yield town


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A ledger of lamps on each database."""
    with migrated(request, tmp_path_factory.mktemp("lamps"), "ledger") as database:
        ensure_tables(database, [LAMPS])
        yield database


@pytest.fixture
def lit(ledger: Database) -> Database:
    """It holds `LIT`, folded in three batches."""
    ensure_tables(ledger, [LAMPS])
    record(ledger, LIT)
    fold(ledger, [3, 1])
    return ledger
