"""The timekeeper completes what is restricted, and lets go of what was kept long enough."""

from uuid import UUID

from domain.ground import Ground
from domain.issue.events import TextsErased
from domain.person.events import Erased, Restricted
from domain.sealed import KeyScope
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from processes.follower import Follower
from processes.timekeeper import Step, Timekeeper
from projections.replay import check
from projections.views import erasure
from service.commands.erasure import EraseRequest, LapseContact, LapseTexts
from service.commands.exits import Withdraw
from service.commands.system import PublishRetention, RegisterPerson
from service.ids import new_id
from service.migrate import METHODS
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.leaving import kept_by_law, reporter_of, spoken_for
from tests.neighbourhood import Neighbourhood
from tests.processes.days import Days
from tests.processes.timekeeper.keeping import keep, keeper_of
from tests.service.line import Line, log

YEAR = 24 * 366
LEFT = (Restricted, Erased, TextsErased)


def left(service: Service) -> list[Recorded[object]]:
    """Who and what was let go, in order."""
    recorded = [CATALOGUE.decode(row) for row in log(service)]
    return [one for one in recorded if isinstance(one.event, LEFT)]


def has_key(service: Service, scope: KeyScope, subject: UUID) -> bool:
    return (scope, subject) in service.vault.keys_of([(scope, subject)])


def follow(service: Service) -> None:
    Follower(service.database, erasure.VIEW).catch_up()


def works(keeper: Timekeeper, service: Service) -> None:
    """Until there is nothing more to do."""
    follow(service)
    assert keep(keeper, service)[-1] is Step.IDLE
    follow(service)


