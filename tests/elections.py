"""Elections for tests: a compound with a register, persons who own there, each stage in one call.

    owners = Owners(town)                    # a new compound of the town's committee
    election = owners.elected()              # formed, nominated, vetted, published, voted on

What registers and ballots record is put on record as it is, without their own commands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

from domain.election.calling import end
from domain.election.events import BallotCalled, ElectionKind, GroupMember, Nominator
from domain.moment import DAY, Moment
from domain.organisation.events import OrganisationKind
from domain.register.canonical import digest_of, sums_of
from domain.register.events import (
    Adopted,
    AreaSource,
    Begun,
    ImportBegun,
    Owner,
    Unit,
    UnitKind,
    UnitsEntered,
)
from domain.register.state import register_stream
from ledger.streams import ELECTION, REGISTER, Kind, load
from service.answers import Answer
from service.commands.base import Admission, Command
from service.commands.directory import AddCompound, RegisterOrganisation
from service.commands.election_endings import FileCommittee
from service.commands.elections import FormGroup, Nominate, PublishCandidates, Vet
from service.commands.intake import Contact
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import EVERYTHING, Action, Principal
from service.service import SYSTEM
from service.work import Work
from tests.neighbourhood import Neighbourhood
from tests.running import run

_NUMBERS = count(1)


@dataclass(frozen=True, kw_only=True)
class Put(Command):
    """What another capability has recorded."""

    action: ClassVar[Action] = Action.INSTALL

    kind: Kind[Any, Any]
    stream: UUID
    events: Sequence[object]

    def admit(self, work: Work) -> Admission:
        """It belongs to nobody in particular."""
        return Admission(reach=EVERYTHING)

    def run(self, work: Work) -> None:
        """As it is."""
        work.append(self.kind, self.stream, self.events)


NAMES = ("程秋云", "俞望舒", "蒋一帆", "沈听雨", "韩知夏", "邵怀远")
"""Of the owners, in the order of their units; the last is in the group and does not stand."""


class Owners:
    """A new compound of the town's committee, whose register names six owners."""

    def __init__(self, town: Neighbourhood) -> None:
        self.town, self.clerk = town, town.clerk
        self.committee, self.compound = town.committee, new_id()
        self.persons, self.secretary = [new_id() for _ in NAMES], new_id()
        self.organisation = new_id()
        named = [*zip(self.persons, NAMES, strict=True), (self.secretary, "陆文书")]
        self._together(
            SYSTEM,
            *(RegisterPerson(person=one, contact=Contact(name=name)) for one, name in named),
            Put(kind=REGISTER, stream=register_stream(self.compound), events=self._register()),
        )
        self._together(
            town.administrator,
            AddCompound(
                body=self.committee, compound=self.compound, name=f"临水苑{next(_NUMBERS)}"
            ),
            _committee(self.organisation, OrganisationKind.OWNERS_COMMITTEE),
        )

    def put(self, kind: Kind[Any, Any], stream: UUID, events: Sequence[object]) -> None:
        """Record what another capability would."""
        self.town.do(Put(kind=kind, stream=stream, events=events), by=SYSTEM)

    def registered(self, kind: OrganisationKind) -> UUID:
        """A new organisation."""
        organisation = new_id()
        self.town.do(_committee(organisation, kind), by=self.town.administrator)
        return organisation

    @property
    def members(self) -> tuple[GroupMember, ...]:
        """The smallest group: the residents' committee and an owner."""
        return (
            GroupMember(person=self.secretary, seat="residents-committee"),
            GroupMember(person=self.persons[-1], seat=None),
        )

    def formed(self, *, seats: int = 3) -> UUID:
        """A group that prepares an election."""
        command = FormGroup(
            election=new_id(),
            committee=self.committee,
            compound=self.compound,
            kind=ElectionKind.RENEWAL,
            seats=seats,
            members=self.members,
        )
        self.town.do(command, by=self.clerk)
        return command.election

    def nominated(self) -> UUID:
        """Five stand."""
        election = self.formed()
        self._together(
            self.clerk,
            *(
                Nominate(election=election, person=person, by=Nominator.OWNERS)
                for person in self.persons[:-1]
            ),
        )
        return election

    def vetted(self) -> UUID:
        """All of them may."""
        election = self.nominated()
        self._together(
            self.clerk,
            *(
                Vet(election=election, candidate=candidate, eligible=True)
                for candidate in range(1, len(self.persons))
            ),
        )
        return election

    def published(self) -> UUID:
        """The list hangs out for a week."""
        election = self.vetted()
        until = Moment(self.town.service.now() + 7 * DAY)
        command = PublishCandidates(election=election, until=until)
        self.town.do(command, by=self.clerk, if_match=self.version(election))
        return election

    def voting(self) -> UUID:
        """Owners vote."""
        election = self.published()
        self.put(ELECTION, election, [BallotCalled(ballot=new_id())])
        return election

    def elected(self, *candidates: int) -> UUID:
        """These have won, in that order; three unless told."""
        election = self.voting()
        with self.town.service.database.read() as connection:
            folded = load(connection, ELECTION, election)
        assert folded is not None
        assert folded.state.ballot is not None
        over = end(folded.state, ballot=folded.state.ballot, elected=candidates or (4, 2, 1))
        self.put(ELECTION, election, over)
        return election

    def filed(self) -> UUID:
        """The committee is on file."""
        election = self.elected()
        command = FileCommittee(
            election=election, organisation=self.organisation, number="长业备〔2026〕17号"
        )
        self.town.do(command, by=self.town.superior, if_match=self.version(election))
        return election

    def version(self, election: UUID) -> int:
        """That of its stream."""
        with self.town.service.database.read() as connection:
            folded = load(connection, ELECTION, election)
        assert folded is not None
        return folded.version

    def _together(self, by: Principal, *commands: Command) -> None:
        """In one commit, for hundreds of tests begin like this."""
        answers = run(self.town.service.execute_in_order(commands, principal=by))
        assert [one for one in answers if not isinstance(one, Answer)] == []

    def _register(self) -> Sequence[object]:
        owners = [
            Owner(owner=str(number), persons=(person,), developer=False)
            for number, person in enumerate(self.persons, start=1)
        ]
        units = [_flat(owner.owner) for owner in owners]
        by_code = {unit.unit: unit for unit in units}
        by_number = {owner.owner: owner for owner in owners}
        digest = digest_of(by_code, by_number)
        return (
            Begun(committee=self.committee, compound=self.compound),
            ImportBegun(version=1, file="0" * 64, units=len(units)),
            UnitsEntered(version=1, owners=tuple(owners), units=tuple(units)),
            Adopted(version=1, sums=sums_of(by_code, by_number), digest=digest),
        )


def _committee(organisation: UUID, kind: OrganisationKind) -> RegisterOrganisation:
    return RegisterOrganisation(organisation=organisation, name="临水苑业委会", kind=kind)


def _flat(owner: str) -> Unit:
    return Unit(
        unit=f"1-{owner}01",
        building="1",
        entrance="1",
        kind=UnitKind.DWELLING,
        area=8_000,
        source=AreaSource.REGISTERED,
        owner=owner,
        households=1,
        residents=2,
    )
