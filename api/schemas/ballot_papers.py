"""Papers, votes and parts of a ballot as they are shown to those who may see them."""

from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.ballot_counts import ItemCountShown, TurnoutShown, counted, turnout
from api.schemas.fields import Shown, Time
from domain.ballot.counting import VoteChannel
from domain.ballot.events import Choice, Delivery, Item, Mark, Place
from domain.ballot.state import BallotState
from projections.views.paper import PaperRow, Reached, Vote
from service.ballots.reading import SeenPapers, SeenParts
from service.ballots.sight import Told


class PlaceShown(Shown):
    """One unit of a paper; its area in 0.01 m²."""

    unit: str
    building: str
    entrance: str | None
    area: int


class ReachedShown(Shown):
    """How the paper reached its voter."""

    how: Delivery
    how_label: str
    at: Time
    by: UUID | None
    witness: str | None
    evidence: str | None


class PaperShown(Shown):
    """One paper: whether it is out and back, and nothing of what it says."""

    paper: str
    persons: list[UUID]
    places: list[PlaceShown]
    delivered: ReachedShown | None
    returned_at: Time | None
    channel: VoteChannel | None = Field(description="None while it is not back")
    channel_label: str | None
    voided: int


class MarkShown(Shown):
    """What a paper says to one item."""

    item: int
    choice: Choice
    choice_label: str
    candidates: list[int]
    score: int | None


class ProxyShown(Shown):
    """Who voted in the owner's place."""

    proxy: int
    name: str | None
    mandate: str


class VoteShown(Shown):
    """A paper that is back, and what it says; `replaced` counts the votes before it."""

    paper: str
    unit: str | None
    marks: list[MarkShown]
    channel: VoteChannel
    channel_label: str
    returned_at: Time
    evidence: str | None
    voter: UUID | None
    proxy: ProxyShown | None
    witness: str | None
    entered_by: UUID | None
    replaced: int


class PaperList(Shown):
    """A page of papers; `position` is how far of the record it goes."""

    items: list[PaperShown]
    next: str | None
    position: int


class VoteList(Shown):
    """A page of votes: all to who may see them, to others those of their own papers."""

    items: list[VoteShown]
    next: str | None
    position: int


class PapersSaidShown(Shown):
    """How many papers of a part said what to one item; no area, which would tell whose they are."""

    item: int
    agree: int
    against: int
    abstain: int
    blank: int
    spoilt: int


class BallotPartShown(Shown):
    """A building or entrance.

    `papers_said` is None where choices are not for the reader, `items_counted` also where areas by
    choice are not: where parts do not decide by themselves.
    """

    part: str
    turnout: TurnoutShown
    papers_said: list[PapersSaidShown] | None
    items_counted: list[ItemCountShown] | None


class BallotPartList(Shown):
    """All parts by name."""

    items: list[BallotPartShown]
    position: int


def papers_of(seen: SeenPapers, language: Language) -> list[PaperShown]:
    """The papers of a page."""
    return [_paper(seen, row, language) for row in seen.items]


def votes_of(seen: SeenPapers, language: Language) -> list[VoteShown]:
    """What the papers of a page say."""
    return [_vote(seen, row, row.vote, language) for row in seen.items if row.vote is not None]


def parts_of(seen: SeenParts) -> list[BallotPartShown]:
    """The parts of a ballot, as far as their choices are for its reader."""
    return [_part(seen.ballot.state, part, seen.told) for part in seen.ballot.state.parts]


def _part(state: BallotState, part: str, told: Told) -> BallotPartShown:
    count = state.counts.part(part)
    all_of_it = told is Told.ALL
    said = [_said(state, item, part) for item in state.opened.items]
    return BallotPartShown(
        part=part,
        turnout=turnout(state, count, count.delivered.voters, choices=all_of_it, part=part),
        papers_said=None if told is Told.NOTHING else said,
        items_counted=counted(state, part) if all_of_it else None,
    )


def _said(state: BallotState, item: Item, part: str) -> PapersSaidShown:
    count = state.counts.item(part, item.number)
    return PapersSaidShown(
        item=item.number,
        agree=count.agree.voters,
        against=count.against.voters,
        abstain=count.abstain.voters,
        blank=count.blank.voters,
        spoilt=count.spoilt.voters,
    )


def _paper(seen: SeenPapers, row: PaperRow, language: Language) -> PaperShown:
    channel = row.channel
    reached = None if row.reached is None else _reached(seen, row.reached, language)
    return PaperShown(
        paper=row.paper,
        persons=list(row.persons),
        places=[_place(place) for place in row.places],
        delivered=reached,
        returned_at=row.returned_at,
        channel=channel,
        channel_label=None if channel is None else label_of("vote-channel", channel, language),
        voided=row.voided,
    )


def _place(place: Place) -> PlaceShown:
    return PlaceShown(
        unit=place.unit, building=place.building, entrance=place.entrance, area=place.area
    )


def _reached(seen: SeenPapers, told: Reached, language: Language) -> ReachedShown:
    return ReachedShown(
        how=told.how,
        how_label=label_of("delivery", told.how, language),
        at=told.at,
        by=told.by,
        witness=seen.texts.of(told.witness),
        evidence=told.evidence,
    )


def _vote(seen: SeenPapers, row: PaperRow, vote: Vote, language: Language) -> VoteShown:
    proxy = vote.proxy
    shown = None
    if proxy is not None:
        name = seen.texts.of(proxy.name)
        shown = ProxyShown(proxy=proxy.proxy, name=name, mandate=proxy.mandate)
    return VoteShown(
        paper=row.paper,
        unit=vote.unit,
        marks=[_mark(mark, language) for mark in vote.marks],
        channel=vote.channel,
        channel_label=label_of("vote-channel", vote.channel, language),
        returned_at=vote.at,
        evidence=vote.evidence,
        voter=vote.voter,
        proxy=shown,
        witness=seen.texts.of(vote.witness),
        entered_by=vote.entered_by,
        replaced=vote.times,
    )


def _mark(mark: Mark, language: Language) -> MarkShown:
    return MarkShown(
        item=mark.item,
        choice=mark.choice,
        choice_label=label_of("choice", mark.choice, language),
        candidates=list(mark.candidates),
        score=mark.score,
    )
