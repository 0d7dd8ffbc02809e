"""What is decided of an inquiry (同题共答): asked, answered, looked at by experts, closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from domain.inquiry.events import Answered, Asked, Closed, Commented, ExpertAsked
from domain.inquiry.state import InquiryState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


def ask(
    *,
    asker: UUID,
    above: Mapping[UUID, frozenset[UUID]],
    title: str,
    problem: Sealed,
    category: str | None,
    vocabulary: Vocabulary,
    to: Sequence[UUID],
    until: date,
    today: date,
) -> tuple[Asked]:
    """A body puts a problem to others below it, or beside it in its district.

    *above* has the bodies above the asker and above each of *to* that is known. Refused:
    `body-repeated`, `unknown-body`, `body-out-of-reach` (itself, one above it, or one of another
    district), `unknown-category`, `asked-until-past`.
    """
    if len(set(to)) < len(to):
        raise Refused(Code.BODY_REPEATED)
    for body in to:
        _require_beside(asker, body, above)
    if category is not None and category not in vocabulary.categories:
        raise Refused(Code.UNKNOWN_CATEGORY, vocabulary=vocabulary.version)
    _require_to_come(until, today)
    asked = Asked(
        asker=asker, title=title, problem=problem, category=category, to=tuple(to), until=until
    )
    return (asked,)


def answer(
    state: InquiryState, *, body: UUID, answer: Sealed, issues: Sequence[UUID], case: UUID | None
) -> tuple[Answered]:
    """One of them answers, or answers anew, also after the day by which it was asked to.

    Refused: `inquiry-closed`, `not-asked`.
    """
    _require_open(state)
    if body not in state.to:
        raise Refused(Code.NOT_ASKED)
    return (Answered(body=body, answer=answer, issues=tuple(dict.fromkeys(issues)), case=case),)


def ask_expert(
    state: InquiryState, *, organisation: UUID, known: bool, until: date, today: date
) -> tuple[ExpertAsked]:
    """An expert may read it until that day; asked again, until another.

    Refused: `inquiry-closed`, `unknown-organisation`, `asked-until-past`.
    """
    _require_open(state)
    if not known:
        raise Refused(Code.UNKNOWN_ORGANISATION)
    _require_to_come(until, today)
    return (ExpertAsked(organisation=organisation, until=until),)


def comment(
    state: InquiryState, *, organisation: UUID, body: UUID | None, comment: Sealed, today: date
) -> tuple[Commented]:
    """What an expert says on it, or on one body's answer.

    Refused: `inquiry-closed`, `not-asked` (never, or no more), `not-answered` (by that body).
    """
    _require_open(state)
    if organisation not in state.experts_on(today):
        raise Refused(Code.NOT_ASKED)
    if body is not None and body not in state.answers:
        raise Refused(Code.NOT_ANSWERED)
    return (Commented(organisation=organisation, body=body, comment=comment),)


def close(state: InquiryState, *, conclusion: Sealed | None) -> tuple[Closed]:
    """It is answered; refused: `inquiry-closed`."""
    _require_open(state)
    return (Closed(conclusion=conclusion),)


def _require_open(state: InquiryState) -> None:
    if state.closed_at is not None:
        raise Refused(Code.INQUIRY_CLOSED)


def _require_to_come(until: date, today: date) -> None:
    if until < today:
        raise Refused(Code.ASKED_UNTIL_PAST)


def _require_beside(asker: UUID, body: UUID, above: Mapping[UUID, frozenset[UUID]]) -> None:
    if body not in above:
        raise Refused(Code.UNKNOWN_BODY)
    mine = above.get(asker, frozenset())
    line = above[body] | {body}
    if body == asker or body in mine or not line & (mine | {asker}):
        raise Refused(Code.BODY_OUT_OF_REACH)
