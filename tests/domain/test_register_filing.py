"""What the owners have laid down: rules of procedure, and what their fund may pay unasked."""

from dataclasses import replace

from domain.ballot.counting import VoteChannel
from domain.moment import Moment
from domain.refusal import Code
from domain.register.events import (
    AuthorisationDrawn,
    AuthorisationReturned,
    AuthorisationRevoked,
    ProcedureFiled,
)
from domain.register.filing import authorise, draw, file_procedure, give_back, revoke
from tests.domain.dsl import T0, Outcome, fold, given
from tests.domain.examples import ISSUE, sealed
from tests.domain.registers import BALLOT, BEGUN, COUNTING, FILE, OTHER_FILE, SOON, granted

FILED = ProcedureFiled(version=1, counting=COUNTING, evidence=FILE)


def test_rules_of_procedure_are_filed() -> None:
    given(BEGUN).when(file_procedure, counting=COUNTING, evidence=FILE).then(FILED)
    given(BEGUN, FILED).when(file_procedure, counting=COUNTING, evidence=OTHER_FILE).then(
        replace(FILED, version=2, evidence=OTHER_FILE)
    )
    state = fold([BEGUN, FILED])
    assert state.counting_of(1) == state.procedure
    assert state.counting_of(2) is None
    assert fold([BEGUN]).counting_of(1) is None


def test_rules_of_procedure_that_say_nothing() -> None:
    given(BEGUN, FILED).when(file_procedure, counting=COUNTING, evidence=FILE).refused(
        Code.PROCEDURE_UNCHANGED, version=1
    )
    twice = (VoteChannel.PAPER, VoteChannel.PAPER)
    for wrong in ({"proxies": -1}, {"notice_days": -1}, {"channels": ()}, {"channels": twice}):
        counting = replace(COUNTING, **wrong)
        given(BEGUN).when(file_procedure, counting=counting, evidence=FILE).refused(
            Code.PROCEDURE_MALFORMED
        )


def authorising(**other: object) -> Outcome:
    said: dict[str, object] = {
        "cap": 100,
        "purpose": sealed(),
        "ballot": None,
        "evidence": FILE,
        "until": None,
    }
    return given(BEGUN).when(authorise, **{**said, **other}, now=T0)


def test_the_fund_may_pay() -> None:
    authorising().then(granted())
    authorising(until=SOON).then(granted(until=SOON))
    decided = authorising(ballot=BALLOT, evidence=None)
    decided.then(replace(granted(), ballot=BALLOT, evidence=None))
    given(BEGUN, granted()).when(
        authorise, cap=7, purpose=sealed(), ballot=None, evidence=FILE, until=None, now=T0
    ).then(replace(granted(), authorisation=2, cap=7))


def test_an_authorisation_that_is_none() -> None:
    authorising(evidence=None).refused(Code.AUTHORISATION_UNPROVEN)
    authorising(ballot=BALLOT).refused(Code.AUTHORISATION_UNPROVEN)
    authorising(cap=0).refused(Code.AUTHORISATION_EXHAUSTED, left=0)
    authorising(until=T0).refused(Code.AUTHORISATION_EXPIRED)


def drawing(*history: object, amount: int = 60, now: Moment = T0) -> Outcome:
    return given(BEGUN, *history).when(draw, authorisation=1, issue=ISSUE, amount=amount, now=now)


DRAWN = AuthorisationDrawn(authorisation=1, issue=ISSUE, amount=60)
REVOKED = AuthorisationRevoked(authorisation=1, ballot=None, reason=sealed())


def test_a_plan_draws_what_is_left() -> None:
    drawing(granted()).then(DRAWN)
    drawing(granted(), amount=100).then(replace(DRAWN, amount=100))
    state = fold([BEGUN, granted(), DRAWN])
    assert (state.authorisations[1].drawn, state.authorisations[1].left) == (60, 40)


def test_what_cannot_be_drawn() -> None:
    drawing().refused(Code.UNKNOWN_AUTHORISATION, authorisation=1)
    drawing(granted(), amount=101).refused(Code.AUTHORISATION_EXHAUSTED, left=100)
    drawing(granted(), amount=0).refused(Code.AUTHORISATION_EXHAUSTED, left=100)
    drawing(granted(), DRAWN, amount=41).refused(Code.AUTHORISATION_EXHAUSTED, left=40)
    drawing(granted(until=SOON), now=SOON).refused(Code.AUTHORISATION_EXPIRED, authorisation=1)
    drawing(granted(), REVOKED).refused(Code.AUTHORISATION_REVOKED, authorisation=1)


def test_what_was_drawn_is_given_back() -> None:
    said = {"authorisation": 1, "issue": ISSUE}
    back = given(BEGUN, granted(), DRAWN, REVOKED).when(give_back, **said, amount=60)
    back.then(AuthorisationReturned(authorisation=1, issue=ISSUE, amount=60))
    after = fold([BEGUN, granted(), DRAWN, *back.value])
    assert (after.authorisations[1].left, after.authorisations[1].draws) == (100, {})
    given(BEGUN).when(give_back, **said, amount=1).refused(
        Code.UNKNOWN_AUTHORISATION, authorisation=1
    )
    for amount in (0, 61):
        given(BEGUN, granted(), DRAWN).when(give_back, **said, amount=amount).refused(
            Code.DRAWN_NOT_AS_MUCH, drawn=60
        )


def test_an_authorisation_is_taken_back() -> None:
    said = {"authorisation": 1, "ballot": None, "reason": sealed()}
    given(BEGUN, granted()).when(revoke, **said).then(REVOKED)
    given(BEGUN).when(revoke, **said).refused(Code.UNKNOWN_AUTHORISATION, authorisation=1)
    given(BEGUN, granted(), REVOKED).when(revoke, **said).refused(
        Code.AUTHORISATION_REVOKED, authorisation=1
    )