def test_a_restriction_is_completed_when_its_term_is_over(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service, issue = town.service, kept_by_law(town)
    person = reporter_of(town, issue)
    town.do(EraseRequest(person=person), by=town.administrator)
    works(keeper, service)
    days.go_on(hours=YEAR - 48)
    works(keeper, service)
    assert [type(one.event) for one in left(service)] == [Restricted]
    assert has_key(service, KeyScope.PERSON, person)
    days.go_on(hours=72)
    works(keeper_of(service, days), service)
    [restricted, erased] = left(service)
    assert isinstance(restricted.event, Restricted)
    assert erased.event == Erased(ground=Ground.REQUEST, asked_at=restricted.event.asked_at)
    assert (erased.stream, erased.by.role) == (person, "system")
    assert not has_key(service, KeyScope.PERSON, person)
    head = len(log(service))
    works(keeper_of(service, days), service)
    works(keeper, service)
    assert len(log(service)) == head
    assert check(service.database, service.views) == []


def over(town: Neighbourhood) -> UUID:
    """An issue that was withdrawn, so that nothing is to come."""
    issue = town.report()
    town.do(Withdraw(issue=issue), by=town.clerk)
    return issue


def test_a_reporter_is_let_go_a_year_after_their_last_issue(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service, running, ended = town.service, town.report(), over(town)
    waiting, gone = reporter_of(town, running), reporter_of(town, ended)
    days.go_on(hours=YEAR - 48)
    works(keeper, service)
    assert left(service) == []
    days.go_on(hours=72)
    works(keeper, service)
    [erased] = left(service)
    assert isinstance(erased.event, Erased)
    assert (erased.stream, erased.event.ground) == (gone, Ground.RETENTION)
    assert not has_key(service, KeyScope.PERSON, gone)
    assert has_key(service, KeyScope.PERSON, waiting)
    assert (town.issue(ended).reporter, town.issue(running).reporter) == (None, waiting)
    assert check(service.database, service.views) == []


def test_nobody_goes_by_terms_that_nobody_has_had_time_to_read(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    """A version that is too short can still be taken back for a month."""
    service, ended = town.service, over(town)
    person = reporter_of(town, ended)
    days.go_on(hours=24 * 70)
    shipped = (METHODS / "retention.toml").read_text("utf-8")
    shorter = shipped.replace("version = 2", "version = 3", 1).replace(
        "months = 12\n", "months = 1\n"
    )
    town.do(PublishRetention(text=shorter), by=SYSTEM)
    days.go_on(hours=24 * 29)
    works(keeper_of(service, days), service)
    for command in (LapseContact(person=person), LapseTexts(issue=ended)):
        town.do(command, by=SYSTEM)
    assert left(service) == []
    days.go_on(hours=48)
    works(keeper_of(service, days), service)
    assert [one.stream for one in left(service)] == [person]


def account(town: Neighbourhood) -> Principal:
    """A resident with a key of their own."""
    somebody = Principal(
        person=new_id(),
        roles=town.resident.roles,
        body=town.committee,
        compound=town.compound,
    )
    assert somebody.person is not None
    town.do(RegisterPerson(person=somebody.person), by=SYSTEM)
    town.key(somebody)
    return somebody


def test_who_holds_a_key_or_has_an_issue_open_is_not_forgotten(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service, resident, other = town.service, account(town), account(town)
    for one in (resident, other):
        issue = town.report(by=one, contact=None)
        town.do(Withdraw(issue=issue), by=one)
    [credential] = [c for c in service.keyring.all_of() if c.principal.person == other.person]
    town.report(by=other, contact=None)
    assert credential.principal.key is not None
    service.keyring.revoke(credential.principal.key)
    days.go_on(hours=2 * YEAR)
    works(keeper, service)
    assert left(service) == []


def test_what_the_law_keeps_is_restricted_where_nobody_asked(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    """They reported nothing for years, and spoke for the owners of late."""
    service, ended = town.service, over(town)
    person = reporter_of(town, ended)
    days.go_on(hours=24 * 300)
    spoken_for(town, person)
    days.go_on(hours=24 * 100)
    works(keeper, service)
    [restricted] = [one for one in left(service) if one.stream == person]
    assert isinstance(restricted.event, Restricted)
    assert restricted.event.ground is Ground.RETENTION
    assert has_key(service, KeyScope.PERSON, person)
    days.go_on(hours=24 * 300)
    works(keeper, service)
    erased = left(service)[-1]
    assert (erased.stream, type(erased.event)) == (person, Erased)
    assert not has_key(service, KeyScope.PERSON, person)


def test_texts_are_let_go_after_ten_years(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    service, issue, running = town.service, over(town), town.report()
    days.go_on(hours=YEAR * 9)
    works(keeper, service)
    town.do(LapseTexts(issue=issue), by=SYSTEM)
    assert TextsErased not in {type(one.event) for one in left(service)}
    days.go_on(hours=YEAR + 48)
    works(keeper, service)
    [gone] = [one for one in left(service) if isinstance(one.event, TextsErased)]
    assert gone.stream == issue
    assert not has_key(service, KeyScope.ISSUE, issue)
    assert has_key(service, KeyScope.ISSUE, running)
    row = town.issue(issue)
    assert (row.texts, row.state.texts_erased is not None) == (False, True)
    works(keeper_of(service, days), service)
    assert [one for one in left(service) if isinstance(one.event, TextsErased)] == [gone]
    assert check(service.database, service.views) == []


def test_credentials_of_who_has_left_are_revoked_by_the_sweep(
    town: Neighbourhood, days: Days, keeper: Timekeeper
) -> None:
    """Whoever erased them was killed right behind the record."""
    service, resident = town.service, account(town)
    assert resident.person is not None
    line = Line(service, now=days.now)
    line.add(EraseRequest(person=resident.person), SYSTEM)
    line.run()
    follow(service)
    held = [c for c in service.keyring.all_of() if c.principal.person == resident.person]
    assert [one.revoked_at for one in held] == [None]
    works(keeper, service)
    held = [c for c in service.keyring.all_of() if c.principal.person == resident.person]
    assert None not in [one.revoked_at for one in held]
