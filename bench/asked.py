"""What statistics cost where history is long, in-process and without HTTP.

    python -m bench.asked --kind postgresql --issues 1000000

Each question is asked of five years of facts and of the last year of the same alone, in turn.
What it may take stands beside them as a leg that takes just as long.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Annotated

import typer

from bench import figures
from bench.counted import DAYS, Counted, fill
from bench.figures import Sample, Setting
from bench.plan import FULL, Plan
from bench.questions import QUESTIONS, Question
from bench.site import Site, folder, postgres_site, server, sqlite_site
from bench.templates import Template, templates
from bench.turns import Act, in_turn, sample
from cli.progress import progress
from service.service import Service
from tests.postgres import PostgresServer

LONG, SHORT, LIMIT = "five_years", "one_year", "limit"
SHORT_DAYS = 460
"""The year that is asked for, and some months more."""

Heard = Callable[[str], object]
Both = Mapping[str, Counted]
"""The long and the short one."""


def build(kind: str, where: Path, running: PostgresServer, issues: int) -> Both:
    """Fill both, in new databases in *where* or of that server."""
    where.mkdir()
    kinds = templates(where / "templates")
    return {
        name: _filled(_site(kind, name, where, running), kinds, issues, days)
        for name, days in ((LONG, DAYS), (SHORT, SHORT_DAYS))
    }


def measure(both: Both, plan: Plan, parent: "Pipe[object, None]") -> None:
    """All rounds; sends a word for each question of each round, then the list of samples."""
    parent.send(samples_of(both, plan.asked_rounds, plan.asked_acts, parent.send))


def samples_of(both: Both, rounds: int, acts: int, heard: Heard = str) -> list[Sample]:
    """Every question, in so many rounds of so many answers by each."""
    with ExitStack() as stack:
        services = {name: stack.enter_context(_served(one)) for name, one in both.items()}
        # The first round fills what is remembered.
        return [
            told
            for number in range(rounds + 1)
            for name in QUESTIONS
            for told in _round(name, both, services, _turns(number, acts), heard)
            if number
        ]


def compared(kind: str, name: str, other: str) -> tuple[Setting, Setting]:
    """What is divided by what, by the median time of one answer: the long one by another leg."""
    group = f"figures.{kind}.{name}"
    return Setting(group=group, leg=LONG, callers=1), Setting(group=group, leg=other, callers=1)


def facts(kind: str, both: Both) -> Mapping[str, object]:
    """How much there is to be counted, and how long it took to write."""
    return {
        f"figures_{kind}": {
            name: {
                "issues": one.issues,
                "facts": one.facts,
                "tallies": one.tallies,
                "seconds": round(one.seconds),
            }
            for name, one in both.items()
        }
    }


def _site(kind: str, name: str, where: Path, running: PostgresServer) -> Site:
    if kind == "sqlite":
        return sqlite_site(where / name)
    return postgres_site(where, running, f"figures_{name}")


def _filled(site: Site, kinds: Sequence[Template], issues: int, days: int) -> Counted:
    with progress(f"{site.kind}: filling {days} days") as told:
        return fill(site, kinds, issues, days, told)


@contextmanager
def _served(counted: Counted) -> Iterator[Service]:
    service = Service(counted.site.settings())
    service.start()
    try:
        yield service
    finally:
        service.stop()


def _round(
    name: str, both: Both, services: Mapping[str, Service], turns: range, heard: Heard
) -> Iterator[Sample]:
    question, group = QUESTIONS[name], f"figures.{both[LONG].site.kind}.{name}"
    concerned = [leg for leg in both if leg == LONG or question.recent]
    legs = {leg: _asking(question, both[leg], services[leg]) for leg in concerned}
    taken = {**in_turn(legs, turns), LIMIT: [question.limit]}
    heard(group)
    number = turns.start // len(turns)
    return (sample(group, leg, number, seconds) for leg, seconds in taken.items())


def _turns(number: int, acts: int) -> range:
    return range(number * acts, (number + 1) * acts)


def _asking(question: Question, counted: Counted, service: Service) -> Act:
    """Of another body in every turn."""
    bodies, last = counted.bodies, counted.last
    return lambda turn: service.statistics.figures(
        bodies.director, question.wanted(bodies, last, turn)
    )


def command(
    kind: Annotated[str, typer.Option(help="sqlite or postgresql")] = "sqlite",
    issues: Annotated[int, typer.Option(help="Issues in five years", min=200)] = FULL.asked_issues,
    rounds: Annotated[int, typer.Option(min=1)] = FULL.asked_rounds,
    acts: Annotated[int, typer.Option(min=1)] = FULL.asked_acts,
    near: Annotated[Path, typer.Option(help="Where there is room")] = Path("/var/tmp"),  # noqa: S108  # a folder of its own is made there
) -> None:
    """Measure on one kind of database, and print."""
    with folder(near) as where, server(where / "postgres") as running:
        both = build(kind, where / "figures", running, issues)
        typer.echo(facts(kind, both))
        samples = samples_of(both, rounds, acts)
    for name in QUESTIONS:
        typer.echo(_line(samples, kind, name))


def _line(samples: Sequence[Sample], kind: str, name: str) -> str:
    """Median and longest of the long one, the limit, the median of the short one, their ratio."""
    long, short = compared(kind, name, SHORT)
    _, limit = compared(kind, name, LIMIT)
    told = [
        figures.typical(samples, long, figures.p50),
        figures.typical(samples, long, figures.p99),
        figures.typical(samples, limit, figures.p50),
        figures.typical(samples, short, figures.p50),
        figures.ratio(samples, long, short, figures.p50),
    ]
    return f"{name:28}" + "".join(f"{one:10.2f}" if one is not None else " " * 10 for one in told)


if __name__ == "__main__":
    typer.run(command)
