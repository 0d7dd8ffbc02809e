"""Followers: each event once, whatever happens between two batches."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from ledger.database import Database
from ledger.recorder import LedgerRecorder
from processes.follower import Follower, Stall, Step
from processes.followers import Followers
from projections import cursors, follow
from projections.cursors import claim
from projections.replay import check, rebuild
from service.service import Service
from tests.neighbourhood import Neighbourhood
from tests.processes.views import PICKY, TALLY, Mood, counted
from tests.service.line import log, position
from tests.service.test_lost_commit import lose


def run(follower: Follower) -> list[Step]:
    """Steps until there is nothing to do, or nothing can be done."""
    steps = [follower.step()]
    while steps[-1] is Step.FOLDED:
        steps.append(follower.step())
    return steps


def opened(service: Service) -> Database:
    """The same database, as another process has it."""
    return Database(service.settings.database_url)


def test_it_folds_what_was_written_while_it_was_away(town: Neighbourhood) -> None:
    service = town.service
    steps = run(Follower(service.database, TALLY, batch=7))
    head = position(service)
    assert steps == [Step.FOLDED] * -(-head // 7) + [Step.IDLE]
    town.play()
    assert counted(service.database, TALLY) == (head, head)
    run(Follower(service.database, TALLY, batch=7))
    assert counted(service.database, TALLY) == (position(service),) * 2
    assert check(service.database, [TALLY]) == []


def test_several_followers_fold_each_event_once(town: Neighbourhood) -> None:
    service, done = town.service, Event()

    def fold_along() -> int:
        database = opened(service)
        follower = Follower(database, TALLY, batch=3)
        folded = 0
        while not done.is_set() or counted(database, TALLY)[1] < position(service):
            folded += follower.step() is Step.FOLDED
        database.close()
        return folded

    with ThreadPoolExecutor(3) as pool:
        following = [pool.submit(fold_along) for _ in range(2)]
        for _ in range(6):
            town.play()
        done.set()
        assert sum(one.result(timeout=60) for one in following) > 0
    assert counted(service.database, TALLY) == (position(service),) * 2
    assert check(service.database, [TALLY]) == []


def test_who_is_late_writes_nothing(town: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another follower goes on between the fold and the writing."""
    service, late = town.service, Follower(town.service.database, TALLY, batch=5)
    fold = follow._folded

    def overtaken(*asked: Any) -> object:
        folded = fold(*asked)
        monkeypatch.setattr(follow, "_folded", fold)
        other = opened(service)
        assert Follower(other, TALLY, batch=3).step() is Step.FOLDED
        other.close()
        return folded

    monkeypatch.setattr(follow, "_folded", overtaken)
    assert late.step() is Step.IDLE
    assert counted(service.database, TALLY) == (3, 3)
    run(late)
    assert counted(service.database, TALLY) == (position(service),) * 2


def test_a_locked_cursor_is_left_alone(town: Neighbourhood) -> None:
    """Nobody waits for a follower that is at work, or for a rebuild."""
    service = town.service
    if service.database.is_sqlite:
        return  # There every writer waits for its turn.
    with service.database.write() as connection:
        assert claim(connection, TALLY) == 0
        assert Follower(service.database, TALLY).step() is Step.IDLE
    assert run(Follower(service.database, TALLY)) == [Step.FOLDED, Step.IDLE]


