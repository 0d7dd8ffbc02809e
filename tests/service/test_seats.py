"""Who speaks for a seat: one's own, by one's own voice; or a clerk for somebody who is named."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from api.schemas.issues import issue_of
from domain.actor import Role
from domain.issue.events import Agreement, Negotiated, PositionTaken, Stance
from domain.issue.lifecycle import Status
from domain.method.rules import ApprovalRule
from domain.refusal import Code
from service.commands.approval import Approve, Reject
from service.commands.directory import VacateSeat
from service.commands.intake import Contact
from service.commands.positions import TakePosition
from service.commands.system import RegisterPerson
from service.errors import Forbidden
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM
from tests.neighbourhood import principal
from tests.table import COMMITTEE, COMPANY, OWNERS, Table


def word(issue: UUID, seat: str, **more: Any) -> TakePosition:
    """A seat says yes to the first version."""
    return TakePosition(issue=issue, version=1, seat=seat, stance=Stance.AGREE, **more)


def known_person(table: Table) -> UUID:
    person = new_id()
    table.town.do(RegisterPerson(person=person, contact=Contact(name="顾望舒")), by=SYSTEM)
    return person


def typed_in(table: Table, issue: UUID) -> dict[str, bool]:
    """Of each seat that has spoken, whether somebody else wrote its word down."""
    positions = table.town.issue(issue).state.negotiation.positions
    return {one.seat: one.typed_in for one in positions}


def reseat(table: Table, seat: str, organisation: UUID, *, acting: bool = True) -> None:
    """Let another organisation act for a seat that is given up."""
    empty = VacateSeat(body=table.town.committee, seat=seat, compound=table.compound)
    table.town.do(empty, by=table.town.administrator)
    table.fill(seat, organisation, acting=acting)


def test_each_speaks_for_the_seat_of_their_organisation(table: Table) -> None:
    issue = table.tabled()
    for seat, voice in table.voices.items():
        first, *more = table.happens(word(issue, seat), by=voice)
        assert isinstance(first.event, PositionTaken)
        assert (first.event.organisation, first.event.voice) == (table.holders[seat], voice.person)
        assert first.by.on_behalf_of is None
    assert [one.event for one in more] == [Negotiated(version=1, agreement=Agreement.JOINT)]
    assert table.town.issue(issue).status is Status.NEGOTIATED


@pytest.mark.parametrize(
    ("who", "seat"),
    [
        ("handler", COMMITTEE),
        ("handler", OWNERS),
        ("owner", COMPANY),
        ("superior", COMPANY),
        ("clerk", COMPANY),
        ("clerk", OWNERS),
    ],
)
def test_nobody_speaks_for_the_seat_of_others(table: Table, who: str, seat: str) -> None:
    issue = table.tabled()
    caller: Principal = getattr(table, who, None) or getattr(table.town, who)
    with pytest.raises(Forbidden):
        table.town.do(word(issue, seat), by=caller)
    with pytest.raises(Forbidden):
        table.town.do(word(issue, seat, person=caller.person), by=caller)


@pytest.mark.parametrize("who", ["handler", "owner", "superior"])
def test_only_a_clerk_types_in_what_others_said(table: Table, who: str) -> None:
    issue, person = table.tabled(), known_person(table)
    caller: Principal = getattr(table, who, None) or getattr(table.town, who)
    with pytest.raises(Forbidden):
        table.town.do(word(issue, COMMITTEE, person=person), by=caller)


def test_who_speaks_for_a_seat_speaks_themself(table: Table) -> None:
    """Otherwise one member could bring in as many voices as there are seats."""
    named = word(table.tabled(), COMPANY, person=known_person(table))
    refusal = table.refuses(named, by=table.town.handler)
    assert (refusal.code, refusal.facts) == (Code.STAFF_ALONE, {"field": "person"})


def test_a_clerk_types_in_what_was_said_at_a_meeting(table: Table) -> None:
    issue, person = table.tabled(), known_person(table)
    (said,) = table.happens(word(issue, OWNERS, person=person), by=table.town.clerk)
    assert isinstance(said.event, PositionTaken)
    assert (said.event.organisation, said.event.voice) == (table.owners, person)
    assert (said.by.person, said.by.on_behalf_of) == (table.town.clerk.person, table.owners)


def test_the_table_shows_which_words_were_typed_in(table: Table) -> None:
    issue, person = table.tabled(), known_person(table)
    table.say(issue, COMMITTEE)
    table.town.do(word(issue, OWNERS, person=person), by=table.town.clerk)
    assert typed_in(table, issue) == {COMMITTEE: False, OWNERS: True}
    table.say(issue, OWNERS)
    assert typed_in(table, issue) == {COMMITTEE: False, OWNERS: False}
    seen = table.town.service.reader.issue(table.town.auditor, issue)
    table.town.do(word(issue, OWNERS, person=person), by=table.town.clerk)
    later = table.town.service.reader.issue(table.town.auditor, issue)
    for shown, marks in ((seen, [False, False, False]), (later, [False, True, False])):
        proposal = issue_of(shown, "zh").proposal
        assert proposal is not None
        marked = {seat.seat.code: seat.typed_in for seat in proposal.seats}
        assert [marked[seat] for seat in (COMMITTEE, OWNERS, COMPANY)] == marks


def test_who_was_typed_in_is_known(table: Table) -> None:
    said = word(table.tabled(), OWNERS, person=new_id())
    assert table.refuses(said, by=table.town.clerk).code is Code.UNKNOWN_PERSON


def test_one_person_has_one_voice_though_they_hold_two_keys(table: Table) -> None:
    """Two keys, two organisations, one person: the second seat names another member."""
    handler = table.town.handler
    second = Principal(
        person=handler.person,
        roles=frozenset({Role.OWNERS_COMMITTEE}),
        body=table.town.committee,
        compound=table.compound,
        organisation=table.owners,
        key=new_id(),
    )
    issue = table.tabled()
    table.town.do(word(issue, COMPANY), by=handler)
    assert table.refuses(word(issue, OWNERS), by=second).code is Code.ONE_VOICE
    typed_in = word(issue, OWNERS, person=handler.person)
    assert table.refuses(typed_in, by=table.town.clerk).code is Code.ONE_VOICE
    table.town.do(word(issue, OWNERS), by=table.owner)


def test_the_superior_acts_for_an_empty_seat(table: Table) -> None:
    reseat(table, OWNERS, table.town.subdistrict)
    issue = table.tabled()
    (said,) = table.happens(word(issue, OWNERS), by=table.superior)
    assert isinstance(said.event, PositionTaken)
    assert said.event.organisation == table.town.subdistrict
    assert (said.by.role, said.by.on_behalf_of) == (Role.SUPERIOR, None)
    elsewhere = replace(table.superior, organisation=table.town.district)
    with pytest.raises(Forbidden):
        table.town.do(word(issue, OWNERS), by=elsewhere)


def test_what_one_organisation_agrees_to_alone_is_the_superiors_to_approve(table: Table) -> None:
    for seat in (COMMITTEE, OWNERS):
        reseat(table, seat, table.town.property_company)
    issue = table.tabled()
    for seat in (COMMITTEE, OWNERS, COMPANY):
        member = principal(Role.HANDLER, organisation=table.town.property_company)
        table.say(issue, seat, by=member)
    assert table.town.issue(issue).state.negotiation.agreement is Agreement.SINGLE
    assert table.refuses(Approve(issue=issue), by=table.town.clerk).code is Code.NEEDS_SUPERIOR
    table.town.do(Approve(issue=issue), by=table.superior)
    approval = table.town.issue(issue).state.approval
    assert approval is not None
    assert approval.rule is ApprovalRule.SUPERIOR


def test_an_agreed_plan_is_not_for_one_seat_to_decide(table: Table) -> None:
    issue = table.agreed()
    for decision in (Approve(issue=issue), Reject(issue=issue, reason="改主意了")):
        with pytest.raises(Forbidden):
            table.town.do(decision, by=table.owner)
    table.town.do(Approve(issue=issue), by=table.town.clerk)
    assert table.town.issue(issue).status is Status.APPROVED
