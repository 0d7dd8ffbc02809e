"""What the answers to a questionnaire come to: by option, as sums, and by group.

A group is told by itself only where at least three answered for it; all smaller ones are put
together with those who named none. Where these are fewer than three, the smallest of the groups
that could be told goes with them: else what is told less what is told would tell of one or two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.questionnaire.events import Question, QuestionKind
from projections.views.answer import SumRow
from projections.views.questionnaire import QuestionnaireRow

LEAST = 3
"""A figure of fewer answers would tell of persons."""

REST = ""
"""All others: who named no group, and groups too small to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One question: how many answered it, how often each option or step was said, the sum.

    The average of a number is the fraction sum ÷ answered: it is never rounded here.
    """

    question: str
    answered: int
    said: Mapping[str, int]
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFigures:
    """The same for those of one group; `group` is `REST` for all others."""

    group: str
    answers: int
    questions: Sequence[Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All answers, and by group."""

    answers: int
    questions: Sequence[Figure]
    groups: Sequence[GroupFigures]


def figures_of(row: QuestionnaireRow, sums: Sequence[SumRow]) -> Figures:
    """What *sums* come to for the questions of *row*."""
    sizes = {one.grouped: one.counted for one in sums if one.question == ""}
    told = together(sizes)
    names = sorted(set(told.values()), key=lambda name: (name == REST, name))
    return Figures(
        answers=sum(sizes.values()),
        questions=_questions(row, sums),
        groups=[_group(row, name, sums, sizes, told) for name in names if set(names) != {REST}],
    )


def together(sizes: Mapping[str, int]) -> Mapping[str, str]:
    """As which group each group is told: itself, or `REST`."""
    large = sorted((size, name) for name, size in sizes.items() if name and size >= LEAST)
    rest = sum(sizes.values()) - sum(size for size, _ in large)
    if 0 < rest < LEAST and large:
        large = large[1:]
    kept = {name for _, name in large}
    return {name: name if name in kept else REST for name in sizes}


def _group(
    row: QuestionnaireRow,
    name: str,
    sums: Sequence[SumRow],
    sizes: Mapping[str, int],
    told: Mapping[str, str],
) -> GroupFigures:
    members = {group for group, as_name in told.items() if as_name == name}
    return GroupFigures(
        group=name,
        answers=sum(sizes[group] for group in members),
        questions=_questions(row, [one for one in sums if one.grouped in members]),
    )


def _questions(row: QuestionnaireRow, sums: Iterable[SumRow]) -> Sequence[Figure]:
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for one in sums:
        before = counted.get((one.question, one.said), (0, 0))
        counted[one.question, one.said] = (before[0] + one.counted, before[1] + one.total)
    return [_figure(question, counted) for question in row.questions]


def _figure(question: Question, counted: Mapping[tuple[str, str], tuple[int, int]]) -> Figure:
    """A question that is chosen from was answered by whoever chose, however many options."""
    answered, total = counted.get((question.code, ""), (0, 0))
    scale = question.kind is QuestionKind.SCALE
    codes = [option.code for option in question.options] + _steps(question)
    said = {
        code: counted.get((question.code, _mark(code, scale=scale)), (0, 0))[0] for code in codes
    }
    numeric = scale or question.kind is QuestionKind.NUMBER
    return Figure(
        question=question.code, answered=answered, said=said, total=total if numeric else None
    )


def _steps(question: Question) -> list[str]:
    if question.kind is not QuestionKind.SCALE or question.lowest is None:
        return []
    return [str(step) for step in range(question.lowest, (question.highest or 0) + 1)]


def _mark(code: str, *, scale: bool) -> str:
    return f"={code}" if scale else code
