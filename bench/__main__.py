"""`python -m bench`: measure everything, or with `--quick` everything within two minutes."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, NoReturn
from uuid import uuid4

import typer

from bench import (
    asked,
    audited,
    ballots,
    districts,
    flat,
    http_command,
    in_process,
    machine,
    processes,
    reads,
    rebuild,
    report,
    tree,
)
from bench.districts import MESSAGE, District
from bench.figures import Sample
from bench.plan import FULL, QUICK, Plan, steps
from bench.processes import child
from bench.site import Site, folder, opened, postgres_site, server, sqlite_site
from bench.stock import issues
from cli.progress import progress

RESULTS = Path(__file__).parent / "results"
Told = Callable[[str], None]


def main(
    quick: Annotated[bool, typer.Option("--quick", help="Short rounds, a small district")] = False,
    results: Annotated[Path, typer.Option(help="Where latest.json goes")] = RESULTS,
    large: Annotated[
        int, typer.Option("--flat", help="Issues of the large district", min=200)
    ] = FULL.flat_issues[1],
    counted: Annotated[
        int, typer.Option("--figures", help="Issues that statistics are made of", min=200)
    ] = FULL.asked_issues,
) -> None:
    """Measure the product beside other ways to do the same, on both databases."""
    plan = replace(
        QUICK if quick else FULL,
        flat_issues=(FULL.flat_issues[0], large),
        asked_issues=counted,
    )
    started = time.monotonic()
    # Asked to end, we still take what we have started with us.
    signal.signal(signal.SIGTERM, _leave)
    processes.preload()
    with folder(results) as where, server(where / "postgres") as running:
        sites = (sqlite_site(where / "sqlite"), postgres_site(where, running, "bench"))
        facts: dict[str, object] = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "plan": plan.name,
            "machine": machine.described(sites[1].plain),
            "seconds_a_round": plan.seconds,
        }
        samples: list[Sample] = []
        for site in sites:
            district = _built(site, plan)
            facts[f"events_in_log_{site.kind}"] = district.events
            facts[f"issues_{site.kind}"] = len(district.cases[: plan.issues])
            samples += _measured(site, district, plan)
            samples += _with_tree_and_without(
                tree.build(site, where / f"tree-{site.kind}", running), district, plan
            )
            told = ballots.measure(ballots.made(site.kind, where, running), plan)
            samples += told[0]
            facts |= told[1]
            if plan.flat_rounds:
                both = flat.build(site.kind, where / f"flat-{site.kind}", running, plan.flat_issues)
                facts |= flat.facts(site.kind, both)
                samples += _in_child(str, flat.measure, both, plan)
            if plan.asked_rounds:
                filled = asked.build(
                    site.kind, where / f"asked-{site.kind}", running, plan.asked_issues
                )
                facts |= asked.facts(site.kind, filled)
                samples += _in_child(str, asked.measure, filled, plan)
    report.write(results, samples, {**facts, "seconds": round(time.monotonic() - started)})
    typer.echo(report.goals_text(samples))
    typer.echo(f"{results / 'latest.md'} has the rest", err=True)


def _measured(site: Site, district: District, plan: Plan) -> list[Sample]:
    """Everything on one kind of database: what only reads at first, on a log as it grew."""
    used = District(cases=district.cases[: plan.issues], events=district.events)
    with _steps(site.kind, plan) as told:
        samples = _in_child(told, reads.measure, site, used.cases, plan)
        samples += _in_child(told, rebuild.measure, site, plan)
        samples += _in_child(told, audited.measure, site, plan)
        samples += _in_child(told, in_process.measure, site, used.cases, plan)
        with http_command.line(site, used) as line:
            samples += http_command.measure(line, site, plan, told)
            samples += http_command.measure_slow(line, site, plan, told)
    return samples


def _with_tree_and_without(pair: tree.Pair, district: District, plan: Plan) -> list[Sample]:
    used = District(cases=district.cases[: plan.issues], events=district.events)
    samples = _in_child(str, tree.measure, pair, used.cases, plan)
    return samples + tree.measure_http(pair, used, plan, str)


def _built(site: Site, plan: Plan) -> District:
    with opened(site) as service, progress(f"{site.kind}: building a district") as told:
        district = districts.build(service, plan.built, told, seconds=plan.build_seconds)
    library = issues(site.stock)
    try:
        library.open_all([case.issue for case in district.cases[: plan.issues]], uuid4(), MESSAGE)
    finally:
        library.close()
    return district


def _in_child(
    told: Callable[[str], object], target: Callable[..., None], *arguments: Any
) -> list[Sample]:
    """What *target* measures in a process of its own."""
    with child(target, *arguments) as running:
        while isinstance(heard := running.hear(), str):
            told(heard)
    samples: list[Sample] = heard
    return samples


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(1)


@contextmanager
def _steps(kind: str, plan: Plan) -> Iterator[Told]:
    """A function to tell each leg's end to, shown as one bar."""
    total, done = steps(plan, kind), 0
    with progress(f"{kind}: measuring") as told:

        def step(_name: str) -> None:
            nonlocal done
            done += 1
            told(done, total)

        yield step


if __name__ == "__main__":
    typer.run(main)
