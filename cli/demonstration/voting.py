"""What stories of votes share: a register read from its file, papers that go out and come back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.ballot.events import Choice, Delivery, Mark
from service.commands.ballot_voting import CastVote, Deliver, Handed
from service.commands.base import Command
from service.commands.intake import Contact
from service.commands.register_filing import FileProcedure
from service.commands.register_versions import AdoptImport, BeginImport, EnterUnits, NewOwner
from service.ids import new_id
from service.register_file.reading import read_file

COUNTING = Counting(
    unreturned=Unreturned.ABSENT,
    blank=Invalid.ABSTAINS,
    spoilt=Invalid.ABSENT,
    turnout_per_item=False,
    replaceable=False,
    visibility=Visibility.COUNTERS,
    proxies=2,
    channels=(VoteChannel.PAPER, VoteChannel.VISIT, VoteChannel.ONLINE),
    notice_days=15,
)
"""议事规则, as owners have filed it."""

_DOCUMENT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
"""The SHA-256 of what was filed."""

HEADINGS = "楼号,门号,室号,类型,建筑面积,面积来源,业主编号,业主姓名"


@dataclass(frozen=True, slots=True)
class Register:
    """A register as its file has it; `persons` are its owners by their numbers."""

    imported: Sequence[Command]
    persons: Mapping[str, UUID]


def register(committee: UUID, compound: UUID, rows: Iterable[str]) -> Register:
    """The commands that import a CSV of `HEADINGS` and these rows, one name an owner."""
    read = read_file("\n".join([HEADINGS, *rows]).encode())
    persons = {number: new_id() for number in read.owners}
    owners = tuple(
        NewOwner(
            owner=number,
            developer=line.developer,
            contacts={persons[number]: Contact(name="、".join(line.names))},
        )
        for number, line in read.owners.items()
    )
    entered = EnterUnits(
        committee=committee,
        compound=compound,
        file=read.digest,
        owners=owners,
        units=tuple(read.units),
    )
    begun = BeginImport(
        committee=committee, compound=compound, file=read.digest, units=len(read.units)
    )
    adopted = AdoptImport(committee=committee, compound=compound, file=read.digest)
    return Register((begun, entered, adopted), persons)


def procedure(committee: UUID, compound: UUID) -> FileProcedure:
    """The owners' rules of procedure are on file."""
    return FileProcedure(
        committee=committee, compound=compound, counting=COUNTING, evidence=_DOCUMENT
    )


def delivered(ballot: UUID, units: Iterable[str]) -> Deliver:
    """Papers are handed over, before a witness."""
    handed = [
        Handed(
            paper=None,
            unit=unit,
            how=Delivery.HAND,
            by=None,
            witness="楼组长 赵阿姨",
            evidence=None,
            occurred_at=None,
        )
        for unit in units
    ]
    return Deliver(ballot=ballot, handed=handed)


def votes(
    ballot: UUID, choice: Choice, units: Iterable[str], candidates: tuple[int, ...] = ()
) -> Iterator[CastVote]:
    """Papers of these units are back, and all say so to the one item."""
    mark = Mark(item=1, choice=choice, candidates=candidates, score=None)
    return (
        CastVote(ballot=ballot, unit=unit, marks=(mark,), channel=VoteChannel.PAPER)
        for unit in units
    )
