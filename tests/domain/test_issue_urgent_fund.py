"""The maintenance fund in an emergency: listed, secured, consented to, reviewed, and then paid."""

from dataclasses import replace
from typing import Any

from domain.issue.drawing import due
from domain.issue.events import Authorisation
from domain.issue.funding import spend
from domain.issue.parts import FundWay
from domain.issue.urgent_fund import consent, review_price, secure
from domain.method.rules import ApprovalRule
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    DONE,
    NORMAL,
    OWNERS,
    PROPERTY,
    SHOP,
    STRANGER,
    dispatched,
    reported,
    sealed,
)
from tests.domain.loop import (
    AGREED,
    ANNULLED,
    SEATS,
    UNHAPPY,
    URGENT,
    approved,
    line,
    position,
    received,
    rejected,
    reopened,
    spent,
    started,
    tabled,
    varied,
)
from tests.domain.voting import CONSENTED, LISTED, SECURED, reviewed

FUND = line(source="maintenance-fund")
CERTIFIED = replace(approved(1, ApprovalRule.EMERGENCY), certificate="sha256:00")
PAYABLE = (*LISTED, tabled(lines=(FUND,)), received(), CERTIFIED)
WAY = (SECURED, CONSENTED, reviewed())


def securing(*history: object) -> Outcome:
    return given(*history).when(secure, measures=sealed())


def consenting(*history: object, **other: object) -> Outcome:
    usual: dict[str, object] = {"organisation": OWNERS, "acting": False, "note": None}
    return given(*history).when(consent, **usual | other)


def reviewing(*history: object, **other: object) -> Outcome:
    usual: dict[str, object] = {
        "reviewer": STRANGER,
        "known": True,
        "amount": 100,
        "evidence": "5f" * 32,
    }
    return given(*history).when(review_price, **usual | other)


def paying(*history: object, amount: int = 100) -> Outcome:
    return given(*history).when(spend, line=1, amount=amount, note=sealed())


def test_the_way_is_for_emergencies_of_the_list() -> None:
    securing(*LISTED).then(SECURED)
    for outcome in (securing(*URGENT), consenting(*URGENT), reviewing(*URGENT)):
        outcome.refused(Code.NOT_AN_EMERGENCY)
    securing(*LISTED, started(), DONE).refused(Code.STATUS_FORBIDS, status="done")


def test_the_owners_committee_consents_after_measures_were_taken() -> None:
    planned = (*LISTED, SECURED, tabled())
    consenting(*planned).then(CONSENTED)
    consenting(*LISTED).refused(Code.SAFETY_UNSECURED)
    consenting(*planned, organisation=None).refused(Code.NOT_A_CONFIRMER)
    acting = replace(CONSENTED, organisation=STRANGER, acting=True)
    consenting(*planned, organisation=STRANGER, acting=True).then(acting)
    over = (*planned, started(), DONE, UNHAPPY)
    consenting(*over).refused(Code.STATUS_FORBIDS, status="revisited")


def test_who_has_a_part_in_it_does_not_review_its_price() -> None:
    reviewing(*LISTED).then(reviewed())
    reviewing(*LISTED, known=False).refused(Code.UNKNOWN_PARTY)
    reviewing(*LISTED, started(), reviewer=PROPERTY).refused(Code.REVIEWER_INVOLVED)
    reviewing(*LISTED, dispatched(STRANGER)).refused(Code.REVIEWER_INVOLVED)
    reviewing(*LISTED, tabled(), reviewer=OWNERS).refused(Code.REVIEWER_INVOLVED)
    shop = (line(payer=SHOP),)
    reviewing(*LISTED, tabled(lines=shop), reviewer=SHOP).refused(Code.REVIEWER_INVOLVED)
    over = (*LISTED, started(), DONE, UNHAPPY)
    reviewing(*over).refused(Code.STATUS_FORBIDS, status="revisited")


def test_only_then_the_fund_pays() -> None:
    paying(*PAYABLE).refused(Code.CONSENT_MISSING)
    paying(*PAYABLE, SECURED).refused(Code.CONSENT_MISSING)
    paying(*PAYABLE, SECURED, CONSENTED).refused(Code.PRICE_UNREVIEWED)
    paying(*PAYABLE, *WAY).then(spent())


