"""The hierarchy of bodies, as views that add up to whoever is above are given it."""

from collections.abc import Iterator, Mapping
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from domain.body.events import Registered
from ledger.catalogue import CATALOGUE
from ledger.claims import CODE
from ledger.log import COLUMNS, rows_of
from ledger.tables import claim, event

Superiors = Mapping[UUID, tuple[UUID, ...]]
"""The bodies above each body, the nearest first."""

_KNOWN: WeakKeyDictionary[Engine, tuple[int, Superiors]] = WeakKeyDictionary()


def superiors(connection: Connection) -> Superiors:
    """As this snapshot has them; read from the record, for a rebuild empties the directory.

    A body's superior is told when it is registered, and never changes.
    """
    newest = select(func.max(claim.c.position)).where(claim.c.kind == CODE)
    reached: int = connection.execute(newest).scalar() or 0
    known = _KNOWN.get(connection.engine)
    if known is None or known[0] != reached:
        known = reached, _read(connection)
        _KNOWN[connection.engine] = known
    return known[1]


def _read(connection: Connection) -> Superiors:
    registered = select(*COLUMNS).join(claim, claim.c.position == event.c.position)
    above = {
        recorded.stream: recorded.event.superior
        for recorded in map(
            CATALOGUE.decode, rows_of(connection, registered.where(claim.c.kind == CODE))
        )
        if isinstance(recorded.event, Registered)
    }
    return {body: tuple(_chain(above, body)) for body in above}


def _chain(above: Mapping[UUID, UUID | None], body: UUID) -> Iterator[UUID]:
    superior = above.get(body)
    while superior is not None:
        yield superior
        superior = above.get(superior)
