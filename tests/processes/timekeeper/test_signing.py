"""The timekeeper signs a checkpoint an hour, where something was recorded."""

from pathlib import Path

from sqlalchemy import update
from structlog.testing import capture_logs

from ledger.tables import checkpoint as table
from tests.neighbourhood import Neighbourhood
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import keep, keeper_of


def signed(town: Neighbourhood) -> list[int]:
    found = town.service.checkpoints.page(smaller_than=None, limit=100)
    return [one.size for one in found][::-1]


def key_file(town: Neighbourhood) -> Path:
    path = town.service.settings.signing_key_file
    assert path is not None
    return path


def test_it_signs_hourly_what_has_moved(town: Neighbourhood, days: Days) -> None:
    keepers = [keeper_of(town.service, days) for _ in range(2)]

    def passed(**time: int) -> int:
        days.go_on(**time)
        for keeper in keepers:
            keep(keeper, town.service)
        return len(signed(town))

    assert passed(seconds=0) == 1
    town.report()
    assert passed(minutes=59) == 1
    assert passed(minutes=2) == 2
    assert passed(hours=5) == 2
    town.report()
    assert passed(minutes=1) == 3


def test_what_fails_is_told_once_and_tried_again(town: Neighbourhood, days: Days) -> None:
    keeper, path = keeper_of(town.service, days), key_file(town)
    seed = path.read_bytes()
    path.unlink()
    with capture_logs() as logs:
        for _ in range(3):
            keep(keeper, town.service)
            days.go_on(minutes=1)
    assert [(one["event"], one["fault"]) for one in logs] == [
        ("no checkpoint can be signed", "key-missing")
    ]
    state = keeper.state()
    assert (state.unsigned, state.fault) == ("key-missing", None)
    path.write_bytes(seed)
    keep(keeper, town.service)
    assert keeper.state().unsigned is None
    assert len(signed(town)) == 1


def test_a_checkpoint_from_the_future_does_not_keep_it_from_signing(
    town: Neighbourhood, days: Days
) -> None:
    keeper = keeper_of(town.service, days)
    keep(keeper, town.service)
    with town.service.database.write() as connection:
        connection.execute(update(table).values(signed_at=2**62))
    town.report()
    days.go_on(minutes=1)
    keep(keeper, town.service)
    assert len(signed(town)) == 2
