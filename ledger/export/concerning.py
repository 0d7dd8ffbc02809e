"""Which streams concern a committee or an issue, by what their own events name."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from domain.ballot import events as ballot
from domain.election import events as election
from domain.meeting import events as meeting
from domain.notice.events import DrawnUp
from domain.project import events as project
from domain.register import events as register
from domain.series import events as series
from ledger.envelope import Recorded

FOUNDING = (
    "ballot.opened",
    "election.group-formed",
    "meeting.called",
    "notice.drawn-up",
    "project.begun",
    "register.begun",
    "series.founded",
)
"""With these begins what a committee has beside its issues."""

NAMING = (
    "meeting.called",
    "meeting.point-added",
    "meeting.matter-taken",
    "notice.drawn-up",
    "project.begun",
    "project.part-added",
    "project.step-reached",
)
"""These may name an issue or a ballot that is not their own stream."""

_Founding = (
    ballot.Opened
    | election.GroupFormed
    | meeting.Called
    | DrawnUp
    | project.Begun
    | register.Begun
    | series.Founded
)


def founded_by(told: Iterable[Recorded[object]], committee: UUID) -> Sequence[UUID]:
    """The streams that began in a committee's name, of all events by `FOUNDING`."""
    return [
        one.stream
        for one in told
        if isinstance(one.event, _Founding) and one.event.committee == committee
    ]


def naming(told: Iterable[Recorded[object]], known: Collection[UUID]) -> Sequence[UUID]:
    """Meetings and projects that name one of *known*, and notices of all these; each once.

    *told* are all events by `NAMING`, in order: a notice comes behind what it tells of.
    """
    about, found = set(known), dict[UUID, None]()
    for one in told:
        if not _named(one.event).isdisjoint(about):
            found[one.stream] = None
            about.add(one.stream)
    return list(found)


def _named(event: object) -> frozenset[UUID]:
    match event:
        case meeting.Called(agenda=agenda):
            return frozenset(item.issue for item in agenda if item.issue)
        case meeting.PointAdded(item=item):
            return frozenset([item.issue] if item.issue else [])
        case meeting.MatterTaken(issue=issue):
            return frozenset([issue])
        case project.Begun(issue=UUID() as one) | project.PartAdded(issue=UUID() as one):
            return frozenset([one])
        case project.StepReached(ballot=UUID() as one):
            return frozenset([one])
        case DrawnUp(subject=subject):
            return frozenset([subject])
        case _:
            return frozenset()
