"""Events of a register, with defaults: three units in two buildings, two owners."""

from collections.abc import Sequence
from typing import Any

from domain.ballot.counting import Counting, Invalid, Unreturned, Visibility, VoteChannel
from domain.moment import DAY, Moment
from domain.register.canonical import digest_of, sums_of
from domain.register.events import (
    Adopted,
    AreaSource,
    AuthorisationGranted,
    Begun,
    Corrected,
    ImportBegun,
    ObjectionAnswered,
    ObjectionRaised,
    Owner,
    Published,
    Unit,
    UnitKind,
    UnitsEntered,
)
from tests.domain.dsl import T0
from tests.domain.examples import COMMITTEE, COMPOUND, sealed, uid

FILE, OTHER_FILE = "a" * 64, "b" * 64
BALLOT = uid(301)
SOON = Moment(T0 + 15 * DAY)
"""Until when what was published hangs out."""


def unit(code: str = "1-101", owner: str = "Y1", area: int = 8957, **other: Any) -> Unit:
    """A dwelling of 89.57 m² in building 1."""
    fields: dict[str, Any] = {
        "building": code.partition("-")[0],
        "entrance": None,
        "kind": UnitKind.DWELLING,
        "source": AreaSource.REGISTERED,
        "households": 1,
        "residents": None,
    }
    return Unit(unit=code, owner=owner, area=area, **{**fields, **other})


def owner(number: str = "Y1", *, developer: bool = False) -> Owner:
    """One person under that number."""
    return Owner(owner=number, persons=(uid(400 + int(number[1:])),), developer=developer)


UNITS = (unit("1-101", "Y1"), unit("1-102", "Y2", 6000), unit("2-101", "Y2", 7043))
OWNERS = (owner("Y1"), owner("Y2"))

BEGUN = Begun(committee=COMMITTEE, compound=COMPOUND)


def import_begun(version: int = 1, file: str = FILE, units: int = 3) -> ImportBegun:
    """A version of three units is being entered."""
    return ImportBegun(version=version, file=file, units=units)


def entered(
    version: int = 1, owners: Sequence[Owner] = OWNERS, units: Sequence[Unit] = UNITS
) -> UnitsEntered:
    """All of it at once."""
    return UnitsEntered(version=version, owners=tuple(owners), units=tuple(units))


def adopted(
    version: int = 1, owners: Sequence[Owner] = OWNERS, units: Sequence[Unit] = UNITS
) -> Adopted:
    """In force."""
    by_code = {one.unit: one for one in units}
    by_number = {one.owner: one for one in owners}
    return Adopted(
        version=version, sums=sums_of(by_code, by_number), digest=digest_of(by_code, by_number)
    )


IN_FORCE = (BEGUN, import_begun(), entered(), adopted())
"""A register of three units that is in force."""

PUBLISHED = Published(version=1, until=SOON)


def objected(number: int = 1, code: str | None = "1-101") -> ObjectionRaised:
    """Somebody says that a unit is wrong."""
    return ObjectionRaised(objection=number, unit=code, person=None, text=sealed())


def answered(number: int = 1, *, upheld: bool) -> ObjectionAnswered:
    """It was right, or it was not."""
    return ObjectionAnswered(objection=number, upheld=upheld, answer=sealed())


def corrected(*objections: int, area: int = 9857, version: int = 2) -> Corrected:
    """The first unit has another area."""
    changed = unit("1-101", "Y1", area)
    by_code = {one.unit: one for one in (changed, *UNITS[1:])}
    by_number = {one.owner: one for one in OWNERS}
    return Corrected(
        version=version,
        base=1,
        owners=(),
        units=(changed,),
        removed=(),
        objections=objections,
        ground=sealed(),
        sums=sums_of(by_code, by_number),
        digest=digest_of(by_code, by_number),
    )


def granted(cap: int = 100, until: Moment | None = None) -> AuthorisationGranted:
    """The fund may pay 1 元."""
    return AuthorisationGranted(
        authorisation=1, cap=cap, purpose=sealed(), ballot=None, evidence=FILE, until=until
    )


COUNTING = Counting(
    unreturned=Unreturned.ABSENT,
    blank=Invalid.ABSTAINS,
    spoilt=Invalid.ABSENT,
    turnout_per_item=False,
    replaceable=False,
    visibility=Visibility.COUNTERS,
    proxies=1,
    channels=(VoteChannel.PAPER, VoteChannel.VISIT),
    notice_days=15,
)