def test_consent_is_to_a_plan_and_measures_wait_for_none() -> None:
    securing(*LISTED).then(SECURED)
    consenting(*LISTED, SECURED).refused(Code.NO_PROPOSAL)
    early = (*LISTED, SECURED, CONSENTED, reviewed(), tabled(lines=(FUND,)), received(), CERTIFIED)
    paying(*early).refused(Code.CONSENT_MISSING)


def test_a_later_version_is_consented_to_anew() -> None:
    first = (*LISTED, SECURED, tabled(lines=(FUND,)), CONSENTED, reviewed(), received())
    second = (*first, tabled(2, lines=(FUND,)), replace(CERTIFIED, version=2))
    paying(*first, CERTIFIED).then(spent())
    paying(*second).refused(Code.CONSENT_MISSING)
    paying(*second, CONSENTED).then(spent())


def test_what_was_annulled_or_refused_is_consented_to_anew() -> None:
    for undone in (ANNULLED, rejected(bearer=PROPERTY)):
        before = () if undone is not ANNULLED else (CERTIFIED,)
        again = (*LISTED, SECURED, tabled(lines=(FUND,)), received(), CONSENTED, reviewed())
        again = (*again, *before, undone, CERTIFIED)
        paying(*again).refused(Code.CONSENT_MISSING)
        paying(*again, CONSENTED).then(spent())


def test_it_pays_no_more_than_the_reviewed_price() -> None:
    cheap = (*PAYABLE, SECURED, CONSENTED, reviewed(70))
    paying(*cheap, amount=71).refused(Code.BEYOND_REVIEWED_PRICE, left=70)
    paying(*cheap, spent(40), amount=31).refused(Code.BEYOND_REVIEWED_PRICE, left=30)
    paying(*cheap, spent(70), amount=1).refused(Code.BEYOND_REVIEWED_PRICE, left=0)
    assert paying(*cheap, spent(40), amount=30).refusal is None
    assert paying(*cheap, reviewed(100), amount=71).refusal is None


def test_other_money_goes_by_no_such_way() -> None:
    other = (*LISTED, tabled(), received(), CERTIFIED)
    paying(*other).then(spent())


def test_a_further_round_begins_the_way_anew() -> None:
    again = given(*PAYABLE, *WAY, started(), DONE, UNHAPPY, reopened()).state
    assert again.route == given(*LISTED).state.route


def told(cited: int | None, cap: int = 100, **other: Any) -> object:
    """A line of the fund that cites an earlier authorisation."""
    given_once = Authorisation(cap=cap, reference=sealed(), number=cited)
    return line(source="maintenance-fund", authorisation=given_once, **other)


def plan(*lines: object) -> tuple[object, ...]:
    return (reported(), NORMAL, tabled(lines=lines), *AGREED[3:], approved())


def drawn(before: tuple[object, ...], *further: object) -> dict[int, int]:
    """What is drawn when *further* happens."""
    return dict(due(given(*before).state, given(*before, *further).state))


def test_an_approved_plan_draws_on_what_it_cites() -> None:
    approving = plan(told(7))
    assert given(*approving).state.approval.way is FundWay.AUTHORISATION
    assert drawn(approving[:-1], approving[-1]) == {7: 100}
    two = plan(told(7, amount=60), told(8, 40, number=2, amount=40))
    assert drawn(two[:-1], two[-1]) == {7: 60, 8: 40}
    for unnumbered in (plan(told(None)), plan(line())):
        assert drawn(unnumbered[:-1], unnumbered[-1]) == {}


def test_owners_who_decide_themselves_draw_on_nothing() -> None:
    voted = replace(approved(), rule=ApprovalRule.OWNERS_ORDINARY)
    assert drawn(plan(told(7))[:-1], voted) == {}


def test_what_was_not_spent_is_given_back_with_the_plan() -> None:
    paid = (*plan(told(7)), received())
    assert drawn(paid, ANNULLED) == {7: -100}
    assert drawn((*paid, spent(30)), ANNULLED) == {7: -70}
    assert drawn((*paid, spent(30), ANNULLED), approved()) == {7: 70}
    assert drawn((*paid, spent(30), DONE, UNHAPPY), reopened()) == {7: -70}
    assert drawn(paid, spent(30)) == {}


def test_a_variation_draws_the_difference() -> None:
    words = tuple(position(seat, version=2) for seat in SEATS)
    draft = (*plan(told(7)), tabled(2, lines=(told(7, amount=80),), budget=80), *words)
    assert drawn(draft, varied()) == {7: -20}
