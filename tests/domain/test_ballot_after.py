"""Cancelling, annulling, contesting a ballot, and a result that another system counted."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.ballot.challenging import (
    answer,
    challenge,
    contestable_until,
    unanswered,
)
from domain.ballot.closing import close, closed
from domain.ballot.counting import Invalid, VoteChannel
from domain.ballot.ending import annul, cancel
from domain.ballot.events import (
    Annulled,
    Cancelled,
    CandidateTally,
    ChallengeAnswered,
    Challenged,
    Closed,
    ItemTally,
    Parting,
    ResultImported,
    Weight,
)
from domain.ballot.importing import take_result
from domain.ballot.missing import missing
from domain.ballot.voting import cast
from domain.moment import DAY, SHANGHAI, Moment, moment_of
from domain.refusal import Code
from tests.domain.ballot_openings import PANEL, election
from tests.domain.ballots import (
    CLOSES,
    COUNTER,
    FOLLOWING,
    HASH,
    OPENS,
    PAPER_ONLY,
    begun,
    item,
    on_paper,
    opened,
    three,
)
from tests.domain.dsl import Deed, Outcome, fold, given
from tests.domain.examples import OTHER, sealed, uid

REASON = sealed("名册有误")
BALLOT = opened()
DONE = (*BALLOT, *(Deed(event, at=CLOSES) for event in close(begun(BALLOT), now=CLOSES)))
OUTSIDE = replace(PAPER_ONLY, channels=(VoteChannel.EXTERNAL,))
COUNTED_OUTSIDE = opened(counting=OUTSIDE)


def test_a_ballot_is_cancelled_while_it_runs() -> None:
    given(*BALLOT).when(cancel, reason=REASON).then(Cancelled(reason=REASON)).leaves(
        cancelled=True, is_open=False
    )
    for over in (DONE, (*BALLOT, Cancelled(reason=REASON))):
        given(*over).when(cancel, reason=REASON).refused(Code.BALLOT_OVER)


def test_a_closed_ballot_is_annulled_once() -> None:
    annulled = Annulled(reason=REASON)
    given(*DONE).when(annul, reason=REASON).then(annulled).leaves(annulled=True)
    given(*BALLOT).when(annul, reason=REASON).refused(Code.BALLOT_NOT_CLOSED)
    given(*DONE, annulled).when(annul, reason=REASON).refused(Code.BALLOT_ANNULLED)


def test_a_decision_is_contested_within_the_year() -> None:
    until = contestable_until(CLOSES)
    wanted: dict[str, Any] = {"person": uid(7), "text": sealed("未送达"), "occurred": None}
    raised = Challenged(challenge=1, person=uid(7), text=wanted["text"])
    given(*DONE).when(challenge, **wanted, now=Moment(until - 1)).then(raised)
    given(*DONE).when(challenge, **wanted, now=until).refused(Code.CHALLENGE_TOO_LATE, until=until)
    # A letter of the last day is in time, whenever it is entered.
    letter = wanted | {"occurred": Moment(until - 1)}
    given(*DONE).when(challenge, **letter, now=Moment(until + DAY)).then(raised)
    second = replace(raised, challenge=2)
    given(*DONE, raised).when(challenge, **wanted, now=CLOSES).then(second).leaves(
        challenges={1: False, 2: False}
    )


def test_only_what_stands_is_contested() -> None:
    wanted: dict[str, Any] = {"person": None, "text": sealed(), "occurred": None, "now": CLOSES}
    given(*BALLOT).when(challenge, **wanted).refused(Code.BALLOT_NOT_CLOSED)
    annulled = (*DONE, Annulled(reason=REASON))
    given(*annulled).when(challenge, **wanted).refused(Code.BALLOT_ANNULLED)
    early, late = Moment(CLOSES - 1), Moment(CLOSES + 1)
    given(*DONE).when(challenge, **wanted | {"occurred": early}).refused(
        Code.OCCURRED_BEFORE_REPORT
    )
    given(*DONE).when(challenge, **wanted | {"occurred": late}).refused(Code.OCCURRED_IN_FUTURE)


def test_a_challenge_is_answered_once() -> None:
    raised = Challenged(challenge=1, person=None, text=sealed())
    told = {"challenge": 1, "answer": sealed("答复"), "size": 400}
    answered = ChallengeAnswered(challenge=1, answer=sealed("答复"), size=400)
    given(*DONE, raised).when(answer, **told).then(answered).leaves(challenges={1: True})
    given(*DONE).when(answer, **told).refused(Code.UNKNOWN_CHALLENGE)
    given(*DONE, raised, answered).when(answer, **told).refused(Code.CHALLENGE_ALREADY_ANSWERED)
    assert unanswered(fold((*DONE, raised))) == (1,)
    assert unanswered(fold((*DONE, raised, answered))) == ()


def day(year: int, month: int, number: int, hour: int = 0) -> Moment:
    return moment_of(datetime(year, month, number, hour, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("closes", "until"),
    [
        (day(2026, 11, 22, 9), day(2027, 11, 23)),
        (day(2026, 11, 22), day(2027, 11, 23)),
        (day(2028, 2, 29, 23), day(2029, 3, 1)),
        (day(2027, 2, 28, 23), day(2028, 2, 29)),
        (day(2026, 12, 31, 23), day(2028, 1, 1)),
    ],
)
def test_the_year_ends_with_the_day_of_the_same_date(closes: Moment, until: Moment) -> None:
    assert contestable_until(closes) == until


def counted(agree: int = 2, against: int = 1, **changes: Any) -> ItemTally:
    """What another system counted, of owners with 100 each."""

    def weight(voters: int) -> Weight:
        return Weight(voters=voters, area=100 * voters)

    default = ItemTally(
        item=1,
        taking_part=weight(agree + against),
        agree=weight(agree),
        against=weight(against),
        abstain=weight(0),
        blank=weight(0),
        spoilt=weight(0),
        candidates=(),
        score=None,
    )
    return replace(default, **changes)


def taking(events: tuple[Any, ...] = COUNTED_OUTSIDE, *tallies: ItemTally, **how: Any) -> Outcome:
    facts: dict[str, Any] = {"system": "北京业主", "reference": "2026-17", "evidence": HASH}
    return given(*events).when(
        take_result, **facts | {"tallies": tallies or (counted(),), "now": CLOSES} | how
    )


def test_a_result_from_outside_decides() -> None:
    outcome = taking()
    imported = ResultImported(
        system="北京业主", reference="2026-17", evidence=HASH, tallies=(counted(),)
    )
    outcome.then(imported).leaves(imported=imported)
    state = fold((*COUNTED_OUTSIDE, imported))
    (last,) = close(state, now=CLOSES)
    assert isinstance(last, Closed)
    assert (last.outcome, last.returned) == ("reached", 3)
    assert last.results[0].tally == counted()
    assert [one.part for one in missing(state)] == [""]
    missed = fold((*COUNTED_OUTSIDE, replace(imported, tallies=(counted(1, 2),))))
    assert closed(missed).outcome == "missed"


def test_a_result_from_outside_stands_alone() -> None:
    imported = taking().value
    taking((*COUNTED_OUTSIDE, *imported)).refused(Code.RESULT_ALREADY_IMPORTED)
    vote = on_paper("A", channel=VoteChannel.EXTERNAL, evidence=HASH)
    facts = {"caller": COUNTER, "occurred": None, "now": OPENS}
    given(*COUNTED_OUTSIDE, *imported).when(cast, wanted=vote, **facts).refused(
        Code.RESULT_ALREADY_IMPORTED
    )
    one = cast(begun(COUNTED_OUTSIDE), vote, caller=COUNTER, occurred=None, now=OPENS)
    taking((*COUNTED_OUTSIDE, *one)).refused(Code.VOTES_ALREADY_CAST)
    taking((*COUNTED_OUTSIDE, Cancelled(reason=REASON))).refused(Code.BALLOT_OVER)


def test_a_result_typed_in_wrongly_is_taken_again_until_it_closes() -> None:
    """The newest counts; whoever does not say so is told that one stands."""
    wrong = taking(COUNTED_OUTSIDE, counted(1, 2)).value
    ballot = (*COUNTED_OUTSIDE, *wrong)
    again = taking(ballot, replaces=True)
    state = fold((*ballot, *again.value))
    assert closed(state).results[0].tally == counted()
    taking(ballot, counted(3, 1), replaces=True).refused(Code.RESULT_INCONSISTENT, item=1)
    over = (*ballot, *close(fold(ballot), now=CLOSES))
    taking(over, replaces=True).refused(Code.BALLOT_OVER)
    assert taking(replaces=True).value == taking().value


def test_a_result_from_outside_is_taken_where_that_was_pinned() -> None:
    taking(BALLOT).refused(Code.VOTE_CHANNEL_CLOSED)
    taking(now=Moment(OPENS - 1)).refused(Code.VOTING_NOT_BEGUN, opens_at=OPENS)
    taking(evidence="").refused(Code.EVIDENCE_REQUIRED)
    following = replace(FOLLOWING, channels=OUTSIDE.channels)
    for way in ({"counting": following}, {"counting": OUTSIDE, "parting": Parting.BUILDING}):
        taking(opened(**way)).refused(Code.RESULT_NEEDS_PAPERS)


def test_a_result_from_outside_counts_each_item() -> None:
    two = opened(counting=OUTSIDE, items=(item(1), item(2)))
    taking(two).refused(Code.ITEM_MISSING, item=2)
    taking(two, counted(), counted()).refused(Code.ITEM_REPEATED)
    taking(two, counted(), counted(item=3)).refused(Code.UNKNOWN_ITEM)
    assert taking(two, counted(item=2), counted()).value[0].tallies == (counted(), counted(item=2))


STRANGER = CandidateTally(candidate=1, agree=Weight(voters=1, area=100))
IMPOSSIBLE = {
    "beyond the roll": counted(3, 1),
    "more area than there is": counted(agree=2, taking_part=Weight(voters=3, area=301)),
    "negative": counted(3, -1),
    "voters without area": counted(abstain=Weight(voters=1, area=0)),
    "area without voters": counted(1, 1, abstain=Weight(voters=0, area=100)),
    "fewer taking part than chose": counted(taking_part=Weight(voters=2, area=200)),
    "more taking part than came": counted(1, 1, taking_part=Weight(voters=3, area=300)),
    "a score": counted(score=80),
    "candidates": counted(
        candidates=(CandidateTally(candidate=1, agree=Weight(voters=1, area=1)),)
    ),
    "sums beyond the roll": counted(blank=Weight(voters=1, area=1)),
}


@pytest.mark.parametrize("fault", IMPOSSIBLE)
def test_a_result_that_cannot_come_of_the_roll_is_refused(fault: str) -> None:
    taking(COUNTED_OUTSIDE, IMPOSSIBLE[fault]).refused(Code.RESULT_INCONSISTENT, item=1)


def test_by_ballot_some_of_those_taking_part_left_an_item_out() -> None:
    by_ballot = replace(OUTSIDE, turnout_per_item=False, blank=Invalid.ABSENT)
    one, three_ = Weight(voters=1, area=100), Weight(voters=3, area=300)
    left_out = counted(1, 1, blank=one, taking_part=three_)
    assert taking(opened(counting=by_ballot), left_out).value
    taking(opened(counting=by_ballot), replace(left_out, blank=Weight(voters=0, area=0))).refused(
        Code.RESULT_INCONSISTENT, item=1
    )
    taking(opened(counting=replace(by_ballot, turnout_per_item=True)), left_out).refused(
        Code.RESULT_INCONSISTENT, item=1
    )


def test_an_election_from_outside_has_its_candidates() -> None:
    ballot = opened(replace(three(), election=OTHER), counting=OUTSIDE, **election())

    def votes(*voters: int) -> tuple[CandidateTally, ...]:
        return tuple(
            CandidateTally(candidate=n, agree=Weight(voters=v, area=100 * v))
            for n, v in enumerate(voters, start=1)
        )

    state = fold((*ballot, *taking(ballot, counted(3, 0, candidates=votes(3, 2, 1))).value))
    last = close(state, now=CLOSES)[-1]
    assert isinstance(last, Closed)
    assert last.results[0].elected == (1, 2)
    # A stranger, more than agreed, more ticks than seats, and papers that ticked nobody.
    for wrong in (votes(3, 2), votes(3, 2, 1, 0), votes(0, 0, 0), votes(3, 3, 1)):
        taking(ballot, counted(3, 0, candidates=wrong)).refused(Code.RESULT_INCONSISTENT, item=1)
    taking(ballot, counted(2, 1, candidates=votes(3, 0, 0))).refused(
        Code.RESULT_INCONSISTENT, item=1
    )


def test_a_panel_from_outside_has_its_scores() -> None:
    ballot = opened(**PANEL | {"counting": OUTSIDE})
    two = Weight(voters=2, area=0)
    scored = replace(counted(0, 0), taking_part=two, agree=two, score=161)
    state = fold((*ballot, *taking(ballot, scored).value))
    assert closed(state).outcome == "reached"
    for score in (None, -1, 201):
        taking(ballot, replace(scored, score=score)).refused(Code.RESULT_INCONSISTENT, item=1)
    area = replace(two, area=1)
    taking(ballot, replace(scored, agree=area, taking_part=area)).refused(
        Code.RESULT_INCONSISTENT, item=1
    )
