"""Holds (法定保存): what the law keeps of whom, found in the issues that they had a part in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from uuid import UUID

from domain.issue.state import IssueState
from domain.moment import Moment
from domain.person.events import Hold
from domain.retention.kinds import HoldKind
from domain.retention.terms import over_before, term_end
from domain.retention.text import Policy

Source = Callable[[IssueState, UUID], Iterable[Moment]]


def _approvals(state: IssueState, person: UUID) -> Iterator[Moment]:
    """When each plan was approved on which they took a position, or which they decided."""
    return (one.at for one in state.decided if person in one.persons)


SOURCES: Mapping[HoldKind, Source] = {HoldKind.APPROVAL: _approvals}
"""Kind of hold → the moments of an issue from which its term runs for a person."""


def held_since(policy: Policy, now: Moment) -> Moment:
    """No hold runs any more from what an issue told before this moment."""
    starts = (over_before(now, kept.months) for kept in policy.holds.values())
    return min(starts, default=now)


def holds_of(person: UUID, issues: Mapping[UUID, IssueState], policy: Policy) -> tuple[Hold, ...]:
    """Every hold of a person in these issues, whether or not its term is over."""
    return tuple(
        Hold(kind=kind, issue=issue, until=term_end(since, policy.holds[kind].months))
        for kind, source in SOURCES.items()
        if kind in policy.holds
        for issue, state in issues.items()
        for since in source(state, person)
    )
