"""The figures of a living district equal a recount that reads its raw feed and nothing of ours."""

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from domain.body.events import Level
from domain.calendar.days import Day, date_of, on_date
from domain.figures.codes import CLOCKED, KNOWN_CODES, STAGES, lasted
from domain.period import Period
from projections.figures.asking import Question, backlog, codes_of, sums
from projections.figures.rows import Split
from service.statistics import Section, Statistics, Wanted
from tests.figures.living import BEGAN, Living
from tests.figures.recount import Asked, Recount, Sums, ages_in_classes, quantile
from tests.figures.remembering import calendar
from tests.service.installed import installed

ALONE = sorted(Path(__file__).parent.glob("recount*.py"))
BEGIN = on_date(BEGAN)
SPLITS = ((), *((split,) for split in Split), (Split.CATEGORY, Split.CHANNEL))
NARROW = ((Split.COMPOUND,), (Split.CATEGORY, Split.CHANNEL))
"""What is told apart of committees alone."""

EVER = {
    "triaged",
    "transferred",
    "reporter-erased",
    "merged",
    "unmerged",
    "declined",
    "decline-overruled",
    "clock-paused",
    "clock-resumed",
    "deadline-extended",
    "deadline-missed",
    "deadline-recalculated",
    "escalated",
    "supervised",
    "meeting-noted",
    "position-taken",
    "funds-received",
    "reopened",
    "rework-ordered",
}
"""What is to have happened somewhere."""


@dataclass(frozen=True)
class Grown:
    """A district that has lived, and a recount of what its feed tells."""

    living: Living
    recount: Recount
    seed: int

    def questions(self, number: int) -> Iterator[tuple[Question, Sequence[Split]]]:
        """Any bodies, compounds, periods, as-of days and splits."""
        random = Random(self.seed)  # noqa: S311  # foreseeable on purpose
        for _ in range(number):
            body, level = random.choice(self.living.district.bodies)
            wide = level is not Level.COMMITTEE
            by = random.choice([one for one in SPLITS if not (wide and one in NARROW)])
            first = BEGIN + random.randrange(-40, 30)
            compounds = () if wide else self.living.district.committee(body).compounds
            question = Question(
                body=body,
                level=level,
                compound=random.choice((None, None, *compounds)),
                first=Day(first),
                last=Day(first + random.choice((0, 1, 6, 20, 35, 80))),
                as_of=Day(BEGIN + random.randrange(-1, 34)),
            )
            yield question, by


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Grown]:
    """On each database, four weeks over a holiday; the calendar changes meanwhile."""
    issues, seed = (72, 12) if request.param == "sqlite" else (24, 33)
    with installed(request, tmp_path_factory) as service:
        living = Living(service, seed)
        living.live(days=10, issues=issues // 3)
        living.publish(calendar(3, "09-30", "10-18"))
        living.live(days=18, issues=issues - issues // 3)
        living.write()
        yield Grown(living, Recount(living.feed()), seed)
        living.close()


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.stem)
def test_the_recount_stands_alone(path: Path) -> None:
    own = {f"tests.figures.{one.stem}" for one in ALONE}
    for name in imported(ast.parse(path.read_text("utf-8"))):
        assert name in own or name.partition(".")[0] in sys.stdlib_module_names, name


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that a text imports, wherever in it; a relative one begins with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_sums_are_what_a_recount_finds(grown: Grown) -> None:
    with grown.living.service.database.read() as connection:
        for question, by in grown.questions(90):
            found = {
                key: {at: (one.n, one.amount) for at, one in told.items()}
                for key, told in sums(connection, question, by).items()
            }
            kept = codes_of(question.level, by)
            assert found == _kept(grown.recount.sums(_asked(question), by), kept), (question, by)


def test_the_backlog_is_what_a_recount_finds(grown: Grown) -> None:
    with grown.living.service.database.read() as connection:
        for question, by in grown.questions(50):
            counted = grown.recount.ages(_asked(question), by)
            told = {key: ages_in_classes(ages) for key, ages in counted.items()}
            assert backlog(connection, question, by) == told, (question, by)


def test_sections_are_what_a_recount_finds(grown: Grown) -> None:
    """Rates by the definitions in the record, clocks, stages, money, meetings, words, backlog."""
    statistics = Statistics(grown.living.service.database, lambda: grown.living.now)
    for question, by in grown.questions(40):
        if question.as_of > on_date(date_of(BEGIN) + timedelta(days=27)):
            continue
        wanted = Wanted(
            body=question.body,
            compound=question.compound,
            period=Period(first=date_of(question.first), last=date_of(question.last)),
            as_of=date_of(question.as_of),
            by=tuple(by),
        )
        figures = statistics.figures(grown.living.district.town.auditor, wanted)
        kept = codes_of(question.level, by)
        counted = _kept(grown.recount.sums(_asked(question), by), kept)
        ages = grown.recount.ages(_asked(question), by)
        assert {tuple(one.key.values()) for one in figures.sections} == {*counted, *ages} | (
            set() if by else {()}
        )
        for section in figures.sections:
            key = tuple(section.key.values())
            require_same(grown.recount, section, counted.get(key, {}), ages.get(key, {}))


def require_same(
    recount: Recount, section: Section, counted: Sums, ages: Mapping[int, int]
) -> None:
    """What a section tells is what was counted."""
    rates = recount.rates(counted, version=1)
    for rate in section.rates:
        assert (rate.numerator, rate.denominator) == rates[rate.name]
    number = recount.by_code(counted)
    assert section.counts == {code: number[code] for code in section.counts}
    for row in section.clocks:
        outcomes = (row.running, row.met, row.claimed, row.late, row.missed, row.cancelled)
        assert outcomes == tuple(
            number[code] for code in CLOCKED if code.startswith(f"{row.clock}.")
        )
    for took in section.stages:
        half, most = (quantile(counted, lasted(took.stage), share) for share in (50, 90))
        assert (took.median, took.p90) == (half, most)
    assert {(f"funds.{one.money}", one.source): (one.n, one.amount) for one in section.funds} == {
        at: told for at, told in counted.items() if at[0].startswith("funds.")
    }
    meetings = {detail: n for (code, detail), (n, _) in counted.items() if code == "meeting"}
    assert section.meetings == meetings
    waiting = ages_in_classes(ages)
    assert {most: n for most, n in section.backlog.ages.items() if n} == waiting
    assert section.backlog.total == sum(ages.values())


def test_much_has_happened(grown: Grown) -> None:
    """Else two counts would agree about nothing."""
    whole = Asked(str(grown.living.district.town.district), 0, 10**6, 10**6)
    number = grown.recount.by_code(grown.recount.sums(whole)[()])
    missing = {code for code in KNOWN_CODES if not number[code]}
    assert len(missing) < len(KNOWN_CODES) // 5, missing
    assert not set(STAGES) & missing
    told = {event.topic for history in grown.recount.record.issues.values() for event in history}
    assert told >= EVER, EVER - told


def _asked(question: Question) -> Asked:
    compound = None if question.compound is None else str(question.compound)
    return Asked(str(question.body), question.first, question.last, question.as_of, compound)


def _kept(counted: Mapping[tuple[str, ...], Sums], codes: object) -> Mapping[tuple[str, ...], Sums]:
    """Without the codes of which there are no figures under that split."""
    told = {
        key: {at: one for at, one in found.items() if at[0] in codes}  # type: ignore[operator]
        for key, found in counted.items()
    }
    return {key: found for key, found in told.items() if found}
