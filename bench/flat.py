"""Whether cost grows with history: the same questions to a small and to a large district.

    python -m bench.flat --kind postgresql --large 1000000

Both have the same committees, stand side by side and are asked in turn, in one process and
without HTTP. A ratio is the large one's median time by the small one's, in one round: 1 is flat.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path
from typing import Annotated

import typer

from bench import figures
from bench.district.plan import Outcome
from bench.figures import Sample, Setting
from bench.plan import FULL, Plan
from bench.site import Site, folder, postgres_site, server, sqlite_site
from bench.standing import OPERATIONS, Standing, standing, written
from bench.turns import Act, in_turn, sample
from cli.progress import progress
from tests.postgres import PostgresServer

SMALL, LARGE = "small", "large"
Heard = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A district as it was written, and how many seconds that took."""

    site: Site
    outcome: Outcome
    seconds: float


Both = Mapping[str, Stood]
"""The small and the large one."""


def build(kind: str, where: Path, running: PostgresServer, issues: tuple[int, int]) -> Both:
    """Write a district of each size, into new databases in *where* or of that server."""
    where.mkdir()
    sites = {name: _site(kind, name, where, running) for name in (SMALL, LARGE)}
    return {name: _stood(sites[name], name, many) for name, many in zip(sites, issues, strict=True)}


def measure(both: Both, plan: Plan, parent: "Pipe[object, None]") -> None:
    """All rounds; sends a word for each operation of each round, then the list of samples."""
    parent.send(samples_of(both, plan.flat_rounds, plan.flat_acts, parent.send))


def samples_of(both: Both, rounds: int, acts: int, heard: Heard = str) -> list[Sample]:
    """Every operation, in so many rounds of so many acts in each district."""
    with ExitStack() as stack:
        districts = {
            name: stack.enter_context(standing(one.site.settings(), one.outcome))
            for name, one in both.items()
        }
        kind = both[SMALL].site.kind
        groups = [f"flat.{kind}.{name}" for name in OPERATIONS]
        # The first round fills what is remembered.
        return [
            told
            for number in range(rounds + 1)
            for group in groups
            for told in _round(group, districts, number, acts, heard)
            if number
        ]


def compared(kind: str, operation: str) -> tuple[Setting, Setting]:
    """What is divided by what, by the median time of one act."""
    group = f"flat.{kind}.{operation}"
    return Setting(group=group, leg=LARGE, callers=1), Setting(group=group, leg=SMALL, callers=1)


def facts(kind: str, both: Both) -> Mapping[str, object]:
    """How large they are, and how fast they were written."""
    return {
        f"flat_{kind}": {
            name: {
                "issues": one.outcome.issues,
                "events": one.outcome.events,
                "seconds": round(one.seconds),
            }
            for name, one in both.items()
        }
    }


def _site(kind: str, name: str, where: Path, running: PostgresServer) -> Site:
    if kind == "sqlite":
        return sqlite_site(where / name)
    return postgres_site(where, running, f"flat_{name}")


def _stood(site: Site, name: str, issues: int) -> Stood:
    began = time.perf_counter()
    with progress(f"{site.kind}: writing a {name} district") as told:
        outcome = written(site.settings(), issues, told)
    return Stood(site=site, outcome=outcome, seconds=time.perf_counter() - began)


def _round(
    group: str, districts: Mapping[str, Standing], number: int, acts: int, heard: Heard
) -> Iterator[Sample]:
    act = OPERATIONS[group.rpartition(".")[2]]
    legs = {name: _acting(act, district) for name, district in districts.items()}
    taken = in_turn(legs, range(acts))
    heard(group)
    return (sample(group, name, number, seconds) for name, seconds in taken.items())


def _acting(act: Callable[[Standing], None], district: Standing) -> Act:
    return lambda _turn: act(district)


def command(
    kind: Annotated[str, typer.Option(help="sqlite or postgresql")] = "sqlite",
    small: Annotated[int, typer.Option(help="Issues", min=200)] = FULL.flat_issues[0],
    large: Annotated[int, typer.Option(help="Issues", min=200)] = FULL.flat_issues[1],
    rounds: Annotated[int, typer.Option(min=1)] = FULL.flat_rounds,
    near: Annotated[Path, typer.Option(help="Where there is room")] = Path("/var/tmp"),  # noqa: S108  # a folder of its own is made there
) -> None:
    """Measure on one kind of database, and print."""
    with folder(near) as where, server(where / "postgres") as running:
        both = build(kind, where / "flat", running, (small, large))
        typer.echo(facts(kind, both))
        samples = samples_of(both, rounds, FULL.flat_acts)
    for name in OPERATIONS:
        typer.echo(_line(samples, kind, name))


def _line(samples: Sequence[Sample], kind: str, name: str) -> str:
    more, less = compared(kind, name)
    large, small = (figures.typical(samples, one, figures.p50) for one in (more, less))
    quotient = figures.ratio(samples, more, less, figures.p50)
    return f"{name:12} {small or 0:8.2f} ms {large or 0:8.2f} ms {quotient or 0:6.2f}"


if __name__ == "__main__":
    typer.run(command)
