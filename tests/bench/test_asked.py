"""The measurement of statistics runs: every question of both histories, beside what it may take."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace

import pytest

from bench import asked
from bench.asked import LIMIT, LONG, SHORT, Both
from bench.counted import Counted
from bench.plan import QUICK
from bench.processes import child
from bench.questions import QUESTIONS, Question
from bench.ratios import GOALS, ratios
from bench.site import KINDS, opened
from bench.templates import SIMULATED, templates
from service.service import Service
from tests.postgres import PostgresServer

ISSUES = 600


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Templates of fewer issues than are measured with."""
    plan = replace(SIMULATED, events=1_500)
    kinds = templates(tmp_path_factory.mktemp("templates") / "site", plan)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asked, "templates", lambda _where: kinds)
        yield


@pytest.fixture(scope="module", params=KINDS)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, short: None
) -> Both:
    """A long and a short history on each database."""
    server: PostgresServer = request.getfixturevalue("postgres")
    where = tmp_path_factory.mktemp("asked") / "figures"
    return asked.build(request.param, where, server, ISSUES)


def test_every_question_is_told_beside_its_limit(both: Both) -> None:
    kind = both[LONG].site.kind
    heard: list[str] = []
    samples = asked.samples_of(both, 1, 2, heard.append)
    groups = {f"figures.{kind}.{name}" for name in QUESTIONS}
    assert set(heard) == groups
    found = {name for name in ratios(samples) if name.startswith("figures.")}
    assert {name for name in GOALS if name.startswith(f"figures.{kind}.")} <= found
    assert groups <= found
    limits = {one.group: one.p50 for one in samples if one.leg == LIMIT}
    assert set(limits) == groups
    assert set(limits.values()) == {50.0, 200.0}


def test_the_last_year_counts_the_same_with_and_without_those_before(both: Both) -> None:
    with ExitStack() as stack:
        services = {name: stack.enter_context(opened(one.site)) for name, one in both.items()}
        told = {
            name: [counted(services[leg], both[leg], question) for leg in (LONG, SHORT)]
            for name, question in QUESTIONS.items()
        }
    assert [long for long, short in map(told.__getitem__, recent()) if long != short] == []
    assert any(told["district_by_category_past"][0][0].values())
    more, less = told["district_all"]
    assert sum(more[0].values()) > 2 * sum(less[0].values())


def recent() -> Sequence[str]:
    return [name for name, question in QUESTIONS.items() if question.recent]


def counted(service: Service, one: Counted, question: Question) -> Sequence[Mapping[str, int]]:
    """How much there is of every code, in the sections of the first turn."""
    wanted = question.wanted(one.bodies, one.last, 0)
    sections = service.statistics.figures(one.bodies.director, wanted).sections
    return sorted((section.counts for section in sections), key=str)


def test_a_child_sends_all_rounds_but_the_first(both: Both) -> None:
    plan = replace(QUICK, asked_rounds=1, asked_acts=1)
    with child(asked.measure, both, plan) as running:
        told = [running.hear() for _ in range(2 * len(QUESTIONS))]
        samples = running.hear()
    assert {word.rpartition(".")[2] for word in told} == set(QUESTIONS)
    assert {sample.round for sample in samples} == {1}
