"""飞乐居民区 (A2): 在征得了52弄全体居民的同意后，弄堂口很快就装上了一个醒目的地锁.

All means all: one refusal stops it, they talk again, and the second time the last resident's word
decides. Beside each step hangs its notice, with a photograph's hash as proof.
The text has no number of residents: the fourteen here are invented.
"""

from typing import Any

from tests.stories.accord import agreed, built, finished, reported, revisited
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, Place, seat, settle
from tests.stories.rolls import CLERK, Home, Poll, Roll
from tests.stories.teller import Teller

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
LIVING = {"1": 3, "3": 2, "5": 4, "7": 1, "9": 4}
"""House of the lane, and how many live there."""
RESIDENTS = tuple(
    f"{house}-1/{one}" for house, many in LIVING.items() for one in range(1, many + 1)
)
UNWILLING = "7-1/1"
SAID = {
    "channel": "visit",
    "words": "52弄弄堂很窄，弄堂口常被外来车辆堵住路，弄堂里的居民反而进出困难。",
    "reporter": {"name": "薄暮云", "phone": "13701885340", "room": "52弄5号"},
}
FIRST = {
    "plan": "弄堂口安装地锁一个，钥匙由居委会保管。",
    "outputs": [{"item": "地锁", "quantity": 1, "unit": "ge"}],
    "budget": 68_000,
    "lines": [{"source": "government", "amount": 68_000, "pays_for": "地锁及安装"}],
}
SECOND = FIRST | {"plan": "弄堂口安装遥控地锁一个，每户一把遥控器，7号就医接送可随时开启。"}
TALKED = "7号居民每周就医，担心车辆进不来；同意改为遥控地锁，每户一把遥控器。"
ASKED: dict[str, Any] = {
    "title": "武夷路52弄弄堂口安装地锁",
    "rule": "unanimous",
    "electorate": "residents",
    "items": [{"number": 1, "text": "是否同意在弄堂口安装地锁？"}],
}
BOARD = "52弄弄堂口"
PHOTOS = {duty: f"{number:02}" * 32 for number, duty in enumerate(("plan", "ballot", "result"), 11)}


def test_all_of_the_lane_or_nobody(teller: Teller) -> None:
    place = settle(teller, ("飞乐居民区", "FL"), ABOVE, "武夷路52弄")
    seat(teller, place, COMMITTEE, place.committee)
    homes = [
        Home(one, "", "1", f"H{one}", f"{one}号", residents=str(LIVING[one])) for one in LIVING
    ]
    roll = Roll(teller, place, homes)
    matter = talk(teller, place)
    one_refuses(matter, roll)
    talk_again(matter)
    poll = to_the_last(matter, roll)
    hang_out(teller, "result", poll.id)
    build(matter)
    listed = teller.get(CLERK, f"/v1/ballots?issue={matter.id}")["items"]
    assert [one["outcome"] for one in listed] == ["reached", "missed"]
    matter.look_back()


def talk(teller: Teller, place: Place) -> Matter:
    """居委会快速反应，察看现场环境: there is no other seat, so that nobody else has to agree."""
    triage = {"category": "parking", "summary": "弄堂口被外来车辆堵住"}
    matter = reported(teller, place, SAID, triage)
    shown = agreed(matter, FIRST, seats={CLERK: COMMITTEE})
    assert shown["proposal"]["agreement"] == "single"
    hang_out(teller, "plan", matter.id)
    return matter


def one_refuses(matter: Matter, roll: Roll) -> None:
    """Thirteen of fourteen agree, which is not all."""
    roll.refuses("bar-fixed-by-law", **ASKED, thresholds=lower(), issue=matter.id)
    poll = roll.opens(**ASKED, issue=matter.id)
    assert poll.read()["roll"]["papers"] == len(RESIDENTS) == 14
    hang_out(matter.teller, "ballot", poll.id)
    assert matter.attempt(CLERK, "decision", {"decision": "approve"}).topics == []
    shown = poll.takes("against", UNWILLING)
    [item] = shown["items_counted"]
    assert item["beyond_reach"] is True
    poll.takes("agree", *(one for one in RESIDENTS if one != UNWILLING))
    told = poll.closes()
    assert "issue.rejected" in told.topics
    [result] = told.said["closure"]["results"]
    rate = result["agreeing"]["voters"]["rate"]
    assert (result["reached"], rate) == (False, {"part": 13, "of": 14, "percent": "92.85"})
    assert matter.read(CLERK)["status"] == "reported"


def lower() -> dict[str, Any]:
    """Nine in ten instead of all."""
    share = {"voters": {"numerator": 9, "denominator": 10}}
    return {"taking_part": share, "agreeing": share}


def talk_again(matter: Matter) -> None:
    """They sit down with whoever refused, and the plan changes."""
    attendees = [matter.shown["committee"]["id"]]
    meeting = {"kind": "coordination", "attendees": attendees, "minutes": TALKED}
    matter.act(CLERK, "meetings", meeting, "meeting-noted")
    agreed(matter, SECOND, version=2, seats={CLERK: COMMITTEE})


def to_the_last(matter: Matter, roll: Roll) -> Poll:
    """A second ballot, on the second version: all but one are not enough to close it."""
    superseded = ASKED | {"plan_version": 1}
    said = roll.refuses("proposal-superseded", **superseded, issue=matter.id)
    assert said["facts"] == {"version": 2}
    poll = roll.opens(**ASKED, plan_version=2, issue=matter.id)
    poll.delivers(RESIDENTS)
    shown = poll.takes("agree", *RESIDENTS[:-1])
    [item] = shown["items_counted"]
    assert item["beyond_reach"] is False
    persons = item["taking_part"]["voters"]
    assert (persons["reached"], persons["missing"]) == (False, 1)
    assert persons["rate"] == {"part": 13, "of": 14, "percent": "92.85"}
    early = poll.close()
    assert (early.said["code"], early.topics) == ("voting-open", [])
    poll.takes("agree", RESIDENTS[-1])
    assert "issue.approved" in poll.closes().topics
    shown = matter.read(CLERK)["approval"]
    assert (shown["rule"], shown["plan_version"]) == ("unanimous", 2)
    return poll


def hang_out(teller: Teller, duty: str, subject: str) -> None:
    """The notice is written from the record, and hangs where the photograph shows it."""
    drawn = teller.post(CLERK, "/v1/notices", {"duty": duty, "subject": subject, "days": 7})
    assert (drawn.status, drawn.topics) == (201, ["notice.drawn-up"]), drawn.said
    posting = {"boards": [BOARD], "photo": PHOTOS[duty]}
    told = teller.post(CLERK, f"/v1/notices/{drawn.id}/posting", posting)
    assert told.topics == ["notice.put-up"], told.said
    assert (told.said["photo"], told.said["boards"]) == (PHOTOS[duty], [BOARD])
    assert told.said["standing"] == "hanging"
    for hidden in ("薄暮云", UNWILLING):
        assert hidden not in told.said["text"]


def build(matter: Matter) -> None:
    """很快就装上了, and at the door they are asked whether it helps."""
    built(matter, "地锁安装队")
    outputs = FIRST["outputs"]
    shown = finished(matter, "弄堂口地锁已装好，遥控器已发到各户。", outputs=outputs)
    assert [(one["item"], one["quantity"]) for one in shown["outputs"]] == [("地锁", 1)]
    revisited(matter, "进出方便了。")
