"""What a run leaves behind: `latest.json`, a Markdown table and a plot of each database."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import chart, worker
from bench.figures import Sample, p50, p99, settings_of, typical
from bench.ratios import GOALS, HEADLINE, ratios
from bench.site import KINDS


def write(folder: Path, samples: Sequence[Sample], facts: Mapping[str, object]) -> None:
    """All three; *facts* are what else is to be said of the run."""
    folder.mkdir(parents=True, exist_ok=True)
    result = {**facts, "client": _client(samples), **summed_up(samples)}
    text = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
    (folder / "latest.json").write_text(text, "utf-8")
    (folder / "latest.md").write_text(markdown(samples, facts), "utf-8")
    for kind in KINDS:
        plot = chart.rates(samples, f"http_command.{kind}")
        (folder / f"latest-{kind}.svg").write_bytes(plot)


def summed_up(samples: Sequence[Sample]) -> Mapping[str, object]:
    """Ratios, which goals they meet, and every leg's rounds."""
    found = ratios(samples)
    goals = {
        name: {"goal": str(goal), "met": goal.met(found[name])}
        for name, goal in GOALS.items()
        if name in found
    }
    return {"ratios": found, "goals": goals, "legs": [*_legs(samples)]}


def markdown(samples: Sequence[Sample], facts: Mapping[str, object]) -> str:
    """The tables that people read."""
    lines = [
        "# Measured",
        "",
        *_facts(facts),
        "",
        "## Ratios with a goal",
        "",
        *_goals(ratios(samples)),
        "",
        "## All ratios",
        "",
        *_table(["ratio", ""], [[f"`{n}`", f"{v:.3g}"] for n, v in ratios(samples).items()]),
        "",
        "## Every leg: medians over its rounds",
        "",
        *_rates(samples),
        "",
    ]
    return "\n".join(lines)


def goals_text(samples: Sequence[Sample]) -> str:
    """The ratios with a goal, as they are printed at the end."""
    return "\n".join(_goals(ratios(samples)))


def _facts(facts: Mapping[str, object]) -> Iterator[str]:
    for name, value in facts.items():
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
        yield f"- {name}: {shown}"


def _goals(found: Mapping[str, float]) -> list[str]:
    rows = [
        [
            f"`{name}`",
            f"{found[name]:.3g}",
            str(goal),
            "yes" if goal.met(found[name]) else "no",
            f"{found[f'{name}_at_best']:.3g}" if f"{name}_at_best" in found else "",
        ]
        for name, goal in GOALS.items()
        if name in found
    ]
    return _table(["ratio", "measured", "goal", "met", "at best"], rows)


def _rates(samples: Sequence[Sample]) -> list[str]:
    rows = [
        [
            one.group,
            one.leg,
            str(one.callers),
            str(one.workers),
            _number(typical(samples, one)),
            _number(typical(samples, one, p50)),
            _number(typical(samples, one, p99)),
        ]
        for one in settings_of(samples)
    ]
    return _table(["group", "leg", "callers", "workers", "a second", "p50 ms", "p99 ms"], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _client(samples: Sequence[Sample]) -> Mapping[str, float]:
    """What the client can do: its rate against an application without a framework."""
    bare = [s.rate for s in samples if s.leg == worker.BARE and s.callers == HEADLINE]
    return {"rate_bare_asgi": round(max(bare, default=0.0), 1)}


def _legs(samples: Sequence[Sample]) -> Iterator[Mapping[str, Any]]:
    for one in settings_of(samples):
        yield {
            "group": one.group,
            "leg": one.leg,
            "callers": one.callers,
            "workers": one.workers,
            "rounds": [_round(s) for s in samples if one.covers(s)],
        }


def _round(sample: Sample) -> Mapping[str, float | None]:
    return {
        "round": sample.round,
        "seconds": round(sample.seconds, 4),
        "count": sample.count,
        "failed": sample.failed,
        "rate": round(sample.rate, 2),
        "p50_ms": None if sample.p50 is None else round(sample.p50, 3),
        "p99_ms": None if sample.p99 is None else round(sample.p99, 3),
    }
