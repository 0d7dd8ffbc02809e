"""The revisit: who asks, whose words they are, and how the next round begins or ends."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from domain.issue.events import (
    Released,
    Reopened,
    Revisited,
    RevisitKind,
    ReworkOrdered,
    Satisfaction,
    Unmerged,
)
from domain.issue.lifecycle import Status
from domain.method.terms import Track
from domain.moment import Moment
from domain.refusal import Code
from domain.sealed import KeyScope
from service.commands.handling import CompleteDispatch, Dispatch, Reply
from service.commands.merging import Merge
from service.commands.returns import Recall
from service.commands.revisit import AttemptRevisit, Conclude, Object, Revisit
from service.commands.works import NoteProgress, StartWork
from service.errors import Forbidden
from service.orders import Order
from tests.neighbourhood import Neighbourhood
from tests.service.line import Line, outcome
from tests.table import Table


def asked(issue: UUID, *, resolved: bool = True, **more: Any) -> Revisit:
    """The reporter was called up and has answered."""
    kind = more.pop("kind", RevisitKind.PHONE)
    return Revisit(issue=issue, kind=kind, resolved=resolved, **more)


def child_of(table: Table, target: UUID) -> UUID:
    """Merged into *target*, and answered by itself."""
    child = table.reported()
    table.town.do(Merge(issue=child, target=target), by=table.town.clerk)
    table.town.do(Reply(issue=child, message="与同一事项一并办理"), by=table.town.clerk)
    return child


def worked_by_clerk(table: Table) -> UUID:
    """The committee had the order, and the clerk did the work."""
    issue, town = table.triaged(Track.FAST), table.town
    town.do(Dispatch(issue=issue, parties=(town.committee,)), by=town.clerk)
    town.do(CompleteDispatch(issue=issue), by=town.clerk)
    table.complete(issue)
    return issue


def test_who_did_the_work_does_not_ask(table: Table) -> None:
    issue = worked_by_clerk(table)
    refusal = table.refuses(asked(issue), by=table.town.clerk)
    assert refusal.code is Code.REVISITOR_DID_THE_WORK
    (revisited,) = table.happens(asked(issue), by=table.colleague)
    assert isinstance(revisited.event, Revisited)
    assert revisited.event.by_worker


def test_a_colleague_asks_about_what_others_did_unmarked(table: Table) -> None:
    issue, town = table.triaged(Track.FAST), table.town
    town.do(Dispatch(issue=issue, parties=(town.property_company,)), by=town.clerk)
    town.do(CompleteDispatch(issue=issue), by=town.handler)
    table.complete(issue)
    (revisited,) = table.happens(asked(issue), by=town.clerk)
    assert isinstance(revisited.event, Revisited)
    assert not revisited.event.by_worker


def test_a_residents_words_use_their_key_whoever_types_them_in(table: Table) -> None:
    town = table.town
    own = table.done(by=town.resident, contact=None, compound=town.compound)
    told = table.done()
    for issue, by, kind in (
        (own, town.resident, RevisitKind.ONLINE),
        (told, town.clerk, RevisitKind.PHONE),
    ):
        (revisited,) = table.happens(asked(issue, kind=kind, comment="好用"), by=by)
        assert isinstance(revisited.event, Revisited)
        assert revisited.event.comment is not None
        assert revisited.event.comment.scope is KeyScope.PERSON


def test_what_staff_saw_uses_the_issues_key(table: Table) -> None:
    issue = table.done()
    for _ in range(3):
        attempt = AttemptRevisit(issue=issue, kind=RevisitKind.PHONE, note="无人接听")
        table.town.do(attempt, by=table.town.clerk)
    command = Revisit(issue=issue, kind=RevisitKind.DOOR, unreachable=True, comment="敲门无人应")
    (revisited,) = table.happens(command, by=table.town.clerk)
    assert isinstance(revisited.event, Revisited)
    assert revisited.event.comment is not None
    assert revisited.event.comment.scope is KeyScope.ISSUE


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("kind", {"kind": RevisitKind.PHONE}),
        ("unreachable", {"unreachable": True}),
        ("rework", {"rework": True}),
        ("occurred_at", {}),
    ],
)
def test_a_resident_answers_for_themself_now(
    table: Table, field: str, given: dict[str, Any]
) -> None:
    town = table.town
    issue = table.done(by=town.resident, contact=None, compound=town.compound)
    rating = asked(issue, **{"kind": RevisitKind.ONLINE} | given)
    if field == "occurred_at":
        rating = replace(rating, occurred_at=town.issue(issue).state.settled_at)
    refusal = table.refuses(rating, by=town.resident)
    assert (refusal.code, refusal.facts) == (Code.STAFF_ALONE, {"field": field})


def test_nobody_was_asked_before_it_was_done(table: Table) -> None:
    issue = table.done()
    row = table.town.issue(issue)
    assert row.state.settled_at is not None
    early = replace(asked(issue), occurred_at=Moment(row.state.settled_at - 1))
    assert table.refuses(early, by=table.town.clerk).code is Code.OCCURRED_BEFORE_REPORT


def test_a_child_that_is_not_content_stands_for_itself_again(table: Table) -> None:
    """Both sides in one command."""
    target = table.triaged(Track.FAST)
    child = child_of(table, target)
    said = asked(child, resolved=False, satisfaction=Satisfaction.DISSATISFIED)
    events = table.happens(said, by=table.town.clerk)
    kinds = [type(one.event) for one in events]
    assert kinds == [Revisited, Unmerged, Reopened, Released]
    assert [one.stream for one in events] == [child, child, child, target]
    assert len({one.command for one in events}) == 1
    row = table.town.issue(child)
    assert (row.status, row.state.round) == (Status.REPORTED, 2)
    assert table.town.issue(target).state.merging.children == ()


def test_a_content_child_stays_where_it_is(table: Table) -> None:
    target = table.triaged(Track.FAST)
    child = child_of(table, target)
    (revisited,) = table.happens(asked(child), by=table.town.clerk)
    assert isinstance(revisited.event, Revisited)
    assert table.town.issue(target).state.merging.children == (child,)


def test_rework_carries_the_same_plan_out_again(table: Table) -> None:
    issue = table.started()
    table.complete(issue)
    again = asked(issue, resolved=False, rework=True)
    _, ordered = table.happens(again, by=table.town.clerk)
    assert ordered.event == ReworkOrdered(round=2)
    assert table.town.issue(issue).status is Status.APPROVED


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
    child = child_of(table, target)
    table.exhausted(target)
    events = table.happens(Conclude(issue=target, reply="列入明年计划"), by=table.superior)
    assert [one.stream for one in events] == [target, child]
    assert [type(one.event) for one in events] == [Concluded, Replied]


def test_money_is_settled_before_the_end(table: Table) -> None:
    issue = table.tabled(table.triaged(Track.FAST))
    table.town.do(ReceiveFunds(issue=issue, line=1, amount=100), by=table.town.clerk)
    table.exhausted(issue)
    ending = Conclude(issue=issue, reply="列入明年计划")
    assert table.refuses(ending, by=table.superior).code is Code.FUNDS_UNSETTLED
    give_back = ReturnFunds(issue=issue, line=1, amount=100, note="全数退还")
    table.town.do(give_back, by=table.town.clerk)
    table.town.do(ending, by=table.superior)


def test_a_seat_at_the_table_makes_nobody_a_builder(table: Table) -> None:
    """The company sees the issue by its seat, and works on it once it was handed over."""
    issue, handler = table.approved(), table.town.handler
    for party in (None, table.town.property_company, table.town.contractor):
        with pytest.raises(Forbidden):
            table.town.do(StartWork(issue=issue, party=party), by=handler)
    parties = (table.town.property_company, table.town.contractor)
    table.town.do(Dispatch(issue=issue, parties=parties), by=table.town.clerk)
    with pytest.raises(Forbidden):
        table.town.do(StartWork(issue=issue, party=table.town.contractor), by=handler)
    (started,) = table.happens(StartWork(issue=issue), by=handler)
    assert started.by.on_behalf_of is None
    progress = NoteProgress(issue=issue, party=table.town.contractor, note="过半", percent=60)
    (noted,) = table.happens(progress, by=table.town.clerk)
    assert noted.by.on_behalf_of == table.town.contractor


def test_who_gave_the_order_back_builds_nothing(table: Table) -> None:
    issue, town = table.approved(), table.town
    town.do(Dispatch(issue=issue, parties=(town.property_company,)), by=town.clerk)
    town.do(Recall(issue=issue, party=town.property_company), by=town.clerk)
    with pytest.raises(Forbidden):
        town.do(StartWork(issue=issue), by=town.handler)
    town.do(StartWork(issue=issue, party=town.contractor), by=town.clerk)
    with pytest.raises(Forbidden):
        town.do(NoteProgress(issue=issue, note="过半"), by=town.handler)
