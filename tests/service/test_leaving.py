"""Erasure among other commands, cut short, and done again: what is on record is made true."""

from typing import Any
from uuid import UUID

import pytest

from domain.issue.events import ReporterErased, Stance
from domain.moment import Moment
from domain.person.events import Erased, Restricted
from domain.refusal import Code, Refused
from domain.sealed import KeyScope
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from processes.follower import Follower
from projections.replay import check
from projections.views import erasure, stake
from service.commands.approval import Approve
from service.commands.erasure import CompleteErasure, EraseRequest, LapseContact
from service.commands.handling import Respond
from service.commands.intake import Contact
from service.commands.positions import TakePosition
from service.commands.record import Attach
from service.commands.system import RegisterPerson
from service.credentials import BadRequest, KeyRequest, give_key
from service.errors import NotFound
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.leaving import kept_by_law, reporter_of
from tests.neighbourhood import Neighbourhood
from tests.service.line import Line, answer, log, outcome
from tests.table import COMMITTEE, COMPANY, OWNERS, Table


def resident(town: Neighbourhood) -> tuple[UUID, Principal]:
    """Somebody new who lives there."""
    person = new_id()
    town.do(RegisterPerson(person=person, contact=Contact(phone="13800007777")), by=SYSTEM)
    roles, body = town.resident.roles, town.committee
    return person, Principal(person=person, roles=roles, body=body, compound=town.compound)


def behind(service: Service, head: int) -> list[Recorded[object]]:
    return [CATALOGUE.decode(row) for row in log(service) if row.position > head]


def head_of(service: Service) -> int:
    return len(log(service))


def code_of(came: object) -> Code | None:
    return came.code if isinstance(came, Refused) else None


def test_an_order_by_who_is_erased_meanwhile_comes_to_nothing(shared_town: Neighbourhood) -> None:
    """They wait in one line; the report would be sealed with a key that nobody has any more."""
    town, service = shared_town, shared_town.service
    person, speaker = resident(town)
    issue = town.report(by=speaker, contact=None)
    line, head = Line(service), head_of(service)
    line.add(EraseRequest(person=person), SYSTEM)
    report = line.add(town.reporting(contact=None), speaker)
    urging = line.add(Attach(issue=issue, digest=None), speaker)
    line.run()
    assert code_of(outcome(report)) is Code.ERASED
    assert isinstance(outcome(urging), NotFound)
    assert [type(one.event) for one in behind(service, head)] == [Erased, ReporterErased]


def test_what_was_reported_right_before_is_forgotten_too(shared_town: Neighbourhood) -> None:
    """No view knows of it yet."""
    town, service = shared_town, shared_town.service
    person, speaker = resident(town)
    line, report = Line(service), town.reporting(contact=None)
    answer_of = line.add(report, speaker)
    line.add(EraseRequest(person=person), SYSTEM)
    line.run()
    answer(answer_of)
    row = town.issue(report.issue)
    assert (row.reporter, row.forgotten) == (None, person)
    assert check(service.database, service.views) == []


def test_an_approval_right_before_keeps_who_spoke_to_it(shared_town: Neighbourhood) -> None:
    town, service = shared_town, shared_town.service
    person, _ = resident(town)
    table = Table(town)
    issue = table.tabled()
    for seat in (COMMITTEE, COMPANY):
        table.say(issue, seat)
    version = town.issue(issue).state.negotiation.versions
    words: dict[str, Any] = {"version": version, "seat": OWNERS, "stance": Stance.AGREE}
    line = Line(service)
    line.add(TakePosition(issue=issue, person=person, **words), town.clerk)
    line.add(Approve(issue=issue), town.clerk, if_match=town.issue(issue).version + 2)
    line.add(EraseRequest(person=person), SYSTEM)
    line.run()
    [restricted] = [one for one in behind(service, 0) if one.stream == person][1:]
    assert isinstance(restricted.event, Restricted)
    assert [hold.issue for hold in restricted.event.holds] == [issue]


@pytest.mark.parametrize("first", ["answer", "erasure"])
def test_an_answer_at_the_same_time_is_given_either_way(
    shared_town: Neighbourhood, first: str
) -> None:
    town, service = shared_town, shared_town.service
    issue = town.report()
    line = Line(service)
    orders = {
        "answer": (Respond(issue=issue, message="已收到"), town.clerk),
        "erasure": (EraseRequest(person=reporter_of(town, issue)), SYSTEM),
    }
    done = [line.add(*orders[name]) for name in sorted(orders, key=lambda one: one != first)]
    line.run()
    for one in done:
        answer(one)
    row = town.issue(issue)
    assert (row.reporter, row.content.responded_at is not None) == (None, True)


def test_two_who_erase_at_once_erase_once(shared_town: Neighbourhood) -> None:
    town, service = shared_town, shared_town.service
    person = reporter_of(town, town.report())
    line, head = Line(service), head_of(service)
    both = [line.add(EraseRequest(person=person), SYSTEM) for _ in range(2)]
    line.run()
    answer(both[0])
    assert code_of(outcome(both[1])) is Code.ALREADY_ERASED
    assert len(behind(service, head)) == 2


