"""A ballot of a large compound: opened, voted on through HTTP, counted.

    python -m bench.ballots --kind postgresql --units 10000

One caller hands in every paper, one after the other, to one worker. What counts is whether a vote
costs more when thousands are in: a ratio is the median time of the last thousand by that of the
first thousand, in one round: 1 is flat. A round is a ballot of its own.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from bench import figures, worker
from bench.figures import Sample, Setting, percentile
from bench.legs import Product
from bench.plan import FULL, Plan
from bench.processes import child
from bench.site import Site, folder, opened, postgres_site, server, sqlite_site
from tests.ballots import Voters
from tests.neighbourhood import Neighbourhood, settle
from tests.postgres import PostgresServer

FIRST, LAST, OPENING, CLOSING = "first", "last", "opening", "closing"
Unit = tuple[str, str, str | None, int, str]
Told = Callable[[str], object]


class Refused(Exception):
    """Something was not answered 200: then no time of it means anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A compound whose owners vote, and the keys of who opens and who counts."""

    compound: UUID
    units: Sequence[Unit]
    clerk: str
    counter: str
    person: UUID


def build(site: Site, units: int) -> Hall:
    """Register a compound of so many units in buildings of a hundred, an owner each."""
    with opened(site) as service:
        town = settle(service)
        listed = [_unit(number) for number in range(units)]
        voters = Voters(town, units=listed)
        return _hall(town, voters, listed)


def samples_of(site: Site, hall: Hall, rounds: int, told: Told = str) -> list[Sample]:
    """Every round's opening, first and last votes, and closing, in milliseconds."""
    post = worker.Post(leg=Product.name, site=site, follows=True)
    samples: list[Sample] = []
    with child(worker.serve, post) as served, closing(_Caller(served.hear(), hall)) as caller:
        for number in range(1, rounds + 1):
            samples += _round(f"ballot.{site.kind}", caller, hall, number)
            told(f"ballot.{site.kind}")
    return samples


def compared(kind: str) -> tuple[Setting, Setting]:
    """What is divided by what, by the median time of one vote."""
    group = f"ballot.{kind}"
    return Setting(group=group, leg=LAST, callers=1), Setting(group=group, leg=FIRST, callers=1)


def measure(site: Site, plan: Plan) -> tuple[list[Sample], Mapping[str, object]]:
    """All rounds on a new site, and how large it was."""
    hall = build(site, plan.ballot_units)
    return samples_of(site, hall, plan.ballot_rounds), {
        f"ballot_units_{site.kind}": len(hall.units)
    }


class _Caller:
    """One client that keeps its connection."""

    def __init__(self, port: int, hall: Hall) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=120)
        self._hall = hall

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def post(self, path: str, body: object, key: str, **headers: str) -> tuple[float, bytes, str]:
        """Milliseconds, the answer and its ETag; raises `Refused`."""
        began = time.perf_counter()
        content = json.dumps(body, ensure_ascii=False).encode()
        usual = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self._line.request("POST", path, content, usual | headers)
        answer = self._line.getresponse()
        said = answer.read()
        if answer.status not in (200, 201):
            raise Refused(f"{answer.status} {said[:200]!r}")
        took = (time.perf_counter() - began) * 1000
        return took, said, answer.headers["ETag"] or ""


def _round(group: str, caller: _Caller, hall: Hall, number: int) -> Iterator[Sample]:
    took, said, _etag = caller.post("/v1/ballots", _opening(hall), hall.clerk)
    path = f"/v1/ballots/{json.loads(said)['id']}"
    yield _sample(group, OPENING, number, [took])
    votes, etag = list[float](), ""
    for unit, *_rest in hall.units:
        one, _said, etag = caller.post(f"{path}/votes", _vote(unit), hall.counter)
        votes.append(one)
    part = min(1_000, len(votes) // 10)
    yield _sample(group, FIRST, number, votes[:part])
    yield _sample(group, LAST, number, votes[-part:])
    took, *_rest2 = caller.post(f"{path}/closure", {}, hall.clerk, **{"If-Match": etag})
    yield _sample(group, CLOSING, number, [took])


def _sample(group: str, leg: str, number: int, times: Sequence[float]) -> Sample:
    return Sample(
        group=group,
        leg=leg,
        callers=1,
        workers=1,
        round=number,
        seconds=sum(times) / 1000,
        count=len(times),
        p50=percentile(times, 0.50),
        p99=percentile(times, 0.99),
    )


def _hall(town: Neighbourhood, voters: Voters, units: Sequence[Unit]) -> Hall:
    counter = voters.counter
    if counter.person is None:
        raise TypeError("a counter is a person")
    return Hall(
        compound=voters.compound,
        units=units,
        clerk=town.key(town.clerk),
        counter=town.key(counter),
        person=counter.person,
    )


def _unit(number: int) -> Unit:
    building = number // 100 + 1
    return f"{building}-{number % 100 + 1}", str(building), None, 8_000 + number % 40, f"o{number}"


def _opening(hall: Hall) -> Mapping[str, object]:
    counting = {
        "unreturned": "absent",
        "blank": "abstains",
        "spoilt": "abstains",
        "turnout_per_item": False,
        "channels": ["paper"],
        "notice_days": 15,
    }
    return {
        "compound_id": str(hall.compound),
        "title": "使用维修资金更换水泵",
        "rule": "owners-ordinary",
        "matter": "use-fund",
        "electorate": "owners",
        "items": [{"number": 1, "text": "是否同意使用维修资金更换水泵？"}],
        "counting": counting,
        "counters": [str(hall.person)],
        "notified_at": "2020-01-01T09:00:00+08:00",
        "told_at": "2020-01-01T09:00:00+08:00",
        "closes_at": "2099-01-01T09:00:00+08:00",
    }


def _vote(unit: str) -> Mapping[str, object]:
    marks = [{"item": 1, "choice": "agree"}]
    return {"unit": unit, "marks": marks, "channel": "paper", "evidence": "5e" * 32}


def command(
    kind: Annotated[str, typer.Option(help="sqlite or postgresql")] = "sqlite",
    units: Annotated[int, typer.Option(min=100)] = FULL.ballot_units,
    rounds: Annotated[int, typer.Option(min=1)] = FULL.ballot_rounds,
    near: Annotated[Path, typer.Option(help="Where there is room")] = Path("/var/tmp"),  # noqa: S108  # a folder of its own is made there
) -> None:
    """Measure on one kind of database, and print."""
    with folder(near) as where, server(where / "postgres") as running:
        site = made(kind, where, running)
        samples = samples_of(site, build(site, units), rounds)
    for leg in (OPENING, FIRST, LAST, CLOSING):
        one = Setting(group=f"ballot.{kind}", leg=leg, callers=1)
        typer.echo(f"{leg:8} {figures.typical(samples, one, figures.p50) or 0:8.2f} ms")
    quotient = figures.ratio(samples, *compared(kind), figures.p50)
    typer.echo(f"last by first {quotient or 0:6.2f}")


def made(kind: str, where: Path, running: PostgresServer) -> Site:
    """A new site in a folder, or on a server."""
    if kind == "sqlite":
        return sqlite_site(where / "ballots-sqlite")
    return postgres_site(where, running, "ballots")


if __name__ == "__main__":
    typer.run(command)
