"""Late objections, the conclusion, and what has to be settled before it."""

from uuid import UUID

from domain.issue.events import (
    Concluded,
    ReopenCause,
    Reopened,
)
from domain.issue.lifecycle import Status
from domain.method.terms import Track
from domain.moment import DAY, Moment
from domain.refusal import Code, Refused
from domain.sealed import KeyScope
from service.answers import Answer
from service.commands.funds import ReceiveFunds, ReturnFunds
from service.commands.merging import Merge
from service.commands.revisit import Conclude, Object
from service.orders import Order
from tests.neighbourhood import Neighbourhood
from tests.service.line import Line, outcome
from tests.table import Table


def test_an_objection_opens_the_next_round(table: Table) -> None:
    town = table.town
    own = table.done(by=town.resident, contact=None, compound=town.compound)
    (reopened,) = table.happens(Object(issue=own, reason="又断电了"), by=town.resident)
    assert isinstance(reopened.event, Reopened)
    assert (reopened.event.round, reopened.event.cause) == (2, ReopenCause.OBJECTION)
    assert reopened.event.reason is not None
    assert reopened.event.reason.scope is KeyScope.PERSON
    table.town.do(Object(issue=table.done(), reason="来电说又坏了"), by=town.clerk)


def test_after_its_days_a_new_issue_is_to_be_filed(town: Neighbourhood) -> None:
    table = Table(town)
    in_time, too_late = table.done(), table.done()
    last = _settled(table, in_time) + 30 * DAY
    assert isinstance(_objected(table, in_time, at=last), Answer)
    refused = _objected(table, too_late, at=_settled(table, too_late) + 30 * DAY + 1)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.facts) == (Code.REOPENING_PERIOD_OVER, {"days": 30})


def _settled(table: Table, issue: UUID) -> int:
    settled = table.town.issue(issue).state.settled_at
    assert settled is not None
    return settled


def _objected(table: Table, issue: UUID, *, at: int) -> Answer | Exception:
    """What an objection comes to when the clock stands at *at*."""
    line = Line(table.town.service, now=lambda: Moment(at))
    objection = Object(issue=issue, reason="又坏了")
    person = table.town.issue(issue).reporter
    assert person is not None
    keys = [(KeyScope.ISSUE, issue), (KeyScope.PERSON, person)]
    order = Order(
        command=objection,
        principal=table.town.clerk,
        keys=table.town.service.vault.keys_of(keys),
    )
    waiting = line.scribe.submit(order)
    line.run()
    return outcome(waiting)


def test_the_superior_ends_it_and_every_reporter_hears(table: Table) -> None:
    issue = table.exhausted()
    assert table.town.issue(issue).status is Status.REVISITED
    (concluded,) = table.happens(Conclude(issue=issue, reply="列入明年计划"), by=table.superior)
    assert isinstance(concluded.event, Concluded)
    assert table.town.issue(issue).status is Status.CONCLUDED


def test_a_child_hears_the_conclusion_too(table: Table) -> None:
    target = table.triaged(Track.FAST)
    child = table.reported()
    table.town.do(Merge(issue=child, target=target), by=table.town.clerk)
    table.exhausted(target)
    events = table.happens(Conclude(issue=target, reply="列入明年计划"), by=table.superior)
    assert [one.stream for one in events] == [target, child]
    assert [type(one.event).__name__ for one in events] == ["Concluded", "Replied"]


def test_money_is_settled_before_the_end(table: Table) -> None:
    issue = table.tabled(table.triaged(Track.FAST))
    table.town.do(ReceiveFunds(issue=issue, line=1, amount=100), by=table.town.clerk)
    table.exhausted(issue)
    ending = Conclude(issue=issue, reply="列入明年计划")
    assert table.refuses(ending, by=table.superior).code is Code.FUNDS_UNSETTLED
    give_back = ReturnFunds(issue=issue, line=1, amount=100, note="全数退还")
    table.town.do(give_back, by=table.town.clerk)
    table.town.do(ending, by=table.superior)
