"""Bodies, compounds, seats, organisations, and which method is adopted."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from domain.body import registry
from domain.body.events import Level
from domain.calendar.hours import Hours
from domain.method.state import method_stream
from domain.moment import local
from domain.organisation.events import OrganisationKind
from domain.organisation.state import register
from domain.refusal import Code, Refused
from ledger.claims import CODE
from ledger.streams import BODY, METHOD, ORGANISATION
from projections.engine import Key, View
from projections.views import directory
from service.commands.base import Admission, Command
from service.commands.intake import vocabulary
from service.policy import EVERYTHING, Action, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True)
class RegisterBody(Command):
    """A district, subdistrict or committee; `body` is a new id."""

    action: ClassVar[Action] = Action.BODY_REGISTER

    body: UUID
    level: Level
    name: str
    code: str
    superior: UUID | None = None

    def admit(self, work: Work) -> Admission:
        """It starts a stream."""
        return Admission(reach=EVERYTHING)

    def run(self, work: Work) -> None:
        """Refused beside the rules of the hierarchy: `code-taken`."""
        above = work.state(BODY, self.superior) if self.superior else None
        events = registry.register(
            level=self.level,
            name=self.name,
            code=self.code,
            superior=self.superior,
            superior_state=above,
        )
        if work.is_claimed(CODE, "", self.code):
            raise Refused(Code.CODE_TAKEN)
        work.begin(BODY, self.body, events)

    def shown(self) -> tuple[View[Any], Key]:
        """The body's entry."""
        return directory.VIEW, (self.body,)


@dataclass(frozen=True, kw_only=True)
class BodyCommand(Command):
    """A command on an existing body."""

    body: UUID

    def admit(self, work: Work) -> Admission:
        """Everybody may see the directory, so that no body is hidden."""
        folded = work.require(BODY, self.body)
        reach = Reach(committee=self.body, superiors=work.superiors(self.body))
        return Admission(reach=reach, version=folded.version)

    def shown(self) -> tuple[View[Any], Key]:
        """The body's entry."""
        return directory.VIEW, (self.body,)


@dataclass(frozen=True, kw_only=True)
class AddCompound(BodyCommand):
    """A compound joins a committee; `compound` is a new id."""

    action: ClassVar[Action] = Action.BODY_AMEND

    compound: UUID
    name: str

    def run(self, work: Work) -> None:
        """Append it to the committee."""
        state = work.require(BODY, self.body).state
        events = registry.add_compound(state, compound=self.compound, name=self.name)
        work.append(BODY, self.body, events)

    def shown(self) -> tuple[View[Any], Key]:
        """The compound's own entry."""
        return directory.VIEW, (self.compound,)


@dataclass(frozen=True, kw_only=True)
class FillSeat(BodyCommand):
    """An organisation takes a seat."""

    action: ClassVar[Action] = Action.BODY_AMEND

    seat: str
    organisation: UUID
    compound: UUID | None = None
    acting: bool = False

    def run(self, work: Work) -> None:
        """The residents' committee may hold its own seat, and a superior act for an empty one."""
        known = work.knows_party(self.organisation, self.body)
        acts = self.acting and self.organisation in work.superiors(self.body)
        events = registry.fill_seat(
            work.require(BODY, self.body).state,
            vocabulary=vocabulary(work),
            seat=self.seat,
            organisation=self.organisation,
            organisation_known=known or acts,
            compound=self.compound,
            acting=self.acting,
        )
        work.append(BODY, self.body, events)


@dataclass(frozen=True, kw_only=True)
class VacateSeat(BodyCommand):
    """A seat becomes empty."""

    action: ClassVar[Action] = Action.BODY_AMEND

    seat: str
    compound: UUID | None = None

    def run(self, work: Work) -> None:
        """Nobody sits there any more."""
        state = work.require(BODY, self.body).state
        events = registry.vacate_seat(state, seat=self.seat, compound=self.compound)
        work.append(BODY, self.body, events)


@dataclass(frozen=True, kw_only=True)
class AdoptMethod(BodyCommand):
    """New issues follow this version, from a day on or at once."""

    action: ClassVar[Action] = Action.METHOD_ADOPT

    method: str
    version: int
    effective: date | None = None

    def run(self, work: Work) -> None:
        """Running issues keep theirs."""
        events = registry.adopt_method(
            work.require(BODY, self.body).state,
            work.state(METHOD, method_stream(self.method)),
            name=self.method,
            version=self.version,
            effective=self.effective,
            today=local(work.now).date(),
        )
        work.append(BODY, self.body, events)


@dataclass(frozen=True, kw_only=True)
class SetHours(BodyCommand):
    """The committee works at other hours."""

    action: ClassVar[Action] = Action.HOURS_SET

    hours: Hours

    def run(self, work: Work) -> None:
        """Clocks that run already keep theirs."""
        state = work.require(BODY, self.body).state
        work.append(BODY, self.body, registry.set_hours(state, hours=self.hours))


@dataclass(frozen=True, kw_only=True)
class RegisterOrganisation(Command):
    """A party to which work can be handed; `organisation` is a new id."""

    action: ClassVar[Action] = Action.ORGANISATION_REGISTER

    organisation: UUID
    name: str
    kind: OrganisationKind

    def admit(self, work: Work) -> Admission:
        """It starts a stream."""
        return Admission(reach=EVERYTHING)

    def run(self, work: Work) -> None:
        """Names may repeat; ids tell parties apart."""
        work.begin(ORGANISATION, self.organisation, register(name=self.name, kind=self.kind))

    def shown(self) -> tuple[View[Any], Key]:
        """The organisation's entry."""
        return directory.VIEW, (self.organisation,)
