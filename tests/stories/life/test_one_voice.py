"""One person on two seats: 娄启明 manages the company, and the owners have elected him too."""

import pytest

from domain.actor import Role
from domain.issue import events
from domain.issue.events import PositionTaken
from tests.stories.life.quarter import COMMITTEE, COMPANY, OWNERS, Quarter, line


def word(seat: str, version: int = 1, **more: str) -> dict[str, object]:
    return {"version": version, "seat": seat, "stance": "agree", **more}


def person(quarter: Quarter, name: str) -> str:
    """Somebody is registered by the clerk, to be named later."""
    told = quarter.teller.post("陆社工", "/v1/persons", {"name": name})
    assert (told.status, told.topics) == (201, ["person.registered"])
    return told.id


def on_the_table(quarter: Quarter) -> str:
    issue = quarter.report()
    quarter.triages(issue, "normal", "hard")
    quarter.tables(issue, line("public-income", 240_000))
    quarter.does("陆社工", issue, "positions", word(COMMITTEE), "position-taken")
    return issue


def two_keys(quarter: Quarter) -> str:
    """One person, one key for each of the two organisations."""
    lou = person(quarter, "娄启明")
    quarter.teller.meet("娄经理", Role.HANDLER, organisation=quarter.company, person=lou)
    quarter.teller.meet(
        "娄委员",
        Role.OWNERS_COMMITTEE,
        compound=quarter.compound,
        organisation=quarter.owners,
        person=lou,
    )
    return lou


@pytest.mark.both
def test_one_person_has_one_voice_by_whatever_key(quarter: Quarter) -> None:
    lou, issue = two_keys(quarter), on_the_table(quarter)
    quarter.does("娄经理", issue, "positions", word(COMPANY), "position-taken")
    quarter.refuses("娄委员", issue, "positions", word(OWNERS), "one-voice")
    objects = word(COMPANY) | {"stance": "object"}
    quarter.does("娄经理", issue, "positions", objects, "position-taken")
    quarter.refuses("娄委员", issue, "positions", word(OWNERS), "one-voice")
    quarter.does("娄经理", issue, "positions", word(COMPANY), "position-taken")
    shown = quarter.does("业委会", issue, "positions", word(OWNERS), "position-taken", "negotiated")
    assert (shown["status"], shown["proposal"]["agreement"]) == ("negotiated", "joint")
    said = voices(quarter, issue)
    assert said[COMPANY] == lou
    assert len(set(said.values())) == 3
    assert quarter.differences() == []


def test_a_clerk_cannot_lend_a_second_voice_either(quarter: Quarter) -> None:
    """What was said at a meeting is typed in for persons who are named."""
    lou, issue = person(quarter, "娄启明"), on_the_table(quarter)
    typed = word(COMPANY, person=lou)
    quarter.does("陆社工", issue, "positions", typed, "position-taken")
    quarter.refuses("陆社工", issue, "positions", word(OWNERS, person=lou), "one-voice")
    stranger = word(OWNERS, person=issue)
    quarter.refuses("陆社工", issue, "positions", stranger, "unknown-person")
    other = person(quarter, "计若兰")
    said = word(OWNERS, person=other)
    shown = quarter.does("陆社工", issue, "positions", said, "position-taken", "negotiated")
    assert shown["proposal"]["agreement"] == "joint"
    entry = quarter.teller.timeline("陆社工", issue)[-2]
    assert (entry["data"]["voice"], entry["on_behalf_of"]["name"]) == (other, "汇泉苑业委会")
    assert quarter.differences() == []


def test_a_new_version_lets_the_other_seat_have_the_voice(quarter: Quarter) -> None:
    """What was said to the version before is void, and so is whose voice it was."""
    lou, issue = two_keys(quarter), on_the_table(quarter)
    quarter.does("娄经理", issue, "positions", word(COMPANY), "position-taken")
    quarter.tables(issue, line("public-income", 200_000))
    facts = quarter.refuses("娄委员", issue, "positions", word(OWNERS), "proposal-superseded")
    assert facts == {"version": 2}
    quarter.does("娄委员", issue, "positions", word(OWNERS, 2), "position-taken")
    quarter.refuses("娄经理", issue, "positions", word(COMPANY, 2), "one-voice")
    quarter.does("物业", issue, "positions", word(COMPANY, 2), "position-taken")
    committee = word(COMMITTEE, 2)
    quarter.does("陆社工", issue, "positions", committee, "position-taken", "negotiated")
    assert voices(quarter, issue)[OWNERS] == lou
    assert quarter.differences() == []


def voices(quarter: Quarter, issue: str) -> dict[str, str]:
    """Who has spoken last for each seat."""
    stream = [one.event for one in quarter.teller.stream(issue)]
    said: list[PositionTaken] = [one for one in stream if isinstance(one, events.PositionTaken)]
    return {one.seat: str(one.voice) for one in said}
