"""An issue that forgets its reporter, or its texts: it stays, and nobody is asked any more."""

from dataclasses import replace
from typing import Any

from domain.actor import SYSTEM
from domain.clock.parts import Clocks
from domain.ground import Ground
from domain.issue.answer import may_disclose
from domain.issue.erasure import erase_reporter, erase_texts, is_over, require_texts
from domain.issue.events import Discovery, Done, ReporterErased, TextsErased
from domain.issue.guards import would_accept
from domain.issue.lifecycle import Status, permits
from domain.issue.parts import ErasedReporter, ErasedTexts
from domain.issue.revisit import Answer, require_rateable, revisit
from domain.issue.state import IssueState
from domain.method.terms import Clock
from domain.moment import DAY, Moment
from domain.refusal import Code
from domain.retention.terms import term_end
from tests.domain.dsl import T0, Deed, fold, given
from tests.domain.examples import DONE, FAST, REPORTER, reported
from tests.domain.loop import (
    CONCLUDED,
    DECLINED,
    DETACHED,
    DONE_WAY,
    FUNDED,
    MERGED,
    OVERRULED,
    PUBLISHED,
    UNHAPPY,
    WITHDRAWN,
    reopened,
    returned,
    revisited,
)

ASKED = Moment(T0 - DAY)
GONE = ReporterErased(ground=Ground.REQUEST, asked_at=ASKED)
LET_GO = TextsErased(ground=Ground.RETENTION)
FORGOTTEN = ErasedReporter(person=REPORTER, ground=Ground.REQUEST, asked_at=ASKED, at=T0)


def forgetting(*history: object) -> Any:
    return given(*history).when(erase_reporter, ground=Ground.REQUEST, asked_at=ASKED)


def test_a_reporter_is_forgotten_at_every_status() -> None:
    for history in ((reported(),), DONE_WAY, (reported(), WITHDRAWN), (reported(), MERGED)):
        forgetting(*history).then(GONE).leaves(reporter=None, reporter_erased=FORGOTTEN)
    assert all(permits(ReporterErased, status) for status in Status)


def test_who_has_left_is_forgotten_as_well_and_nobody_twice() -> None:
    forgetting(*DONE_WAY, DETACHED).then(GONE)
    forgetting(reported(), GONE).nothing()
    forgetting(reported(reporter=None)).nothing()


def test_nothing_is_asked_of_the_forgotten() -> None:
    """The matter is answered in public and looked at, as an anonymous one is."""
    told: IssueState = fold([reported(), FAST, GONE])
    assert not told.asks_reporter
    assert not would_accept(Done, told)
    assert would_accept(Done, fold([reported(), FAST, PUBLISHED, GONE]))
    done = given(*DONE_WAY, GONE)
    done.when(require_rateable).refused(Code.INSPECTION_ONLY)
    asked = Answer(kind=revisited().kind, resolved=True)
    done.when(revisit, by=SYSTEM, answer=asked).refused(Code.INSPECTION_ONLY)


def test_a_forgotten_reporter_can_still_be_named_to_their_own_stream() -> None:
    """Whether they may be opened is said there: the law may keep them."""
    for party in (False, True):
        given(reported(), GONE).when(may_disclose, asker_is_party=party).answers(REPORTER)
    hidden = given(reported(confidential=True), GONE)
    hidden.when(may_disclose, asker_is_party=True).refused(Code.REPORTER_CONFIDENTIAL)


def clocks(*history: object) -> Clocks:
    state: IssueState = fold(list(history))
    return state.clocks


def test_what_was_told_waits_for_an_answer_in_public() -> None:
    """The clock runs on, and a notice ends it: nobody is known who could be told otherwise."""
    after = clocks(reported(), GONE)
    assert (after.answerable, after.known) == (True, False)
    assert after.running_of(Clock.RESPONSE) is not None
    assert clocks(reported(), PUBLISHED).running_of(Clock.RESPONSE) is not None
    assert clocks(reported(), GONE, PUBLISHED).running_of(Clock.RESPONSE) is None


def test_what_staff_found_nobody_waits_for_any_more() -> None:
    found = reported(discovery=Discovery.FOUND)
    assert clocks(found).running_of(Clock.RESPONSE) is not None
    after = clocks(found, GONE)
    assert (after.answerable, after.known) == (False, False)
    assert after.running_of(Clock.RESPONSE) is None
    [ended] = [timer for timer in after.ended if timer.id.kind is Clock.RESPONSE]
    assert ended.cancelled is not None
    assert after.running_of(Clock.COMPLETION) is not None


def test_who_was_not_owed_an_answer_is_not_owed_one_now() -> None:
    assert not clocks(*DONE_WAY, DETACHED, GONE).answerable


def over_at(*history: object) -> Moment | None:
    state: IssueState = fold(list(history))
    assert is_over(state) is (state.over_at is not None)
    return state.over_at


def test_an_issue_is_over_when_nothing_is_to_come() -> None:
    later = Moment(T0 + DAY)
    content = revisited(resolved=True)
    for ending in ((reported(), WITHDRAWN), (reported(), DECLINED), (*DONE_WAY, content)):
        *before, last = ending
        assert over_at(*before) is None
        assert over_at(*before, Deed(last, at=later)) == later
        # Whatever is added to it afterwards does not prolong it.
        assert over_at(*before, Deed(last, at=later), Deed(GONE, at=Moment(later + 1))) == later
    assert over_at(reported(), MERGED) is None
    assert over_at(reported(), DECLINED, OVERRULED) is None
    assert over_at(*DONE_WAY, content, reopened()) is None
    unhappy = (reported(), *DONE_WAY[1:], UNHAPPY)
    assert over_at(*unhappy) is None
    assert over_at(*unhappy, CONCLUDED) == T0


def test_texts_go_when_the_issue_has_been_over_for_long_enough() -> None:
    history = (reported(), WITHDRAWN)
    due = term_end(T0, 12)
    given(*history).when(erase_texts, months=12, now=Moment(due - 1)).nothing()
    given(*history).when(erase_texts, months=12, now=due).then(LET_GO).leaves(
        texts_erased=ErasedTexts(ground=Ground.RETENTION, at=T0)
    )
    given(*history, LET_GO).when(erase_texts, months=12, now=due).nothing()
    given(reported()).when(erase_texts, months=1, now=Moment(due + 400 * DAY)).nothing()


def test_texts_stay_while_there_is_money_that_nobody_could_book_any_more() -> None:
    over = (*FUNDED, DONE, revisited(resolved=True))
    due = {"months": 12, "now": Moment(term_end(T0, 12) + 400 * DAY)}
    given(*over).when(erase_texts, **due).nothing()
    given(*over, returned()).when(erase_texts, **due).then(LET_GO)


def test_nothing_is_written_to_an_issue_without_a_key() -> None:
    given(reported(), DECLINED).when(require_texts).answers(None)
    given(reported(), DECLINED, LET_GO).when(require_texts).refused(Code.TEXTS_ERASED)


def test_what_is_forgotten_leaves_all_else_as_it_was() -> None:
    before: IssueState = fold(list(DONE_WAY))
    after: IssueState = fold([*DONE_WAY, GONE])
    same = replace(after, reporter=REPORTER, reporter_erased=None, clocks=before.clocks)
    assert same == before
