"""Questions about grids (网格): which a committee has, and one as of a drawing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from domain.actor import Role
from domain.grid.events import Drawn
from domain.grid.state import GridState, grid_stream
from ledger.catalogue import CATALOGUE
from ledger.database import Database
from ledger.envelope import Recorded
from ledger.log import read_prefix
from ledger.streams import GRID, Folded, fold, load_many
from projections.views import directory
from projections.views.directory import EntryKind
from service.asides import Aside, Asides
from service.errors import NotFound
from service.opening import Opener
from service.policy import Action, Principal, role_for
from service.scenes import Vocabularies
from service.within import reach_in


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenGrid:
    """One grid, as of a drawing; *inside* says whether the caller is told who looks after it."""

    version: int
    state: GridState
    inside: bool
    aside: Aside


class Grids:
    """Answers on one snapshot each."""

    def __init__(self, database: Database, opener: Opener) -> None:
        self._database, self._asides = database, Asides(opener)
        self._vocabularies = Vocabularies()

    def grid(
        self,
        principal: Principal,
        committee: UUID,
        kind: str,
        *,
        drawing: int | None = None,
        upto: int | None = None,
    ) -> SeenGrid:
        """One grid as it stood before the drawing behind *drawing*; raises `NotFound`."""
        stream = grid_stream(committee, kind)
        with self._database.read() as connection:
            role = _role(connection, principal, committee)
            rows = read_prefix(connection, stream, position=upto)
            events = map(CATALOGUE.decode, rows)
            found = fold(GRID, None, _until(events, drawing))
            if found is None or (drawing is not None and found.state.drawing != drawing):
                raise NotFound
            return self._seen(connection, stream, found, role)

    def grids(self, principal: Principal, committee: UUID) -> Sequence[SeenGrid]:
        """All grids of a committee, in the vocabulary's order of kinds; raises `NotFound`."""
        with self._database.read() as connection:
            role = _role(connection, principal, committee)
            kinds = self._vocabularies.newest(connection).grids
            streams = [grid_stream(committee, kind) for kind in kinds]
            found = load_many(connection, streams)
            return [
                self._seen(connection, stream, found[stream][1], role)
                for stream in streams
                if stream in found
            ]

    def _seen(
        self, connection: Connection, stream: UUID, found: Folded[GridState], role: Role
    ) -> SeenGrid:
        state, inside = found.state, role is not Role.RESIDENT
        heads = [state.heads[code] for code in state.cells if code in state.heads]
        compounds = {cell.compound for cell in state.cells.values() if cell.compound}
        aside = self._asides.of(
            connection,
            named={state.committee, *compounds, *(h.organisation for h in heads if h.organisation)},
            texts=[(stream, head.note) for head in heads] if inside else (),
        )
        return SeenGrid(version=found.version, state=state, inside=inside, aside=aside)


def _role(connection: Connection, principal: Principal, committee: UUID) -> Role:
    if directory.get(connection, committee, EntryKind.BODY) is None:
        raise NotFound
    role = role_for(principal, Action.GRID_VIEW, reach_in(connection, committee, None))
    if role is None:
        raise NotFound
    return role


def _until(events: Iterable[Recorded[object]], drawing: int | None) -> Iterator[Recorded[object]]:
    """The events before the drawing behind *drawing*; all of them for None."""
    for recorded in events:
        event = recorded.event
        if drawing is not None and isinstance(event, Drawn) and event.drawing > drawing:
            return
        yield recorded
