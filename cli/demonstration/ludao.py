"""鹭岛华庭: 每周“三驾马车”联合接待日. Two sessions with what was brought there, a third is called.

The record tells of 731 matters that were solved so; three are played.
"""

from datetime import timedelta
from uuid import UUID

from cli.demonstration.above import Above
from cli.demonstration.days import Day, Diary
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Sight,
    adoption,
    body,
    compound,
    neighbour,
    party,
    troika,
)
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Outcome
from domain.meeting.events import Attendee, Invited
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR, MINUTE, Moment, local, moment_of
from domain.organisation.events import OrganisationKind
from domain.series.events import Rhythm
from service.commands.base import Command
from service.commands.handling import Complete
from service.commands.intake import Report, Triage
from service.commands.meeting_record import RecordSession, TakeMatter
from service.commands.series import CallSession, FoundSeries
from service.credentials import KeyRequest
from service.ids import new_id

CLERK = "clerk-ludao"
PLACE = "小区东门三管家驿站"
THURSDAY, TWO = 4, 14 * 60
"""The weekday, and minutes after midnight."""


class Ludao:
    """Its ids."""

    def __init__(self) -> None:
        self.committee, self.compound = new_id(), new_id()
        self.owners, self.property = new_id(), new_id()
        self.series, self.next = new_id(), new_id()
        self.meetings = (new_id(), new_id())
        self.door, self.lamp, self.drain = new_id(), new_id(), new_id()

    @property
    def seats(self) -> dict[str, UUID]:
        """三管家."""
        return {
            "residents-committee": self.committee,
            "owners-committee": self.owners,
            "property-company": self.property,
        }


def ludao(above: Above, began: Moment) -> Neighbourhood:
    """Who is asked there keeps the matter (首问负责)."""
    p, diary = Ludao(), Diary(CLERK, began)
    _receive(p, diary, _last_thursday(began))
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "鹭岛华庭社区", "LD", above.changxing),
            compound(p.committee, p.compound, "鹭岛华庭"),
            party(p.owners, "鹭岛华庭业委会", OrganisationKind.OWNERS_COMMITTEE),
            party(p.property, "鹭岛华庭物业", OrganisationKind.PROPERTY_COMPANY),
            *troika(p.committee, p.compound, p.owners, p.property),
            adoption(p.committee, "LD"),
        ],
        people={CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee)},
        days=diary.days,
        exhibits=[
            Exhibit(p.door, "status=done&category=facilities", "brought to a reception, solved"),
            Exhibit(
                p.lamp, "status=done&category=lighting", "the same, kept by the property company"
            ),
            Exhibit(
                p.drain, "category=drainage&status=reported", "brought last Thursday, still open"
            ),
        ],
        sights=[
            Sight("meetings", "the calendar of meetings; one is called for next Thursday"),
            Sight(f"series/{p.series}/sessions", "the weekly reception, session by session"),
        ],
    )


def _last_thursday(began: Moment) -> Moment:
    """Two o'clock of the newest Thursday whose session is over."""
    there = local(Moment(began - 3 * HOUR))
    midnight = there.replace(hour=0, minute=0, second=0, microsecond=0)
    two = midnight - timedelta(days=(there.isoweekday() - THURSDAY) % 7, minutes=-TWO)
    return moment_of(two if two <= there else two - timedelta(days=7))


def _receive(p: Ludao, diary: Diary, last: Moment) -> None:
    before = Moment(last - 7 * DAY)
    founded = FoundSeries(
        series=p.series,
        committee=p.committee,
        compound=p.compound,
        kind="reception",
        rhythm=Rhythm.WEEKLY,
        weekday=THURSDAY,
        minute=TWO,
        place=PLACE,
        invited=tuple(Invited(organisation=one, seat=seat) for seat, one in p.seats.items()),
    )
    first, second = p.meetings
    _day(diary, Moment(before - 2 * DAY), founded, _called(p, first))
    _day(
        diary,
        Moment(before + 40 * MINUTE),
        *_brought(p, first, p.door, "facilities", "3号楼门禁失灵，快递员随意进出。", p.committee),
        *_brought(p, first, p.lamp, "lighting", "车库入口的灯不亮。", p.property),
        _held(p, first, 2),
    )
    _day(diary, Moment(before + 3 * HOUR), *_solved(p.door), *_solved(p.lamp, "lighting"))
    _day(diary, Moment(last - 2 * DAY), _called(p, second))
    _day(
        diary,
        Moment(last + 40 * MINUTE),
        *_brought(p, second, p.drain, "drainage", "8号楼前一下雨就积水。", p.property),
        _held(p, second, 1),
        _called(p, p.next),
    )


def _day(diary: Diary, at: Moment, *commands: Command) -> None:
    diary.days.append(Day(CLERK, at, commands))


def _called(p: Ludao, meeting: UUID) -> CallSession:
    return CallSession(series=p.series, meeting=meeting, place=PLACE)


def _brought(
    p: Ludao, meeting: UUID, issue: UUID, category: str, words: str, keeper: UUID
) -> tuple[Report, TakeMatter]:
    """A resident comes with something."""
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.compound,
        channel="window",
        category=category,
        contact=neighbour("宁见青", "13800003305", "3号楼101室"),
        words=words,
    )
    return report, TakeMatter(meeting=meeting, issue=issue, keeper=keeper)


def _held(p: Ludao, meeting: UUID, public: int) -> RecordSession:
    came = tuple(Attendee(organisation=one, seat=seat, people=1) for seat, one in p.seats.items())
    minutes = f"接待居民{public}人，逐件登记，当场答复。"
    return RecordSession(meeting=meeting, attendees=came, public=public, minutes=minutes)


def _solved(issue: UUID, category: str = "facilities") -> tuple[Triage, Complete]:
    triage = Triage(issue=issue, category=category, scale=Scale.SMALL, track=Track.FAST)
    reply = "已修好，欢迎下周四再来接待日。"
    return triage, Complete(issue=issue, outcome=Outcome.SOLVED, reply=reply)
