"""Views that are given something: their fold is bound to it, and otherwise like any other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Column, Connection, String, delete, select, update

from domain.calendar.state import CALENDAR_STREAM, Calendars
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_head, read_log
from ledger.streams import CALENDAR, load
from processes.follower import Follower
from projections.engine import CURSOR, Key, Projector, View, view_table
from projections.replay import check, ensure_tables, rebuild
from projections.views import deadline, publication, status
from service.calendars import library_text
from service.commands.calendars import PublishCalendar
from service.service import Service
from tests.neighbourhood import Neighbourhood, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """An issue, the text of the calendar that it was last pinned to, and how often it moved."""

    issue: str
    length: int
    moved: int


def keys(recorded: Recorded[object]) -> Sequence[Key]:
    return ((str(recorded.stream),),) if recorded.topic.startswith("issue.") else ()


def bind(calendars: Calendars) -> Callable[[Key, Pinned | None, Recorded[object]], Pinned]:
    """A fold that asks for the version which an event names, and for no other."""

    def fold(key: Key, row: Pinned | None, recorded: Recorded[object]) -> Pinned:
        table = getattr(recorded.event, "timetable", None)
        length = row.length if row else 0
        if table is not None and table.calendar is not None:
            length = len(calendars.texts[table.calendar])
        return Pinned(issue=str(key[0]), length=length, moved=(row.moved if row else 0) + 1)

    return fold


def calendars_of(connection: Connection) -> Calendars:
    folded = load(connection, CALENDAR, CALENDAR_STREAM)
    return folded.state.calendars if folded else Calendars()


GIVEN: View[Pinned] = View(
    name="pinned",
    table=view_table(
        "pinned",
        1,
        Column("issue", String(36), primary_key=True),
        Column("length", BigInteger, nullable=False),
        Column("moved", BigInteger, nullable=False),
    ),
    row=Pinned,
    keys=keys,
    follows=True,
    given=calendars_of,
    bind=bind,
)


@pytest.fixture
def town(service: Service) -> Neighbourhood:
    """Issues before and behind a second version of the calendar."""
    ensure_tables(service.database, [GIVEN])
    town = settle(service)
    town.report()
    publish = PublishCalendar(text=library_text(2).replace("chinesecalendar", "a notice of 2026"))
    town.do(publish, by=town.administrator)
    town.play()
    return town


def history(service: Service) -> list[Recorded[object]]:
    with service.database.read() as connection:
        last = read_head(connection, lock=False).position
        return [CATALOGUE.decode(row) for row in read_log(connection, after=0, upto=last, page=9)]


def lengths(service: Service) -> set[int]:
    with service.database.read() as connection:
        return set(connection.execute(select(GIVEN.table.c.length)).scalars())


def fold_anew(service: Service, sizes: Sequence[int]) -> None:
    """Empty it, and fold the history in portions of *sizes*, the rest as one."""
    events = history(service)
    with service.database.write() as connection:
        connection.execute(delete(GIVEN.table))
        connection.execute(update(CURSOR).where(CURSOR.c.view == GIVEN.id).values(position=0))
        done = 0
        for size in [*sizes, len(events)]:
            portion = events[done : done + size]
            projector = Projector(connection, [GIVEN])
            projector.apply_all(portion)
            done += len(portion)
            projector.flush(connection, done)


def test_a_follower_folds_by_what_is_given(town: Neighbourhood) -> None:
    service = town.service
    Follower(service.database, GIVEN, batch=7).catch_up()
    assert check(service.database, [GIVEN]) == []
    texts = calendars_of_now(service).texts
    assert lengths(service) == {len(texts[1]), len(texts[2])}


def calendars_of_now(service: Service) -> Calendars:
    with service.database.read() as connection:
        return calendars_of(connection)


def test_a_rebuild_makes_the_same_rows(town: Neighbourhood) -> None:
    service = town.service
    Follower(service.database, GIVEN, batch=5).catch_up()
    assert rebuild(service.database, [GIVEN]) == 2
    assert check(service.database, [GIVEN]) == []


@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sizes=st.lists(st.integers(0, 9), max_size=8))
def test_any_split_gives_the_rebuilt_rows(town: Neighbourhood, sizes: list[int]) -> None:
    fold_anew(town.service, sizes)
    assert check(town.service.database, [GIVEN]) == []


def test_a_changed_row_is_found(town: Neighbourhood) -> None:
    service = town.service
    Follower(service.database, GIVEN).catch_up()
    with service.database.write() as connection:
        once = update(GIVEN.table).where(GIVEN.table.c.moved == 1)
        connection.execute(once.values(length=GIVEN.table.c.length + 1))
    [difference] = check(service.database, [GIVEN])
    assert (difference.table, difference.kind) == (GIVEN.id, "changed")


def test_what_is_given_is_read_before_a_row_is_deleted(town: Neighbourhood) -> None:
    service = town.service
    Follower(service.database, GIVEN).catch_up()
    seen: list[int] = []

    def looking(connection: Connection) -> Calendars:
        seen.append(len(connection.execute(select(GIVEN.table)).all()))
        return calendars_of(connection)

    rebuild(service.database, [replace(GIVEN, given=looking)])
    assert seen == [2]


def test_what_was_given_nothing_folds_nothing(town: Neighbourhood) -> None:
    reported = next(one for one in history(town.service) if one.topic == "issue.reported")
    with pytest.raises(TypeError, match=reported.topic):
        Projector(None, [GIVEN]).apply(reported)


@pytest.mark.parametrize(
    "fields",
    [
        {"follows": False},
        {"bind": None},
        {"given": None},
        {"evolve": publication.VIEW.evolve},
        {"whole": status.VIEW.whole},
        {"given": None, "bind": None},
        {
            "given": None,
            "bind": None,
            "evolve": publication.VIEW.evolve,
            "bind_whole": deadline.VIEW.bind_whole,
        },
    ],
    ids=["inline", "unbound", "ungiven", "two-folds", "whole", "no-fold", "whole-ungiven"],
)
def test_a_view_that_nobody_could_fold_is_none(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="pinned"):
        replace(GIVEN, **fields)
