"""Undertakings for tests: one of a kind with a participant, a line, a step and an occasion."""

from datetime import date, datetime, timedelta
from uuid import UUID

from domain.moment import DAY, SHANGHAI, Moment, moment_of
from domain.undertaking.events import Count, LinkKind
from service.commands.meeting_record import RecordSession
from service.commands.meetings import CallMeeting, ClearPoint
from service.commands.undertaking_parts import (
    AdoptText,
    CountOccasions,
    Join,
    Leave,
    RecountOccasion,
    WantedOccasion,
)
from service.commands.undertakings import (
    AddLines,
    BeginUndertaking,
    EndUndertaking,
    LinkUndertaking,
    MoveLine,
    StepTaken,
    TakeSteps,
    UndoStep,
    WantedLine,
)
from service.ids import new_id
from service.policy import Principal
from tests.neighbourhood import Neighbourhood

HELD_ON = date(2026, 1, 8)


def begun(
    town: Neighbourhood,
    kind: str = "lending",
    *,
    clerk: Principal | None = None,
    committee: UUID | None = None,
    compound: UUID | None = None,
    person: UUID | None = None,
    above: UUID | None = None,
) -> UUID:
    """A bare one, by the clerk of the first committee unless told; it began yesterday."""
    made = new_id()
    begin = BeginUndertaking(
        undertaking=made,
        committee=committee or town.committee,
        compound=compound,
        kind=kind,
        name="周转车位",
        about="施工期间周转",
        person=person,
        above=above,
        occurred_at=Moment(town.service.now() - DAY),
    )
    town.do(begin, by=clerk or town.clerk)
    return made


def furnished(town: Neighbourhood, made: UUID, clerk: Principal | None = None) -> UUID:
    """A lending with a lender, a line on offer, its first step, and an occasion."""
    by, offer = clerk or town.clerk, WantedLine(text="操场边车位", unit="wei", quantity=12)
    counts = (Count(measure="spaces", number=12),)
    for command in (
        Join(undertaking=made, organisation=town.contractor, role="lender", note="夜间"),
        AddLines(undertaking=made, lines=(offer,)),
        MoveLine(undertaking=made, line=1, step="offered", party=1),
        TakeSteps(undertaking=made, steps=(StepTaken(step="proposed"),)),
        CountOccasions(
            undertaking=made, occasions=(WantedOccasion(on=HELD_ON, counts=counts, party=1),)
        ),
    ):
        town.do(command, by=by)
    return made


def meeting_held(
    town: Neighbourhood,
    *,
    clerk: Principal | None = None,
    committee: UUID | None = None,
    compound: UUID | None = None,
) -> UUID:
    """A council that was held two hours ago."""
    by, meeting = clerk or town.clerk, new_id()
    call = CallMeeting(
        meeting=meeting,
        committee=committee or town.committee,
        compound=compound,
        kind="council",
        at=moment_of(datetime.now(SHANGHAI) - timedelta(hours=2)),
        place="议事厅",
        agenda=(ClearPoint(topic="居民公约"),),
    )
    town.do(call, by=by)
    town.do(RecordSession(meeting=meeting, public=30, minutes="逐条表决"), by=by)
    return meeting


def play(town: Neighbourhood) -> None:
    """Each of their events, once at least."""
    programme = begun(town, "programme")
    lending = furnished(town, begun(town, compound=town.compound, above=programme))
    covenant = begun(town, "residents-covenant")
    wish = begun(town, "wish", person=town.resident.person)
    meeting = meeting_held(town)
    for command in (
        Join(undertaking=wish, person=town.resident.person, role="beneficiary", skills=("law",)),
        Leave(undertaking=lending, party=1),
        UndoStep(undertaking=lending, step="proposed", reason="提早了"),
        RecountOccasion(undertaking=lending, number=1, counts=(), reason="当晚没有开放"),
        LinkUndertaking(undertaking=lending, kind=LinkKind.MEETING, to=meeting),
        AdoptText(
            undertaking=covenant, text="一、楼道不堆物。", holds_from=HELD_ON, meeting=meeting
        ),
        EndUndertaking(undertaking=lending, result="车位全部归还"),
    ):
        town.do(command, by=town.clerk)
