"""A district whose bodies are real, and whose facts and tallies are invented, five years of them.

The fact histories are those of simulated issues, in turn, and in every committee in another
order. Nothing stands in the log but the bodies: what statistics read is all there is.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import update

from bench.added_up import AddedUp
from bench.bodies import COMMITTEES, COMPOUNDS, Bodies, register
from bench.loading import load
from bench.site import Site, opened
from bench.templates import Piece, Template
from domain.calendar.days import Day, day_of
from ledger.database import Database
from ledger.log import read_head
from ledger.now import clock
from projections.anew import Progress, silent
from projections.engine import CURSOR
from projections.figures.rows import ALWAYS
from projections.figures.tables import FACT, TALLY
from projections.views import course

DAYS = 5 * 365
"""The days of which there are facts, up to today."""

_SPREAD = 37
"""By how many templates each committee is ahead of the one before."""

Row = tuple[object, ...]
"""A fact, in the order of the table's columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A district that was filled: up to the day `last`, in so many seconds."""

    site: Site
    bodies: Bodies
    last: Day
    issues: int
    facts: int
    tallies: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Issues:
    """So many of them in `DAYS`, of which those are told that were reported from `first` on."""

    many: int
    first: Day
    last: Day
    templates: Sequence[Template]

    def each(self) -> Iterator[tuple[int, int, int, Day]]:
        """Number, committee, template and the day of the report."""
        begin = self.last - DAYS + 1
        for number in range(self.many):
            day = Day(begin + number * DAYS // self.many)
            if day >= self.first:
                turn, committee = divmod(number, COMMITTEES)
                template = (turn + committee * _SPREAD) % len(self.templates)
                yield number, committee, template, day


def fill(
    site: Site, kinds: Sequence[Template], issues: int, days: int = DAYS, told: Progress = silent
) -> Counted:
    """Fill a new site with the last *days* of so many issues in `DAYS`, of these kinds in turn."""
    began = time.perf_counter()
    last = day_of(clock())
    with opened(site) as service:
        bodies = register(service)
    wanted = Issues(many=issues, first=Day(last - days + 1), last=last, templates=kinds)
    added = AddedUp(bodies, kinds, wanted.first, last)
    facts = load(site, FACT, _facts(wanted, bodies, added, told))
    tallies = load(site, TALLY, ((one.body.hex, *one[1:]) for one in added.rows()))
    _nothing_lags(site)
    return Counted(
        site=site,
        bodies=bodies,
        last=last,
        issues=sum(1 for _ in wanted.each()),
        facts=facts,
        tallies=tallies,
        seconds=time.perf_counter() - began,
    )


def _facts(issues: Issues, bodies: Bodies, added: AddedUp, told: Progress) -> Iterator[Row]:
    """Facts as they stand on the last day; each issue is added up on the way."""
    for number, committee, template, day in issues.each():
        added.add(committee, template, day)
        issue = f"{day:016x}{number:016x}"
        for piece in issues.templates[template].pieces:
            if day + piece.since <= issues.last:
                yield _fact(issue, piece, committee, day, issues.last, bodies)
        if not number % 10_000:
            told(number, issues.many)


def _fact(issue: str, piece: Piece, committee: int, day: Day, last: Day, bodies: Bodies) -> Row:
    at = (committee + piece.away) % COMMITTEES
    until = day + piece.until
    return (
        issue,
        piece.slot,
        day + piece.since,
        until if until <= last else ALWAYS,
        bodies.committees[at].hex,
        None if piece.compound is None else bodies.compounds[at][piece.compound % COMPOUNDS].hex,
        piece.category,
        piece.channel,
        piece.method,
        piece.code,
        piece.detail,
        day + piece.day,
        piece.value,
    )


def _nothing_lags(site: Site) -> None:
    database = Database(site.ledger)
    try:
        with database.write() as connection:
            head = read_head(connection, lock=True).position
            ours = CURSOR.c.view == course.VIEW.id
            connection.execute(update(CURSOR).where(ours).values(position=head))
    finally:
        database.close()
