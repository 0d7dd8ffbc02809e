"""Ballots (表决、征询): what comes in when one is opened."""

from typing import Annotated, LiteralString, Self
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from api.schemas.fields import (
    Body,
    Count,
    Cursor,
    Instant,
    Line,
    Text,
    moment_or_none,
)
from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.ballot.events import Bar, Electorate, Matter, Parting, Threshold, Thresholds
from domain.ballot.roll import Member, Scope
from domain.method.rules import ApprovalRule
from domain.moment import moment_of
from projections.views.ballot import Wanted
from service.commands.ballot_opening import OpenBallot, Question
from service.ids import new_id

RollCode = Annotated[
    str,
    StringConstraints(strict=True, pattern=r"^[^\W_][\w.()·#/-]{0,79}$"),
    Field(examples=["3-1-501"]),
]
"""A paper, a unit, a building or an entrance (`building/entrance`), as the roll names it."""

_MOST_BYTES = 48 * 1024
"""Bytes of texts and codes of one opening as they are stored, beside what is fixed: one event."""

_SEALED_SIZE, _CODE_SIZE = 200, 3
"""Bytes that a sealed text takes beside its cipher, and a code beside itself."""

Number = Annotated[int, Field(strict=True, ge=0, le=10**12)]
_Codes = tuple[RollCode, ...]


class ThresholdBody(Body):
    """A share that is to be reached (以上), or where *beyond*, to be exceeded (过半)."""

    numerator: Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)]
    denominator: Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)]
    beyond: Annotated[bool, Field(strict=True)] = False

    def told(self) -> Threshold:
        """For the rule, which refuses what can never be reached."""
        return Threshold(numerator=self.numerator, denominator=self.denominator, beyond=self.beyond)


class BarBody(Body):
    """What is asked of voters and of their area; None where that is not counted."""

    voters: ThresholdBody | None = None
    area: ThresholdBody | None = None

    def told(self) -> Bar:
        """For the rule."""
        voters, area = self.voters, self.area
        return Bar(
            voters=None if voters is None else voters.told(),
            area=None if area is None else area.told(),
        )


class ThresholdsBody(Body):
    """Of the roll, how much must take part; of that, how much agree; or a panel's mean score."""

    taking_part: BarBody
    agreeing: BarBody
    score: Annotated[int, Field(strict=True, ge=-100, le=1000)] | None = None

    def told(self) -> Thresholds:
        """For the rule."""
        return Thresholds(
            taking_part=self.taking_part.told(), agreeing=self.agreeing.told(), score=self.score
        )


class CountingBody(Body):
    """How votes are counted, where the rules of procedure that were filed do not say it."""

    unreturned: Unreturned
    blank: Invalid
    spoilt: Invalid
    turnout_per_item: Annotated[bool, Field(strict=True)]
    replaceable: Annotated[bool, Field(strict=True)] = False
    visibility: Visibility = Visibility.COUNTERS
    proxies: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    channels: Annotated[tuple[VoteChannel, ...], Field(max_length=4)]
    notice_days: Annotated[int, Field(strict=True, ge=0, le=365)] = 15

    def told(self) -> Counting:
        """For the rule."""
        return Counting(
            unreturned=self.unreturned,
            blank=self.blank,
            spoilt=self.spoilt,
            turnout_per_item=self.turnout_per_item,
            replaceable=self.replaceable,
            visibility=self.visibility,
            proxies=self.proxies,
            channels=self.channels,
            notice_days=self.notice_days,
        )


class ParkingBody(Body):
    """Whether titled parking spaces count, and on what ground (no law settles it)."""

    counted: Annotated[bool, Field(strict=True)]
    ground: Line


class ItemBody(Body):
    """One question. Of an election, candidates and seats are the election's own."""

    number: Annotated[int, Field(strict=True, ge=1, le=20)]
    text: Text


class MemberBody(Body):
    """One of a review panel: a code, and the person where they have a credential."""

    code: RollCode
    person: UUID | None = None


