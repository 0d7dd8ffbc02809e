"""An explanation counts what the statistics count, and tells by which events."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest

from domain.calendar.days import day_of
from domain.moment import HOUR, Moment
from domain.period import Period
from domain.refusal import Code, Refused
from ledger.catalogue import CATALOGUE
from ledger.log import read_head, read_log
from projections.figures.explaining import How
from projections.figures.rows import Split
from projections.replay import rebuild
from projections.views import status
from service.explanation import BACKLOG, Counted, Explained, Explanations, Figure, PartKind
from service.policy import Principal
from service.statistics import Section, Statistics, Wanted
from tests.figures.later import COMMENTS, Past, grown
from tests.figures.living import Living, morning
from tests.service.installed import installed

END, LATER = date(2041, 9, 30), date(2041, 10, 2)
CODES = ("open", "exit.merged", "funds.spent", "meeting", "reported.told", "stage.completion")
SINCE = Period(first=date(2041, 9, 18), last=date(2041, 10, 3))
PAGE = 40


@dataclass(frozen=True)
class Explaining:
    """A district in which a lot was changed later, and who explains its figures."""

    past: Past
    statistics: Statistics
    explanations: Explanations

    @property
    def auditor(self) -> Principal:
        return self.past.living.district.town.auditor

    def wanted(self, body: UUID, as_of: date | None = None, *by: Split) -> Wanted:
        return Wanted(body=body, period=SINCE, as_of=as_of, by=by)

    def section(self, wanted: Wanted) -> Section:
        """The whole, told by the statistics."""
        [section] = self.statistics.figures(self.auditor, wanted).sections
        return section

    def pages(self, figure: Figure, by: Principal | None = None) -> Iterator[Explained]:
        """Every page of an explanation."""
        after = None
        while True:
            page = self.explanations.page(by or self.auditor, figure, after=after, limit=PAGE)
            yield page
            after = page.following
            if after is None:
                return

    def counted(self, figure: Figure, by: Principal | None = None) -> Sequence[Counted]:
        """Everything that it lists."""
        pages = list(self.pages(figure, by))
        assert all(len(page.counted) <= PAGE for page in pages)
        assert len({page.parts for page in pages}) == 1
        return [one for page in pages for one in page.counted]


@pytest.fixture(scope="module", params=["sqlite"])
def explaining(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Explaining]:
    """`tests.api.test_explanation` asks on each database."""
    with installed(request, tmp_path_factory) as service:
        living = Living(service, seed=5)
        past = grown(living, Moment(morning(END) + 14 * HOUR))
        living.wait_for(morning(LATER))
        for deed in COMMENTS.values():
            deed(past)
        living.write()
        rebuild(service.database, [status.VIEW])
        statistics = Statistics(service.database, lambda: living.now)
        yield Explaining(past, statistics, Explanations(statistics))
        living.close()


def bodies(explaining: Explaining) -> Sequence[UUID]:
    """A committee, a subdistrict, the district."""
    district = explaining.past.living.district
    return district.near.id, district.town.subdistrict, district.town.district


@pytest.mark.parametrize("as_of", [None, END], ids=["now", "then"])
def test_every_rate_is_what_its_explanation_lists(
    explaining: Explaining, as_of: date | None
) -> None:
    for body in bodies(explaining)[::2]:
        wanted = explaining.wanted(body, as_of)
        for rate in explaining.section(wanted).rates:
            counted = explaining.counted(Figure(name=rate.name, wanted=wanted))
            parts = Counter(part for one in counted for part in one.parts)
            assert parts[PartKind.NUMERATOR] == rate.numerator, rate.name
            assert parts[PartKind.DENOMINATOR] == rate.denominator, rate.name
            by_code = Counter(one.fact.code for one in counted)
            assert by_code == Counter(rate.counted), rate.name


def test_every_count_is_what_its_explanation_lists(explaining: Explaining) -> None:
    wanted = explaining.wanted(bodies(explaining)[-1], END)
    section = explaining.section(wanted)
    for code in CODES:
        figure = Figure(name=code, wanted=wanted)
        counted = explaining.counted(figure)
        [part] = next(explaining.pages(figure)).parts
        assert (part.kind, part.codes) == (PartKind.COUNT, (code,))
        assert len(counted) == part.n == section.counts[code] > 0, code
        if not code.startswith("stage."):
            assert sum(one.fact.value for one in counted) == part.amount, code
    waiting = explaining.counted(Figure(name=BACKLOG, wanted=wanted))
    assert len(waiting) == section.backlog.total > section.counts["open"]


def test_one_value_of_a_split_is_explained(explaining: Explaining) -> None:
    district = explaining.past.living.district.town.district
    for split in (Split.CATEGORY, Split.COMMITTEE):
        wanted = explaining.wanted(district, None, split)
        for section in explaining.statistics.figures(explaining.auditor, wanted).sections:
            for name in ("scale.small", BACKLOG):
                figure = Figure(
                    name=name, wanted=explaining.wanted(district), told=dict(section.key)
                )
                number = {"scale.small": section.counts["scale.small"]}
                expected = number.get(name, section.backlog.total)
                counted = explaining.counted(figure)
                [part] = next(explaining.pages(figure)).parts
                assert len(counted) == part.n == expected, (section.key, name)


def test_the_events_are_those_that_made_the_fact(explaining: Explaining) -> None:
    """The last of them was recorded on the day since which the fact holds; the record has them."""
    database = explaining.past.living.service.database
    with database.read() as connection:
        head = read_head(connection, lock=False).position
        log = read_log(connection, after=0, upto=head, page=1_000)
        known = {row.position: CATALOGUE.decode(row) for row in log}
    body, hows = bodies(explaining)[-1], Counter[How]()
    for as_of in (END, None):
        for code in ("response-rate", "on-time-rate", "open", "stage.completion"):
            figure = Figure(name=code, wanted=explaining.wanted(body, as_of))
            for one in explaining.counted(figure):
                assert one.steps
                assert one.steps[0].how is How.STATED
                assert day_of(one.steps[-1].recorded.at) == one.fact.since
                for step in one.steps:
                    assert known[step.recorded.position] == step.recorded
                    assert step.recorded.stream == one.issue
                hows.update(step.how for step in one.steps)
    assert hows[How.STATED] > hows[How.PLACED] > 0


def test_a_clock_that_was_kept_is_told_from_its_start_on(explaining: Explaining) -> None:
    figure = Figure(name="completion.met", wanted=explaining.wanted(bodies(explaining)[0], END))
    topics = [[step.recorded.topic for step in one.steps] for one in explaining.counted(figure)]
    assert ["issue.reported", "issue.triaged", "issue.done"] in topics
    assert {told[-1] for told in topics} == {"issue.done"}


def test_what_the_caller_may_not_view_has_no_name(explaining: Explaining) -> None:
    """It was of their committee then, and is of another one now."""
    past = explaining.past
    figure = Figure(name="open", wanted=explaining.wanted(past.living.district.near.id, END))
    told = explaining.counted(figure, past.clerk)
    hidden = [one for one in told if one.issue is None]
    shown = [one for one in told if one.issue is not None]
    assert [one.fact.issue for one in hidden] == [past.quick]
    assert [(one.number, one.steps) for one in hidden] == [(None, ())]
    assert all(one.number and one.steps for one in shown)
    assert len(told) == explaining.section(figure.wanted).counts["open"]
    assert past.quick in {one.issue for one in explaining.counted(figure)}


def test_what_is_not_kept_or_not_known_is_refused(explaining: Explaining) -> None:
    near, *_, district = bodies(explaining)
    for figure, code in (
        (Figure(name="weather", wanted=explaining.wanted(near)), Code.UNKNOWN_FIGURE),
        (
            Figure(
                name="solved-in-community",
                wanted=explaining.wanted(district),
                told={Split.CATEGORY: "lighting", Split.CHANNEL: "window"},
            ),
            Code.SPLIT_NOT_KEPT,
        ),
        (
            Figure(
                name="funds.spent",
                wanted=explaining.wanted(district),
                told={Split.CATEGORY: "lighting"},
            ),
            Code.SPLIT_NOT_KEPT,
        ),
    ):
        with pytest.raises(Refused) as refused:
            explaining.counted(figure)
        assert refused.value.code is code


def test_a_page_looks_into_few_committees(explaining: Explaining) -> None:
    """What happens in one committee alone is found behind a page that is empty, or short."""
    district = explaining.past.living.district
    ordered = sorted(one.id for one in district.committees)
    told = explaining.wanted(district.town.district, None)
    figure, few = Figure(name="exit.merged", wanted=told), Explanations(explaining.statistics, 2)
    first = few.page(explaining.auditor, figure, after=None, limit=PAGE)
    assert first.following is not None
    assert first.following.committee == ordered[1]
    rest = few.page(explaining.auditor, figure, after=first.following, limit=PAGE)
    assert rest.following is None
    assert [*first.counted, *rest.counted] == explaining.counted(figure)
