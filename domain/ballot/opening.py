"""Opening a ballot: the question, the roll and how it is counted are fixed here and never after."""

from uuid import UUID

from domain.ballot.counting import Counting
from domain.ballot.events import Electorate, Matter, Opened, Paper, RollListed
from domain.ballot.preparing import (
    adopted,
    require_agenda,
    require_notice,
    require_owners_free,
    require_published,
)
from domain.ballot.procedure import pinned_counting
from domain.ballot.roll import digest, panel_of, portions, roll_of
from domain.ballot.rules import (
    require_electorate,
    require_floor,
    require_matter,
    require_parting,
    thresholds_of,
)
from domain.ballot.state import BallotState
from domain.ballot.wanted import WantedBallot
from domain.method.rules import CanvassFloor
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.register.state import RegisterState, register_stream


def open_ballot(
    state: BallotState | None,
    register: RegisterState | None,
    wanted: WantedBallot,
    *,
    committee: UUID,
    floor: CanvassFloor | None = None,
    now: Moment,
) -> tuple[Opened | RollListed, ...]:
    """Put the question: the opening, and the roll in portions.

    *register* is that of the compound, None for a panel; *floor* what the method asks of a canvass
    at least. Refused: `ballot-already-opened`;
    by the rule `rule-without-ballot`, `electorate-not-allowed`, `matter-…`, `parting-not-allowed`,
    `bar-…`, `threshold-…`; by the agenda `items-required`, `too-many-items`, `item-repeated`,
    `candidates-malformed`, `counters-required`; by the procedure `counting-…`,
    `silence-not-counted`; by the notice `occurred-in-future`, `opens-in-past`,
    `closes-before-opening`, `notice-too-short`, `residents-committee-not-told`; by the register
    `register-not-adopted`, `register-not-published`, `hearing-not-over`, `objections-unanswered`,
    `election-running`, `election-not-running`; and what `roll_of` refuses.
    """
    if state is not None:
        raise Refused(Code.BALLOT_ALREADY_OPENED)
    _require_rule(wanted)
    require_agenda(wanted.items, wanted.counters, election=wanted.election is not None)
    filed = None if register is None else register.procedure
    counting = pinned_counting(wanted.rule, wanted.electorate, filed, wanted.counting)
    opens_at = now if wanted.opens_at is None else wanted.opens_at
    require_notice(wanted, counting, opens_at=opens_at, now=now)
    papers, version = _roll(register, wanted, committee, now)
    require_floor(wanted.rule, thresholds_of(wanted.rule, wanted.thresholds), floor)
    opened = _opened(wanted, committee, counting, papers, opens_at=opens_at, version=version)
    return (opened, *portions(papers))


def _require_rule(wanted: WantedBallot) -> None:
    election = wanted.election is not None
    require_electorate(wanted.rule, wanted.electorate)
    some = not wanted.scope.is_all
    require_matter(wanted.rule, wanted.electorate, wanted.matter, some=some)
    require_parting(wanted.rule, wanted.parting, election=election)
    if election and wanted.matter is not Matter.COMMITTEE:
        raise Refused(Code.MATTER_NOT_ASKED)


def _roll(
    register: RegisterState | None, wanted: WantedBallot, committee: UUID, now: Moment
) -> tuple[tuple[Paper, ...], int | None]:
    """The roll, and the version of the register that it was taken from."""
    if wanted.electorate is Electorate.PANEL:
        return panel_of(wanted.panel), None
    register, version = adopted(register, committee)
    if wanted.electorate is Electorate.OWNERS:
        require_published(register, now)
        require_owners_free(register, wanted.election)
    papers = roll_of(
        version,
        electorate=wanted.electorate,
        scope=wanted.scope,
        parting=wanted.parting,
        parking=wanted.parking,
    )
    return papers, version.number


def _opened(
    wanted: WantedBallot,
    committee: UUID,
    counting: Counting,
    papers: tuple[Paper, ...],
    *,
    opens_at: Moment,
    version: int | None,
) -> Opened:
    owners = wanted.electorate is Electorate.OWNERS
    register = None
    if wanted.compound is not None and version is not None:
        register = register_stream(wanted.compound)
    return Opened(
        committee=committee,
        compound=wanted.compound,
        title=wanted.title,
        issue=wanted.issue,
        proposal=wanted.proposal,
        election=wanted.election,
        rule=wanted.rule,
        matter=wanted.matter,
        thresholds=thresholds_of(wanted.rule, wanted.thresholds),
        parting=wanted.parting,
        electorate=wanted.electorate,
        register=register,
        version=version,
        buildings=tuple(sorted(set(wanted.scope.buildings))),
        entrances=tuple(sorted(set(wanted.scope.entrances))),
        parking=wanted.parking if owners else None,
        papers=len(papers),
        area=sum(place.area for paper in papers for place in paper.places),
        roll=digest(papers),
        items=wanted.items,
        counting=counting,
        counters=wanted.counters,
        witnesses=wanted.witnesses,
        notified_at=wanted.notified_at,
        told_at=wanted.told_at,
        opens_at=opens_at,
        closes_at=wanted.closes_at,
    )
