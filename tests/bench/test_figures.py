"""The bench's arithmetic: percentiles, ratios of rounds that stood side by side, the report."""

import json
from pathlib import Path

import pytest

from bench import report
from bench.figures import Sample, Setting, p99, percentile, ratio, typical
from bench.plan import FULL, QUICK
from bench.profile import told
from bench.ratios import GOALS, Goal, ratios

GROUP = "http_command.sqlite"


def sample(leg: str, number: int, count: int, *, callers: int = 32, workers: int = 1) -> Sample:
    """A round of two seconds."""
    return Sample(
        group=GROUP,
        leg=leg,
        callers=callers,
        workers=workers,
        round=number,
        seconds=2.0,
        count=count,
        p50=1.0,
        p99=float(count),
    )


def setting(leg: str, callers: int = 32) -> Setting:
    return Setting(group=GROUP, leg=leg, callers=callers)


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1.0), (0.5, 50.0), (0.99, 99.0), (0.995, 100.0), (1.0, 100.0)]
)
def test_a_percentile_is_the_nearest_rank(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == expected


def test_a_percentile_of_nothing_is_nothing_and_of_one_is_it() -> None:
    assert percentile([], 0.99) == 0.0
    assert percentile([7.5], 0.5) == 7.5


def test_a_ratio_is_the_median_of_the_rounds_own_ratios() -> None:
    """Not of medians: a round in which everything was slow says as much as any other."""
    samples = [
        *(sample("product", n, count) for n, count in enumerate((100, 10, 400), start=1)),
        *(sample("no_database", n, count) for n, count in enumerate((200, 10, 100), start=1)),
    ]
    assert ratio(samples, setting("product"), setting("no_database")) == 1.0
    assert ratio(samples, setting("product"), setting("no_database"), p99) == 1.0
    assert typical(samples, setting("product")) == 50.0


def test_only_rounds_that_have_both_count() -> None:
    samples = [sample("product", 1, 100), sample("product", 2, 900), sample("no_database", 1, 200)]
    assert ratio(samples, setting("product"), setting("no_database")) == 0.5
    assert ratio(samples, setting("product"), setting("insert_commit")) is None
    assert ratio(samples, setting("product", callers=8), setting("no_database")) is None


def test_ratios_have_the_names_that_the_goals_have() -> None:
    samples = [
        sample(leg, 1, count, callers=callers, workers=workers)
        for workers in (1, 2)
        for callers in (1, 32, 128)
        for leg, count in (
            ("product", 80 * workers),
            ("no_database", 100),
            ("insert_commit", 20),
            ("stock_library", 10),
        )
    ]
    found = ratios(samples)
    assert found["http_command.sqlite.vs_no_database"] == 0.8
    assert found["http_command.sqlite.vs_insert_commit"] == 4.0
    assert found["http_command.sqlite.vs_stock_library"] == 8.0
    assert found["http_command.sqlite.two_workers_vs_one"] == 2.0
    assert found["http_command.sqlite.two_workers_vs_one_128"] == 2.0
    assert found["http_command.sqlite.vs_no_database_at_128_two_workers"] == 1.6
    assert found["one_caller.sqlite.vs_insert_commit"] == 4.0
    assert {name for name in GOALS if name.startswith(GROUP)} <= set(found)


def test_a_goal_is_a_floor_or_a_ceiling() -> None:
    assert Goal(value=3).met(3.0)
    assert not Goal(value=3).met(2.9)
    assert Goal(value=3, at_most=True).met(3.0)
    assert not Goal(value=3, at_most=True).met(3.1)
    assert [str(Goal(value=0.8)), str(Goal(value=3, at_most=True))] == ["≥ 0.8", "≤ 3"]


def test_the_report_has_every_round_every_ratio_and_a_plot(tmp_path: Path) -> None:
    samples = [sample("product", 1, 60), sample("no_database", 1, 100), sample("bare_asgi", 1, 900)]
    report.write(tmp_path, samples, {"plan": "tiny", "machine": {"cores": 2}})
    result = json.loads((tmp_path / "latest.json").read_text("utf-8"))
    assert result["ratios"]["http_command.sqlite.vs_no_database"] == 0.6
    assert result["goals"]["http_command.sqlite.vs_no_database"] == {"goal": "≥ 0.8", "met": False}
    assert result["client"] == {"rate_bare_asgi": 450.0}
    product = next(leg for leg in result["legs"] if leg["leg"] == "product")
    assert product["rounds"] == [
        {
            "round": 1,
            "seconds": 2.0,
            "count": 60,
            "failed": 0,
            "rate": 30.0,
            "p50_ms": 1.0,
            "p99_ms": 60.0,
        }
    ]
    table = (tmp_path / "latest.md").read_text("utf-8")
    assert "| `http_command.sqlite.vs_no_database` | 0.6 | ≥ 0.8 | no |" in table
    plot = (tmp_path / "latest-sqlite.svg").read_text("utf-8")
    assert "<svg" in plot
    assert not any(part in plot for part in ("<script", "href=", "@import", "url("))


def test_the_full_run_measures_every_leg_with_two_workers_too() -> None:
    assert set(FULL.rounds) == set(FULL.pair_rounds) == {1, 8, 32, 128}
    assert min(FULL.rounds.values()) >= 5
    assert set(QUICK.rounds) == {1, 8, 32, 128}
    assert set(QUICK.pair_rounds) == {32, 128}


def test_a_profile_is_told_by_thread_package_and_own_function() -> None:
    text = told(
        [
            "thread (1): scribe;Scribe._run (service/scribe.py:108);run (sqlalchemy/base.py:1) 3",
            "thread (2): MainThread;wait (threading.py:9) 1",
        ]
    )
    assert "  75.0 thread (1): scribe" in text
    assert "  75.0 sqlalchemy" in text
    assert "  25.0 python" in text
    assert "  75.0 Scribe._run (service/scribe.py:108)" in text
