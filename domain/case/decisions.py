"""What is decided of a case of the library (案例): told, told in other words, withdrawn."""

from dataclasses import dataclass
from uuid import UUID

from domain.case.events import Retold, Told, Withdrawn
from domain.case.state import CaseState
from domain.method.state import MethodState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The words of a case: its public title, and what is sealed."""

    title: str
    problem: Sealed
    approach: Sealed
    result: Sealed


def tell(
    *,
    body: UUID,
    words: Telling,
    category: str | None,
    vocabulary: Vocabulary,
    method: tuple[str, int] | None,
    known_method: MethodState | None,
    issue: UUID | None,
    inquiry: UUID | None,
) -> tuple[Told]:
    """A body tells how it solved something, by a *method* at one of its versions.

    *known_method* is the stream of that name. Refused: `unknown-category`, `unknown-method`.
    """
    if category is not None and category not in vocabulary.categories:
        raise Refused(Code.UNKNOWN_CATEGORY, vocabulary=vocabulary.version)
    if method is not None and (known_method is None or method[1] not in known_method.texts):
        raise Refused(Code.UNKNOWN_METHOD)
    told = Told(
        body=body,
        title=words.title,
        category=category,
        method=method and method[0],
        version=method and method[1],
        issue=issue,
        inquiry=inquiry,
        problem=words.problem,
        approach=words.approach,
        result=words.result,
    )
    return (told,)


def retell(state: CaseState, *, words: Telling) -> tuple[Retold]:
    """It is told in other words; refused: `case-withdrawn`."""
    _require_there(state)
    retold = Retold(
        title=words.title,
        problem=words.problem,
        approach=words.approach,
        result=words.result,
    )
    return (retold,)


def withdraw(state: CaseState, *, reason: Sealed) -> tuple[Withdrawn]:
    """It stands in the library no more; refused: `case-withdrawn`."""
    _require_there(state)
    return (Withdrawn(reason=reason),)


def _require_there(state: CaseState) -> None:
    if state.withdrawn_at is not None:
        raise Refused(Code.CASE_WITHDRAWN)
