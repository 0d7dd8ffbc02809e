"""A stream begins once: an id that is in use is refused, whatever the command."""

import pytest
from sqlalchemy import delete

from domain.body.events import Level
from domain.organisation.events import OrganisationKind
from domain.refusal import Code, Refused
from projections.engine import CURSOR
from projections.replay import check, rebuild
from service.commands.base import Command
from service.commands.directory import RegisterBody, RegisterOrganisation
from service.commands.system import RegisterPerson
from service.errors import Unavailable
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.neighbourhood import Neighbourhood, settle


@pytest.fixture
def town(sqlite_service: Service) -> Neighbourhood:
    return settle(sqlite_service)


def refused(town: Neighbourhood, command: Command, by: Principal) -> Code:
    with pytest.raises(Refused) as refusal:
        town.do(command, by=by)
    return refusal.value.code


def test_an_issue_is_reported_once(town: Neighbourhood) -> None:
    report = town.reporting()
    town.do(report, by=town.clerk)
    assert refused(town, report, town.clerk) is Code.STATUS_FORBIDS
    assert town.issue(report.issue).version == 1


def test_bodies_organisations_and_persons_register_once(town: Neighbourhood) -> None:
    body = RegisterBody(body=new_id(), level=Level.DISTRICT, name="徐汇区", code="XH")
    party = RegisterOrganisation(
        organisation=new_id(), name="修缮队", kind=OrganisationKind.CONTRACTOR
    )
    person = RegisterPerson(person=new_id())
    for command, by in ((party, town.administrator), (person, SYSTEM)):
        town.do(command, by=by)
        assert refused(town, command, by) is Code.ALREADY_REGISTERED
    town.do(body, by=town.administrator)
    again = RegisterBody(body=body.body, level=Level.DISTRICT, name="徐汇区", code="XHQ")
    assert refused(town, again, town.administrator) is Code.ALREADY_REGISTERED


def test_without_a_cursor_nothing_is_written_until_the_views_are_rebuilt(
    town: Neighbourhood,
) -> None:
    database, views = town.service.database, town.service.views
    with database.write() as connection:
        connection.execute(delete(CURSOR))
    with pytest.raises(Unavailable, match="bihuan replay"):
        town.report()
    rebuild(database, views)
    town.report()
    assert check(database, views) == []
