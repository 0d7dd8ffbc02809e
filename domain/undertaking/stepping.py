"""An undertaking goes its way, step by step, and sometimes one back."""

from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.undertaking.events import StepReached, StepRevoked
from domain.undertaking.joining import require_open, require_party
from domain.undertaking.state import UndertakingState


def reach(
    state: UndertakingState,
    *,
    step: str,
    party: int | None,
    evidence: str | None,
    note: Sealed | None,
) -> tuple[StepReached]:
    """It comes to the next step of its way.

    Refused beside `require_party`: `undertaking-over`, `unknown-step`, `step-out-of-turn` (it
    names the steps that are next, `none` at the end), `step-needs-party`.
    """
    require_open(state)
    require_turn(step, following(state.way.steps, state.way.ends, state.step), known(state))
    if step in state.way.by_party and party is None:
        raise Refused(Code.STEP_NEEDS_PARTY, step=step)
    if party is not None:
        require_party(state, party)
    return (StepReached(step=step, party=party, evidence=evidence, note=note),)


def revoke(state: UndertakingState, *, step: str, reason: Sealed) -> tuple[StepRevoked]:
    """The newest step was not so.

    Refused: `undertaking-over`, `step-not-newest`, for whatever came later stands on it.
    """
    require_open(state)
    if state.step != step:
        raise Refused(Code.STEP_NOT_NEWEST, step=step)
    return (StepRevoked(step=step, reason=reason),)


def known(state: UndertakingState) -> frozenset[str]:
    """Every step of its way."""
    return frozenset((*state.way.steps, *state.way.ends))


def following(
    steps: tuple[str, ...], ends: tuple[str, ...], now: str | None, *, cycles: bool = False
) -> tuple[str, ...]:
    """The steps of which one comes next; none at the end, unless it goes round."""
    if now is None:
        return steps[:1]
    if now not in steps:
        return ()
    place = steps.index(now) + 1
    if place < len(steps):
        return (steps[place],)
    return ends or (steps[-2:-1] if cycles else ())


def require_turn(step: str, nexts: tuple[str, ...], way: frozenset[str]) -> None:
    """Refuse with `unknown-step` or `step-out-of-turn` what does not come next."""
    if step not in way:
        raise Refused(Code.UNKNOWN_STEP, step=step)
    if step not in nexts:
        raise Refused(Code.STEP_OUT_OF_TURN, step=step, next=", ".join(nexts) or "none")
