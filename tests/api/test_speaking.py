"""Rating and objection through the pages, to the ledger and back to what the page shows."""

from uuid import UUID

import pytest

from domain.issue.events import Reopened, Revisited, RevisitKind
from domain.issue.lifecycle import Status
from domain.method.terms import Track
from domain.sealed import KeyScope
from service.commands.handling import Reply
from service.commands.merging import Merge
from service.commands.revisit import Revisit
from tests.api.face import Face
from tests.api.following import Holder
from tests.api.speaking import (
    EARLY,
    RATED,
    REOPENED,
    SOLVED,
    UNSOLVED,
    object_to,
    offered,
    rate,
    said,
    standing_of,
    title_of,
)
from tests.table import Table


@pytest.fixture(scope="module")
def table(shared: Face) -> Table:
    """Where issues are brought to completion."""
    return Table(shared.town)


@pytest.fixture
def done(shared: Face, table: Table) -> Holder:
    """Somebody whose matter has been completed."""
    return Holder(shared, table.done())


def test_a_content_rating_revisits(done: Holder) -> None:
    before = done.face.head()
    assert offered(done) == (True, True)
    answer = rate(done, SOLVED)
    assert (answer.status_code, answer.headers["location"]) == (303, f"../{done.token}")
    assert standing_of(done) == (Status.REVISITED, 1)
    [recorded] = done.face.events(before)
    assert isinstance(recorded.event, Revisited)
    assert recorded.event.kind is RevisitKind.ONLINE
    assert recorded.event.comment is not None
    assert recorded.event.comment.scope is KeyScope.PERSON
    assert recorded.by.person == done.face.town.issue(done.issue).reporter
    page = done.status()
    assert page.marked("heard") == ["您评价：已解决，满意"]
    assert page.marked("follows") == ["谢谢您的评价。"]
    # Whoever finds the slip reads no words of the reporter's.
    assert not any("灯很亮" in one.text for one in done.answers())
    assert offered(done) == (False, True)


def test_an_unhappy_rating_opens_the_next_round_which_is_rated_again(
    done: Holder, table: Table
) -> None:
    assert rate(done, UNSOLVED).status_code == 303
    assert standing_of(done) == (Status.REPORTED, 2)
    page = done.status()
    assert page.marked("heard") == ["您评价：没有解决，不满意"]
    assert page.marked("follows") == ["已重新办理，现在是第2轮。"]
    assert page.marked("standing")[0].startswith("第2轮：")
    assert done.status(accept_language="en").marked("standing")[0].startswith("Round 2: ")
    assert offered(done) == (False, False)
    assert title_of(rate(done, UNSOLVED)) == REOPENED
    table.complete(done.issue)
    assert offered(done) == (True, True)
    assert rate(done, SOLVED).status_code == 303
    assert standing_of(done) == (Status.REVISITED, 2)
    assert (done.json()["round"], done.json()["revisit"]["round"]) == (2, 2)


def test_a_double_submit_is_one_rating(done: Holder) -> None:
    before = done.face.head()
    calls = [said(done, "rating", SOLVED)] * 3
    answers = sorted(done.face.together(calls), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [303, 409, 409]
    assert [title_of(answer) for answer in answers[1:]] == [RATED] * 2
    assert len(done.face.events(before)) == 1


def test_whoever_was_asked_meanwhile_is_told(done: Holder) -> None:
    town = done.face.town
    asked = Revisit(issue=done.issue, kind=RevisitKind.PHONE, resolved=True)
    town.do(asked, by=town.clerk)
    assert title_of(rate(done, UNSOLVED)) == ["已经回访过"]
    assert done.status().marked("heard") == ["回访时您答：已解决"]


@pytest.mark.parametrize("rated", [False, True])
def test_not_solved_after_all(done: Holder, rated: bool) -> None:
    if rated:
        rate(done, SOLVED)
    before = done.face.head()
    assert object_to(done).status_code == 303
    [recorded] = done.face.events(before)
    assert isinstance(recorded.event, Reopened)
    assert recorded.event.reason is not None
    assert recorded.event.reason.scope is KeyScope.PERSON
    assert standing_of(done) == (Status.REPORTED, 2)
    assert title_of(object_to(done)) == REOPENED
    assert not any("又不亮了" in one.text for one in done.answers())


def test_before_completion_there_is_nothing_to_rate(shared: Face, table: Table) -> None:
    holder = Holder(shared, table.triaged(Track.FAST))
    assert offered(holder) == (False, False)
    assert [title_of(rate(holder, SOLVED)), title_of(object_to(holder))] == [EARLY] * 2


def test_after_the_last_round_the_superior_decides(shared: Face, table: Table) -> None:
    holder = Holder(shared, table.exhausted())
    assert offered(holder) == (False, False)
    assert title_of(object_to(holder)) == ["轮次已满"]
    assert "等待上级机构" in holder.status().marked("standing")[0]
    assert holder.status().marked("follows") == ["轮次已满，由上级机构作最后答复。"]


def test_the_last_round_can_be_rated_but_not_objected_to(shared: Face, table: Table) -> None:
    issue = table.done()
    for _ in range(shared.town.issue(issue).state.rules.rounds - 1):
        table.dissatisfy(issue)
        table.complete(issue)
    holder = Holder(shared, issue)
    assert offered(holder) == (True, False)
    assert title_of(object_to(holder)) == ["轮次已满"]
    assert rate(holder, UNSOLVED).status_code == 303
    assert standing_of(holder)[0] is Status.REVISITED


def _merged(face: Face, table: Table) -> tuple[Holder, UUID]:
    child, target = table.reported(), table.triaged(Track.FAST)
    face.town.do(Merge(issue=child, target=target), by=face.town.clerk)
    return Holder(face, child), target


def test_a_merged_report_is_rated_once_for_each_answer(shared: Face, table: Table) -> None:
    holder, target = _merged(shared, table)
    assert offered(holder) == (False, False)
    assert title_of(rate(holder, SOLVED)) == EARLY
    shared.town.do(Reply(issue=holder.issue, message="一并办理"), by=shared.town.clerk)
    assert offered(holder) == (True, False)
    assert rate(holder, SOLVED).status_code == 303
    assert offered(holder) == (False, False)
    assert title_of(rate(holder, SOLVED)) == RATED
    # The target's completion answers its children too.
    table.complete(target)
    assert offered(holder) == (True, False)
    number = shared.town.issue(target).number
    named = (str(target), number)
    assert not any(name in answer.text for answer in holder.answers() for name in named)
    assert rate(holder, UNSOLVED).status_code == 303
    assert standing_of(holder) == (Status.REPORTED, 2)
    assert not any(name in answer.text for answer in holder.answers() for name in named)
