"""A district that has come to the end of a month, and what may be recorded of it later."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.issue.events import ClockId, Discovery, LinkKind, Outcome, RevisitKind
from domain.method.terms import Basis, Clock, Limit, Scale, Span, Track
from domain.moment import DAY, Moment
from service.commands.base import Command
from service.commands.clocks import ExtendDeadline
from service.commands.exits import Transfer
from service.commands.handling import Complete, Reply, Respond
from service.commands.intake import Triage
from service.commands.merging import Merge, Unmerge
from service.commands.negotiation import NoteMeeting
from service.commands.oversight import Supervise
from service.commands.record import Link
from service.commands.revisit import Object, Revisit
from service.commands.works import NoteProgress, StartWork
from service.policy import Principal
from tests.figures.living import KNOWN, Living
from tests.figures.remembering import calendar

_SOON = Limit(amount=9, span=Span.DAY, basis=Basis.WORKING)


@dataclass(frozen=True)
class Past:
    """A district that has come to the end of a month, with issues to which things will happen."""

    living: Living
    quick: UUID
    built: UUID
    asked: UUID
    waits: UUID
    twin: UUID

    @property
    def clerk(self) -> Principal:
        """The clerk of the committee whose issues these are."""
        return self.living.district.near.clerk

    def does(self, command: Command, by: Principal | None = None) -> None:
        """It is accepted."""
        assert self.living.does(command, by or self.clerk), self.living.done


def grown(living: Living, end: Moment) -> Past:
    """Two weeks, and then nothing until *end*."""
    living.live(days=12, issues=20)
    home = living.district.near
    living.wait_for(max(living.now, Moment(end - 3 * DAY)))
    told = {"discovery": Discovery.TOLD, "channel": "window", "contact": KNOWN}
    past = Past(living, *(living.report(home, **told, occurred_at=None) for _ in range(5)))
    triage: Mapping[str, Any] = {"category": "lighting", "scale": Scale.SMALL}
    for issue in (past.quick, past.asked, past.waits, past.twin):
        past.does(Triage(issue=issue, **triage, track=Track.FAST))
    past.does(Triage(issue=past.built, **triage, track=Track.EMERGENCY, ground="漏水"))
    past.does(StartWork(issue=past.built))
    demand = Supervise(issue=past.built, limit=_SOON, demand="限时办结")
    past.does(demand, living.district.director)
    past.does(Complete(issue=past.asked, outcome=Outcome.SOLVED, reply="已修"))
    answer = Revisit(issue=past.asked, kind=RevisitKind.PHONE, resolved=True)
    past.does(answer, home.revisitor)
    living.wait_for(end)
    living.write()
    return past


def _triaged_anew(past: Past) -> None:
    words: Mapping[str, Any] = {"category": "parking", "scale": Scale.HARD, "track": Track.NORMAL}
    past.does(Triage(issue=past.quick, **words))


def _transferred(past: Past) -> None:
    to = past.living.district.other
    words: Mapping[str, Any] = {"committee": to.id, "compound": to.compounds[0], "reason": "属地"}
    past.does(Transfer(issue=past.quick, **words), past.living.district.director)


def _answered_back_then(past: Past) -> None:
    when = Moment(past.living.now - 3 * DAY)
    past.does(Respond(issue=past.waits, message="已联系", occurred_at=when))


def _extended(past: Past) -> None:
    clock = ClockId(kind=Clock.SUPERVISION)
    words: Mapping[str, Any] = {"clock": clock, "by": _SOON, "reason": "雨天"}
    past.does(ExtendDeadline(issue=past.built, **words), past.living.district.director)


def _reported_back_then(past: Past) -> None:
    past.living.report(occurred_at=Moment(past.living.now - 6 * DAY))


COMMENTS: Mapping[str, Callable[[Past], None]] = {
    "a link": lambda past: past.does(
        Link(issue=past.asked, other=past.waits, kind=LinkKind.RELATED)
    ),
    "a note of progress": lambda past: past.does(NoteProgress(issue=past.built, note="一半")),
    "another answer": lambda past: past.does(Reply(issue=past.asked, message="谢谢")),
    "a meeting": lambda past: past.does(
        NoteMeeting(issue=past.built, kind="hearing", minutes="听证")
    ),
    "a meeting back then": lambda past: past.does(
        NoteMeeting(
            issue=past.built,
            kind="council",
            minutes="议事",
            occurred_at=Moment(past.living.now - 3 * DAY),
        )
    ),
    "a triage anew": _triaged_anew,
    "a transfer": _transferred,
    "a merge": lambda past: past.does(Merge(issue=past.twin, target=past.waits)),
    "an unmerge": lambda past: past.does(Unmerge(issue=past.twin)),
    "an answer back then": _answered_back_then,
    "a late objection": lambda past: past.does(Object(issue=past.asked, reason="又坏了")),
    "a report of back then": _reported_back_then,
    "more time": _extended,
    "a calendar": lambda past: past.living.publish(calendar(3, "09-27", "10-09", "10-10")),
    "what falls due by it": lambda past: past.living.keep(),
}
"""What may be recorded later, one after another."""

UNCOUNTED = {"a link", "a note of progress", "another answer", "more time", "a calendar"}
"""What says nothing that is counted."""
