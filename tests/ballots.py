"""Ballots for tests: a compound whose register hangs out, its voters, and each stage in one call.

    voters = Voters(town)                    # a new compound of the town's committee
    ballot = voters.opened()                 # owners decide on using the fund; counters are named
    voters.votes(ballot, "101", "agree")     # entered by the counter
    voters.closed(ballot)

What came before is put on record as it is, without the commands that record it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.ballot.closing import close
from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.ballot.events import (
    Bar,
    Choice,
    Delivery,
    Electorate,
    ItemTally,
    Mark,
    Matter,
    Opened,
    Threshold,
    Thresholds,
    Weight,
)
from domain.method.rules import ApprovalRule
from domain.moment import DAY, Moment
from domain.register.canonical import digest_of, sums_of
from domain.register.events import (
    Adopted,
    AreaSource,
    Begun,
    ImportBegun,
    Owner,
    ProcedureFiled,
    Published,
    Unit,
    UnitKind,
    UnitsEntered,
)
from domain.register.state import register_stream
from domain.replacing import replace
from ledger.catalogue import CATALOGUE
from ledger.log import read_stream
from ledger.streams import BALLOT, REGISTER, load
from projections.engine import fetch
from projections.views import ballot as view
from service.answers import Answer
from service.commands.ballot_contesting import AnswerChallenge, Challenge
from service.commands.ballot_ending import CancelBallot, CloseBallot, ImportResult
from service.commands.ballot_opening import OpenBallot, Question
from service.commands.ballot_voting import CastVote, Deliver, Handed, VoidVote
from service.commands.base import Command
from service.commands.directory import AddCompound
from service.commands.intake import Contact
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM
from tests.elections import Put
from tests.neighbourhood import Neighbourhood, principal
from tests.running import run

EVIDENCE = "5e" * 32
_NUMBERS = count(1)
_PORTION = 100
_KNOWN = 50
"""Of more owners nobody asks for a name."""

UNITS = (
    ("101", "1", "1", 8_000, "o1"),
    ("102", "1", "1", 9_000, "o2"),
    ("103", "1", "2", 10_000, "o3"),
    ("104", "1", "2", 11_000, "o4"),
    ("201", "2", "1", 12_000, "o5"),
    ("202", "2", "1", 13_000, "o1"),
    ("203", "2", None, 14_000, "o6"),
    ("301", "3", "1", 15_000, "o7"),
)
"""Unit, building, entrance, area (0.01 m²) and owner: `o1` has two units, 3 is a house alone."""

COUNTING = Counting(
    unreturned=Unreturned.ABSENT,
    blank=Invalid.ABSTAINS,
    spoilt=Invalid.ABSTAINS,
    turnout_per_item=False,
    replaceable=False,
    visibility=Visibility.COUNTERS,
    proxies=2,
    channels=(VoteChannel.PAPER, VoteChannel.VISIT, VoteChannel.ONLINE),
    notice_days=15,
)


class Voters:
    """Seven owners by the register of a compound, which hangs out and was heard.

    Of `o2` there are two, a couple. `counter` counts, and is nobody's clerk.
    """

    def __init__(
        self,
        town: Neighbourhood,
        *,
        compound: UUID | None = None,
        committee: UUID | None = None,
        clerk: Principal | None = None,
        units: Sequence[tuple[str, str, str | None, int, str]] = UNITS,
        households: int = 1,
        known: Mapping[str, UUID] = {},
    ) -> None:
        """*known* are persons of the ledger who are owners here, by their number."""
        self.town, self.clerk = town, clerk or town.clerk
        self.committee, self.compound = committee or town.committee, compound or new_id()
        self._households = households
        self.units, numbers = units, list(dict.fromkeys(one[4] for one in units))
        couple = numbers[1:2]
        self.persons: Mapping[str, tuple[UUID, ...]] = {
            number: (new_id(), new_id()) if number in couple else (new_id(),) for number in numbers
        } | {number: (person,) for number, person in known.items()}
        self.counter = principal(Role.RESIDENT, body=self.committee, compound=self.compound)
        named = [
            person
            for number, persons in self.persons.items()
            for person in persons
            if number not in known
        ][:_KNOWN]
        counter = self.counter.person
        assert counter is not None
        self._together(
            SYSTEM,
            *(RegisterPerson(person=one, contact=Contact(name="顾晚晴")) for one in named),
            RegisterPerson(person=counter, contact=Contact(name="石计票")),
            Put(kind=REGISTER, stream=self.register, events=self._registered()),
        )
        if compound is None:
            adding = AddCompound(
                body=self.committee, compound=self.compound, name=f"听雨苑{next(_NUMBERS)}"
            )
            self._together(town.administrator, adding)

    @property
    def register(self) -> UUID:
        """The register's stream."""
        return register_stream(self.compound)

    def owner(self, number: str, place: int = 0) -> Principal:
        """One of an owner's persons, with a key of their own."""
        person = self.persons[number][place]
        return Principal(
            person=person,
            roles=frozenset({Role.RESIDENT}),
            body=self.committee,
            compound=self.compound,
        )

    def filed(self, counting: Counting = COUNTING) -> None:
        """The owners' rules of procedure are filed."""
        events = [ProcedureFiled(version=1, counting=counting, evidence=EVIDENCE)]
        self._together(SYSTEM, Put(kind=REGISTER, stream=self.register, events=events))

    def opening(self, **fields: Any) -> OpenBallot:
        """Owners decide by the ordinary majority whether the fund is used, for thirty days."""
        now = self.town.service.now()
        usual: dict[str, Any] = {
            "ballot": new_id(),
            "compound": self.compound,
            "title": "使用维修资金更换水泵",
            "rule": ApprovalRule.OWNERS_ORDINARY,
            "matter": Matter.USE_FUND,
            "electorate": Electorate.OWNERS,
            "items": (Question(number=1, text="是否同意使用维修资金更换水泵？"),),
            "counting": COUNTING,
            "counters": (self.counter.person,),
            "witnesses": ("民警 丁一鸣",),
            "notified_at": Moment(now - 20 * DAY),
            "told_at": Moment(now - 20 * DAY),
            "closes_at": Moment(now + 30 * DAY),
        }
        return OpenBallot(**usual | fields)

    def opened(self, **fields: Any) -> UUID:
        """It is open; returns its id."""
        command = self.opening(**fields)
        self.town.do(command, by=self.clerk)
        return command.ballot

    def begun(self, **fields: Any) -> UUID:
        """Some papers are out, some are back, and one was found to be none of its owner's."""
        ballot = self.opened(**fields)
        self.delivers(ballot, "101", "102", "103")
        self.votes(ballot, "agree", "101", "102", "201")
        self.votes(ballot, "against", "104")
        self.votes(ballot, "abstain", "203")
        self.voids(ballot, "102")
        return ballot

    def delivers(self, ballot: UUID, *units: str) -> None:
        """Papers are handed over."""
        handed = [
            Handed(
                paper=None,
                unit=unit,
                how=Delivery.HAND,
                by=None,
                witness=None,
                evidence=None,
                occurred_at=None,
            )
            for unit in units
        ]
        self.town.do(Deliver(ballot=ballot, handed=handed), by=self.clerk)

    def vote(self, ballot: UUID, unit: str, choice: str, **fields: Any) -> CastVote:
        """What a paper of that unit says to every item."""
        items = self.row(ballot).opened.items
        said = Choice(choice)
        marks = tuple(Mark(item=i.number, choice=said, candidates=(), score=None) for i in items)
        usual: dict[str, Any] = {"channel": VoteChannel.PAPER, "marks": marks}
        return CastVote(ballot=ballot, unit=unit, **usual | fields)

    def votes(self, ballot: UUID, choice: str, *units: str) -> None:
        """These papers are back, and say so; entered by the counter."""
        for unit in units:
            self.town.do(self.vote(ballot, unit, choice), by=self.counter)

    def voids(self, ballot: UUID, unit: str) -> None:
        """It was not the owner's."""
        self.town.do(VoidVote(ballot=ballot, unit=unit, reason="签名不符"), by=self.counter)

    def all_vote(self, ballot: UUID, choice: str = "agree") -> None:
        """What is still out comes back."""
        first = {number: unit for unit, *_, number in reversed(self.units)}
        with self.town.service.database.read() as connection:
            folded = load(connection, BALLOT, ballot)
        assert folded is not None
        out = (unit for number, unit in first.items() if number not in folded.state.votes)
        self.votes(ballot, choice, *sorted(out))

    def force_closed(self, ballot: UUID) -> None:
        """Counted as if its time were over: what comes of the wait is put on record as it is."""
        with self.town.service.database.read() as connection:
            folded = load(connection, BALLOT, ballot)
        assert folded is not None
        events = close(folded.state, now=folded.state.opened.closes_at)
        self._together(SYSTEM, Put(kind=BALLOT, stream=ballot, events=events))

    def closed(self, ballot: UUID, **fields: Any) -> None:
        """Counted."""
        command = CloseBallot(ballot=ballot, **fields)
        self.town.do(command, by=self.clerk, if_match=self.row(ballot).version)

    def cancelled(self, ballot: UUID) -> None:
        """Ended without a result."""
        command = CancelBallot(ballot=ballot, reason="另行组织")
        self.town.do(command, by=self.clerk, if_match=self.row(ballot).version)

    def decided(self, choice: str = "agree", **fields: Any) -> UUID:
        """All have voted alike, and it is closed."""
        ballot = self.opened(**fields)
        self.all_vote(ballot, choice)
        self.closed(ballot)
        return ballot

    def contest(self, ballot: UUID) -> None:
        """An owner contests the result."""
        challenge = Challenge(ballot=ballot, text="要求复核")
        self.town.do(challenge, by=self.owner("o4"))

    def answered(self, ballot: UUID) -> UUID:
        """Its objection is answered."""
        answer = AnswerChallenge(ballot=ballot, challenge=1, answer="经复核无误")
        self.town.do(answer, by=self.clerk)
        return ballot

    def canvassed(self) -> UUID:
        """Households are asked, without a law that says how many."""
        half = Bar(voters=Threshold(numerator=1, denominator=2, beyond=False), area=None)
        return self.opened(
            rule=ApprovalRule.CANVASS,
            matter=None,
            electorate=Electorate.HOUSEHOLDS,
            thresholds=Thresholds(taking_part=half, agreeing=half, score=None),
        )

    def imports(self, ballot: UUID) -> None:
        """Another system has counted: all agree."""
        opened, none = self.row(ballot).opened, Weight(voters=0, area=0)
        everybody = Weight(voters=opened.papers, area=opened.area)
        tally = ItemTally(
            item=1,
            taking_part=everybody,
            agree=everybody,
            against=none,
            abstain=none,
            blank=none,
            spoilt=none,
            candidates=(),
            score=None,
        )
        result = ImportResult(
            ballot=ballot, system="市系统", reference="1", evidence=EVIDENCE, tallies=(tally,)
        )
        self.town.do(result, by=self.clerk)

    def expired(self) -> UUID:
        """A ballot whose time is over, as if it had been opened long ago."""
        opened, *roll = self._recorded(self.opened())
        now, ballot = self.town.service.now(), new_id()
        assert isinstance(opened, Opened)
        past = replace(opened, opens_at=Moment(now - 2 * DAY), closes_at=Moment(now - DAY))
        self.put(Put(kind=BALLOT, stream=ballot, events=[past, *roll]))
        return ballot

    def put(self, *commands: Command) -> None:
        """What others have recorded."""
        self._together(SYSTEM, *commands)

    def _recorded(self, stream: UUID) -> Sequence[object]:
        with self.town.service.database.read() as connection:
            return [CATALOGUE.decode(row).event for row in read_stream(connection, stream)]

    def outside(self, **fields: Any) -> UUID:
        """One that another system counts."""
        counting = replace(COUNTING, channels=(VoteChannel.EXTERNAL,))
        return self.opened(counting=counting, **fields)

    def row(self, ballot: UUID) -> view.BallotRow:
        """The ballot as it stands."""
        with self.town.service.database.read() as connection:
            row = fetch(connection, view.VIEW, (ballot,))
        assert row is not None
        return row

    def _together(self, by: Principal, *commands: Command) -> None:
        answers = run(self.town.service.execute_in_order(commands, principal=by))
        assert [one for one in answers if not isinstance(one, Answer)] == []

    def _registered(self) -> Sequence[object]:
        owners = {
            number: Owner(owner=number, persons=persons, developer=False)
            for number, persons in self.persons.items()
        }
        units = {one[0]: _unit(*one, households=self._households) for one in self.units}
        published = Moment(self.town.service.now() - DAY)
        return (
            Begun(committee=self.committee, compound=self.compound),
            ImportBegun(version=1, file="0" * 64, units=len(units)),
            *_entered(list(owners.values()), list(units.values())),
            Adopted(version=1, sums=sums_of(units, owners), digest=digest_of(units, owners)),
            Published(version=1, until=published),
        )


def _entered(owners: Sequence[Owner], units: Sequence[Unit]) -> Iterator[UnitsEntered]:
    """In portions that a ledger takes; an owner stands with the first of their units."""
    entered: set[str] = set()
    for first in range(0, len(units), _PORTION):
        portion = units[first : first + _PORTION]
        new = {unit.owner for unit in portion} - entered
        entered |= new
        known = tuple(owner for owner in owners if owner.owner in new)
        yield UnitsEntered(version=1, owners=known, units=tuple(portion))


def _unit(
    unit: str, building: str, entrance: str | None, area: int, owner: str, *, households: int
) -> Unit:
    return Unit(
        unit=unit,
        building=building,
        entrance=entrance,
        kind=UnitKind.PARKING if unit.startswith("B") else UnitKind.DWELLING,
        area=area,
        source=AreaSource.REGISTERED,
        owner=owner,
        households=households,
        residents=None,
    )
