"""Ballots as they are shown: all that is pinned, how far the count is, what came of it."""

from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.ballot_counts import (
    BarShown,
    ItemCountShown,
    ItemTallyShown,
    ThresholdShown,
    TurnoutShown,
    bar,
    counted,
    tally_shown,
    threshold,
    turnout,
)
from api.schemas.counting_shown import CountingShown, counting_of
from api.schemas.fields import Named, Shown, Time
from domain.ballot.events import (
    Bar,
    Electorate,
    ItemResult,
    Matter,
    Opened,
    Outcome,
    Parting,
    Thresholds,
    Weight,
)
from domain.ballot.running import NOTHING, WHOLE
from domain.method.rules import ApprovalRule
from projections.views.ballot import Challenge, Ended
from service.ballots.progress import Standing, standing_of
from service.ballots.reading import SeenBallot


class ThresholdPair(Shown):
    """What is asked of voters and of their area; None where that is not counted."""

    voters: ThresholdShown | None
    area: ThresholdShown | None


class ThresholdsShown(Shown):
    """Of the roll, how much must take part; of that, how much agree; or a panel's mean score."""

    taking_part: ThresholdPair
    agreeing: ThresholdPair
    score: int | None


class ParkingShown(Shown):
    """Whether titled parking spaces count, and on what ground."""

    counted: bool
    ground: str | None


class ItemShown(Shown):
    """One question; of an election with whom one can vote for, and how many seats there are."""

    number: int
    text: str | None
    candidates: list[int]
    seats: int


class RollShown(Shown):
    """Who is asked. `digest` is the SHA-256 of the roll's canonical form."""

    register_id: UUID | None = Field(description="the compound's register; None of a panel")
    register_version: int | None
    buildings: list[str]
    entrances: list[str]
    papers: int = Field(description="how many; one a voter")
    area: int = Field(description="of all papers, in 0.01 m²")
    digest: str


class ResultShown(Shown):
    """What became of an item; where `followed` is there, that count decides."""

    item: int
    reached: bool
    tally: ItemTallyShown
    followed: ItemTallyShown | None
    taking_part: BarShown
    agreeing: BarShown | None = Field(description="None of an election and of a panel")
    elected: list[int]
    tied: list[int] = Field(description="who stand equal over the last seats, and have none")


class BallotClosureShown(Shown):
    """The result (计票)."""

    outcome: Outcome
    outcome_label: str
    delivered: int
    returned: int
    results: list[ResultShown]


class ImportedShown(Shown):
    """The outside system whose count decides, and its proof."""

    system: str
    reference: str
    evidence: str


class EndedShown(Shown):
    """That it was cancelled or annulled, and why."""

    at: Time
    reason: str | None


class ChallengeShown(Shown):
    """An objection; its words are for its author, the committee, its superiors and auditors."""

    challenge: int
    at: Time
    person: UUID | None
    text: str | None
    answered_at: Time | None
    answer: str | None
    size: int | None


class BallotSummary(Shown):
    """A ballot in a list."""

    id: UUID
    version: int
    committee: Named
    compound: Named | None
    title: str | None
    issue: UUID | None
    election: UUID | None
    rule: ApprovalRule
    rule_label: str
    electorate: Electorate
    electorate_label: str
    standing: Standing
    standing_label: str
    opens_at: Time
    closes_at: Time
    ended_at: Time | None
    turnout: TurnoutShown
    outcome: Outcome | None = Field(description="None until it is closed")
    outcome_label: str | None


class BallotShown(BallotSummary):
    """A ballot with all that was pinned when it opened.

    `items_counted` is the running count, for those alone who may see how papers voted; others are
    told of choices once it is closed, in `closure`. To the party that manages the compound it shows
    what hangs out there: neither who counts nor who is witness, nor why it ended.
    """

    plan_version: int | None = Field(description="what is voted on; None where it is no plan")
    matter: Matter | None = Field(description="which common matter of art. 278; None for others")
    matter_label: str | None
    thresholds: ThresholdsShown
    parting: Parting
    parting_label: str
    roll: RollShown
    parking: ParkingShown | None
    items: list[ItemShown]
    counting: CountingShown
    counters: list[UUID]
    witnesses: list[str | None]
    notified_at: Time
    told_at: Time | None
    sees_votes: bool
    own_papers: list[str]
    items_counted: list[ItemCountShown] | None
    imported: ImportedShown | None
    closure: BallotClosureShown | None
    cancelled: EndedShown | None
    annulled: EndedShown | None
    challenges: list[ChallengeShown]


class BallotList(Shown):
    """A page of ballots, the newest first."""

    items: list[BallotSummary]
    next: str | None


def summary_of(seen: SeenBallot, language: Language) -> BallotSummary:
    """A ballot in a list."""
    row, opened = seen.row, seen.row.opened
    closed, standing = row.aftermath.closed, standing_of(row, seen.at)
    running = seen.sight.votes and standing in (Standing.OPEN, Standing.ENDED)
    papers = seen.state.counts.part(WHOLE)
    outcome = None if closed is None else closed.outcome
    return BallotSummary(
        id=row.ballot,
        version=row.version,
        committee=Named(id=row.committee, name=seen.names.get(row.committee)),
        compound=_named(seen, row.compound),
        title=seen.texts.of(opened.title),
        issue=row.issue,
        election=row.election,
        rule=opened.rule,
        rule_label=label_of("approval-rule", opened.rule, language),
        electorate=opened.electorate,
        electorate_label=label_of("electorate", opened.electorate, language),
        standing=standing,
        standing_label=label_of("ballot-standing", standing, language),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        ended_at=row.ended_at,
        turnout=turnout(seen.state, papers, row.delivered, choices=running),
        outcome=outcome,
        outcome_label=None if outcome is None else label_of("ballot-outcome", outcome, language),
    )


