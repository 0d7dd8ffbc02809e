"""Ratings of a residents' committee: bodies, the roster, the appraisal."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import AtLeast, Body, Code, Day, Line, Named, Shown, example
from api.schemas.forms import Remark
from domain.rating.events import RatingKind
from domain.rating.giving import HIGHEST, LOWEST
from projections.views.appraisal import Marks
from service.appraisals import SeenAppraisal, SeenMember, SeenRoster
from service.commands.ratings import ClearMember, OpenYearEnd, Rate, SetRoster
from service.ids import new_id

_MEMBER = "0199d3a4-7c00-7000-8000-000000000041"

Year = Annotated[int, Field(strict=True, ge=2000, le=2100)]
AskedYear = Annotated[int, Field(ge=2000, le=2100)]


class RosterMemberBody(Body):
    """A member of the residents' committee; without `member` somebody new. `duty` is a role."""

    member: UUID | None = None
    name: Line
    duty: Code

    def clear(self) -> ClearMember:
        """For the command."""
        return ClearMember(member=self.member or new_id(), name=self.name, duty=self.duty)


class RosterBody(Body):
    """The members from now on; who is left out can be rated no more."""

    model_config = example(members=[{"name": "程秋云", "duty": "responsible"}])

    members: Annotated[tuple[RosterMemberBody, ...], Field(min_length=1, max_length=50)]

    def command(self, committee: UUID) -> SetRoster:
        """The command."""
        members = tuple(one.clear() for one in self.members)
        return SetRoster(committee=committee, members=members)


class YearEndBody(Body):
    """From when to when a year is rated (年终集中评价), both days included."""

    model_config = example(year=2026, first="2026-12-01", last="2026-12-31")

    year: Year
    first: Day
    last: Day

    def command(self, committee: UUID) -> OpenYearEnd:
        """The command."""
        return OpenYearEnd(committee=committee, year=self.year, first=self.first, last=self.last)


class CommitteeRatingBody(Body):
    """A resident's mark, from 1 to 5, for the committee or (with `member`) one of its members."""

    model_config = example(member=_MEMBER, kind="daily", score=5, words="上门很及时")

    member: UUID | None = None
    kind: RatingKind
    year: Year | None = None
    score: Annotated[int, Field(strict=True, ge=LOWEST, le=HIGHEST)]
    issue: UUID | None = None
    words: Remark | None = None

    def command(self, committee: UUID) -> Rate:
        """The command."""
        return Rate(
            committee=committee,
            member=self.member,
            kind=self.kind,
            year=self.year,
            score=self.score,
            issue=self.issue,
            words=self.words,
        )


class AppraisalFilter(Body):
    """Of which year, and how fresh."""

    year: AskedYear
    at_least: AtLeast | None = None


class MemberShown(Shown):
    """A member, or one who was; what they were rated stays."""

    member: UUID
    name: str | None
    duty: str
    duty_label: str
    former: bool


class YearEndShown(Shown):
    """From when to when a year is rated."""

    year: int
    first: date
    last: date


class RosterShown(Shown):
    """Who can be rated, and when."""

    committee: Named
    version: int
    members: list[MemberShown]
    years: list[YearEndShown]


class MarkCount(Shown):
    """How many gave a mark."""

    score: int
    count: int


class MarksShown(Shown):
    """What the marks come to, in parts of five residents at least. The average is sum / count."""

    kind: RatingKind
    kind_label: str = Field(examples=["日常评价"])
    count: int
    sum: int
    marks: list[MarkCount]


class AppraisedShown(Shown):
    """The committee (no `member`), or one of its members."""

    member: MemberShown | None
    ratings: list[MarksShown]


class AppraisalShown(Shown):
    """How a residents' committee was rated in a year (居民评价)."""

    committee: Named
    year: int
    rated: list[AppraisedShown]


def roster_of(seen: SeenRoster, language: Language) -> RosterShown:
    """Who can be rated, and when."""
    return RosterShown(
        committee=Named(id=seen.committee, name=seen.name),
        version=seen.version,
        members=[_member(one, seen, language) for one in seen.members],
        years=[YearEndShown(year=one.year, first=one.first, last=one.last) for one in seen.years],
    )


def appraisal_of(seen: SeenAppraisal, language: Language) -> AppraisalShown:
    """What a year came to."""
    roster = seen.roster
    people: list[SeenMember | None] = [None, *roster.members]
    return AppraisalShown(
        committee=Named(id=roster.committee, name=roster.name),
        year=seen.year,
        rated=[
            AppraisedShown(
                member=_member(one, roster, language) if one else None,
                ratings=[
                    _marks(kind, seen.marks[one.member if one else None, kind], language)
                    for kind in RatingKind
                ],
            )
            for one in people
        ],
    )


def _member(one: SeenMember, roster: SeenRoster, language: Language) -> MemberShown:
    duty = roster.vocabulary.roles[one.duty]
    return MemberShown(
        member=one.member,
        name=one.name,
        duty=one.duty,
        duty_label=in_language(duty, language),
        former=one.former,
    )


def _marks(kind: RatingKind, marks: Marks, language: Language) -> MarksShown:
    scored = list(enumerate(marks, start=LOWEST))
    return MarksShown(
        kind=kind,
        kind_label=label_of("rating-kind", kind, language),
        count=sum(marks),
        sum=sum(score * count for score, count in scored),
        marks=[MarkCount(score=score, count=count) for score, count in scored],
    )
