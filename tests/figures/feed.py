"""The raw feed as lines, without a server: what the record would tell of some events."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from api.schemas.ledger import raw_of
from domain.actor import SYSTEM
from domain.calendar.events import Origin, Published
from domain.calendar.state import CALENDAR_STREAM
from domain.history import Stamp
from domain.moment import Moment
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded, Row

_NOBODY = UUID(int=0)


def recorded(stream: UUID, told: Iterable[tuple[object, Stamp]]) -> Iterator[Recorded[object]]:
    """The events of one stream as they stand in a ledger that has no other."""
    for number, (event, stamp) in enumerate(told, 1):
        yield CATALOGUE.decode(_row(stream, number, event, stamp))


def lines(told: Iterable[Recorded[object]]) -> Iterator[str]:
    """A line for each event."""
    for one in told:
        yield raw_of(_row(one.stream, one.version, one.event, one.stamp)).model_dump_json()


def calendars(texts: Mapping[int, str]) -> Iterator[Recorded[object]]:
    """Versions of the calendar, published before all time."""
    stamp = Stamp(at=Moment(0), occurred_at=Moment(0), by=SYSTEM)
    published = (
        Published(version=version, hash="", text=text, origin=Origin.IMPORTED)
        for version, text in texts.items()
    )
    return recorded(CALENDAR_STREAM, ((one, stamp) for one in published))


def _row(stream: UUID, number: int, event: object, stamp: Stamp) -> Row:
    topic, state = CATALOGUE.encode(
        event,
        occurred_at=stamp.occurred_at,
        by=stamp.by,
        correlation=_NOBODY,
        command=_NOBODY,
    )
    return Row(
        position=number, stream=stream, version=number, topic=topic, at=stamp.at, state=state
    )
