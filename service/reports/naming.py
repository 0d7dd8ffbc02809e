"""Whose report it is, and what its keys are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from domain.body.events import Level
from domain.labels import Label
from domain.vocabulary.state import Vocabulary
from projections.figures.rows import Split
from projections.views import directory
from projections.views.directory import TABLE, DirectoryRow, EntryKind
from service.errors import NotFound
from service.reports.parts import Of

NOT_SAID = Label(zh="未归类", en="Not said")
"""What has no category, or lies in no compound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A body, the names of places in it by id, and the words of codes."""

    of: Of
    committees: Mapping[str, str]
    compounds: Mapping[str, str]
    vocabulary: Vocabulary

    @property
    def places(self) -> Mapping[str, str]:
        """Both."""
        return {**self.committees, **self.compounds}

    def name_of(self, split: Split, key: str) -> Label:
        """What a key of a split is called; the key itself where nobody knows."""
        match split:
            case Split.CATEGORY:
                known: Mapping[str, Label] = self.vocabulary.categories
            case Split.CHANNEL:
                known = self.vocabulary.channels
            case Split.COMMITTEE | Split.COMPOUND:
                name = self.places.get(key, key)
                known = {key: Label(zh=name, en=name)} if key else {}
            case Split.METHOD:
                known = {}
        return known.get(key, Label(zh=key, en=key) if key else NOT_SAID)


def known(connection: Connection, body: UUID, vocabulary: Vocabulary) -> Known:
    """Of a body as the directory has it today; raises `NotFound`."""
    row = directory.get(connection, body, EntryKind.BODY)
    if row is None:
        raise NotFound
    of = Of(body=row.id, name=row.name, code=row.code, level=Level(row.sort))
    committees = _committees(connection, row)
    compounds = _compounds(connection, body)
    return Known(of=of, committees=committees, compounds=compounds, vocabulary=vocabulary)


def _committees(connection: Connection, row: DirectoryRow) -> Mapping[str, str]:
    """The committees of a subdistrict or district, by name."""
    if row.sort == Level.COMMITTEE:
        return {}
    bodies = TABLE.c.kind == EntryKind.BODY
    between = select(TABLE.c.id).where(bodies, TABLE.c.parent == row.id)
    below = or_(TABLE.c.parent == row.id, TABLE.c.parent.in_(between))
    wanted = and_(bodies, TABLE.c.sort == str(Level.COMMITTEE), below)
    query = select(TABLE.c.id, TABLE.c.name).where(wanted).order_by(TABLE.c.name, TABLE.c.id)
    return {str(one.id): one.name for one in connection.execute(query)}


def _compounds(connection: Connection, body: UUID) -> Mapping[str, str]:
    own = and_(TABLE.c.kind == EntryKind.COMPOUND, TABLE.c.parent == body)
    query = select(TABLE.c.id, TABLE.c.name).where(own)
    return {str(one.id): one.name for one in connection.execute(query)}
