"""Grids (网格): drawn as a whole, and who looks after each part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.grid import decisions
from domain.grid.events import Cell
from domain.grid.state import GridState, grid_stream
from domain.refusal import Code, Refused
from domain.register.state import register_stream
from domain.sealed import KeyScope
from ledger.streams import GRID, PERSON, REGISTER, Folded
from ledger.vault import Subject
from service.commands.base import Admission
from service.commands.intake import vocabulary
from service.commands.stream_command import DatedCommand, committee_of, reach_of
from service.policy import Action, Principal, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class GridCommand(DatedCommand):
    """A command on a committee's grid of one kind."""

    action: ClassVar[Action] = Action.GRID_KEEP
    view: ClassVar[Action] = Action.GRID_VIEW

    committee: UUID
    kind: str

    @property
    def stream(self) -> UUID:
        """The grid's."""
        return grid_stream(self.committee, self.kind)

    def found(self, work: Work) -> tuple[Folded[GridState], Reach] | None:
        """The grid, and whom it concerns."""
        folded = work.get(GRID, self.stream)
        if folded is None:
            return None
        return folded, reach_of(work, self.committee, None)


@dataclass(frozen=True, kw_only=True, repr=False)
class DrawGrid(GridCommand):
    """The neighbourhood is divided like this from now on."""

    cells: tuple[Cell, ...]

    def streams(self) -> Sequence[UUID]:
        """The grid, the committee, and the registers of the compounds that it names."""
        return (self.stream, self.committee, *map(register_stream, self._compounds()))

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """A drawing has no text of its own."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """The grid's key, for what will be noted of its heads."""
        return ((KeyScope.STREAM, self.stream),)

    def admit(self, work: Work) -> Admission:
        """The committee must exist; who may draw there, the policy says."""
        committee_of(work, self.committee)
        before = work.get(GRID, self.stream)
        reach = reach_of(work, self.committee, None)
        return Admission(reach=reach, version=before.version if before else None)

    def run(self, work: Work) -> None:
        """Numbered behind the drawing before."""
        events = decisions.draw(
            work.state(GRID, self.stream),
            body=committee_of(work, self.committee),
            committee=self.committee,
            kind=self.kind,
            vocabulary=vocabulary(work),
            cells=self.cells,
            buildings=self._buildings(work),
        )
        work.append(GRID, self.stream, events)

    def _compounds(self) -> Collection[UUID]:
        return {cell.compound for cell in self.cells if cell.compound is not None}

    def _buildings(self, work: Work) -> Mapping[UUID, Collection[str]]:
        """The buildings of the compounds whose register is in force."""
        found: dict[UUID, Collection[str]] = {}
        for compound in self._compounds():
            register = work.state(REGISTER, register_stream(compound))
            if register is not None and register.current is not None:
                units = register.current.units.values()
                found[compound] = {unit.building for unit in units}
        return found


@dataclass(frozen=True, kw_only=True, repr=False)
class NameHead(GridCommand):
    """Who looks after a part (片长、楼组长), or that nobody does any more."""

    cell: str
    person: UUID | None = None
    organisation: UUID | None = None
    households: int | None = None
    residents: int | None = None
    note: str | None = None

    def run(self, work: Work) -> None:
        """Refused beside the rule: `unknown-person`; who is let go gets no new office."""
        state = work.require(GRID, self.stream).state
        if self.person is not None and work.get(PERSON, self.person) is None:
            raise Refused(Code.UNKNOWN_PERSON)
        work.require_kept(self.person)
        organisation = self.organisation
        events = decisions.name_head(
            state,
            cell=self.cell,
            person=self.person,
            organisation=organisation,
            organisation_known=organisation is not None
            and work.knows_party(organisation, self.committee),
            households=self.households,
            residents=self.residents,
            note=self.sealed_if(work, "grid.head-named/note", self.note),
        )
        when = self.happened(work, state.drawn_at)
        work.append(GRID, self.stream, events, occurred_at=when)
