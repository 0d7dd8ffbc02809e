"""三所联动: an issue put to several offices, what they say, and what it comes to."""

from typing import Any

from domain.issue.intake import transfer
from domain.issue.lifecycle import Status
from domain.issue.referring import end_referral, refer
from domain.referral.decisions import accept, advise, conclude, make
from domain.referral.events import (
    Accepted,
    Advised,
    Concluded,
    Made,
    ReferralOutcome,
    Referred,
)
from domain.refusal import Code
from tests.domain.dsl import Outcome, given
from tests.domain.examples import (
    COMMITTEE,
    COMPOUND,
    CONTRACTOR,
    ISSUE,
    PROPERTY,
    STRANGER,
    VOCABULARY,
    reported,
    sealed,
    uid,
)
from tests.domain.voting import REFERRED, UNREFERRED
from tests.domain.worded import MOVE

OFFICES = (
    Referred(organisation=PROPERTY, role="police-station"),
    Referred(organisation=CONTRACTOR, role="law-firm"),
)
MADE = Made(committee=COMMITTEE, compound=COMPOUND, issue=ISSUE, parties=OFFICES, question=sealed())
TAKEN = Accepted(organisation=CONTRACTOR)
SAID = Advised(organisation=CONTRACTOR, advice=sealed())
OVER = Concluded(outcome=ReferralOutcome.MEDIATED, conclusion=sealed())


def making(*parties: Referred, **other: Any) -> Outcome:
    """Put it to these offices."""
    words: dict[str, Any] = {
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "issue": ISSUE,
        "known": {PROPERTY, CONTRACTOR},
        "vocabulary": VOCABULARY,
        "question": sealed(),
    }
    return given().when(make, parties=parties, **words | other)


def test_it_is_put_to_several_offices() -> None:
    making(*OFFICES).then(MADE)
    version = VOCABULARY.version
    making(Referred(organisation=PROPERTY, role="zoo")).refused(
        Code.UNKNOWN_OFFICE, vocabulary=version
    )
    making(*OFFICES, known={PROPERTY}).refused(Code.UNKNOWN_ORGANISATION)
    twice = Referred(organisation=PROPERTY, role="judicial-office")
    making(*OFFICES, twice).refused(Code.PARTY_REPEATED)


def test_the_issue_knows_who_is_asked_and_asks_once_at_a_time() -> None:
    words = {"referral": uid(62), "organisations": (PROPERTY, CONTRACTOR)}
    given(reported()).when(refer, **words).then(REFERRED).leaves(status=Status.REPORTED)
    assert given(reported(), REFERRED).state.asked == {PROPERTY, CONTRACTOR}
    given(reported(), REFERRED).when(refer, **words).refused(Code.REFERRAL_OPEN)
    given(reported(), REFERRED, UNREFERRED).when(refer, **words).then(REFERRED)


def test_an_issue_is_not_transferred_while_somebody_is_asked() -> None:
    given(reported(), REFERRED).when(transfer, **MOVE).refused(Code.REFERRAL_OPEN)


def test_it_ends_at_whatever_status_the_issue_is() -> None:
    over = given(reported(), REFERRED).standing(status=Status.REVISITED)
    over.when(refer, referral=uid(63), organisations=()).refused(
        Code.STATUS_FORBIDS, status="revisited"
    )
    ended = over.when(end_referral, outcome=ReferralOutcome.MEDIATED)
    ended.then(UNREFERRED).leaves(referral=None)
    given(reported()).when(end_referral, outcome=ReferralOutcome.FAILED).refused(
        Code.NO_REFERRAL_OPEN
    )


def test_an_office_takes_it_on_and_then_advises_once_or_again() -> None:
    given(MADE).when(accept, organisation=CONTRACTOR).then(TAKEN)
    given(MADE, TAKEN).when(accept, organisation=CONTRACTOR).refused(Code.ALREADY_ACCEPTED)
    given(MADE).when(accept, organisation=STRANGER).refused(Code.NOT_ASKED)
    given(MADE, TAKEN).when(advise, organisation=CONTRACTOR, advice=sealed()).then(SAID)
    given(MADE, TAKEN, SAID).when(advise, organisation=CONTRACTOR, advice=sealed()).then(SAID)
    given(MADE, TAKEN).when(advise, organisation=PROPERTY, advice=sealed()).refused(
        Code.NOT_ACCEPTED
    )
    given(MADE).when(advise, organisation=STRANGER, advice=sealed()).refused(Code.NOT_ASKED)
    assert given(MADE, TAKEN, SAID, SAID).state.advices == 2


def test_it_comes_to_nothing_where_nobody_has_said_a_word() -> None:
    words = {"outcome": ReferralOutcome.MEDIATED, "conclusion": sealed()}
    given(MADE, TAKEN, SAID).when(conclude, **words).then(OVER)
    given(MADE, TAKEN).when(conclude, **words).refused(Code.ADVICE_MISSING)
    for outcome in (ReferralOutcome.FAILED, ReferralOutcome.WITHDRAWN):
        given(MADE).when(conclude, outcome=outcome, conclusion=sealed()).then(
            Concluded(outcome=outcome, conclusion=sealed())
        )


def test_a_concluded_one_changes_no_more() -> None:
    closed = given(MADE, TAKEN, SAID, OVER)
    closed.when(accept, organisation=PROPERTY).refused(Code.REFERRAL_CONCLUDED)
    closed.when(advise, organisation=CONTRACTOR, advice=sealed()).refused(Code.REFERRAL_CONCLUDED)
    closed.when(conclude, outcome=ReferralOutcome.FAILED, conclusion=sealed()).refused(
        Code.REFERRAL_CONCLUDED
    )
