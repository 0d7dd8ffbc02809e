"""Elections for tests: a compound with a register, persons who own there, each stage in one call.

    owners = Owners(town)                    # a new compound of the town's committee
    election = owners.elected()              # formed, nominated, vetted, published, voted on

What came before is put on record as it is, without the commands that record it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, ClassVar
from uuid import UUID

from domain.election.events import (
    BallotCalled,
    BallotEnded,
    CandidatesPublished,
    ElectionKind,
    GroupFormed,
    GroupMember,
    Nominated,
    Nominator,
    Vetted,
)
from domain.moment import DAY, Moment
from domain.organisation.events import OrganisationKind
from domain.register.canonical import digest_of, sums_of
from domain.register.events import (
    Adopted,
    AreaSource,
    Begun,
    ElectionBegun,
    ElectionEnded,
    ImportBegun,
    Owner,
    Published,
    Unit,
    UnitKind,
    UnitsEntered,
)
from domain.register.state import register_stream
from domain.sealed import KeyScope
from ledger.streams import ELECTION, REGISTER, Kind, load
from ledger.vault import Subject
from service.answers import Answer
from service.commands.base import Admission, Command
from service.commands.directory import AddCompound, RegisterOrganisation
from service.commands.election_endings import FileCommittee
from service.commands.elections import WithdrawCandidate
from service.commands.intake import Contact
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import EVERYTHING, Action, Principal
from service.service import SYSTEM
from service.work import Work
from tests.neighbourhood import Neighbourhood
from tests.running import run

_NUMBERS = count(1)
_BALLOT = new_id()


@dataclass(frozen=True, kw_only=True)
class Put(Command):
    """What others have recorded."""

    action: ClassVar[Action] = Action.INSTALL

    kind: Kind[Any, Any]
    stream: UUID
    events: Sequence[object]

    def newcomers(self) -> Sequence[Subject]:
        """What is written there later uses the stream's own key."""
        return ((KeyScope.STREAM, self.stream),)

    def admit(self, work: Work) -> Admission:
        """It belongs to nobody in particular."""
        return Admission(reach=EVERYTHING)

    def run(self, work: Work) -> None:
        """As it is."""
        work.append(self.kind, self.stream, self.events)


NAMES = ("程秋云", "俞望舒", "蒋一帆", "沈听雨", "韩知夏", "邵怀远")
"""Of the owners, in the order of their units; the last is in the group and does not stand."""


class Owners:
    """Six owners by the register of a compound: a new one of the town's committee unless told."""

    def __init__(
        self, town: Neighbourhood, *, committee: UUID | None = None, compound: UUID | None = None
    ) -> None:
        self.town, self.clerk = town, town.clerk
        self.committee, self.compound = committee or town.committee, compound or new_id()
        self.persons, self.secretary = [new_id() for _ in NAMES], new_id()
        self.organisation = new_id()
        named = [*zip(self.persons, NAMES, strict=True), (self.secretary, "陆文书")]
        self._together(
            SYSTEM,
            *(RegisterPerson(person=one, contact=Contact(name=name)) for one, name in named),
            Put(kind=REGISTER, stream=self._stream, events=self._register()),
        )
        name = f"临水苑{next(_NUMBERS)}"
        adding = AddCompound(body=self.committee, compound=self.compound, name=name)
        self._together(
            town.administrator,
            *([] if compound else [adding]),
            _committee(self.organisation, OrganisationKind.OWNERS_COMMITTEE),
        )

    def registered(self, kind: OrganisationKind) -> UUID:
        """A new organisation."""
        organisation = new_id()
        self.town.do(_committee(organisation, kind), by=self.town.administrator)
        return organisation

    def formed(self) -> UUID:
        """A group prepares the election of three."""
        return self._put(())

    def nominated(self) -> UUID:
        """Five stand."""
        return self._put(self._nominated())

    def vetted(self) -> UUID:
        """All of them may."""
        return self._put(self._fit())

    def published(self) -> UUID:
        """The list hangs out for a week."""
        return self._put(self._listed())

    def hung(self) -> UUID:
        """The list has hung out."""
        until = Moment(self.town.service.now() - DAY)
        listed = CandidatesPublished(candidates=(1, 2, 3, 4, 5), until=until)
        return self._put((*self._fit(), listed))

    def voting(self) -> UUID:
        """Owners vote."""
        return self._put((*self._listed(), BallotCalled(ballot=_BALLOT)))

    def elected(self, *candidates: int) -> UUID:
        """These have won, in that order; three unless told."""
        ended = BallotEnded(ballot=_BALLOT, elected=candidates or (4, 2, 1))
        return self._put((*self._listed(), BallotCalled(ballot=_BALLOT), ended))

    def filed(self) -> UUID:
        """The committee is on file."""
        election = self.elected()
        command = FileCommittee(
            election=election, organisation=self.organisation, number="长业备〔2026〕17号"
        )
        self.town.do(command, by=self.town.superior, if_match=self.version(election))
        return election

    def withdraw(self, election: UUID, candidate: int) -> None:
        """A candidate does not stand any more."""
        self.town.do(WithdrawCandidate(election=election, candidate=candidate), by=self.clerk)

    def over(self) -> None:
        """Whatever election ran here is over for the register, so that another may begin."""
        ended = [ElectionEnded(election=new_id())]
        self._together(SYSTEM, Put(kind=REGISTER, stream=self._stream, events=ended))

    def version(self, election: UUID) -> int:
        """That of its stream."""
        with self.town.service.database.read() as connection:
            folded = load(connection, ELECTION, election)
        assert folded is not None
        return folded.version

    @property
    def _stream(self) -> UUID:
        return register_stream(self.compound)

    def _put(self, events: Sequence[object]) -> UUID:
        """A new election with that history, as the register knows it."""
        election = new_id()
        group = (
            GroupMember(person=self.secretary, seat="residents-committee"),
            GroupMember(person=self.persons[-1], seat=None),
        )
        formed = GroupFormed(
            committee=self.committee,
            compound=self.compound,
            kind=ElectionKind.RENEWAL,
            seats=3,
            members=group,
        )
        begun = [ElectionBegun(election=election)]
        self._together(
            SYSTEM,
            Put(kind=ELECTION, stream=election, events=(formed, *events)),
            Put(kind=REGISTER, stream=self._stream, events=begun),
        )
        return election

    def _nominated(self) -> Sequence[object]:
        return [
            Nominated(candidate=number, person=person, by=Nominator.OWNERS)
            for number, person in enumerate(self.persons[:-1], start=1)
        ]

    def _fit(self) -> Sequence[object]:
        found = (Vetted(candidate=n, eligible=True, reason=None) for n in range(1, 6))
        return [*self._nominated(), *found]

    def _listed(self) -> Sequence[object]:
        until = Moment(self.town.service.now() + 7 * DAY)
        return [*self._fit(), CandidatesPublished(candidates=(1, 2, 3, 4, 5), until=until)]

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
            # It hung out long ago, and was heard.
            Published(version=1, until=Moment(self.town.service.now() - DAY)),
        )


def _committee(organisation: UUID, kind: OrganisationKind) -> RegisterOrganisation:
    return RegisterOrganisation(organisation=organisation, name="临水苑业委会", kind=kind)


def _flat(owner: str) -> Unit:
    return Unit(
        unit=f"1-1-{owner}01",
        building="1",
        entrance="1",
        kind=UnitKind.DWELLING,
        area=8_000,
        source=AreaSource.REGISTERED,
        owner=owner,
        households=1,
        residents=2,
    )
