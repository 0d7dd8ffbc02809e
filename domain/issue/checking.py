"""Checking the points of a checklist (核对清单)."""

from collections.abc import Sequence

from domain.issue.events import Checked
from domain.issue.guards import admit
from domain.issue.state import IssueState
from domain.method.rules import Step
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def check(
    state: IssueState, *, step: Step, codes: Sequence[str], note: Sealed | None
) -> tuple[Checked]:
    """Points of a step's checklist hold.

    Refused: `status-forbids`, `nothing-to-check`, `unknown-check` (the method has no such point
    for that step), `already-checked`; a point named twice is checked already.
    """
    admit(Checked, state)
    for index, code in enumerate(codes):
        if not any((rule.step, rule.code) == (step, code) for rule in state.rules.checks):
            raise Refused(Code.UNKNOWN_CHECK, step=step)
        if (step, code) in state.checked or code in codes[:index]:
            raise Refused(Code.ALREADY_CHECKED, step=step, check=code)
    return (Checked(step=step, codes=tuple(codes), note=note),)
