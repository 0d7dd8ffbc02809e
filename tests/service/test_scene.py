"""An answer is shown from its scene as it would be shown from the database."""

from collections.abc import Iterator
from dataclasses import replace

from domain.method.terms import Scale, Track
from domain.moment import EARLIEST
from domain.person.events import Purpose
from service.answers import Answer
from service.commands.handling import Acknowledge, Disclose, Dispatch, Reply, Respond
from service.commands.intake import Triage
from service.errors import NotFound
from service.policy import Principal
from service.presenting import SeenIssue
from tests.neighbourhood import Neighbourhood


def everybody(town: Neighbourhood) -> list[Principal]:
    return [
        town.resident,
        town.clerk,
        town.next_clerk,
        town.handler,
        town.owner,
        town.superior,
        town.auditor,
        town.integrator,
        town.administrator,
    ]


def answers(town: Neighbourhood) -> Iterator[Answer]:
    """The answers to a life's commands, each before the next."""
    report = town.reporting()
    issue, clerk = report.issue, town.clerk
    yield town.do(report, by=clerk)
    yield town.do(
        Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST), by=clerk
    )
    yield town.do(Respond(issue=issue, message="已收到"), by=clerk)
    parties = (town.property_company, town.contractor)
    yield town.do(Dispatch(issue=issue, parties=parties, note="两家同去"), by=clerk)
    yield town.do(Acknowledge(issue=issue), by=town.handler)
    yield town.do(Disclose(issue=issue, purpose=Purpose.CONTACT_REPORTER), by=clerk)
    yield town.do(Reply(issue=issue, message="明天到"), by=clerk)


def _at_any_moment(seen: SeenIssue | None) -> SeenIssue | None:
    """Without what runs on between one look and the next."""
    if seen is None:
        return None
    clocks = [replace(c, reading=replace(c.reading, now=EARLIEST)) for c in seen.clocks]
    return replace(seen, at=EARLIEST, clocks=clocks)


def shown(town: Neighbourhood, who: Principal, done: Answer) -> SeenIssue | None:
    try:
        return _at_any_moment(town.service.reader.present(who, done, clear=True))
    except NotFound:
        return None


def at_hand(town: Neighbourhood, who: Principal, done: Answer) -> SeenIssue | None:
    try:
        return _at_any_moment(town.service.reader.at_hand(who, done, clear=True))
    except NotFound:
        return None


def test_the_scene_shows_what_the_database_shows(shared_town: Neighbourhood) -> None:
    town = shared_town
    for done in answers(town):
        assert done.scene is not None
        told = [shown(town, who, replace(done, scene=None)) for who in everybody(town)]
        assert [shown(town, who, done) for who in everybody(town)] == told
        assert sum(one is not None for one in told) >= 4
        # All keys have just been used.
        assert [at_hand(town, who, done) for who in everybody(town)] == told


def test_a_reporter_is_shown_to_who_answers_to_them(shared_town: Neighbourhood) -> None:
    town = shared_town
    done = town.do(town.reporting(), by=town.clerk)
    seen, hidden = shown(town, town.clerk, done), shown(town, town.auditor, done)
    assert seen is not None
    assert seen.contact is not None
    assert seen.contact.phone == "13800000001"
    assert hidden is not None
    assert hidden.contact is None


def test_without_keys_in_memory_the_vault_is_asked(shared_town: Neighbourhood) -> None:
    town = shared_town
    done = town.do(town.reporting(), by=town.clerk)
    town.service.vault._cache.clear()
    assert at_hand(town, town.clerk, done) is None
    assert shown(town, town.clerk, done) == at_hand(town, town.clerk, done)


def test_an_answer_that_is_told_again_has_no_scene(shared_town: Neighbourhood) -> None:
    """What stood around it then was not remembered; the database tells what stands there now."""
    town = shared_town
    done = town.do(town.reporting(), by=town.clerk)
    again = replace(done, scene=None, replayed=True)
    assert at_hand(town, town.clerk, again) is None
    assert shown(town, town.clerk, again) == shown(town, town.clerk, done)
