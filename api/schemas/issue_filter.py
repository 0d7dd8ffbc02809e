"""How a list of issues is narrowed."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas.fields import AtLeast, Body, Code, Cursor, Instant, SearchText, moment_or_none
from domain.issue.awaiting import Awaiting
from domain.issue.events import Level
from domain.issue.lifecycle import Status
from domain.method.terms import Scale, Track
from domain.moment import Moment
from projections.dues import Due
from projections.views.status import Filter, Half


class IssueFilter(Body):
    """How the list is narrowed and paged."""

    status: Status | None = None
    committee: UUID | None = None
    compound: UUID | None = None
    category: Code | None = None
    channel: Code | None = None
    scale: Scale | None = None
    track: Track | None = None
    level: Annotated[Level, Field(description="where it is dealt with")] | None = None
    round: Annotated[int, Field(ge=1, le=99)] | None = None
    awaiting: Annotated[Awaiting, Field(description="whose turn it is")] | None = None
    urged: Annotated[bool, Field(description="urged since the last completion")] | None = None
    half: Annotated[Half, Field(description="a missing half of 双登记双交办")] | None = None
    number: Annotated[str, Field(max_length=40)] | None = None
    party: Annotated[UUID, Field(description="ever handed to this party")] | None = None
    in_hand: Annotated[UUID, Field(description="an order is open with this party")] | None = None
    since: Annotated[Instant, Field(description="reported at or after")] | None = None
    until: Annotated[Instant, Field(description="reported before")] | None = None
    due_before: (
        Annotated[Instant, Field(description="a clock that runs is due before, or was")] | None
    ) = None
    overdue: Annotated[bool, Field(description="a clock that runs is over (超时)")] | None = None
    at_risk: Annotated[bool, Field(description="to be warned of, and not over (预警)")] | None = (
        None
    )
    paused: Annotated[bool, Field(description="a clock has been paused (暂停)")] | None = None
    at_least: AtLeast | None = None
    q: SearchText | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50

    def wanted(self, now: Moment) -> Filter:
        """For the view, as of *now*."""
        return Filter(
            status=self.status,
            committee=self.committee,
            compound=self.compound,
            category=self.category,
            channel=self.channel,
            scale=self.scale,
            track=self.track,
            level=self.level,
            round=self.round,
            awaiting=self.awaiting,
            urged=self.urged,
            half=self.half,
            number=self.number,
            party=self.party,
            in_hand=self.in_hand,
            since=moment_or_none(self.since),
            until=moment_or_none(self.until),
            due=self._due(now),
        )

    def _due(self, now: Moment) -> Due | None:
        due = Due(
            now=now,
            due_before=moment_or_none(self.due_before),
            overdue=self.overdue,
            at_risk=self.at_risk,
            paused=self.paused,
        )
        return due if due.asked else None
