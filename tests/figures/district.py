"""A small district for figures: two subdistricts, three committees, and who acts there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from domain.actor import Role
from domain.body.events import Level
from domain.calendar.hours import Hours
from domain.organisation.events import OrganisationKind
from service.commands.base import Command
from service.commands.directory import (
    AddCompound,
    AdoptMethod,
    FillSeat,
    RegisterBody,
    RegisterOrganisation,
    SetHours,
    VacateSeat,
)
from service.commands.system import PublishMethod
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.neighbourhood import principal, settle

_DELI = (Path(__file__).parents[2] / "methods" / "deli.toml").read_text("utf-8")
_CONTINUES = """
response = "afresh"
completion = "continues"
dispatch = "ends"
negotiation = "continues"
"""
_EVERY_CLOCK = """
[[terms]]
clock = "dispatch"
limit = "3 hours"
basis = "working"

[[terms]]
clock = "negotiation"
limit = "4 days"
basis = "working"

[[terms]]
clock = "approval"
limit = "30 hours"
basis = "natural"

# 计时"""


def strict_method() -> str:
    """A limit for every clock; a reopening lets the old ones go on; only *unresolved* reopens."""
    before, _, rest = _DELI.partition("[clocks.reopening]")
    text = before + "[clocks.reopening]" + _CONTINUES + "\n# " + rest[rest.index("逐级上报") :]
    for old, new in (
        ('name = "deli"', 'name = "strict"'),
        ("\nversion = 2\n", "\nversion = 1\n"),
        ("\n# 计时", _EVERY_CLOCK),
        ("grace_minutes = 60", "grace_minutes = 20"),
        ('pausable = ["completion"', 'pausable = ["dispatch", "completion"'),
        ('reopen_on = "dissatisfied"', 'reopen_on = "unresolved"'),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return text


@dataclass(frozen=True, kw_only=True)
class Committee:
    """A committee with two compounds, two clerks, a handler who holds a seat, and its channel."""

    id: UUID
    subdistrict: UUID
    compounds: Sequence[UUID]
    clerk: Principal
    revisitor: Principal
    handler: Principal
    company: UUID
    channels: Sequence[str]


class District:
    """Everybody, settled; `town` is the neighbourhood that it grew from."""

    def __init__(self, service: Service) -> None:
        self.town = town = settle(service)
        self.far = new_id()
        self.director = principal(Role.SUPERIOR, body=town.district, organisation=town.district)
        near, above = town.subdistrict, self.far
        self.near = _committee(town.committee, near, town.compound, "window")
        self.next = _committee(town.next_committee, near, town.next_compound, "phone")
        self.other = _committee(new_id(), above, new_id(), "visit")
        self.committees = (self.near, self.next, self.other)
        for command in (*self._beyond(), *self._more()):
            by = SYSTEM if isinstance(command, PublishMethod) else town.administrator
            town.do(command, by=by)

    @property
    def bodies(self) -> Sequence[tuple[UUID, Level]]:
        """Every body and at which level it stands."""
        town = self.town
        return (
            *((one.id, Level.COMMITTEE) for one in self.committees),
            (town.subdistrict, Level.SUBDISTRICT),
            (self.far, Level.SUBDISTRICT),
            (town.district, Level.DISTRICT),
        )

    def committee(self, body: UUID) -> Committee:
        """The committee of that id."""
        return next(one for one in self.committees if one.id == body)

    def _beyond(self) -> Iterator[Command]:
        """The second subdistrict and its committee, which works by hours of its own."""
        other, above = self.other, {"level": Level.COMMITTEE, "superior": self.far}
        yield RegisterBody(
            body=self.far,
            level=Level.SUBDISTRICT,
            name="西平路街道",
            code="XP",
            superior=self.town.district,
        )
        yield RegisterBody(body=other.id, name="凌三", code="LS", **above)  # type: ignore[arg-type]
        yield AddCompound(body=other.id, compound=other.compounds[0], name="夏荷苑")
        yield PublishMethod(text=strict_method())
        yield AdoptMethod(body=other.id, method="strict", version=1)
        long = Hours(periods=((480, 720), (780, 1020), (1080, 1200)))
        yield SetHours(body=other.id, hours=long)

    def _more(self) -> Iterator[Command]:
        for number, one in enumerate(self.committees):
            yield AddCompound(body=one.id, compound=one.compounds[1], name=f"冬青苑{number}")
            kind = OrganisationKind.PROPERTY_COMPANY
            yield RegisterOrganisation(organisation=one.company, name=f"安居{number}", kind=kind)
            if one is self.near:
                yield VacateSeat(body=one.id, seat="property-company")
            yield FillSeat(body=one.id, seat="property-company", organisation=one.company)
            yield FillSeat(body=one.id, seat="residents-committee", organisation=one.id)


def _committee(body: UUID, above: UUID, compound: UUID, channel: str) -> Committee:
    company = new_id()
    return Committee(
        id=body,
        subdistrict=above,
        compounds=(compound, new_id()),
        clerk=principal(Role.CLERK, body=body, organisation=body),
        revisitor=principal(Role.CLERK, body=body, organisation=body),
        handler=principal(Role.HANDLER, organisation=company),
        company=company,
        channels=(channel, "patrol"),
    )