def test_nothing_falls_due_for_who_is_kept(shared_town: Neighbourhood) -> None:
    """Whoever asks, and however often."""
    town, service = shared_town, shared_town.service
    open_, kept = reporter_of(town, town.report()), reporter_of(town, kept_by_law(town))
    town.do(EraseRequest(person=kept), by=SYSTEM)
    head = head_of(service)
    for person in (open_, kept):
        for command in (CompleteErasure(person=person), LapseContact(person=person)):
            town.do(command, by=SYSTEM)
    assert head_of(service) == head


def test_a_vault_that_fails_behind_the_record_is_made_good(
    shared_town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event stands; who asks hears of the outage, and whoever comes by next deletes the key."""
    town, service = shared_town, shared_town.service
    person = reporter_of(town, town.report())
    subject = (KeyScope.PERSON, person)

    def failing(_gone: object) -> None:
        raise OSError("no vault")

    with monkeypatch.context() as patch:
        patch.setattr(service.erasing, "erase_keys", failing)
        with pytest.raises(OSError, match="no vault"):
            town.do(EraseRequest(person=person), by=town.administrator)
    assert [type(one.event) for one in behind(service, 0) if one.stream == person][-1] is Erased
    assert subject in service.vault.keys_of([subject])
    service.leaving.let_go([subject])
    assert subject not in service.vault.keys_of([subject])
    service.leaving.let_go([subject])


def test_nobody_who_was_let_go_is_given_a_voice_or_a_key(shared_town: Neighbourhood) -> None:
    town, service = shared_town, shared_town.service
    gone, kept = reporter_of(town, town.report()), reporter_of(town, kept_by_law(town))
    table = Table(town)
    issue = table.tabled()
    for person, code in ((gone, Code.ERASED), (kept, Code.PERSON_RESTRICTED)):
        town.do(EraseRequest(person=person), by=SYSTEM)
        words: dict[str, Any] = {"version": 1, "seat": OWNERS, "stance": Stance.AGREE}
        with pytest.raises(Refused) as refused:
            town.do(TakePosition(issue=issue, person=person, **words), by=town.clerk)
        assert refused.value.code is code
        wanted = KeyRequest(roles=frozenset(town.auditor.roles), person=person)
        with pytest.raises(BadRequest, match=r"this person is (erased|restricted)"):
            give_key(service, wanted)


def test_the_view_of_who_is_let_go(shared_town: Neighbourhood) -> None:
    town, service = shared_town, shared_town.service
    gone, kept = reporter_of(town, town.report()), reporter_of(town, kept_by_law(town))
    for person in (gone, kept):
        town.do(EraseRequest(person=person), by=SYSTEM)
    Follower(service.database, erasure.VIEW).catch_up()
    with service.database.read() as connection:
        erased, restricted = (
            {one.subject for one in erasure.page(connection, kept=law, after=None, limit=1_000)}
            for law in (False, True)
        )
        ends = [one for one in behind(service, 0) if one.stream == kept][-1].event
        assert isinstance(ends, Restricted)
        before = erasure.due(connection, until(ends, -1), after=None, limit=1_000)
        then = erasure.due(connection, until(ends, 0), after=None, limit=1_000)
    assert (gone in erased, kept in erased, kept in restricted) == (True, False, True)
    assert kept not in [person for _, person in before]
    assert (ends.until, kept) in then


def test_a_token_that_is_not_revoked_yet_shows_nothing_of_who_is_kept(
    shared_town: Neighbourhood,
) -> None:
    """A process may have ended between the record and that; their key stands."""
    town, service = shared_town, shared_town.service
    issue = kept_by_law(town)
    person = reporter_of(town, issue)
    town.do(EraseRequest(person=person), by=SYSTEM)
    _, secret = service.follow_ups.create(issue, person)
    with pytest.raises(NotFound):
        service.following.shown(secret)


def test_what_was_decided_long_ago_is_not_looked_up(shared_town: Neighbourhood) -> None:
    """A transaction ends within seconds; whoever decides for years would never be let go."""
    town = shared_town
    issue = kept_by_law(town)
    person, moved = reporter_of(town, issue), town.issue(issue).updated_at
    with town.service.database.read() as connection:
        found = [stake.issues_of(connection, person, since=Moment(moved + more)) for more in (0, 1)]
    assert found == [{issue}, set()]


def test_numbers_and_tokens_of_all_whom_the_law_keeps_end_page_by_page(
    shared_town: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One statement takes so many ids and no more."""
    town, service = shared_town, shared_town.service
    kept = [reporter_of(town, kept_by_law(town)) for _ in range(3)]
    for person in kept:
        town.do(EraseRequest(person=person), by=SYSTEM)
    Follower(service.database, erasure.VIEW).catch_up()
    service.vault.index_phones(dict.fromkeys(kept, "13800001234"))
    assert set(kept) <= set(service.vault.phones.find("13800001234"))
    tokens = [service.follow_ups.create(new_id(), person)[1] for person in kept]
    monkeypatch.setattr("service.leaving._PAGE", 1)
    monkeypatch.setattr("service.follow_ups._PAGE", 1)
    assert service.leaving.sweep() >= 2 * len(kept)
    assert not set(kept) & set(service.vault.phones.find("13800001234"))
    for token in tokens:
        with pytest.raises(NotFound):
            service.follow_ups.find(token)
    assert service.leaving.sweep() == 0


def until(restricted: Restricted, more: int) -> Any:
    return restricted.until + more
