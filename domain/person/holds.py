"""Holds (法定保存): what the law keeps of whom, found in what they had a part in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from domain.issue.state import IssueState
from domain.moment import EARLIEST, Moment
from domain.person.events import Hold
from domain.retention.kinds import HoldKind
from domain.retention.terms import over_before, term_end
from domain.retention.text import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A ballot on whose roll a person stands, or which they have counted.

    `issue` is what it is on, None where it is on none. `closed_at` is None while it is open.
    """

    issue: UUID | None
    closes_at: Moment
    closed_at: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """All that a person had a part in, as far as a term may still run from it at `now`."""

    issues: Mapping[UUID, IssueState]
    polls: tuple[Poll, ...]
    now: Moment


Source = Callable[[Part, UUID], Iterable[tuple[UUID | None, Moment]]]


def _approvals(part: Part, person: UUID) -> Iterator[tuple[UUID | None, Moment]]:
    """When each plan was approved on which they took a position, or which they decided."""
    for issue, state in part.issues.items():
        yield from ((issue, one.at) for one in state.decided if person in one.persons)


def _polls(part: Part, _person: UUID) -> Iterator[tuple[UUID | None, Moment]]:
    """When each closed; of one that is open, the earliest moment at which it can."""
    for poll in part.polls:
        closing = poll.closed_at
        yield poll.issue, max(poll.closes_at, part.now) if closing is None else closing


SOURCES: Mapping[HoldKind, Source] = {
    HoldKind.APPROVAL: _approvals,
    HoldKind.BALLOT: _polls,
}
"""Kind of hold → for which issue, and from which moment, its term runs for a person."""


def held_since(policy: Policy, now: Moment) -> Moment:
    """No hold runs any more from what was told before this moment."""
    starts = (over_before(now, kept.months) for kept in policy.holds.values())
    return min(starts, default=now)


def holds_of(
    person: UUID,
    issues: Mapping[UUID, IssueState],
    policy: Policy,
    *,
    polls: Iterable[Poll] = (),
    now: Moment = EARLIEST,
) -> tuple[Hold, ...]:
    """Every hold of a person in these issues and ballots, whether or not its term is over."""
    part = Part(issues=issues, polls=tuple(polls), now=now)
    return tuple(
        Hold(kind=kind, issue=issue, until=term_end(since, policy.holds[kind].months))
        for kind, source in SOURCES.items()
        if kind in policy.holds
        for issue, since in source(part, person)
    )
