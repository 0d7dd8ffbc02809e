"""What a resident is told of a promise that is not simply kept: by code, and no due time."""

from typing import Any

import pytest

from domain.issue.events import ClockId, DeclineGround, PauseGround
from domain.method.terms import Clock
from domain.moment import DAY, HOUR, Moment, local
from service.commands.base import Command
from service.commands.clocks import PauseClock, ResumeClock
from service.commands.exits import Decline
from service.commands.handling import Respond
from tests.api.face import Face
from tests.api.following import Holder

NOTE = "等待挖掘许可，联系人周女士"
COMPLETION = ClockId(kind=Clock.COMPLETION)


def held(face: Face, ago: int, *happening: type[Command]) -> Holder:
    """A receipt of an issue from so long ago, to which something has happened."""
    reported = Moment(face.town.service.now() - ago)
    issue = face.town.report(occurred_at=reported)
    commands: dict[type[Command], Command] = {
        Respond: Respond(issue=issue, message="已收到"),
        PauseClock: PauseClock(issue=issue, clock=COMPLETION, ground=PauseGround.PERMIT, note=NOTE),
        ResumeClock: ResumeClock(issue=issue, clock=COMPLETION),
        Decline: Decline(issue=issue, ground=DeclineGround.OUT_OF_REMIT, reply="不属受理范围"),
    }
    for one in happening:
        face.town.do(commands[one], by=face.town.clerk)
    return Holder(face, issue)


def standings(holder: Holder) -> dict[str, str | None]:
    return {term["clock"]: term["standing"] for term in holder.json()["terms"]}


@pytest.mark.parametrize(
    ("ago", "happening", "expected"),
    [
        (0, (), (None, None)),
        (HOUR, (), ("已超时", None)),
        (HOUR, (Respond,), (None, None)),
        (2 * DAY, (Respond,), (None, "已超时")),
        (2 * DAY, (), ("已超时", "已超时")),
        # Paused when it was over, it is over.
        (2 * DAY, (Respond, PauseClock), (None, "已超时")),
        (HOUR, (Respond, PauseClock, ResumeClock), (None, None)),
        # What is not taken in is not waited for.
        (2 * DAY, (Respond, Decline), (None, None)),
    ],
)
def test_what_has_become_of_a_promise(
    shared_sqlite: Face, ago: int, happening: tuple[Any, ...], expected: tuple[Any, ...]
) -> None:
    holder = held(shared_sqlite, ago, *happening)
    assert tuple(standings(holder).values()) == expected
    assert holder.status().marked("kept") == [text for text in expected if text]
    assert holder.paper().marked("kept") == []


def test_a_pause_is_told_by_code(shared_sqlite: Face) -> None:
    holder = held(shared_sqlite, HOUR, Respond, PauseClock)
    [_, completion] = holder.json()["terms"]
    assert (completion["overdue"], completion["paused"]) == (False, "waiting-for-permit")
    row = shared_sqlite.town.issue(holder.issue)
    since = f"{local(row.updated_at):%Y-%m-%d %H:%M}"
    assert completion["standing"] == f"暂停计时：等待审批许可，自 {since} 起"
    assert holder.status().marked("kept") == [completion["standing"]]
    english = holder.status(accept_language="en").marked("kept")
    assert english == [f"paused since {since}: Waiting for a permit"]
    for answer in holder.answers():
        assert not any(text in answer.text for text in ("挖掘", "周女士"))


def test_no_due_time_is_on_the_page(shared_sqlite: Face) -> None:
    holder = held(shared_sqlite, 0)
    due = shared_sqlite.get(f"/v1/issues/{holder.issue}", shared_sqlite.town.clerk).json()["due"]
    shown = due[:16].replace("T", " ")
    assert not any(text in answer.text for answer in holder.answers() for text in (due, shown))
