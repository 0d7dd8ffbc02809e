"""The life of an issue, from the report to wherever it ends."""

from collections.abc import Iterator, Mapping

from bench.district import words
from bench.district.case import Case, Step
from bench.district.handling import at_once, completed, dispatched, ordered, quickly, together
from bench.district.intake import (
    declined,
    linked,
    merged,
    reported,
    responded,
    transferred,
    triaged,
    withdrawn,
)
from domain.issue.events import RevisitKind, Satisfaction
from domain.method.terms import Scale, Track
from domain.moment import DAY, HOUR
from service.commands.revisit import AttemptRevisit, Object, Revisit

COURSES: Mapping[str, int] = {
    "quick": 78,
    "together": 6,
    "at-once": 2,
    "declined": 4,
    "withdrawn": 3,
    "merged": 3,
    "transferred": 1,
    "left": 3,
}
"""How issues go, weighted; `left` are those that nobody takes beyond triage."""

_ENDINGS: Mapping[str, int] = {
    "content": 80,
    "unreached": 3,
    "discontent": 8,
    "late": 2,
    "unasked": 7,
}
_SETTLED: Mapping[str, int] = {"content": 90, "unreached": 3, "unasked": 7}
"""What everybody has agreed to is not opened again here."""


def whole(case: Case) -> Iterator[Step]:
    """A whole life."""
    yield from reported(case)
    course = case.random.choices(tuple(COURSES), tuple(COURSES.values()))[0]
    match course, case.compound:
        case "together", compound if compound is not None:
            yield from together(case, compound)
            yield from revisited(case, ends=_SETTLED)
        case "at-once", compound if compound is not None:
            yield from at_once(case, compound)
            yield from revisited(case, ends=_SETTLED)
        case (("declined" | "withdrawn" | "merged" | "transferred"), _):
            yield from _LEAVING[course](case)
        case "left", _:
            yield responded(case)
            yield triaged(case, Scale.SMALL, Track.NORMAL)
        case _:
            yield from quickly(case)
            yield from revisited(case, ends=_ENDINGS)


def brief(case: Case) -> Iterator[Step]:
    """Reported, triaged, one in four dispatched, and left: many issues at little cost."""
    yield from reported(case)
    yield triaged(case, Scale.SMALL, Track.FAST)
    if case.chance(0.25):
        yield dispatched(case)


_LEAVING = {
    "declined": declined,
    "withdrawn": withdrawn,
    "merged": merged,
    "transferred": transferred,
}


def revisited(case: Case, *, ends: Mapping[str, int]) -> Iterator[Step]:
    """Whoever can be asked is asked, by somebody else than who did the work."""
    ending = case.random.choices(tuple(ends), tuple(ends.values()))[0]
    if case.chance(0.02):
        yield from linked(case)
    if case.person is None:
        yield _asked(case, RevisitKind.INSPECTION, resolved=True)
    elif ending == "unreached":
        yield from _unreached(case)
    elif ending in ("discontent", "late"):
        yield from _again(case, late=ending == "late")
    elif ending == "content":
        yield _asked(case, RevisitKind.PHONE, resolved=True)


def _unreached(case: Case) -> Iterator[Step]:
    for _ in range(3):
        attempt = AttemptRevisit(issue=case.issue, kind=RevisitKind.PHONE, note="无人接听。")
        yield Step(case.between(HOUR, 2 * DAY), case.committee.revisitor, attempt)
    told = Revisit(issue=case.issue, kind=RevisitKind.PHONE, unreachable=True)
    yield Step(case.between(HOUR, DAY), case.committee.revisitor, told)


def _again(case: Case, *, late: bool) -> Iterator[Step]:
    """A second round, asked for at once or after a while; then it is settled."""
    if late:
        yield _asked(case, RevisitKind.PHONE, resolved=True)
        reason = words.comment(case.random, content=False)
        objection = Object(issue=case.issue, reason=reason)
        own = case.intake == "own"
        by = case.resident if own else case.committee.clerk
        yield Step(case.between(DAY, 20 * DAY), by, objection, not own)
    else:
        yield _asked(case, RevisitKind.PHONE, resolved=False)
    yield from ordered(case)
    yield from completed(case)
    yield _asked(case, RevisitKind.DOOR, resolved=True)


def _asked(case: Case, kind: RevisitKind, *, resolved: bool) -> Step:
    content = Satisfaction.SATISFIED if case.chance(0.8) else Satisfaction.FAIR
    satisfaction = content if resolved else Satisfaction.DISSATISFIED
    spoken = kind is not RevisitKind.INSPECTION
    command = Revisit(
        issue=case.issue,
        kind=kind,
        resolved=resolved,
        satisfaction=satisfaction if spoken else None,
        comment=words.comment(case.random, content=resolved) if case.chance(0.6) else None,
    )
    return Step(case.between(HOUR, 10 * DAY), case.committee.revisitor, command)
