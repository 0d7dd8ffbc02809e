"""Which paper is meant, and whether the ballot still takes it."""

from domain.ballot.state import BallotState, Listed
from domain.refusal import Code, Refused


def paper_of(state: BallotState, *, paper: str | None, unit: str | None) -> Listed:
    """The paper of that name, or the one paper of that unit; where both are said, they agree.

    Refused: `unknown-paper`; `unit-not-on-roll` where no paper of the roll has it, or not this one;
    `paper-ambiguous` where the unit has several (two households, many residents).
    """
    there = _of_unit(state, unit)
    if paper is None:
        return _only(state, there)
    known = state.papers.get(paper)
    if known is None:
        raise Refused(Code.UNKNOWN_PAPER)
    if unit is not None and paper not in there:
        raise Refused(Code.UNIT_NOT_ON_ROLL)
    return known


def require_open(state: BallotState) -> None:
    """Refuse with `ballot-over` what comes after it closed or was cancelled."""
    if not state.is_open:
        raise Refused(Code.BALLOT_OVER)


def require_uncounted(state: BallotState) -> None:
    """Refuse votes beside the result of another system: `result-already-imported`."""
    if state.imported is not None:
        raise Refused(Code.RESULT_ALREADY_IMPORTED)


def _of_unit(state: BallotState, unit: str | None) -> tuple[str, ...]:
    if unit is None:
        return ()
    there = state.units.get(unit)
    if there is None:
        raise Refused(Code.UNIT_NOT_ON_ROLL)
    return there


def _only(state: BallotState, there: tuple[str, ...]) -> Listed:
    if not there:
        raise Refused(Code.UNKNOWN_PAPER)
    if len(there) > 1:
        raise Refused(Code.PAPER_AMBIGUOUS, papers=len(there))
    return state.papers[there[0]]
