"""A scene: an issue as somebody finds it who is about to do something to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from domain.issue.events import ClockId
from domain.issue.state import IssueState
from domain.method.terms import Basis, Limit, Span
from domain.moment import HOUR, MINUTE, Moment
from tests.figures.district import Committee, District

CATEGORIES = ("lighting", "parking", "lift", "noise")
BACK = (0, 0, 0, 0, 10 * MINUTE, 50 * MINUTE, 5 * HOUR, 30 * HOUR)


@dataclass(frozen=True)
class Scene:
    """An issue, where it stands, the district around it, and chance."""

    district: District
    random: Random
    issue: UUID
    state: IssueState
    others: Sequence[UUID]
    now: Moment

    @property
    def home(self) -> Committee:
        """The committee whose issue it is."""
        return self.district.committee(self.state.committee)

    def past(self) -> Mapping[str, Any]:
        """The issue, and now and then that it happened a while ago."""
        back = self.random.choice(BACK)
        when = max(self.state.began_at, self.now - back) if back else None
        return {"issue": self.issue, "occurred_at": when}

    def limit(self) -> Limit:
        """Some time."""
        return self.random.choice(_SOME_TIME)

    def clock(self) -> ClockId:
        """One that runs."""
        return self.random.choice(self.state.clocks.running).id

    def waiting(self) -> ClockId:
        """One that is paused."""
        return next(one.id for one in self.state.clocks.running if one.paused)

    def party(self) -> UUID:
        """One that has an order."""
        both = (self.home.company, self.district.town.contractor)
        return self.random.choice([one for one in both if one in self.state.busy_parties] or both)


_SOME_TIME = (
    Limit(amount=90, span=Span.MINUTE, basis=Basis.WORKING),
    Limit(amount=7, span=Span.HOUR, basis=Basis.NATURAL),
    Limit(amount=1, span=Span.DAY, basis=Basis.WORKING),
    Limit(amount=2, span=Span.DAY, basis=Basis.NATURAL),
)
