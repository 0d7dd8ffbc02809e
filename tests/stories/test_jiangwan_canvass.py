"""江湾镇街道 (A14 四百): 努力提高厢房建设的征询率，累计完成81个垃圾箱房改造.

征询率 is how many of the households to be asked have answered, 同意率 how many of these agree: two
figures, told building by building as fractions with truncated percentages. Each of the buildings
has to reach both; where the first round at the doors missed, somebody goes again.
81 is the text's number. That it is 81 buildings, of two households most, and that half have to
answer and more than half of these to agree, is invented.
"""

from collections.abc import Mapping
from typing import Any

from domain.ballot.events import PartsCounted
from projections.replay import check
from tests.projections.following import follow
from tests.stories.life.days import Days
from tests.stories.neighbours import Place, seat_owners, settle
from tests.stories.rolls import CLERK, Home, Poll, Roll
from tests.stories.teller import Teller

ABOVE = (("虹口区", "HK"), ("江湾镇街道", "JWZ"))
BUILDINGS = tuple(str(number) for number in range(1, 82))
UNHEARD, DIVIDED = "80", "81"
"""Of three households: where one door alone opened; where two answered and one was against."""
BARS: Mapping[str, Any] = {
    "taking_part": {"voters": {"numerator": 1, "denominator": 2}},
    "agreeing": {"voters": {"numerator": 1, "denominator": 2, "beyond": True}},
}
NEVER: Mapping[str, Any] = {"voters": {"numerator": 5, "denominator": 4}}
ASKED: Mapping[str, Any] = {
    "title": "垃圾箱房改造征询",
    "rule": "canvass",
    "electorate": "households",
    "parting": "building",
    "thresholds": BARS,
    "items": [{"number": 1, "text": "是否同意本楼垃圾箱房改造方案？"}],
}
WAY = ("running", "built", "accepted")


def rooms(building: str) -> tuple[str, ...]:
    return ("101", "102", "201") if building in (UNHEARD, DIVIDED) else ("101", "102")


PAPERS = tuple(f"{one}-{room}" for one in BUILDINGS for room in rooms(one))


def test_eighty_one_bin_rooms_by_the_share_that_answered(passing: Teller, days: Days) -> None:
    place = settle(passing, ("新南二居民区", "XNE"), ABOVE, "沽源小区")
    seat_owners(passing, place, "业委会")
    homes = [Home(one, "", room, "G", "公房") for one in BUILDINGS for room in rooms(one)]
    poll = first_round(Roll(passing, place, homes))
    two_are_missing(poll)
    second_round(poll, days)
    renovate(passing, place, poll)
    assert check(passing.service.database, passing.service.views) == []


def first_round(roll: Roll) -> Poll:
    """One door of two in each building; and of the last two what came of them."""
    roll.refuses("threshold-unreachable", **{**ASKED, "thresholds": {**BARS, "taking_part": NEVER}})
    poll = roll.opens(**ASKED)
    assert poll.read()["roll"]["papers"] == len(PAPERS) == 164
    poll.delivers(PAPERS)
    poll.takes("agree", *(f"{one}-101" for one in BUILDINGS))
    poll.takes("against", f"{DIVIDED}-102")
    return poll


def rates(poll: Poll, building: str) -> list[tuple[str, str | None, bool]]:
    """征询率 and 同意率 of one building: the fraction, its percentage, and whether it is enough."""
    follow(poll.teller.service)
    parts = poll.teller.get(CLERK, f"{poll.path}/parts")["items"]
    [counted] = next(one["items_counted"] for one in parts if one["part"] == building)
    asked, agreed = counted["taking_part"]["voters"], counted["agreeing"]["voters"]
    return [
        (f"{one['rate']['part']}/{one['rate']['of']}", one["rate"]["percent"], one["reached"])
        for one in (asked, agreed)
    ]


def two_are_missing(poll: Poll) -> None:
    """In the whole both figures are reached, and still 79 buildings are not 81."""
    assert rates(poll, "1") == [("1/2", "50.00", True), ("1/1", "100.00", True)]
    assert rates(poll, UNHEARD) == [("1/3", "33.33", False), ("1/1", "100.00", True)]
    assert rates(poll, DIVIDED) == [("2/3", "66.66", True), ("1/2", "50.00", False)]
    [whole] = poll.read()["items_counted"]
    assert whole["taking_part"]["voters"]["rate"] == {"part": 82, "of": 164, "percent": "50.00"}
    assert whole["agreeing"]["voters"]["rate"] == {"part": 81, "of": 82, "percent": "98.78"}
    early = poll.close()
    assert (early.said["code"], early.topics) == ("voting-open", [])
    parts = poll.teller.get("业委会", f"{poll.path}/parts")["items"]
    assert len(parts) == 81
    assert {one["items_counted"] is None for one in parts} == {True}


def second_round(poll: Poll, days: Days) -> None:
    """Somebody goes again to these two; then its time is over, and 81 of 81 have reached it."""
    poll.takes("agree", f"{UNHEARD}-102", f"{DIVIDED}-201")
    assert rates(poll, UNHEARD) == [("2/3", "66.66", True), ("2/2", "100.00", True)]
    assert rates(poll, DIVIDED) == [("3/3", "100.00", True), ("2/3", "66.66", True)]
    days.go_by(16)
    told = poll.closes()
    assert told.said["closure"]["outcome"] == "reached"
    counted = [one.event for one in told.recorded if isinstance(one.event, PartsCounted)]
    reached = [part.part for one in counted for part in one.parts if part.reached]
    assert sorted(reached) == sorted(BUILDINGS)


def renovate(teller: Teller, place: Place, poll: Poll) -> None:
    """Eighty-one rooms, each begun on the word of its building, and built."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "kind": "sites",
        "name": "垃圾箱房改造",
        "steps": WAY,
    }
    told = teller.post(CLERK, "/v1/projects", body)
    assert told.topics == ["project.begun"], told.said
    project = f"/v1/projects/{told.id}"
    for building in BUILDINGS:
        part = {"part": building, "spot": {"building": building}}
        assert teller.post(CLERK, f"{project}/parts", part).status == 201
        built = [{"step": "running", "ballot": poll.id}, {"step": "built"}, {"step": "accepted"}]
        if building == "1":
            progress = teller.get(CLERK, project)["progress"]
            assert (progress["parts"], progress["finished"]) == (1, 0)
        told = teller.post(CLERK, f"{project}/parts/{building}/steps", {"steps": built})
        assert told.topics == ["project.step-reached"] * 3, told.said
    progress = teller.get(CLERK, project)["progress"]
    assert (progress["parts"], progress["finished"], progress["percent"]) == (81, 81, 100)
    closed = teller.post(CLERK, f"{project}/closure", {"note": "81个垃圾箱房全部验收"})
    assert closed.topics == ["project.closed"]
