"""Who stands: nominating (推荐), vetting (资格审查), withdrawing."""

from collections.abc import Set
from uuid import UUID

from domain.election.events import CandidateWithdrew, Nominated, Nominator, Vetted
from domain.election.state import ElectionState, Stage, require, require_candidate
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def nominate(
    state: ElectionState, *, person: UUID, by: Nominator, owners: Set[UUID]
) -> tuple[Nominated]:
    """A person stands under the next number; who has withdrawn may come back under a new one.

    Members are elected from among the owners (指导规则 art. 31). Refused: `not-an-owner`,
    `already-nominated`, and while a list hangs out or is voted on.
    """
    require(state, Stage.PREPARING, Stage.ELECTED)
    if person not in owners:
        raise Refused(Code.NOT_AN_OWNER)
    for number, candidate in state.candidates.items():
        if candidate.person == person and not candidate.withdrawn:
            raise Refused(Code.ALREADY_NOMINATED, candidate=number)
    return (Nominated(candidate=len(state.candidates) + 1, person=person, by=by),)


def vet(
    state: ElectionState, *, candidate: int, eligible: bool, reason: Sealed | None
) -> tuple[Vetted, ...]:
    """Whether the candidate may stand; found anew as often as something new comes up.

    A finding while the list hangs out takes it down. The same finding without a reason says
    nothing new. Refused: `unknown-candidate`, `candidate-withdrew`, `reason-required` for who may
    not, and once a vote is open.
    """
    require(state, Stage.PREPARING, Stage.PUBLISHED, Stage.ELECTED)
    known = require_candidate(state, candidate)
    if not eligible and reason is None:
        raise Refused(Code.REASON_REQUIRED)
    if known.eligible is eligible and reason is None:
        return ()
    return (Vetted(candidate=candidate, eligible=eligible, reason=reason),)


def withdraw(state: ElectionState, *, candidate: int) -> tuple[CandidateWithdrew]:
    """The candidate does not stand any more; who was elected gives the seat back.

    Refused: `unknown-candidate`, `candidate-withdrew`, and while papers with the name are out.
    """
    require(state, Stage.PREPARING, Stage.PUBLISHED, Stage.ELECTED)
    require_candidate(state, candidate)
    return (CandidateWithdrew(candidate=candidate),)
