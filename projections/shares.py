"""The count of a ballot by part, by how its papers change: sums that are only ever added to."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol
from uuid import UUID

from rpds import HashTrieMap
from sqlalchemy import BigInteger, Column, Connection, Integer, String, Uuid, select

from domain.ballot.events import Choice, Mark, PartArea, Weight
from domain.ballot.running import NOTHING, Counts, ItemCount, PartCount, weights
from ledger.envelope import Recorded
from projections.engine import view_table

CANDIDATE, SCORE = "candidate-", "score"


class ShareRow(NamedTuple):
    """What the papers of a part come to, of which one thing is *said*.

    `item` is 0 for what is said of papers (`roll`, `delivered`, …), else the number of the item
    to which a choice is said, a candidate or a score; a score's sum stands in `voters`.
    """

    ballot: UUID
    part: str
    item: int
    said: str
    voters: int
    area: int


SHARE = view_table(
    "share",
    1,
    Column("ballot", Uuid, primary_key=True),
    Column("part", String(120), primary_key=True),
    Column("item", Integer, primary_key=True),
    Column("said", String(40), primary_key=True),
    Column("voters", BigInteger, nullable=False),
    Column("area", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)


class Marked(Protocol):
    """What a paper says."""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Item by item."""


class Counted(Protocol):
    """A paper, as far as it is counted."""

    @property
    def ballot(self) -> UUID:
        """Of which ballot."""

    @property
    def parts(self) -> tuple[PartArea, ...]:
        """Its area by part."""

    @property
    def delivered(self) -> bool:
        """Whether it reached its voter."""

    @property
    def partook(self) -> bool:
        """Whether its vote takes part."""

    @property
    def vote(self) -> Marked | None:
        """What it says; None before it is back."""


def moved(
    before: Counted | None, after: Counted | None, _recorded: Recorded[object]
) -> Iterator[ShareRow]:
    """By how much a paper's step changes the sums."""
    for paper, sign in ((before, -1), (after, 1)):
        if paper is None:
            continue
        said = [(0, name, 1) for name in _papers(paper)]
        said += [one for mark in _marks(paper) for one in _said(mark)]
        for part, weight in weights(paper.parts):
            yield from (_share(paper.ballot, part, one, weight, sign) for one in said)


def _papers(paper: Counted) -> Iterator[str]:
    yield "roll"
    if paper.delivered:
        yield "delivered"
    if paper.vote is not None:
        yield "returned"
    elif paper.delivered:
        yield "silent"
    if paper.partook:
        yield "partook"


def _marks(paper: Counted) -> Iterable[Mark]:
    return () if paper.vote is None else paper.vote.marks


def _said(mark: Mark) -> Iterator[tuple[int, str, int]]:
    """(item, what is said, how often): a score is said as often as it has points."""
    yield mark.item, mark.choice.value, 1
    yield from ((mark.item, f"{CANDIDATE}{one}", 1) for one in mark.candidates)
    if mark.score:
        yield mark.item, SCORE, mark.score


def _share(
    ballot: UUID, part: str, said: tuple[int, str, int], weight: Weight, sign: int
) -> ShareRow:
    item, name, times = said
    area = 0 if name == SCORE else weight.area
    return ShareRow(ballot, part, item, name, sign * times * weight.voters, sign * area)


def counts_of(connection: Connection, ballot: UUID) -> Counts:
    """The counts of a ballot, the whole roll's and each part's."""
    rows = connection.execute(select(SHARE).where(SHARE.c.ballot == ballot))
    said: dict[tuple[str, int], dict[str, Weight]] = {}
    for _ballot, part, item, name, voters, area in rows:
        said.setdefault((part, item), {})[name] = Weight(voters=voters, area=area)
    parts = {part: _part(known) for (part, item), known in said.items() if item == 0}
    items = {key: _item(known) for key, known in said.items() if key[1] != 0}
    return Counts(parts=HashTrieMap(parts), items=HashTrieMap(items))


def _part(said: Mapping[str, Weight]) -> PartCount:
    return PartCount(
        roll=said.get("roll", NOTHING),
        delivered=said.get("delivered", NOTHING),
        returned=said.get("returned", NOTHING),
        partook=said.get("partook", NOTHING),
        silent=said.get("silent", NOTHING),
    )


def _item(said: Mapping[str, Weight]) -> ItemCount:
    candidates = {
        int(name.removeprefix(CANDIDATE)): weight
        for name, weight in said.items()
        if name.startswith(CANDIDATE) and weight != NOTHING
    }
    return ItemCount(
        agree=said.get(Choice.AGREE, NOTHING),
        against=said.get(Choice.AGAINST, NOTHING),
        abstain=said.get(Choice.ABSTAIN, NOTHING),
        blank=said.get(Choice.BLANK, NOTHING),
        spoilt=said.get(Choice.SPOILT, NOTHING),
        candidates=HashTrieMap(candidates),
        score=said.get(SCORE, NOTHING).voters,
    )
