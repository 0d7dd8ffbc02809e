"""What the method asks before a step (前置要求): meetings that were held, points that were checked.

Asked of the round that runs: what was held for a plan that is given up says nothing of the next.
Work that could not wait is confirmed without; nothing here is asked of a merged issue, which
follows another.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from domain.body.state import BodyState
from domain.issue.lifecycle import Status
from domain.issue.parts import Met
from domain.issue.state import IssueState
from domain.method.rules import CheckRule, MeetingRule, Rules, Step
from domain.refusal import Code, Refused


def wanting_meeting(state: IssueState, step: Step) -> MeetingRule | None:
    """The first meeting that has still to be held before *step*; None where none is wanting."""
    asked = (rule for rule in state.rules.meetings if rule.applies(step, state.scale))
    return next((rule for rule in asked if not is_held(state, rule)), None)


def wanting_checks(state: IssueState, step: Step) -> Sequence[str]:
    """The points that have still to be checked before *step*, in the method's order."""
    asked = (rule.code for rule in state.rules.checks if rule.applies(step, state.scale))
    return [code for code in asked if (step, code) not in state.checked]


def require_step(state: IssueState, step: Step) -> None:
    """Refuse with `meeting-required` or `checklist-incomplete` what *step* still waits for."""
    rule = wanting_meeting(state, step)
    if rule is not None:
        raise Refused(
            Code.MEETING_REQUIRED,
            step=step,
            kind=", ".join(rule.kinds),
            seats=", ".join(rule.seats) or "-",
        )
    codes = wanting_checks(state, step)
    if codes:
        raise Refused(Code.CHECKLIST_INCOMPLETE, step=step, codes=", ".join(codes))


def ready_to_agree(state: IssueState) -> None:
    """What the method asks before *negotiated* is there (e.g. `meeting-required`)."""
    require_step(state, Step.NEGOTIATED)


def ready_to_approve(state: IssueState) -> None:
    """What it asks before *approved*; emergencies go without (e.g. `checklist-incomplete`)."""
    if state.status is Status.NEGOTIATED:
        require_step(state, Step.APPROVED)


def ready_to_finish(state: IssueState) -> None:
    """What it asks before *done* is there (e.g. `checklist-incomplete`)."""
    require_step(state, Step.DONE)


def ready_to_revisit(state: IssueState) -> None:
    """What it asks before *revisited* is there.

    Of staff alone: nobody's own answer waits for what the committee has left undone.
    """
    if state.status is Status.DONE:
        require_step(state, Step.REVISITED)


def something_to_check(state: IssueState) -> None:
    """The method has a point that nobody has checked yet (`nothing-to-check`)."""
    if all((rule.step, rule.code) in state.checked for rule in state.rules.checks):
        raise Refused(Code.NOTHING_TO_CHECK)


def seats_there(
    committee: BodyState, compound: UUID | None, attendees: Collection[UUID], seats: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which seats the *attendees* hold in *compound*, and which of *seats* were not there.

    A seat that nobody holds can send nobody: it is not missed.
    """
    there = [
        seat
        for seat in dict.fromkeys(code for code, _ in committee.seats)
        if _holder(committee, compound, seat) in attendees
    ]
    missing = [
        seat
        for seat in dict.fromkeys(seats)
        if seat not in there and _holder(committee, compound, seat) is not None
    ]
    return tuple(there), tuple(missing)


def seats_asked(rules: Rules, kind: str) -> Sequence[str]:
    """The seats that the method wants at a meeting of that kind."""
    return [seat for rule in rules.meetings if kind in rule.kinds for seat in rule.seats]


def _holder(committee: BodyState, compound: UUID | None, seat: str) -> UUID | None:
    key = committee.seat(seat, compound)
    holder = None if key is None else committee.seats[key]
    return None if holder is None else holder.organisation


def is_held(state: IssueState, rule: MeetingRule) -> bool:
    """Whether a meeting in this round serves that rule."""
    return any(_serves(state, rule, met) for met in state.meetings)


def is_asked(state: IssueState, rule: MeetingRule | CheckRule) -> bool:
    """Whether an issue of its scale is asked for it."""
    return rule.applies(rule.step, state.scale)


def _serves(state: IssueState, rule: MeetingRule, met: Met) -> bool:
    if met.kind not in rule.kinds or set(rule.seats) & set(met.missing):
        return False
    # An appraisal is of what was done, and so comes after it.
    after = state.settled_at if rule.step is Step.REVISITED else None
    return after is None or met.at >= after
