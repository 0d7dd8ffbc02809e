"""Templates: the facts of simulated issues, with days counted from that of the report."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from bench.district.plan import Plan
from bench.simulate_district import simulate
from bench.site import sqlite_site
from domain.figures.codes import OPEN
from ledger.database import Database
from projections.figures.making import detail_of
from projections.figures.rows import ALWAYS, FactRow
from projections.figures.tables import FACT

SIMULATED = Plan(events=6_000, seed=1, committees=20)
"""Some 550 issues of every kind."""

UNTIL_CLOSED = 60
"""Days that every issue is given before the end of the simulation; they live for 49 at most."""

NEGLECTED = 365
"""Days after which an issue is closed that the simulation leaves open, as one in eight is."""


class Piece(NamedTuple):
    """A fact; `since`, `until` and `day` are in days from the report's.

    `away` is 0 in the committee to which the issue was reported, 1 in the next to which it was
    transferred. `told` is what is told apart within the code.
    """

    slot: str
    since: int
    until: int
    away: int
    compound: int | None
    category: str | None
    channel: str
    method: str
    code: str
    detail: str
    told: str
    day: int
    value: int


@dataclass(frozen=True, slots=True)
class Template:
    """One issue."""

    pieces: tuple[Piece, ...]


def templates(where: Path, plan: Plan = SIMULATED) -> Sequence[Template]:
    """Those of a district that is simulated in the new folder *where*."""
    site = sqlite_site(where)
    simulate(site.settings(), plan)
    return [Template(tuple(_pieces(facts))) for facts in _issues(site.ledger)]


def _issues(ledger: str) -> Iterator[Sequence[FactRow]]:
    """The facts of each issue, in the order in which they were recorded."""
    database = Database(ledger)
    try:
        with database.read() as connection:
            query = select(FACT).order_by(FACT.c.issue, FACT.c.since, FACT.c.slot)
            facts = [FactRow(**row) for row in connection.execute(query).mappings()]
    finally:
        database.close()
    by_issue: dict[UUID, list[FactRow]] = {}
    for fact in facts:
        by_issue.setdefault(fact.issue, []).append(fact)
    last = max(fact.since for fact in facts)
    return (one for one in by_issue.values() if one[0].since <= last - UNTIL_CLOSED)


def _pieces(facts: Sequence[FactRow]) -> Iterator[Piece]:
    begin = next(fact.day for fact in facts if fact.slot == "report")
    away = _numbered([fact.committee for fact in facts])
    for fact in facts:
        neglected = fact.code == OPEN and fact.until == ALWAYS
        until = fact.since + NEGLECTED if neglected else fact.until
        yield Piece(
            slot=fact.slot,
            since=fact.since - begin,
            until=until - begin,
            away=away[fact.committee],
            compound=None if fact.compound is None else fact.compound.int,
            category=fact.category,
            channel=fact.channel,
            method=fact.method,
            code=fact.code,
            detail=fact.detail,
            told=detail_of(fact.code, fact.detail, fact.value),
            day=fact.day - begin,
            value=fact.value,
        )


def _numbered(ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Each by the order in which it was met."""
    return {one: number for number, one in enumerate(dict.fromkeys(ids))}
