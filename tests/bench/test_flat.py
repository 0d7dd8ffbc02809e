"""The measurement of flatness runs: two districts, every operation, each with its ratio."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench import flat
from bench.plan import QUICK
from bench.processes import child
from bench.ratios import GOALS, ratios
from bench.site import KINDS
from bench.standing import OPERATIONS
from tests.postgres import PostgresServer


@pytest.mark.parametrize("kind", KINDS)
def test_both_sizes_answer_every_operation(
    kind: str, tmp_path: Path, postgres: PostgresServer
) -> None:
    both = flat.build(kind, tmp_path / "flat", postgres, (200, 400))
    assert both[flat.SMALL].outcome.issues < both[flat.LARGE].outcome.issues
    assert len({len(one.outcome.district.committees) for one in both.values()}) == 1
    heard: list[str] = []
    samples = flat.samples_of(both, 2, 3, heard.append)
    names = {f"flat.{kind}.{name}" for name in OPERATIONS}
    assert set(heard) == names == {name for name in ratios(samples) if name.startswith("flat.")}
    assert {name for name in GOALS if name.startswith(f"flat.{kind}.")} < names
    assert all(sample.count == 3 for sample in samples)
    assert len(samples) == 2 * 2 * len(OPERATIONS)


def test_a_child_tells_each_operation_and_sends_all_rounds_but_the_first(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    both = flat.build("sqlite", tmp_path / "flat", postgres, (200, 200))
    plan = replace(QUICK, flat_rounds=1, flat_acts=1)
    with child(flat.measure, both, plan) as running:
        told = [running.hear() for _ in range(2 * len(OPERATIONS))]
        samples = running.hear()
    assert set(told) == {f"flat.sqlite.{name}" for name in OPERATIONS}
    assert {sample.round for sample in samples} == {1}
    assert len(samples) == 2 * len(OPERATIONS)
