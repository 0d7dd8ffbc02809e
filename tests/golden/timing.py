"""Golden events of clocks and deadlines."""

from collections.abc import Mapping

import domain.issue.events as issue
from domain.actor import Actor
from domain.method.terms import Basis, Clock, Limit, Span
from domain.moment import Moment
from tests.golden.values import CLERK, SUPERIOR, SYSTEM, by_issue, known

COMPLETION = issue.ClockId(kind=Clock.COMPLETION, number=2)
ACKNOWLEDGEMENT = issue.ClockId(kind=Clock.ACKNOWLEDGEMENT, number=1)
DUE = Moment(1_785_974_400_000_000)

TIMING: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("issue.clock-paused", 1): (
        CLERK,
        issue.ClockPaused(
            clock=COMPLETION,
            ground=issue.PauseGround.MATERIAL,
            note=by_issue(
                "issue.clock-paused/note",
                "XBSS1i1XYGELs99i",
                "rLp3BOmuebnQyc7J0/yrHun03kPpIjrQdWQwdbkFLvyzPIz8bH9ZPw==",
            ),
        ),
    ),
    ("issue.clock-resumed", 1): (
        CLERK,
        issue.ClockResumed(
            clock=COMPLETION,
            note=by_issue(
                "issue.clock-resumed/note",
                "3A3O8OlJ17YCylJA",
                "nV1/jADijTNEnrIOR5XynBv9Kn5NEeauchMXMHU8Sw==",
            ),
        ),
    ),
    ("issue.deadline-extended", 1): (
        SUPERIOR,
        issue.DeadlineExtended(
            clock=COMPLETION,
            by=Limit(amount=3, span=Span.DAY, basis=Basis.WORKING),
            reason=by_issue(
                "issue.deadline-extended/reason",
                "S9GIZuPSzE13+2h9",
                "656BbFqI3AQnYiwJNwQzpbmsEDd9n6ehzF1wDYXW29yybzUpzbqRZffDQg==",
            ),
            approver=known(0x36),
        ),
    ),
    ("issue.deadline-warned", 1): (
        SYSTEM,
        issue.DeadlineWarned(clock=ACKNOWLEDGEMENT, due=DUE, provisional=True),
    ),
    ("issue.deadline-missed", 1): (
        SYSTEM,
        issue.DeadlineMissed(clock=COMPLETION, due=DUE, provisional=True),
    ),
    ("issue.deadline-recalculated", 1): (
        SYSTEM,
        issue.DeadlineRecalculated(
            calendar=2,
            moved=(issue.Moved(clock=COMPLETION, before=DUE, after=Moment(DUE + 86_400_000_000)),),
        ),
    ),
}
"""(name, version) → who did it, and the event that the state decodes to today."""