def ballot_of(seen: SeenBallot, language: Language) -> BallotShown:
    """A ballot in full, as far as it is for its reader."""
    opened, after = seen.row.opened, seen.row.aftermath
    told = summary_of(seen, language)
    matter = opened.matter
    return BallotShown(
        **{name: getattr(told, name) for name in BallotSummary.model_fields},
        plan_version=opened.proposal,
        matter=matter,
        matter_label=None if matter is None else label_of("matter", matter, language),
        thresholds=_thresholds(opened.thresholds),
        parting=opened.parting,
        parting_label=label_of("parting", opened.parting, language),
        roll=_roll(opened),
        parking=_parking(seen),
        items=_items(seen),
        counting=counting_of(opened.counting, language),
        counters=list(opened.counters) if seen.sight.persons else [],
        witnesses=[seen.texts.of(one) for one in opened.witnesses] if seen.sight.persons else [],
        notified_at=opened.notified_at,
        told_at=opened.told_at,
        sees_votes=seen.sight.votes,
        own_papers=list(seen.sight.own),
        items_counted=counted(seen.state) if seen.sight.votes else None,
        imported=_imported(seen),
        closure=_closure(seen, language),
        cancelled=_ended(seen, after.cancelled),
        annulled=_ended(seen, after.annulled),
        challenges=[_challenge(seen, *one) for one in sorted(after.challenges.items())],
    )


def _named(seen: SeenBallot, place: UUID | None) -> Named | None:
    return None if place is None else Named(id=place, name=seen.names.get(place))


def _pair(asked: Bar) -> ThresholdPair:
    voters, area = asked.voters, asked.area
    return ThresholdPair(
        voters=None if voters is None else threshold(voters),
        area=None if area is None else threshold(area),
    )


def _thresholds(told: Thresholds) -> ThresholdsShown:
    return ThresholdsShown(
        taking_part=_pair(told.taking_part), agreeing=_pair(told.agreeing), score=told.score
    )


def _roll(opened: Opened) -> RollShown:
    return RollShown(
        register_id=opened.register,
        register_version=opened.version,
        buildings=list(opened.buildings),
        entrances=list(opened.entrances),
        papers=opened.papers,
        area=opened.area,
        digest=opened.roll,
    )


def _parking(seen: SeenBallot) -> ParkingShown | None:
    parking = seen.row.opened.parking
    if parking is None:
        return None
    return ParkingShown(counted=parking.counted, ground=seen.texts.of(parking.ground))


def _items(seen: SeenBallot) -> list[ItemShown]:
    return [
        ItemShown(
            number=item.number,
            text=seen.texts.of(item.text),
            candidates=list(item.candidates),
            seats=item.seats,
        )
        for item in seen.row.opened.items
    ]


def _imported(seen: SeenBallot) -> ImportedShown | None:
    told = seen.row.aftermath.imported
    if told is None:
        return None
    return ImportedShown(system=told.system, reference=told.reference, evidence=told.evidence)


def _closure(seen: SeenBallot, language: Language) -> BallotClosureShown | None:
    closed = seen.row.aftermath.closed
    if closed is None:
        return None
    return BallotClosureShown(
        outcome=closed.outcome,
        outcome_label=label_of("ballot-outcome", closed.outcome, language),
        delivered=closed.delivered,
        returned=closed.returned,
        results=[_result(seen.row.opened, one) for one in closed.results],
    )


def _result(opened: Opened, told: ItemResult) -> ResultShown:
    decides, bars = told.followed or told.tally, opened.thresholds
    roll = Weight(voters=opened.papers, area=opened.area)
    [item] = (one for one in opened.items if one.number == told.item)
    bare = bool(item.candidates) or bars.score is not None
    agreeing = bar(bars.agreeing, decides.agree, decides.taking_part, NOTHING)
    return ResultShown(
        item=told.item,
        reached=told.reached,
        tally=tally_shown(told.tally),
        followed=None if told.followed is None else tally_shown(told.followed),
        taking_part=bar(bars.taking_part, decides.taking_part, roll, NOTHING),
        agreeing=None if bare else agreeing,
        elected=list(told.elected),
        tied=list(told.tied),
    )


def _ended(seen: SeenBallot, told: Ended | None) -> EndedShown | None:
    if told is None:
        return None
    reason = seen.texts.of(told.reason) if seen.sight.persons else None
    return EndedShown(at=told.at, reason=reason)


def _challenge(seen: SeenBallot, number: int, told: Challenge) -> ChallengeShown:
    own = told.person is not None and told.person == seen.person
    near = own or seen.sight.papers
    return ChallengeShown(
        challenge=number,
        at=told.at,
        person=told.person if near else None,
        text=seen.texts.of(told.text) if near else None,
        answered_at=told.answered_at,
        answer=seen.texts.of(told.answer) if near else None,
        size=told.size,
    )
