"""The same key and body get the first success again; nothing else is remembered."""

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from sqlalchemy import select, update

from domain.method.terms import Scale, Track
from domain.moment import HOUR, Moment
from domain.refusal import Code, Refused
from ledger.now import clock
from projections.views import status
from service.answers import Idempotency
from service.commands.handling import Reply, Respond
from service.commands.intake import Triage
from service.errors import Forbidden, KeyReused, MatchRequired, NotFound, Stale
from service.service import Service
from service.tables import idempotency
from tests.neighbourhood import Neighbourhood
from tests.service.line import Line, answer, outcome, position


@pytest.fixture
def town(shared_town: Neighbourhood) -> Neighbourhood:
    """The neighbourhood that this module shares."""
    return shared_town


@pytest.fixture
def use() -> Idempotency:
    """One use of a key of its own."""
    return Idempotency(method="POST", path="/v1/issues", key=uuid4().hex, fingerprint=b"one")


def test_a_replay_in_a_later_batch(town: Neighbourhood, use: Idempotency) -> None:
    first = town.do(town.reporting(), by=town.clerk, idempotency=use)
    before = position(town.service)
    again = town.do(town.reporting(words="另一个命令"), by=town.clerk, idempotency=use)
    assert again == replace(first, replayed=True)
    assert not first.replayed
    assert position(town.service) == before


def test_a_replay_in_the_same_batch(town: Neighbourhood, use: Idempotency) -> None:
    line, before = Line(town.service), position(town.service)
    first = line.add(town.reporting(), town.clerk, idempotency=use)
    again = line.add(town.reporting(), town.clerk, idempotency=use)
    line.run()
    assert answer(again) == replace(answer(first), replayed=True)
    assert position(town.service) == before + 2


def test_the_first_answer_is_told_though_the_issue_has_moved_on(
    town: Neighbourhood, use: Idempotency
) -> None:
    report = town.reporting()
    first = town.do(report, by=town.clerk, idempotency=use)
    town.do(Respond(issue=report.issue, message="您好"), by=town.clerk)
    assert town.issue(report.issue).version == 2
    assert town.do(report, by=town.clerk, idempotency=use).row == first.row


def test_another_body_is_told_apart(town: Neighbourhood, use: Idempotency) -> None:
    line = Line(town.service)
    first = line.add(town.reporting(), town.clerk, idempotency=use)
    other = line.add(town.reporting(), town.clerk, idempotency=replace(use, fingerprint=b"two"))
    line.run()
    assert answer(first).position == position(town.service)
    assert isinstance(outcome(other), KeyReused)
    with pytest.raises(KeyReused):
        town.do(town.reporting(), by=town.clerk, idempotency=replace(use, fingerprint=b"two"))


@pytest.mark.parametrize(
    ("part", "value"), [("key", "key-2"), ("path", "/v1/other"), ("method", "PUT")]
)
def test_another_scope_is_another_use(
    town: Neighbourhood, use: Idempotency, part: str, value: str
) -> None:
    first = town.do(town.reporting(), by=town.clerk, idempotency=use)
    changed: dict[str, Any] = {part: value}
    other = replace(use, **changed)
    second = town.do(town.reporting(), by=town.clerk, idempotency=other)
    assert not second.replayed
    assert second.row.issue != first.row.issue


def test_another_persons_key_is_another_use(town: Neighbourhood, use: Idempotency) -> None:
    first = town.do(town.reporting(), by=town.clerk, idempotency=use)
    resident = town.reporting(contact=None)
    second = town.do(resident, by=town.resident, idempotency=use)
    assert not second.replayed
    assert second.row.issue != first.row.issue


def test_refusals_are_not_remembered(town: Neighbourhood, use: Idempotency) -> None:
    with pytest.raises(Refused) as caught:
        town.do(town.reporting(category="ufo"), by=town.clerk, idempotency=use)
    assert caught.value.code is Code.UNKNOWN_CATEGORY
    report = town.reporting()
    assert not town.do(report, by=town.clerk, idempotency=use).replayed
    assert town.issue(report.issue).version == 1


def test_what_the_door_turns_away_is_not_remembered(town: Neighbourhood, use: Idempotency) -> None:
    issue = town.report()
    triage = Triage(issue=issue, category="noise", scale=Scale.SMALL, track=Track.FAST)
    with pytest.raises(Stale):
        town.do(triage, by=town.clerk, if_match=7, idempotency=use)
    assert not town.do(triage, by=town.clerk, idempotency=use).replayed


def test_a_replay_comes_before_if_match(town: Neighbourhood, use: Idempotency) -> None:
    issue = town.report()
    triage = Triage(issue=issue, category="noise", scale=Scale.SMALL, track=Track.FAST)
    line = Line(town.service)
    required = line.add(triage, town.clerk, idempotency=use)
    line.run()
    assert isinstance(outcome(required), MatchRequired)
    first = town.do(triage, by=town.clerk, if_match=1, idempotency=use)
    line = Line(town.service)
    stale = line.add(triage, town.clerk, if_match=1, idempotency=use)
    absent = line.add(triage, town.clerk, idempotency=use)
    line.run()
    assert answer(stale) == answer(absent) == replace(first, replayed=True)


def test_a_replay_is_authorised_again(town: Neighbourhood, use: Idempotency) -> None:
    issue = town.report()
    reply = Reply(issue=issue, message="您好")
    town.do(reply, by=town.clerk, idempotency=use)
    moved = replace(town.clerk, body=town.next_committee)
    demoted = replace(town.clerk, roles=town.auditor.roles)
    with pytest.raises(NotFound):
        town.do(reply, by=moved, idempotency=use)
    with pytest.raises(Forbidden):
        town.do(reply, by=demoted, idempotency=use)


def test_old_answers_are_forgotten(town: Neighbourhood, use: Idempotency) -> None:
    first = town.do(town.reporting(), by=town.clerk, idempotency=use)
    later = Service(town.service.settings, now=lambda: Moment(clock() + 47 * HOUR))
    assert later.forget_old_answers() == 0
    later.now = lambda: Moment(clock() + 49 * HOUR)
    assert later.forget_old_answers() >= 1
    later.stop()
    again = town.do(town.reporting(), by=town.clerk, idempotency=use)
    assert not again.replayed
    assert again.position > first.position


def test_an_answer_that_version_0_2_kept_is_told_as_it_was(
    town: Neighbourhood, use: Idempotency
) -> None:
    """That version kept the row itself."""
    report = town.reporting()
    first = town.do(report, by=town.clerk, idempotency=use)
    kept = msgspec.json.encode(first.row).decode()
    with town.service.database.write() as connection:
        old = update(idempotency).where(idempotency.c.key == use.key)
        connection.execute(old.values(view=status.VIEW.id, row=kept))
    town.do(Respond(issue=report.issue, message="您好"), by=town.clerk)
    assert town.do(report, by=town.clerk, idempotency=use).row == first.row


def test_to_a_program_that_kept_rows_a_place_is_an_older_view(
    town: Neighbourhood, use: Idempotency
) -> None:
    """It looks the view's key up in what is kept."""
    first = town.do(town.reporting(), by=town.clerk, idempotency=use)
    with town.service.database.read() as connection:
        row = connection.execute(select(idempotency).where(idempotency.c.key == use.key)).one()
    assert (row.view, json.loads(row.row)["issue"]) == ("view_status_v0", str(first.row.issue))
