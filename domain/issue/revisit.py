"""Revisit (回访): somebody who did not do the work goes back and asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor
from domain.issue.demands import ready_to_revisit
from domain.issue.events import (
    ReopenCause,
    Reopened,
    RevisitAttempted,
    Revisited,
    RevisitKind,
    ReworkOrdered,
    Satisfaction,
    Unmerged,
)
from domain.issue.guards import admit
from domain.issue.lifecycle import Status
from domain.issue.policies import approval_stands, plan_approved, rounds_left
from domain.issue.state import IssueState
from domain.method.rules import ReopenOn
from domain.moment import DAY, Moment
from domain.refusal import Code, Refused
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the revisit heard or saw; *resolved* None where nobody could be asked."""

    kind: RevisitKind
    resolved: bool | None = None
    satisfaction: Satisfaction | None = None
    unreachable: bool = False
    comment: Sealed | None = None


RevisitOutcome = Revisited | ReworkOrdered | Reopened | Unmerged


def attempt(
    state: IssueState,
    *,
    kind: RevisitKind,
    note: Sealed | None,
    again_at: Moment | None = None,
    now: Moment,
) -> tuple[RevisitAttempted]:
    """Nobody was reached; *again_at* is when another call was promised.

    Refused: `inspection-only` where there is nobody to reach, `promised-in-the-past`.
    """
    admit(RevisitAttempted, state)
    if again_at is not None and again_at <= now:
        raise Refused(Code.PROMISED_IN_THE_PAST)
    return (RevisitAttempted(kind=kind, note=note, again_at=again_at),)


def revisit(
    state: IssueState, *, by: Actor, answer: Answer, rework: bool = False
) -> tuple[RevisitOutcome, ...]:
    """What the revisit came to, and what follows from it at once.

    Whoever is not content opens the next round: from the report, or (*rework*) with the
    approved plan carried out again. After the method's last round the issue waits for the
    superior. A merged issue stands for itself again. Refused: `reporter-unanswered`,
    `already-rated` (a merged issue is revisited once for each answer),
    `revisitor-did-the-work`, `attempts-too-few`, `inspection-only`, `reporter-to-be-asked`,
    `answer-required`, `answer-unexpected`, `no-approved-plan` (there is no plan to rework),
    `approval-annulled` (nor one that still stands: a reopening leads to a new one), and of
    whoever is not the reporter what the method asks before (e.g. `meeting-required`).
    """
    admit(Revisited, state)
    own = by.person is not None and by.person == state.reporter
    if not own:
        ready_to_revisit(state)
    _require_form(state, answer)
    by_worker = False if own else _by_worker(state, by)
    revisited = Revisited(
        kind=answer.kind,
        resolved=answer.resolved,
        satisfaction=answer.satisfaction,
        unreachable=answer.unreachable,
        by_worker=by_worker,
        comment=answer.comment,
    )
    if not unhappy(state.rules.reopen_on, answer.resolved, answer.satisfaction):
        return (revisited,)
    return (revisited, *_next_round(state, rework=rework))


def require_rateable(state: IssueState) -> None:
    """What a resident's own rating (评价) asks first.

    Refused: the policies of `Revisited`, `inspection-only` (who has left rates no more).
    """
    admit(Revisited, state)
    if not state.asks_reporter:
        raise Refused(Code.INSPECTION_ONLY)


def object_late(state: IssueState, *, now: Moment, reason: Sealed | None) -> tuple[Reopened]:
    """The reporter says later that it is not solved; refused as by `require_objectable`."""
    require_objectable(state, now=now)
    return (Reopened(round=state.round + 1, cause=ReopenCause.OBJECTION, reason=reason),)


def require_objectable(state: IssueState, *, now: Moment) -> None:
    """What a late objection (异议) asks, its words aside.

    The days count from the record, so that a completion dated back leaves as many as any other.
    Refused: the policies of `Reopened` (`last-round`, `reporter-gone`), `reopening-period-over`
    (file a new issue that follows this one).
    """
    admit(Reopened, state)
    days = state.rules.reopen_days
    if state.told_at is not None and now > state.told_at + days * DAY:
        raise Refused(Code.REOPENING_PERIOD_OVER, days=days)


def unhappy(reopen_on: ReopenOn, resolved: bool | None, satisfaction: Satisfaction | None) -> bool:
    """Whether that answer asks for a next round, by the method's rule."""
    if resolved is False:
        return True
    strict = reopen_on is ReopenOn.DISSATISFIED
    return strict and satisfaction is Satisfaction.DISSATISFIED


def _next_round(state: IssueState, *, rework: bool) -> Sequence[RevisitOutcome]:
    following = state.round + 1
    reopened = Reopened(round=following, cause=ReopenCause.REVISIT, reason=None)
    if rework:
        approval_stands(state)
        plan_approved(state)
    if state.status is Status.MERGED:
        return (Unmerged(reason=None), reopened)
    try:
        rounds_left(state)
    except Refused:
        return ()
    return (ReworkOrdered(round=following) if rework else reopened,)


def _require_form(state: IssueState, answer: Answer) -> None:
    """An answer, a look, or three failed attempts: each in its own form."""
    inspected = answer.kind is RevisitKind.INSPECTION
    if state.asks_reporter and inspected:
        raise Refused(Code.REPORTER_TO_BE_ASKED)
    if not state.asks_reporter and not inspected:
        raise Refused(Code.INSPECTION_ONLY)
    if answer.unreachable:
        _require_unreachable(state, answer)
    elif answer.resolved is None:
        raise Refused(Code.ANSWER_REQUIRED)
    elif inspected and answer.satisfaction is not None:
        raise Refused(Code.ANSWER_UNEXPECTED)


def _require_unreachable(state: IssueState, answer: Answer) -> None:
    if answer.resolved is not None or answer.satisfaction is not None:
        raise Refused(Code.ANSWER_UNEXPECTED)
    if state.attempts < state.rules.attempts:
        raise Refused(Code.ATTEMPTS_TOO_FEW, attempts=state.attempts, needed=state.rules.attempts)


def _by_worker(state: IssueState, by: Actor) -> bool:
    """Whether the committee asks about its own work, which another person of it may.

    Any other organisation, and whoever did the work in person, is refused.
    """
    works = state.works
    if by.person is not None and by.person in works.persons:
        raise Refused(Code.REVISITOR_DID_THE_WORK)
    organisation: UUID | None = by.organisation
    if organisation is None or organisation not in works.organisations:
        return False
    if organisation != state.committee:
        raise Refused(Code.REVISITOR_DID_THE_WORK)
    return True
