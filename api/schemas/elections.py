"""Elections of an owners' committee as they are shown."""

from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Named, Shown, Time
from domain.election.events import ElectionKind, Nominator
from domain.election.state import Candidate, Stage
from service.elections import ListedElection, SeenElection


class GroupMemberShown(Shown):
    """Somebody of the group; the name is in clear for who prepares the election."""

    person: UUID
    name: str | None = Field(examples=["顾*"])
    seat: str | None = Field(description="None: an owner")


class ElectionCandidate(Shown):
    """Who stands. The name is in clear once the list was published."""

    candidate: int
    person: UUID
    name: str | None = Field(examples=["程秋云"])
    by: Nominator
    by_label: str
    eligible: bool | None = Field(description="None: not vetted yet")
    reason: str | None = Field(description="for who prepares the election alone")
    withdrawn: bool
    listed: bool = Field(description="on the list that hangs out or is voted on")
    elected: bool


class FiledShown(Shown):
    """As what the committee is on file; `members` are candidates' persons."""

    organisation: Named
    number: str
    members: list[UUID]


class ElectionSummary(Shown):
    """An election in a list."""

    id: UUID
    committee: Named
    compound: Named
    kind: ElectionKind
    kind_label: str = Field(examples=["换届"])
    stage: Stage
    stage_label: str = Field(examples=["候选人公示"])
    seats: int
    candidates: int = Field(description="who has not withdrawn")
    elected: int
    changed_at: Time


class ElectionList(Shown):
    """A page of elections, the newest first."""

    items: list[ElectionSummary]
    next: str | None


class ElectionShown(Shown):
    """One election."""

    id: UUID
    version: int
    committee: Named
    compound: Named
    kind: ElectionKind
    kind_label: str = Field(examples=["换届"])
    stage: Stage
    stage_label: str = Field(examples=["候选人公示"])
    seats: int
    open_seats: int
    members: list[GroupMemberShown]
    candidates: list[ElectionCandidate]
    until: Time | None = Field(description="until when the list hangs out")
    ballot: UUID | None = Field(description="the ballot that runs")
    filed: FiledShown | None
    reason: str | None = Field(description="why it was abandoned")


def summary_of(listed: ListedElection, language: Language) -> ElectionSummary:
    """An entry of the list."""
    row, state = listed.row, listed.row.state
    return ElectionSummary(
        id=row.election,
        committee=Named(id=row.committee, name=listed.places.get(row.committee)),
        compound=Named(id=row.compound, name=listed.places.get(row.compound)),
        kind=state.kind,
        kind_label=label_of("election-kind", state.kind, language),
        stage=row.stage,
        stage_label=label_of("election-stage", row.stage, language),
        seats=state.seats,
        candidates=sum(not one.withdrawn for one in state.candidates.values()),
        elected=len(state.winners),
        changed_at=row.changed_at,
    )


def election_of(seen: SeenElection, language: Language) -> ElectionShown:
    """One election in full."""
    state = seen.state
    return ElectionShown(
        id=seen.election,
        version=seen.version,
        committee=_named(seen, state.committee),
        compound=_named(seen, state.compound),
        kind=state.kind,
        kind_label=label_of("election-kind", state.kind, language),
        stage=state.stage,
        stage_label=label_of("election-stage", state.stage, language),
        seats=state.seats,
        open_seats=state.open_seats,
        members=[
            GroupMemberShown(person=one.person, name=seen.names.get(one.person), seat=one.seat)
            for one in state.members
        ],
        candidates=[
            _candidate(seen, number, one, language) for number, one in state.candidates.items()
        ],
        until=state.until,
        ballot=state.ballot,
        filed=_filed(seen),
        reason=seen.text(state.reason),
    )


def _candidate(
    seen: SeenElection, number: int, candidate: Candidate, language: Language
) -> ElectionCandidate:
    return ElectionCandidate(
        candidate=number,
        person=candidate.person,
        name=seen.names.get(candidate.person),
        by=candidate.by,
        by_label=label_of("nominator", candidate.by, language),
        eligible=candidate.eligible,
        reason=seen.text(candidate.reason),
        withdrawn=candidate.withdrawn,
        listed=number in seen.state.on_the_list,
        elected=number in seen.state.winners,
    )


def _filed(seen: SeenElection) -> FiledShown | None:
    filed = seen.state.filed
    if filed is None:
        return None
    return FiledShown(
        organisation=_named(seen, filed.organisation),
        number=filed.number,
        members=list(filed.members),
    )


def _named(seen: SeenElection, one: UUID) -> Named:
    return Named(id=one, name=seen.places.get(one))
