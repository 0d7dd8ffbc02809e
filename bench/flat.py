"""Whether cost grows with history: the same questions to a small and to a large district.

    python -m bench.flat --small 10000 --large 100000 --folder /tmp/flat

Both stand side by side and are asked in turn, in one process, without HTTP. A ratio is the
large one's median time by the small one's: 1 is flat.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from bench.standing import OPERATIONS, Standing, standing
from cli.progress import progress
from projections.replay import Progress, silent
from service.settings import Settings

ROUNDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """Median seconds of each operation, small and large; `built` is how long writing took."""

    issues: tuple[int, int]
    events: tuple[int, int]
    built: tuple[float, float]
    seconds: Mapping[str, tuple[float, float]]

    @property
    def ratios(self) -> Mapping[str, float]:
        """Large by small."""
        return {name: large / small for name, (small, large) in self.seconds.items()}


def measure(
    small: Settings,
    large: Settings,
    *,
    issues: tuple[int, int] = (10_000, 1_000_000),
    rounds: int = ROUNDS,
    told: Progress = silent,
) -> Flat:
    """Write a district of each size into new databases, and ask both in turn."""
    with standing(small, issues[0]) as one, standing(large, issues[1], told) as other:
        both = (one, other)
        return Flat(
            issues=(one.outcome.issues, other.outcome.issues),
            events=(one.outcome.events, other.outcome.events),
            built=(one.built, other.built),
            seconds={name: _medians(act, both, rounds) for name, act in OPERATIONS.items()},
        )


def _medians(
    act: Callable[[Standing], None], both: tuple[Standing, Standing], rounds: int
) -> tuple[float, float]:
    """In turn, so that whatever else the machine does meets both alike."""
    taken: tuple[list[float], list[float]] = ([], [])
    for district in both:
        act(district)
    for _ in range(rounds):
        for district, times in zip(both, taken, strict=True):
            began = time.perf_counter()
            act(district)
            times.append(time.perf_counter() - began)
    return median(taken[0]), median(taken[1])


def command(
    folder: Annotated[Path, typer.Option(help="For the SQLite databases of both")],
    small: Annotated[int, typer.Option(help="Issues", min=200)] = 10_000,
    large: Annotated[int, typer.Option(help="Issues", min=200)] = 100_000,
    rounds: Annotated[int, typer.Option(min=1)] = ROUNDS,
) -> None:
    """Measure on SQLite, and print."""
    settings = [_sqlite(folder / name) for name in ("small", "large")]
    with progress("writing") as told:
        flat = measure(settings[0], settings[1], issues=(small, large), rounds=rounds, told=told)
    typer.echo(f"issues {flat.issues}, events {flat.events}, written in {flat.built} s")
    for name, (less, more) in flat.seconds.items():
        line = f"{name:8} {less * 1000:8.2f} ms {more * 1000:8.2f} ms {flat.ratios[name]:6.2f}"
        typer.echo(line)


def _sqlite(folder: Path) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(
        database_url=f"sqlite:///{folder}/bihuan.db",
        vault_url=f"sqlite:///{folder}/vault.db",
        files=folder / "files",
    )


if __name__ == "__main__":
    typer.run(command)
