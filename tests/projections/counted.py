"""Made-up courses of issues whose facts change at random, and a recount of them row by row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import cast
from uuid import UUID

from sqlalchemy import Connection, select

from domain.actor import SYSTEM
from domain.body.events import Level
from domain.calendar.days import Day, midnight
from domain.clock.parts import Clocks
from domain.figures.codes import KNOWN_CODES, OPEN, STAGES
from domain.figures.parts import Fact, Milestones
from domain.figures.slots import resumed
from domain.history import Stamp
from domain.method.rules import ReopenOn
from domain.moment import EARLIEST, HOUR, Moment
from domain.replacing import replace
from ledger.bulk import Insert, binder, write
from ledger.envelope import Recorded
from projections.derived import Gathering
from projections.figures.adding import Sum, age_class
from projections.figures.asking import Question
from projections.figures.making import detail_of
from projections.figures.rows import CourseRow, FactRow, Split
from projections.figures.tables import FACT
from projections.views import course, directory
from projections.views.directory import DirectoryRow, EntryKind

DISTRICT, NORTH, SOUTH = (UUID(int=number) for number in (1, 2, 3))
COMMITTEES = {UUID(int=10): NORTH, UUID(int=11): NORTH, UUID(int=12): SOUTH}
"""Each with the subdistrict above it."""

_CODES = tuple(code for code in KNOWN_CODES if code != OPEN)

Step = tuple[CourseRow | None, CourseRow, Day]
"""A course before and after an event that was recorded on a day."""


def fill(connection: Connection, seed: int, first: Day, days: int, issues: int) -> None:
    """Write the facts and tallies of so many issues, reported on those days."""
    gathering = Gathering(course.VIEW.derived)
    for number in range(issues):
        random = Random(f"{seed} {number}")  # noqa: S311  # nothing is to be kept secret
        for before, after, today in _steps(random, UUID(int=1000 + number), first, days):
            gathering.add(before, after, _recorded(after.issue, today))
    dialect = connection.dialect.name
    bodies = list(map(binder(directory.TABLE, dialect), _bodies()))
    write(connection, [Insert(directory.TABLE, bodies), *gathering.inserts(dialect)])


def _bodies() -> Iterator[DirectoryRow]:
    yield _body(DISTRICT, Level.DISTRICT, None)
    for subdistrict in (NORTH, SOUTH):
        yield _body(subdistrict, Level.SUBDISTRICT, DISTRICT)
    for committee, subdistrict in COMMITTEES.items():
        yield _body(committee, Level.COMMITTEE, subdistrict)


def _body(body: UUID, level: Level, superior: UUID | None) -> DirectoryRow:
    return DirectoryRow(
        id=body,
        kind=EntryKind.BODY,
        sort=level,
        name=str(body),
        code=str(body.int),
        parent=superior,
        adoptions=(),
        seats=(),
        hours=None,
        version=1,
    )


def _steps(random: Random, issue: UUID, first: Day, days: int) -> Iterator[Step]:
    today = Day(first + random.randrange(days))
    row = _opened(random, issue, today)
    yield None, row, today
    for _ in range(random.randrange(12)):
        # Often again on the same day: what changes then leaves no trace.
        today = Day(today + random.choice((0, 0, 1, 3, 20, 45)))
        before, row = row, _changed(random, row, today)
        yield before, row, today


def _opened(random: Random, issue: UUID, today: Day) -> CourseRow:
    # Told late, as reports may be.
    day = Day(today - random.choice((0, 0, 0, 2, 9)))
    told = Milestones(
        # Nobody looks at them where facts and tallies are made.
        clocks=cast(Clocks, None),
        reopen_on=ReopenOn.UNRESOLVED,
        reported=EARLIEST,
        began=EARLIEST,
        facts=(Fact(slot="open", code=OPEN, day=day, since=today),),
    )
    committee = random.choice(sorted(COMMITTEES))
    return CourseRow(
        issue=issue,
        committee=committee,
        compound=_compound(random, committee),
        category=None,
        channel=random.choice(("window", "hotline")),
        method="default@1",
        above=(COMMITTEES[committee], DISTRICT),
        told=told,
    )


def _changed(random: Random, row: CourseRow, today: Day) -> CourseRow:
    match random.randrange(8):
        case 0:
            moved = replace(row, category=random.choice(("parking", "noise", "lighting")))
            return _again(moved, today)
        case 1:
            committee = random.choice(sorted(COMMITTEES))
            above, compound = (COMMITTEES[committee], DISTRICT), _compound(random, committee)
            moved = replace(row, committee=committee, compound=compound, above=above)
            return _again(moved, today)
        case 2 | 3:
            return _with(row, [one for one in row.told.facts if random.random() < 0.7])
        case _:
            slot = f"slot.{random.randrange(6)}"
            others = [one for one in row.told.facts if one.slot != slot]
            return _with(row, [*others, _fact(random, slot, today)])


def _fact(random: Random, slot: str, today: Day) -> Fact:
    code = random.choice((*_CODES, *STAGES))
    has_detail = code.startswith(("funds.", "meeting", "position."))
    has_value = code in STAGES or code.startswith("funds.")
    return Fact(
        slot=slot,
        code=code,
        day=Day(today - random.choice((0, 0, 1, 8, 33))),
        since=today,
        detail=random.choice(("one", "two")) if has_detail else "",
        value=random.choice((0, 59, 60, 61, 5_000, 10**6, 10**9)) if has_value else 0,
    )


def _compound(random: Random, committee: UUID) -> UUID | None:
    return random.choice((None, UUID(int=committee.int * 100), UUID(int=committee.int * 100 + 1)))


def _with(row: CourseRow, facts: Iterable[Fact]) -> CourseRow:
    return replace(row, told=replace(row.told, facts=tuple(facts)))


def _again(row: CourseRow, today: Day) -> CourseRow:
    now = midnight(today)
    return _with(row, resumed(row.told.facts, Stamp(at=now, occurred_at=now, by=SYSTEM)))


def _recorded(stream: UUID, today: Day) -> Recorded[object]:
    at = Moment(midnight(today) + 9 * HOUR)
    return Recorded(
        position=1,
        stream=stream,
        version=1,
        topic="issue.urged",
        at=at,
        occurred_at=at,
        by=SYSTEM,
        correlation=stream,
        command=stream,
        event=None,
    )


def stored(connection: Connection) -> Sequence[FactRow]:
    """Every fact."""
    return [FactRow(**row) for row in connection.execute(select(FACT)).mappings()]


def recount(
    facts: Sequence[FactRow], question: Question, by: Sequence[Split], codes: Iterable[str]
) -> dict[tuple[str, ...], dict[tuple[str, str], Sum]]:
    """What `sums` is to answer, where only *codes* are kept."""
    known = frozenset(codes)
    n: Counter[tuple[tuple[str, ...], tuple[str, str]]] = Counter()
    amount: Counter[tuple[tuple[str, ...], tuple[str, str]]] = Counter()
    for one in facts:
        in_period = question.first <= one.day <= question.last
        if one.code in known and in_period and _is_asked(one, question):
            told = key_of(one, by), (one.code, detail_of(one.code, one.detail, one.value))
            n[told] += 1
            amount[told] += one.value
    found: dict[tuple[str, ...], dict[tuple[str, str], Sum]] = {}
    for (key, what), many in n.items():
        found.setdefault(key, {})[what] = Sum(many, amount[key, what])
    return found


def recounted_backlog(
    facts: Sequence[FactRow], question: Question, by: Sequence[Split]
) -> dict[tuple[str, ...], dict[int, int]]:
    """What `backlog` is to answer."""
    found: dict[tuple[str, ...], Counter[int]] = {}
    for one in facts:
        if one.code == OPEN and _is_asked(one, question):
            found.setdefault(key_of(one, by), Counter())[age_class(question.as_of - one.day)] += 1
    return {key: dict(ages) for key, ages in found.items()}


def _is_asked(one: FactRow, question: Question) -> bool:
    scope = {
        Level.COMMITTEE: (one.committee,),
        Level.SUBDISTRICT: (COMMITTEES[one.committee],),
        Level.DISTRICT: (DISTRICT,),
    }[question.level]
    return (
        question.body in scope
        and question.compound in (None, one.compound)
        and one.since <= question.as_of < one.until
    )


def key_of(one: FactRow, by: Sequence[Split]) -> tuple[str, ...]:
    """The values of a fact's dimensions."""
    values = (getattr(one, split) for split in by)
    return tuple("" if value is None else str(value) for value in values)