class BallotBody(Body):
    """A question that is put to the vote: of the owners, the households, residents, or a panel.

    Items, witnesses, buildings and entrances take at most 48 KiB together, as they are stored.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "compound_id": "0199d3a4-7c00-7000-8000-000000000002",
                    "issue": "0199d3a4-7c00-7000-8000-000000000009",
                    "title": "3号楼加装电梯征询",
                    "rule": "owners-special",
                    "matter": "rebuild",
                    "electorate": "owners",
                    "buildings": ["3"],
                    "items": [{"number": 1, "text": "是否同意3号楼加装电梯方案及费用分摊？"}],
                    "counters": ["0199d3a4-7c00-7000-8000-000000000005"],
                    "witnesses": ["社区民警 周警官"],
                    "notified_at": "2026-05-01T09:00:00+08:00",
                    "told_at": "2026-05-01T09:00:00+08:00",
                    "opens_at": "2026-05-18T09:00:00+08:00",
                    "closes_at": "2026-06-18T18:00:00+08:00",
                },
                {
                    "compound_id": "0199d3a4-7c00-7000-8000-000000000002",
                    "title": "各楼垃圾箱房改造征询",
                    "rule": "canvass",
                    "electorate": "households",
                    "parting": "building",
                    "thresholds": {
                        "taking_part": {"voters": {"numerator": 2, "denominator": 3}},
                        "agreeing": {"voters": {"numerator": 1, "denominator": 2, "beyond": True}},
                    },
                    "items": [{"number": 1, "text": "是否同意本楼垃圾箱房改造方案？"}],
                    "counting": {
                        "unreturned": "absent",
                        "blank": "abstains",
                        "spoilt": "absent",
                        "turnout_per_item": False,
                        "channels": ["paper", "visit"],
                        "notice_days": 7,
                    },
                    "counters": ["0199d3a4-7c00-7000-8000-000000000005"],
                    "notified_at": "2026-05-01T09:00:00+08:00",
                    "closes_at": "2026-06-18T18:00:00+08:00",
                },
            ]
        }
    )

    compound_id: UUID | None = None
    title: Line
    issue: UUID | None = None
    plan_version: Annotated[
        Count | None, Field(description="which is meant; refused where another is on the table")
    ] = None
    election: UUID | None = None
    rule: ApprovalRule
    matter: Matter | None = None
    thresholds: Annotated[
        ThresholdsBody | None, Field(description="where neither law nor rule fixes them")
    ] = None
    parting: Parting = Parting.WHOLE
    electorate: Electorate
    buildings: Annotated[_Codes, Field(max_length=200, description="these alone; none: all")] = ()
    entrances: Annotated[
        _Codes, Field(max_length=200, examples=[["3/1"]], description="`building/entrance`")
    ] = ()
    parking: ParkingBody | None = None
    panel: Annotated[tuple[MemberBody, ...], Field(max_length=200)] = ()
    items: Annotated[tuple[ItemBody, ...], Field(max_length=20)]
    counting: CountingBody | None = None
    counters: Annotated[
        tuple[UUID, ...],
        Field(max_length=50, description="persons; one's own id stands in timelines"),
    ]
    witnesses: Annotated[tuple[Line, ...], Field(max_length=20)] = ()
    notified_at: Annotated[Instant, Field(description="when the notice was put up")]
    told_at: Annotated[
        Instant | None, Field(description="when the residents' committee was told")
    ] = None
    opens_at: Annotated[Instant | None, Field(description="at once, if unsaid")] = None
    closes_at: Instant

    @model_validator(mode="after")
    def _is_for_one_thing(self) -> Self:
        if self.issue is not None and self.election is not None:
            raise PydanticCustomError("one_object", "for an issue or an election, not for both")
        return self

    @model_validator(mode="after")
    def _fits_one_event(self) -> Self:
        sizes: dict[LiteralString, int] = {
            "items_too_long": sum(_sealed_size(one.text) for one in self.items),
            "witnesses_too_long": sum(map(_sealed_size, self.witnesses)),
            "buildings_too_long": sum(map(_code_size, self.buildings)),
            "entrances_too_long": sum(map(_code_size, self.entrances)),
        }
        if sum(sizes.values()) > _MOST_BYTES:
            longest = max(sizes, key=lambda one: sizes[one])
            raise PydanticCustomError(longest, "together at most 48 KiB as they are stored")
        return self

    def command(self) -> OpenBallot:
        """The command, with a new id."""
        thresholds, counting, parking = self.thresholds, self.counting, self.parking
        return OpenBallot(
            ballot=new_id(),
            compound=self.compound_id,
            title=self.title,
            issue=self.issue,
            proposal=self.plan_version,
            election=self.election,
            rule=self.rule,
            matter=self.matter,
            thresholds=None if thresholds is None else thresholds.told(),
            parting=self.parting,
            electorate=self.electorate,
            scope=Scope(buildings=self.buildings, entrances=self.entrances),
            parking=None if parking is None else (parking.counted, parking.ground),
            panel=tuple(Member(code=one.code, person=one.person) for one in self.panel),
            items=tuple(Question(number=one.number, text=one.text) for one in self.items),
            counting=None if counting is None else counting.told(),
            counters=self.counters,
            witnesses=self.witnesses,
            notified_at=moment_of(self.notified_at),
            told_at=moment_or_none(self.told_at),
            opens_at=moment_or_none(self.opens_at),
            closes_at=moment_of(self.closes_at),
        )


def _sealed_size(text: str) -> int:
    """Bytes of a text as it is stored: its cipher is 16 bytes longer, in base64."""
    return _SEALED_SIZE + -(-(len(text.encode()) + 16) // 3) * 4


def _code_size(code: str) -> int:
    return _CODE_SIZE + len(code.encode())


class BallotFilter(Body):
    """How the list is narrowed and paged."""

    committee: UUID | None = None
    compound: UUID | None = None
    issue: UUID | None = None
    election: UUID | None = None
    open: Annotated[
        bool | None, Field(description="whether it has neither closed nor been cancelled")
    ] = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20

    def wanted(self) -> Wanted:
        """For the list."""
        return Wanted(
            committee=self.committee,
            compound=self.compound,
            issue=self.issue,
            election=self.election,
            open=self.open,
        )
