"""Elections of an owners' committee: what comes in."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from api.schemas.fields import (
    AtLeast,
    Body,
    Code,
    Count,
    Cursor,
    Instant,
    Text,
    example,
)
from domain.election.events import ElectionKind, GroupMember, Nominator
from domain.election.state import Stage
from domain.moment import moment_of
from service.commands.election_endings import AbandonElection, FileCommittee
from service.commands.elections import (
    FormGroup,
    Nominate,
    PublishCandidates,
    Vet,
    WithdrawCandidate,
)
from service.ids import new_id

_ID = "0199d3a4-7c00-7000-8000-00000000000"

FilingNumber = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[0-9A-Z\u4e00-\u9fff〔〕()（）-]{1,40}$")
]
"""Under what the subdistrict has it on file: digits, capital letters, Chinese characters."""


class GroupMemberBody(Body):
    """Somebody of the group; without a seat they are there for the owners."""

    person: UUID
    seat: Code | None = None


class ElectionBody(Body):
    """The group that prepares an election stands."""

    model_config = example(
        committee_id=f"{_ID}1",
        compound_id=f"{_ID}2",
        kind="renewal",
        seats=9,
        members=[
            {"person": f"{_ID}3", "seat": "residents-committee"},
            {"person": f"{_ID}4"},
        ],
    )

    committee_id: UUID
    compound_id: UUID
    kind: ElectionKind
    seats: Annotated[int, Field(strict=True, ge=3, le=99, description="an odd number")]
    members: Annotated[list[GroupMemberBody], Field(min_length=2, max_length=50)]

    def command(self) -> FormGroup:
        """The command, with a new id."""
        return FormGroup(
            election=new_id(),
            committee=self.committee_id,
            compound=self.compound_id,
            kind=self.kind,
            seats=self.seats,
            members=tuple(GroupMember(person=one.person, seat=one.seat) for one in self.members),
        )


class NominationBody(Body):
    """An owner stands."""

    model_config = example(person=f"{_ID}4", by="owners")

    person: UUID
    by: Nominator

    def command(self, election: UUID) -> Nominate:
        """The command."""
        return Nominate(election=election, person=self.person, by=self.by)


class VettingBody(Body):
    """What was found of a candidate."""

    model_config = example(candidate=3, eligible=False, reason="拖欠物业费，经核实属实。")

    candidate: Count
    eligible: Annotated[bool, Field(strict=True)]
    reason: Text | None = None

    def command(self, election: UUID) -> Vet:
        """The command."""
        return Vet(
            election=election,
            candidate=self.candidate,
            eligible=self.eligible,
            reason=self.reason,
        )


class CandidateWithdrawalBody(Body):
    """A candidate does not stand any more."""

    model_config = example(candidate=3)

    candidate: Count

    def command(self, election: UUID) -> WithdrawCandidate:
        """The command."""
        return WithdrawCandidate(election=election, candidate=self.candidate)


class ListPublicationBody(Body):
    """The list of candidates hangs out until then."""

    model_config = example(until="2026-12-01T00:00:00+08:00")

    until: Instant

    def command(self, election: UUID) -> PublishCandidates:
        """The command."""
        return PublishCandidates(election=election, until=moment_of(self.until))


class CommitteeFilingBody(Body):
    """The subdistrict has the new committee on file, as that organisation."""

    model_config = example(organisation=f"{_ID}5", number="长业备〔2026〕17号")

    organisation: UUID
    number: FilingNumber

    def command(self, election: UUID) -> FileCommittee:
        """The command."""
        return FileCommittee(election=election, organisation=self.organisation, number=self.number)


class ElectionAbandonmentBody(Body):
    """Why it ends without a committee."""

    model_config = example(reason="两次公示均无足够候选人。")

    reason: Text

    def command(self, election: UUID) -> AbandonElection:
        """The command."""
        return AbandonElection(election=election, reason=self.reason)


class ElectionFilter(Body):
    """How the list is narrowed and paged."""

    compound: UUID | None = None
    stage: Stage | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    at_least: AtLeast | None = None
