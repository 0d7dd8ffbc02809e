"""The scribe: all who wait in one transaction, and nobody pays for a neighbour."""

import threading
import time
from types import SimpleNamespace
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from domain.issue.lifecycle import Status
from domain.method.terms import Scale, Track
from domain.refusal import Code, Refused
from projections.replay import check
from service.commands.handling import Reply
from service.commands.intake import Triage
from service.errors import Forbidden, MatchRequired, NotFound, Stale, Unavailable
from service.work import Work
from tests.neighbourhood import Neighbourhood
from tests.service.line import Commits, Line, answer, log, order_of, outcome, position, sequence


@pytest.fixture
def town(shared_town: Neighbourhood) -> Neighbourhood:
    """The neighbourhood that this module shares."""
    return shared_town


def sound(town: Neighbourhood) -> bool:
    return check(town.service.database, town.service.views) == []


def test_all_who_wait_share_one_transaction(town: Neighbourhood) -> None:
    line, before = Line(town.service), position(town.service)
    futures = [line.add(town.reporting(), town.clerk) for _ in range(5)]
    with Commits(town.service) as commits:
        line.run()
    assert commits.count == 1
    assert [answer(f).position for f in futures] == [before + 2 * n for n in range(1, 6)]
    rows = log(town.service, after=before)
    assert [row.position for row in rows] == list(range(before + 1, before + 11))
    assert len({row.at for row in rows}) == 1
    assert sound(town)


def test_later_orders_see_what_earlier_ones_did(town: Neighbourhood) -> None:
    line = Line(town.service)
    report = town.reporting()
    triage = Triage(issue=report.issue, category="noise", scale=Scale.SMALL, track=Track.FAST)
    line.add(report, town.clerk)
    late = line.add(triage, town.clerk, if_match=1)
    stale = line.add(triage, town.clerk, if_match=1)
    line.run()
    assert (answer(late).row.version, answer(late).row.track) == (2, Track.FAST)
    refused = outcome(stale)
    assert isinstance(refused, Stale)
    assert refused.version == 2
    assert town.issue(report.issue).version == 2


def test_a_refused_order_costs_its_neighbours_nothing(town: Neighbourhood) -> None:
    line, before = Line(town.service), position(town.service)
    issue = town.reporting()
    futures = [
        line.add(town.reporting(), town.clerk),
        line.add(town.reporting(channel="telepathy"), town.clerk),
        line.add(issue, town.clerk),
        line.add(Reply(issue=uuid4(), message="?"), town.clerk),
        line.add(town.reporting(), town.auditor),
        line.add(
            Triage(issue=issue.issue, category="noise", scale=Scale.HARD, track=Track.NORMAL),
            town.clerk,
        ),
        line.add(town.reporting(), town.clerk),
    ]
    with Commits(town.service) as commits:
        line.run()
    assert commits.count == 1
    refusals = [outcome(f) for f in futures]
    kinds = [type(r) for r in refusals if isinstance(r, Exception)]
    assert kinds == [Refused, NotFound, Forbidden, MatchRequired]
    refused = refusals[1]
    assert isinstance(refused, Refused)
    assert refused.code is Code.UNKNOWN_CHANNEL
    first, second, third = (sequence(futures[i]) for i in (0, 2, 6))
    assert (second, third) == (first + 1, first + 2)
    assert [row.position for row in log(town.service, after=before)] == list(
        range(before + 1, before + 7)
    )
    assert sound(town)


def test_a_command_that_breaks_after_appending_leaves_no_trace(
    town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, before = Line(town.service), position(town.service)
    broken = town.reporting(words="这一条会出错")
    append = Work.append

    def breaking(work: Work, kind: object, stream: object, *args: object, **more: object) -> None:
        append(work, kind, stream, *args, **more)  # type: ignore[arg-type]
        if stream == broken.issue:
            raise RuntimeError("out of paper")

    monkeypatch.setattr(Work, "append", breaking)
    futures = [line.add(c, town.clerk) for c in (town.reporting(), broken, town.reporting())]
    with capture_logs() as logs:
        line.run()
    assert isinstance(outcome(futures[1]), RuntimeError)
    assert sequence(futures[2]) == sequence(futures[0]) + 1
    streams = {row.stream for row in log(town.service, after=before)}
    assert len(streams) == 4
    assert broken.issue not in streams
    assert [entry["error"] for entry in logs] == ["RuntimeError"]
    assert "out of paper" not in str(logs)
    assert sound(town)


def test_a_full_line_is_told_at_once(town: Neighbourhood) -> None:
    line = Line(town.service, limit=2)
    waiting = [line.add(town.reporting(), town.clerk) for _ in range(2)]
    with pytest.raises(Unavailable, match="too many"):
        line.add(town.reporting(), town.clerk)
    line.run()
    assert [answer(f).row.status for f in waiting] == [Status.REPORTED] * 2


def test_an_order_past_its_deadline_is_dropped(town: Neighbourhood) -> None:
    line, before = Line(town.service), position(town.service)
    late = line.add(town.reporting(), town.clerk, deadline=time.monotonic() - 0.001)
    in_time = line.add(town.reporting(), town.clerk, deadline=time.monotonic() + 60)
    line.run()
    dropped = outcome(late)
    assert isinstance(dropped, Unavailable)
    assert "too long" in str(dropped)
    assert answer(in_time).row.status is Status.REPORTED
    assert position(town.service) == before + 2


def test_a_cancelled_order_is_never_decided(town: Neighbourhood) -> None:
    line, before = Line(town.service), position(town.service)
    gone = line.add(town.reporting(), town.clerk)
    stays = line.add(town.reporting(), town.clerk)
    assert gone.cancel()
    line.run()
    assert answer(stays).position == position(town.service) == before + 2


def test_stopping_serves_what_waits_and_nothing_more(town: Neighbourhood) -> None:
    line = Line(town.service, limit=400)
    futures = [line.add(town.reporting(contact=None), town.clerk) for _ in range(300)]
    line.run()
    assert all(future.done() for future in futures)
    assert sequence(futures[-1]) == sequence(futures[0]) + 299
    with pytest.raises(Unavailable, match="stopping"):
        line.add(town.reporting(), town.clerk)
    line.scribe.stop()


def test_nobody_gets_in_line_behind_the_end(town: Neighbourhood) -> None:
    line = Line(town.service)
    line.scribe.start()
    order = order_of(town.service, town.reporting(), town.clerk)
    stopping = threading.Thread(target=line.scribe.stop)
    with line.scribe._line._changed:
        # Closing waits at the door while somebody steps in.
        stopping.start()
        stopping.join(0.2)
        future = line.scribe.submit(order)
    stopping.join()
    assert answer(future).row.status is Status.REPORTED


def test_the_writer_outlives_its_log(town: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(town.service)

    def unread(*_told: object, **_facts: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("service.scribe._log", SimpleNamespace(error=unread))
    monkeypatch.setattr("service.scribe._performed", unread)
    failed = line.add(town.reporting(), town.clerk)
    line.scribe.start()
    assert isinstance(failed.exception(timeout=10), BrokenPipeError)
    monkeypatch.undo()
    assert answer(line.add(town.reporting(), town.clerk)).row.status is Status.REPORTED
    line.scribe.stop()
    assert line.scribe.halted == "the writer has ended"
