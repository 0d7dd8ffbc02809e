"""Explanation of a figure: what it counts, fact by fact, and the events that made each fact."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Connection

from domain.figures.codes import KNOWN_CODES, OPEN
from domain.metric.text import Metric
from domain.refusal import Code, Refused
from projections.engine import fetch_all
from projections.figures import explaining
from projections.figures.adding import Sum
from projections.figures.asking import Question, backlog, codes_of, require_kept, sums
from projections.figures.explaining import COMMITTEES, Mark, Sought, Step
from projections.figures.rows import FactRow, Split
from projections.views import directory, status
from service.policy import Action, Principal, role_for
from service.scenes import reaches_of
from service.statistics import Asking, Figures, Statistics, Wanted

BACKLOG = "backlog"
"""The figure of what waits, whenever it was reported."""


class PartKind(StrEnum):
    """What facts of some codes are to a figure."""

    COUNT = "count"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a figure: the codes that it counts, how many facts, and what their values come to.

    Of excluded facts each code is a part of its own.
    """

    kind: PartKind
    codes: tuple[str, ...]
    n: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One fact that is counted, in the parts of those kinds.

    Who may not view the issue is told neither which it is nor of its events: they have the fact
    from the figure itself.
    """

    fact: FactRow
    parts: tuple[PartKind, ...]
    issue: UUID | None
    number: str | None
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What a figure is made of; `following` is where the facts go on, None at their end."""

    asked: Figures
    figure: str
    told: Mapping[Split, str]
    parts: tuple[Part, ...]
    counted: tuple[Counted, ...]
    following: Mark | None
    names: Mapping[UUID, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Which figure is to be explained.

    `name` is a rate's of the definitions, a fact's code or `backlog`; `told` holds it to one
    value of some dimensions, "" for issues that have none.
    """

    name: str
    wanted: Wanted
    told: Mapping[Split, str] = field(default_factory=dict)


class Explanations:
    """Tells of figures what they are made of, by the very facts that they are counted from."""

    def __init__(self, statistics: Statistics, committees: int = COMMITTEES) -> None:
        self._statistics = statistics
        self._committees = committees

    def page(
        self, principal: Principal, figure: Figure, *, after: Mark | None, limit: int
    ) -> Explained:
        """A page of what makes *figure*; it may be short, or empty, before the last.

        Raises what statistics do, and `Refused` with `unknown-figure`; a figure of codes that
        are not kept under that split is `split-not-kept`.
        """
        with self._statistics.asking(principal, figure.wanted) as asked:
            connection, question = asked.connection, asked.question
            kinds = _kinds(figure.name, asked.definitions.metrics)
            kinds = _kept(question, figure, kinds)
            sought = Sought(
                question=question,
                codes=frozenset(code for _, codes in kinds for code in codes),
                told=figure.told,
                ever=figure.name == BACKLOG,
            )
            facts, following = explaining.page(
                connection, sought, after, limit, committees=self._committees
            )
            return Explained(
                asked=asked.figures(figure.wanted, ()),
                figure=figure.name,
                told=figure.told,
                parts=tuple(_parts(connection, question, figure, kinds)),
                counted=tuple(_counted(asked, principal, facts, kinds)),
                following=following,
                names=directory.names(connection, _places(facts)),
            )


_Kinds = Sequence[tuple[PartKind, tuple[str, ...]]]


def _kinds(name: str, metrics: Mapping[str, Metric]) -> _Kinds:
    metric = metrics.get(name)
    if metric is not None:
        return (
            (PartKind.NUMERATOR, metric.numerator),
            (PartKind.DENOMINATOR, metric.denominator),
            *((PartKind.EXCLUDED, (code,)) for code in metric.excluded),
        )
    if name not in (*KNOWN_CODES, BACKLOG):
        raise Refused(Code.UNKNOWN_FIGURE)
    return ((PartKind.COUNT, (OPEN if name == BACKLOG else name,)),)


def _kept(question: Question, figure: Figure, kinds: _Kinds) -> _Kinds:
    """Without what is left out and not kept, as statistics have it."""
    by = tuple(figure.told)
    require_kept(question, by)
    kept = frozenset(codes_of(question.level, by))
    told = [(kind, codes) for kind, codes in kinds if kept.issuperset(codes)]
    if any(one not in told and one[0] is not PartKind.EXCLUDED for one in kinds):
        raise Refused(Code.SPLIT_NOT_KEPT)
    return told


def _parts(
    connection: Connection, question: Question, figure: Figure, kinds: _Kinds
) -> Iterator[Part]:
    """As the statistics count them, which is from tallies where there are many."""
    counts = _counts(connection, question, figure)
    for kind, codes in kinds:
        found = [one for (code, _), one in counts.items() if code in codes]
        yield Part(
            kind=kind,
            codes=codes,
            n=sum(one.n for one in found),
            amount=sum(one.amount for one in found),
        )


def _counts(
    connection: Connection, question: Question, figure: Figure
) -> Mapping[tuple[str, str], Sum]:
    by, key = tuple(figure.told), tuple(figure.told.values())
    if figure.name != BACKLOG:
        return sums(connection, question, by).get(key, {})
    waiting = backlog(connection, question, by).get(key, {})
    return {(OPEN, ""): Sum(sum(waiting.values()), 0)}


def _counted(
    asked: Asking, principal: Principal, facts: Sequence[FactRow], kinds: _Kinds
) -> Iterator[Counted]:
    numbers = _numbers(asked.connection, principal, {fact.issue for fact in facts})
    seen = [fact for fact in facts if fact.issue in numbers]
    as_of = asked.question.as_of
    made = explaining.steps(asked.connection, seen, as_of=as_of, position=asked.position)
    for fact in facts:
        yield Counted(
            fact=fact,
            parts=tuple(dict.fromkeys(kind for kind, codes in kinds if fact.code in codes)),
            issue=fact.issue if fact.issue in numbers else None,
            number=numbers.get(fact.issue),
            steps=made.get((fact.issue, fact.slot), ()),
        )


def _places(facts: Iterable[FactRow]) -> set[UUID]:
    places = {place for fact in facts for place in (fact.committee, fact.compound)}
    return {place for place in places if place is not None}


def _numbers(
    connection: Connection, principal: Principal, issues: Collection[UUID]
) -> Mapping[UUID, str]:
    """The numbers of those issues that the principal may view, as they stand now."""
    rows = list(fetch_all(connection, status.VIEW, [(issue,) for issue in issues]).values())
    return {
        row.issue: row.number
        for row, reach in zip(rows, reaches_of(connection, rows), strict=True)
        if role_for(principal, Action.VIEW, reach) is not None
    }
