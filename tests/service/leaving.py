"""Residents who are let go, and what there is of them in the databases."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert, select

from domain.actor import Role
from domain.issue.events import DeclineGround
from domain.moment import DAY, Moment
from domain.sealed import KeyScope
from ledger.now import clock
from ledger.tables import gram, phone, vault_key
from ledger.vault import Subject
from processes.follower import Follower
from projections.views import erasure
from service.commands.erasure import LapseTexts
from service.commands.exits import Decline
from service.commands.intake import Contact
from service.commands.record import Attach
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.evidence import PNG
from tests.neighbourhood import Neighbourhood
from tests.running import run

ADDRESS = "桃源村7号"
_LONG = 11 * 366 * DAY
"""Behind the term of an issue's texts."""

Rows = Mapping[Table, Sequence[Mapping[str, Any]]]


def settler(town: Neighbourhood) -> Principal:
    """A resident whom nobody else knows."""
    person = new_id()
    town.do(RegisterPerson(person=person, contact=Contact(name="李小红")), by=SYSTEM)
    scope = {"body": town.committee, "compound": town.compound}
    return Principal(person=person, roles=frozenset({Role.RESIDENT}), **scope)


def of_person(person: UUID | None) -> Subject:
    """Whose key a person's is."""
    assert person is not None
    return KeyScope.PERSON, person


def reported_by(town: Neighbourhood, who: Principal, address: str = ADDRESS) -> UUID:
    """An issue with an address in their own words."""
    return town.report(by=who, contact=None, compound=None, address=address)


def attached(town: Neighbourhood) -> UUID:
    """An issue with a file."""
    issue = town.report()
    evidence = town.service.files.upload(town.clerk, issue, PNG)
    town.do(Attach(issue=issue, digest=evidence.digest), by=town.clerk)
    return issue


def lapsed(town: Neighbourhood, issue: UUID) -> None:
    """It is over, and years later its texts are let go."""
    town.do(
        Decline(issue=issue, ground=DeclineGround.OUT_OF_REMIT, reply="不属于本区"), by=town.clerk
    )
    with years_later(town.service) as service:
        run(service.execute(LapseTexts(issue=issue), principal=SYSTEM))


@contextmanager
def years_later(service: Service) -> Iterator[Service]:
    """Another process, whose clock is years ahead."""
    later = Service(service.settings, now=lambda: Moment(clock() + _LONG))
    later.start()
    yield later
    later.stop()


def told(service: Service) -> None:
    """The view of erasures knows what is on record."""
    Follower(service.database, erasure.VIEW).catch_up()


def grams(town: Neighbourhood, issue: UUID) -> set[int]:
    """What the search index holds of an issue."""
    opened = town.issue(issue).opened
    with town.service.database.read() as connection:
        query = select(gram.c.gram).where(gram.c.opened == opened)
        return set(connection.execute(query).scalars())


def blobs(service: Service) -> Mapping[Path, bytes]:
    """Every file that is kept."""
    assert service.settings.files is not None
    folder = service.settings.files / str(service.ledger.ledger)
    return {path: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def backed_up(service: Service) -> Rows:
    """The vault as it is now."""
    with service._vault_database.read() as connection:
        tables = (vault_key, phone)
        return {one: [*map(dict, connection.execute(select(one)).mappings())] for one in tables}


def restored(service: Service, rows: Rows) -> None:
    """The vault as it was then."""
    with service._vault_database.write() as connection:
        for table, kept in rows.items():
            connection.execute(table.delete())
            connection.execute(insert(table), list(kept))
