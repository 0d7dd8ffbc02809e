"""How the calendar comes into a ledger, stays there, and is known to commands."""

from pathlib import Path

import pytest

from domain.calendar.days import date_of
from domain.calendar.events import Origin
from domain.calendar.hours import OFFICE
from domain.method.terms import Basis
from domain.refusal import Code, Refused
from ledger.streams import BODY
from service import calendars
from service.calendars import LAST_YEAR, library_text
from service.commands import calendars as commands
from service.commands.calendars import PublishCalendar, SeedCalendar
from service.commands.directory import BodyCommand, SetHours
from service.errors import Forbidden
from service.policy import Action
from service.service import SYSTEM, Service
from service.work import Work
from tests.domain.calendars import SHAPES, at
from tests.installations import SqliteInstallations
from tests.neighbourhood import Neighbourhood, settle


def versions(service: Service) -> dict[int, Origin]:
    """Every version with how it came in."""
    state = service.calendars()
    return {} if state is None else dict(state.origins)


def seed(service: Service, *, last_year: int = LAST_YEAR) -> dict[int, Origin]:
    """What the ledger has after a migration with a library that knows years up to *last_year*."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (calendars, commands):
            patched.setattr(module, "LAST_YEAR", last_year)
        service.execute_now(SeedCalendar(), principal=SYSTEM)
    return versions(service)


def test_migrating_again_publishes_nothing(
    sqlite_installations: SqliteInstallations, tmp_path: Path
) -> None:
    again = Service(sqlite_installations.fresh(tmp_path))
    before = again.calendars()
    again.migrate()
    after = again.calendars()
    again.stop()
    assert before is not None
    assert before.origins == {1: Origin.LIBRARY}
    assert after == before


def test_what_the_library_learns_is_published_once(service: Service) -> None:
    assert seed(service) == {1: Origin.LIBRARY}
    for _ in range(2):
        assert seed(service, last_year=LAST_YEAR + 1) == {1: Origin.LIBRARY, 2: Origin.LIBRARY}
    state = service.calendars()
    assert state is not None
    assert str(date_of(state.current.last)) == f"{LAST_YEAR + 1}-12-31"


def test_an_older_library_takes_nothing_back(service: Service) -> None:
    assert seed(service, last_year=LAST_YEAR - 1) == {1: Origin.LIBRARY}


def test_what_an_administrator_imported_stands(service: Service) -> None:
    town = settle(service)
    town.do(PublishCalendar(text=library_text(2)), by=town.administrator)
    assert seed(service, last_year=LAST_YEAR + 1) == {1: Origin.LIBRARY, 2: Origin.IMPORTED}


def test_only_an_administrator_publishes(service: Service) -> None:
    town = settle(service)
    command = PublishCalendar(text=library_text(2))
    for who in (town.clerk, town.superior, town.auditor, town.resident):
        with pytest.raises(Forbidden):
            town.do(command, by=who)
    assert versions(service) == {1: Origin.LIBRARY}


class Ask(BodyCommand):
    """What a command learns of the committee's time."""

    action = Action.HOURS_SET

    def run(self, work: Work) -> None:
        """Say it by a refusal, which is how a command that does nothing answers."""
        hours = work.require(BODY, self.body).state.hours
        axis = work.calendars().axis(Basis.WORKING, work.calendars().newest, hours)
        one = axis.position(at("2025-10-09 17:00")) - axis.position(at("2025-09-30 17:00"))
        raise Refused(Code.HOURS_UNCHANGED, newest=work.calendars().newest or 0, counted=one)


def asked(town: Neighbourhood) -> dict[str, str | int]:
    with pytest.raises(Refused) as caught:
        town.do(Ask(body=town.committee), by=town.clerk)
    return dict(caught.value.facts)


def test_a_command_knows_calendar_and_hours(service: Service) -> None:
    town = settle(service)
    assert asked(town) == {"newest": 1, "counted": OFFICE.length}
    town.do(SetHours(body=town.committee, hours=SHAPES[1]), by=town.clerk)
    town.do(PublishCalendar(text=library_text(2)), by=town.administrator)
    assert asked(town) == {"newest": 2, "counted": SHAPES[1].length}
