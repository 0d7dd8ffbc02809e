"""A part goes its way, step by step, and sometimes one back."""

from uuid import UUID

from domain.project.beginning import require_part
from domain.project.events import Step, StepReached, StepRevoked
from domain.project.state import Part, ProjectState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def reach(
    state: ProjectState,
    *,
    part: str,
    step: Step,
    ballot: UUID | None,
    ballot_carried: bool,
    evidence: str | None,
    note: Sealed | None,
) -> tuple[StepReached]:
    """A part comes to the next step of its way; several are reached one after the other.

    Refused: `project-closed`, `unknown-part`, `part-dropped`, `step-out-of-turn` (it names the
    step that is next, `none` at the end), `plan-required` (what is planned has a plan),
    `contract-required` (it is shown by its hash), `step-unproven` (the ballot that is
    named is of another committee, is not closed, or did not carry).
    """
    known = require_part(state, part)
    following = next_step(state, known)
    if step is not following:
        raise Refused(Code.STEP_OUT_OF_TURN, part=part, next=following or "none")
    if step is Step.PLANNED and known.plan is None:
        raise Refused(Code.PLAN_REQUIRED, part=part)
    if step is Step.SIGNED and evidence is None:
        raise Refused(Code.CONTRACT_REQUIRED, part=part)
    if ballot is not None and not ballot_carried:
        raise Refused(Code.STEP_UNPROVEN, part=part)
    return (StepReached(part=part, step=step, ballot=ballot, evidence=evidence, note=note),)


def revoke(state: ProjectState, *, part: str, step: Step, reason: Sealed) -> tuple[StepRevoked]:
    """The newest step was not so, or is not any more.

    Refused beside `require_part`: `step-not-newest`, for whatever came later stands on it.
    """
    if require_part(state, part).step is not step:
        raise Refused(Code.STEP_NOT_NEWEST, part=part)
    return (StepRevoked(part=part, step=step, reason=reason),)


def next_step(state: ProjectState, part: Part) -> Step | None:
    """The step that comes next; None at the end of the way."""
    done = len(part.reached)
    return state.steps[done] if done < len(state.steps) else None
