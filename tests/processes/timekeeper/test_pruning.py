"""What the timekeeper also does, every hour."""

import pytest
from structlog.testing import capture_logs

from processes.timekeeper import Step
from tests.neighbourhood import Neighbourhood
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import keep, keeper_of


def test_pruning_is_done_hourly(
    town: Neighbourhood, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, pruned = town.service, list[str]()

    def failing() -> int:
        pruned.append("answers")
        raise OSError("secret words")

    def told(name: str, count: int) -> int:
        pruned.append(name)
        return count

    monkeypatch.setattr(service, "forget_old_answers", failing)
    monkeypatch.setattr(service.follow_ups, "prune", lambda: told("tokens", 3))
    monkeypatch.setattr(service, "prune_phones", lambda: told("phones", 0))
    keeper = keeper_of(service, days)
    with capture_logs() as logs:
        for _ in range(3):
            assert keep(keeper, service) == [Step.IDLE]
        assert pruned == ["answers", "tokens", "phones"]
        days.go_on(hours=1, seconds=-1)
        keep(keeper, service)
        assert len(pruned) == 3
        days.go_on(minutes=10, seconds=1)
        keep(keeper, service)
    assert pruned == ["answers", "tokens", "phones"] * 2
    lines = {(entry["event"], entry["of"]) for entry in logs}
    assert lines == {("pruning failed", "answers"), ("pruned", "tokens")}
    assert "secret words" not in str(logs)