def interrupt(database: Database, *, at: str) -> Callable[[], None]:
    """Break the connection when a statement begins with *at*; returns what mends it."""

    def breaking(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if at in statement:
            raise OperationalError(statement, {}, Exception("killed"))

    event.listen(database.engine, "before_cursor_execute", breaking)
    return lambda: event.remove(database.engine, "before_cursor_execute", breaking)


@pytest.mark.parametrize("at", ['INSERT INTO "view_strokes', 'UPDATE "cursor"'])
def test_a_kill_in_mid_batch_leaves_rows_and_cursor_agreed(town: Neighbourhood, at: str) -> None:
    database = opened(town.service)
    assert Follower(database, TALLY, batch=4).step() is Step.FOLDED
    mend = interrupt(database, at=at)
    with capture_logs() as logs:
        follower = Follower(database, TALLY, batch=4)
        assert [follower.step() for _ in range(3)] == [Step.OUTAGE] * 3
        assert counted(database, TALLY) == (4, 4)
        mend()
        run(follower)
    assert [entry["event"] for entry in logs] == ["view waits for the database", "view goes on"]
    assert counted(database, TALLY) == (position(town.service),) * 2
    database.close()


@pytest.mark.parametrize("carried_out", [True, False])
def test_a_lost_commit_is_counted_once(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch, *, carried_out: bool
) -> None:
    service, follower = town.service, Follower(town.service.database, TALLY, batch=4)

    def claimed(*asked: Any) -> int | None:
        # Behind the snapshot: the next COMMIT is that of the batch.
        monkeypatch.setattr(cursors, "claim", claim)
        lose(monkeypatch, service, carried_out=carried_out)
        return claim(*asked)

    monkeypatch.setattr(cursors, "claim", claimed)
    assert follower.step() is Step.OUTAGE
    assert counted(service.database, TALLY) == ((4, 4) if carried_out else (0, 0))
    run(follower)
    assert counted(service.database, TALLY) == (position(service),) * 2


def test_a_view_that_raises_stalls_and_goes_on_when_it_is_mended(
    town: Neighbourhood, mood: Mood
) -> None:
    service = town.service
    mood.hates("issue.triaged")
    picky, tally = (Follower(service.database, view, batch=50) for view in (PICKY, TALLY))
    town.play()
    bad = next(row.position for row in log(service) if row.topic == "issue.triaged")
    with capture_logs() as logs:
        assert run(picky)[-1] is Step.STALLED
        assert [picky.step() for _ in range(3)] == [Step.STALLED] * 3
        assert picky.stall == Stall(position=bad, error="LookupError")
        assert counted(service.database, PICKY) == (bad - 1, bad - 1)
        # Commands go on, and so does the other view.
        town.play()
        assert run(tally)[-1] is Step.IDLE
        assert check(service.database, [PICKY, TALLY, *service.views]) == []
        mood.calm()
        assert run(picky)[-1] is Step.IDLE
    mended: Stall | None = picky.stall
    assert mended is None
    assert counted(service.database, PICKY) == (position(service),) * 2
    assert counted(service.database, TALLY) == (position(service),) * 2
    assert [entry["event"] for entry in logs] == ["view stalled", "view goes on"]
    assert (logs[0]["position"], logs[0]["error"]) == (bad, "LookupError")
    assert "secret words" not in str(logs)


def test_an_unknown_event_only_stalls(town: Neighbourhood) -> None:
    service = town.service
    stored = StoredEvent(uuid4(), 1, "lamp.painted", log(service)[-1].state)
    before = position(service)
    LedgerRecorder(service.database).insert_events([stored])
    follower = Follower(service.database, TALLY)
    assert run(follower)[-1] is Step.STALLED
    assert follower.stall == Stall(position=before + 1, error="UnknownEvent")
    assert counted(service.database, TALLY) == (before, before)


def test_a_rebuild_beside_a_follower(town: Neighbourhood) -> None:
    service, done = town.service, Event()

    def fold_along() -> None:
        database = opened(service)
        follower = Follower(database, TALLY, batch=3)
        while not done.is_set():
            follower.step()
        database.close()

    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(fold_along)
        for _ in range(4):
            town.report()
            rebuild(service.database, [TALLY])
            assert check(service.database, [TALLY]) == []
        done.set()
        following.result(timeout=60)
    run(Follower(service.database, TALLY))
    assert counted(service.database, TALLY) == (position(service),) * 2


def test_threads_follow_until_they_are_stopped(town: Neighbourhood, mood: Mood) -> None:
    service, views = town.service, [TALLY, PICKY, *town.service.views]
    mood.hates("issue.triaged")
    followers = Followers(service.database, views)
    followers.start()
    town.play()
    while counted(service.database, TALLY)[1] < position(service) or not followers.stalls():
        followers.wake()
        time.sleep(0.01)
    stalled = followers.stalls()
    followers.stop()
    assert [(view, stall.error) for view, stall in stalled.items()] == [(PICKY.id, "LookupError")]
    before = position(service)
    town.report()
    assert counted(service.database, TALLY) == (before, before)
    again = Followers(service.database, views)
    again.start()
    while counted(service.database, TALLY)[1] < position(service):
        time.sleep(0.01)
    again.stop()
    again.stop()


def test_what_was_never_started_can_be_stopped(sqlite_service: Service) -> None:
    Followers(sqlite_service.database, sqlite_service.views).stop()
