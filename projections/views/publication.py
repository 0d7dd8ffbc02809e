"""Publications: the issues that are public, in the words in which they were published.

There is a row for every issue, published or not, for a fold knows nothing but its row; what is
listed is public. Of an issue it holds what the public may know and no more: no reporter, no
words, no place below the committee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Column, Connection, Index, String, Uuid, select

from domain.issue import events
from domain.issue.lifecycle import LIFECYCLE, Status, arrive, permits
from domain.moment import Moment
from domain.replacing import replace
from domain.sealed import Sealed
from ledger.envelope import Recorded
from projections.columns import Code, Json, MomentColumn
from projections.engine import Key, View, view_table


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow:
    """An issue and what is public of it.

    `text` are the words, still sealed, None where there are none (any more); `published` is the
    position of their first version, by which lists are ordered, and `published_at` its time.
    `listed` repeats `published` while the issue is shown; `before` is where a merged issue stood.
    `changed_at` is when something that is shown was last recorded. A `confidential` issue keeps
    its category to itself.
    """

    issue: UUID
    number: str
    committee: UUID
    confidential: bool
    status: Status
    before: Status | None
    category: str | None
    text: Sealed | None
    published: int | None
    published_at: Moment | None
    listed: int | None
    changed_at: Moment


TABLE = view_table(
    "publication",
    1,
    Column("issue", Uuid, primary_key=True),
    Column("number", String(40), nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("confidential", Boolean, nullable=False),
    Column("status", Code(Status), nullable=False),
    Column("before", Code(Status)),
    Column("category", String(40)),
    Column("text", Json(Sealed)),
    Column("published", BigInteger),
    Column("published_at", MomentColumn),
    Column("listed", BigInteger, unique=True),
    Column("changed_at", MomentColumn, nullable=False),
)
Index("view_publication_v1_committee", TABLE.c.committee, TABLE.c.listed)

TOUCHING = frozenset(
    {
        events.Triaged,
        events.Transferred,
        events.Published,
        events.PublicationWithdrawn,
        events.TextsErased,
        *(event for (event, _), target in LIFECYCLE.items() if target != "same"),
    }
)
"""Events that change a row; all others cost nothing here."""


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    """The issue's one row, where the event changes it."""
    return ((recorded.stream,),) if type(recorded.event) in TOUCHING else ()


def fold(
    _key: Key, row: PublicationRow | None, recorded: Recorded[object]
) -> PublicationRow | None:
    """The row after *recorded*."""
    event = recorded.event
    if isinstance(event, events.Reported):
        return _opened(recorded, event)
    if row is None:
        return None
    after = _listed(_moved(_reworded(row, recorded), event))
    return after if after == row else replace(after, changed_at=recorded.at)


def _opened(recorded: Recorded[object], event: events.Reported) -> PublicationRow:
    return PublicationRow(
        issue=recorded.stream,
        number=event.number,
        committee=event.committee,
        confidential=event.confidential,
        status=Status.REPORTED,
        before=None,
        category=None,
        text=None,
        published=None,
        published_at=None,
        listed=None,
        changed_at=recorded.at,
    )


def _reworded(row: PublicationRow, recorded: Recorded[object]) -> PublicationRow:
    match recorded.event:
        case events.Triaged(category=category) if not row.confidential:
            return replace(row, category=category)
        case events.Transferred(committee=committee):
            return replace(row, committee=committee)
        case events.Published(text=text) if row.text is not None:
            # Better words for the same matter: it stays where readers have seen it.
            return replace(row, text=text)
        case events.Published(text=text):
            return replace(row, text=text, published=recorded.position, published_at=recorded.at)
        case events.PublicationWithdrawn() | events.TextsErased():
            return replace(row, text=None, published=None, published_at=None)
        case _:
            return row


def _moved(row: PublicationRow, event: object) -> PublicationRow:
    status = arrive(type(event), row.status, row.before)
    match event:
        case events.Merged():
            return replace(row, status=status, before=row.status)
        case events.Unmerged():
            return replace(row, status=status, before=None)
        case _:
            return replace(row, status=status)


def _listed(row: PublicationRow) -> PublicationRow:
    """Shown is what may be published where it stands: nothing withdrawn, nothing merged."""
    shown = permits(events.Published, row.status)
    return replace(row, listed=row.published if shown else None)


VIEW = View(
    name="publication", table=TABLE, row=PublicationRow, keys=keys, evolve=fold, follows=True
)


def page(
    connection: Connection, *, committee: UUID | None, older_than: int | None, limit: int
) -> list[PublicationRow]:
    """What is public, the newest publication first, behind a `listed` position."""
    query = select(TABLE).where(TABLE.c.listed.is_not(None))
    if committee is not None:
        query = query.where(TABLE.c.committee == committee)
    if older_than is not None:
        query = query.where(TABLE.c.listed < older_than)
    found = connection.execute(query.order_by(TABLE.c.listed.desc()).limit(limit)).mappings()
    return [VIEW.read(dict(row)) for row in found]
