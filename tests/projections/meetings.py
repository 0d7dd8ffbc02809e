"""A series with one session, at which a matter was taken in and a point concluded."""

from uuid import UUID

from domain.meeting.events import Attendee, Invited, ItemOutcome
from domain.moment import HOUR, Moment
from domain.series.events import Rhythm
from service.commands.meeting_record import ConcludePoint, RecordSession, TakeMatter
from service.commands.meetings import ClearPoint
from service.commands.series import CallSession, FoundSeries
from service.ids import new_id
from tests.neighbourhood import Neighbourhood


def found(town: Neighbourhood) -> UUID:
    """A weekly reception of the first compound, with the property company."""
    founded = FoundSeries(
        series=new_id(),
        committee=town.committee,
        compound=town.compound,
        kind="reception",
        rhythm=Rhythm.WEEKLY,
        weekday=4,
        minute=840,
        place="小区东门",
        invited=(Invited(organisation=town.property_company, seat="property-company"),),
    )
    town.do(founded, by=town.clerk)
    return founded.series


def call(town: Neighbourhood, series: UUID, at: Moment, *issues: UUID) -> UUID:
    """Its next session at that time, with these issues on the agenda."""
    agenda = tuple(ClearPoint(issue=issue) for issue in issues)
    session = CallSession(series=series, meeting=new_id(), at=at, place="小区东门", agenda=agenda)
    town.do(session, by=town.clerk)
    return session.meeting


def take(town: Neighbourhood, meeting: UUID, issue: UUID) -> None:
    """A matter is taken in, and kept by the property company."""
    taken = TakeMatter(meeting=meeting, issue=issue, keeper=town.property_company)
    town.do(taken, by=town.clerk)


def hold(town: Neighbourhood, meeting: UUID, people: int, public: int) -> None:
    """The session is put on record."""
    came = Attendee(organisation=town.property_company, seat="property-company", people=people)
    record = RecordSession(meeting=meeting, attendees=(came,), public=public, minutes="到会")
    town.do(record, by=town.clerk)


def play(town: Neighbourhood) -> None:
    """All of it, two hours ago."""
    series, issue = found(town), town.report()
    began = Moment(town.service.now() - 2 * HOUR)
    meeting = call(town, series, began, town.report())
    take(town, meeting, issue)
    hold(town, meeting, 2, 11)
    concluded = ConcludePoint(
        meeting=meeting, number=1, outcome=ItemOutcome.AGREED, conclusion="避开车库入口"
    )
    town.do(concluded, by=town.clerk)
