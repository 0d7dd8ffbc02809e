"""Whose turn it is, at every turn of the loop."""

import pytest

from domain.issue.awaiting import Awaiting, awaiting
from domain.issue.events import Agreement, Escalated, HandedDown, Level
from domain.method.rules import ApprovalRule, Waiver
from domain.method.terms import Track
from tests.domain.dsl import given
from tests.domain.examples import (
    ACKNOWLEDGED,
    COMPLETED,
    CONTRACTOR,
    DONE,
    FAST,
    NORMAL,
    PROPERTY,
    REPLIED,
    SUBDISTRICT,
    dispatched,
    reported,
    ruled,
    sealed,
    triaged,
)
from tests.domain.examples import COMMITTEE as COMMITTEE_ID
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    APPROVED,
    CONCLUDED,
    DECLINED,
    DONE_WAY,
    FAILED,
    MERGED,
    RECALLED,
    RETURN_ASKED,
    RETURN_REFUSED,
    REWORK,
    SEATS,
    TABLED,
    TALK_AGAIN,
    UNHAPPY,
    URGENT,
    URGENT_WORK,
    WITHDRAWN,
    WORDS,
    approved,
    negotiated,
    pinned,
    position,
    rejected,
    revisited,
    started,
    tabled,
    varied,
)
from tests.domain.voting import called, ended

COMMITTEE, PARTIES, SEATED, VOTERS, SUPERIOR, REVISITOR, NOBODY = Awaiting
HANDED = dispatched(PROPERTY, CONTRACTOR)
AGAIN = tuple(position(seat, version=2) for seat in SEATS)
ONE = (tabled(seats=(pinned("property-company"),)), WORDS[2])
STRICT = tabled(rule=ApprovalRule.SUPERIOR)
VOTED = tabled(rule=ApprovalRule.OWNERS_ORDINARY)
LAST = (reported(rules=ruled(rounds=1)), FAST, DONE, UNHAPPY)

UP = Escalated(level=Level.SUBDISTRICT, body=SUBDISTRICT, reason=sealed(), rung=None)
DOWN = HandedDown(level=Level.COMMITTEE, body=COMMITTEE_ID, reason=sealed())

NO = rejected(None, ApprovalRule.EMERGENCY, bearer=PROPERTY)
LATE_TALKS = (reported(), triaged(Track.EMERGENCY, waives=(Waiver.APPROVAL,)))
"""An emergency that is confirmed after talks alone."""

TURNS: tuple[tuple[Awaiting, tuple[object, ...]], ...] = (
    (COMMITTEE, (reported(),)),
    (COMMITTEE, (reported(), NORMAL)),
    (PARTIES, (reported(), HANDED)),
    (PARTIES, (reported(), HANDED, ACKNOWLEDGED)),
    (PARTIES, (reported(), HANDED, COMPLETED)),
    (COMMITTEE, (reported(), HANDED, RETURN_ASKED)),
    (PARTIES, (reported(), HANDED, RETURN_ASKED, RETURN_REFUSED)),
    (COMMITTEE, (reported(), dispatched(), COMPLETED)),
    (COMMITTEE, (reported(), dispatched(), RECALLED)),
    (SUPERIOR, (reported(), NORMAL, UP)),
    (PARTIES, (reported(), UP, HANDED)),
    (COMMITTEE, (reported(), NORMAL, UP, DOWN)),
    (SEATED, TABLED),
    (SEATED, (*TABLED, *WORDS[:2])),
    (PARTIES, (*TABLED, dispatched())),
    (COMMITTEE, (*TABLED, FAILED)),
    (SEATED, (*TABLED, FAILED, TALK_AGAIN)),
    (COMMITTEE, AGREED),
    (SEATED, (*AGREED, TALK_AGAIN)),
    (COMMITTEE, (*AGREED, rejected())),
    (SUPERIOR, (*TABLED[:2], *ONE, negotiated(agreement=Agreement.SINGLE))),
    (SUPERIOR, (*TABLED[:2], tabled(seats=()), negotiated(agreement=Agreement.SUPERIOR))),
    (SUPERIOR, (*TABLED[:2], STRICT, *AGREED[3:])),
    (COMMITTEE, (*TABLED[:2], VOTED, *AGREED[3:])),
    (VOTERS, (*TABLED[:2], VOTED, *AGREED[3:], called())),
    (COMMITTEE, (*TABLED[:2], VOTED, *AGREED[3:], called(), ended())),
    (VOTERS, (*APPROVED, tabled(2), *AGAIN, called(2))),
    (COMMITTEE, APPROVED),
    (PARTIES, (*APPROVED, dispatched())),
    (SEATED, (*APPROVED, tabled(2))),
    (COMMITTEE, (*APPROVED, tabled(2), *AGAIN)),
    (COMMITTEE, (*APPROVED, tabled(2), *AGAIN, varied())),
    (COMMITTEE, (*APPROVED, ANNULLED)),
    (COMMITTEE, (*URGENT, tabled(), approved())),
    (COMMITTEE, URGENT),
    (SEATED, URGENT_WORK),
    (SEATED, (*URGENT_WORK, tabled(), FAILED)),
    (PARTIES, (*URGENT_WORK, dispatched())),
    (SUPERIOR, (*URGENT_WORK, NO)),
    (SUPERIOR, (*URGENT_WORK, NO, tabled())),
    (SUPERIOR, (reported(rules=ruled(confirmed_by=())), *URGENT_WORK[1:])),
    (COMMITTEE, (*LATE_TALKS, started())),
    (COMMITTEE, (*URGENT_WORK, approved(None))),
    (REVISITOR, DONE_WAY),
    (NOBODY, (*DONE_WAY, revisited())),
    (SUPERIOR, LAST),
    (NOBODY, (*LAST, CONCLUDED)),
    (COMMITTEE, (*APPROVED, DONE, UNHAPPY, REWORK)),
    (NOBODY, (reported(), WITHDRAWN)),
    (NOBODY, (reported(), DECLINED)),
    (NOBODY, (reported(), MERGED)),
    (REVISITOR, (reported(), MERGED, REPLIED)),
    (NOBODY, (reported(), REPLIED, MERGED)),
    (NOBODY, (reported(), MERGED, REPLIED, revisited())),
    (REVISITOR, (reported(), MERGED, REPLIED, revisited(), REPLIED)),
)


@pytest.mark.parametrize(("whom", "history"), TURNS)
def test_it_is_somebodys_turn(whom: Awaiting, history: tuple[object, ...]) -> None:
    assert awaiting(given(*history).state) is whom


def test_the_table_waits_for_everybody() -> None:
    assert {whom for whom, _ in TURNS} == set(Awaiting)
