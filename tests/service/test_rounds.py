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
    Stance,
    Unmerged,
)
from domain.issue.lifecycle import Status
from domain.method.terms import Track
from domain.moment import Moment
from domain.refusal import Code
from domain.sealed import KeyScope
from service.commands.approval import Approve
from service.commands.handling import CompleteDispatch, Dispatch, Reply, Respond
from service.commands.merging import Merge
from service.commands.positions import TakePosition
from service.commands.revisit import AttemptRevisit, Revisit
from tests.table import COMMITTEE, Table


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


def test_nothing_is_dated_before_what_it_follows(table: Table) -> None:
    """Neither into an earlier round nor before the version that it speaks to."""
    town, issue = table.town, table.agreed()
    tabled = town.issue(issue).state.negotiation.proposal
    assert tabled is not None
    before = Moment(tabled.tabled_at - 1)
    early = Approve(issue=issue, occurred_at=before)
    assert table.refuses(early, by=town.clerk).code is Code.OCCURRED_BEFORE_REPORT
    other = table.tabled()
    position = TakePosition(
        issue=other, version=1, seat=COMMITTEE, stance=Stance.AGREE, occurred_at=before
    )
    assert table.refuses(position, by=town.clerk).code is Code.OCCURRED_BEFORE_REPORT
    again = table.done()
    table.dissatisfy(again)
    began = town.issue(again).state.round_began
    assert began is not None
    late = Respond(issue=again, message="已联系", occurred_at=Moment(began - 1))
    assert table.refuses(late, by=town.clerk).code is Code.OCCURRED_BEFORE_REPORT
    town.do(replace(late, occurred_at=began), by=town.clerk)
