"""A seventeenth method, one new file: 杏花坝 works by it from the report to the revisit.

Invented for this: what the file says is what happens, and no Python has heard of it.
"""

from datetime import date, timedelta
from pathlib import Path

from domain.moment import local
from service.commands.system import PublishMethod
from service.service import SYSTEM
from tests.stories.accord import built, finished
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, Place, seat, seat_handler, settle
from tests.stories.teller import Teller

TEXT = Path(__file__).with_name("seventeenth.toml").read_text("utf-8")
ABOVE = (("安平区", "AP"), ("溪口镇", "XK"))
SEATS = {"居委会": COMMITTEE, "坝坝会": "council", "近邻队": "volunteers"}
TRIAGE = {"category": "facilities", "scale": "small", "track": "normal", "summary": "晾衣杆锈断"}
CONTACT = {"name": "宋知夏", "phone": "13800007716", "room": "2栋101室"}
PLAN = {"plan": "换三根晾衣杆，近邻队来装。", "budget": 0}
REPLY = "晾衣杆换好了，请放心用。"


def test_what_the_file_says_is_what_happens(teller: Teller) -> None:
    teller.service.execute_now(PublishMethod(text=TEXT), principal=SYSTEM)
    place = settle(teller, ("杏花坝居民区", "XHB"), ABOVE, "杏花坝一区")
    adopted(teller, place)
    parties = seated(teller, place)
    matter = report(teller, place)
    nobody_agrees_before_the_courtyard_has_met(matter, place, parties)
    matter.act("居委会", "decision", {"decision": "approve"}, "approved")
    built(matter, "镇上的铁匠铺")
    nothing_is_done_before_it_is_looked_at(matter)
    nobody_looks_back_before_the_appraisal(matter, parties)
    matter.look_back()


def adopted(teller: Teller, place: Place) -> None:
    """At once; and for next month another one, which waits in the queue."""
    path = f"/v1/bodies/{place.committee}/method-adoptions"
    today = local(teller.service.now()).date()
    later, over = today + timedelta(days=31), today - timedelta(days=1)
    told = teller.post("居委会", path, {"method": "xinghuaba", "version": 1})
    assert told.said["method"] == shown("xinghuaba", 1, today)
    assert told.said["coming"] == []
    past = {"method": "default", "version": 4, "effective": over.isoformat()}
    assert teller.post("居委会", path, past).said["code"] == "effective-in-the-past"
    told = teller.post("居委会", path, past | {"effective": later.isoformat()})
    assert told.said["method"] == shown("xinghuaba", 1, today)
    assert told.said["coming"] == [shown("default", 4, later)]


def shown(name: str, version: int, since: date) -> dict[str, object]:
    return {"name": name, "version": version, "since": since.isoformat()}


def seated(teller: Teller, place: Place) -> dict[str, str]:
    """The committee, the courtyard council, and the team next door."""
    seat(teller, place, COMMITTEE, place.committee)
    council = seat_handler(teller, place, "council", "坝坝会", "other")
    team = seat_handler(teller, place, "volunteers", "近邻队", "volunteers")
    return {"council": council, "team": team}


def report(teller: Teller, place: Place) -> Matter:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "visit",
        "words": "院里的晾衣杆锈断了。",
        "reporter": CONTACT,
    }
    told = teller.post("居委会", "/v1/issues", body)
    assert told.said["method"]["name"] == "xinghuaba"
    assert told.said["missing_registers"] == 1
    assert (told.said["labels"]["status"], told.said["labels"]["own_status"]) == ("已上报", "说事")
    asked = told.said["asked"]
    assert [(one["before"], one["held"]) for one in asked["meetings"]] == [
        ("negotiated", False),
        ("revisited", False),
    ]
    assert [one["label"] for one in asked["checks"]] == ["动手前照相", "完工后照相", "场地已清扫"]
    matter = Matter(teller, "居委会", told, "居委会")
    matter.act("居委会", "triage", TRIAGE, "triaged")
    matter.act("居委会", "attachments", {"register": "service-log"}, "attached")
    return matter


def nobody_agrees_before_the_courtyard_has_met(
    matter: Matter, place: Place, parties: dict[str, str]
) -> None:
    """The last word is refused until both seats have met, and the picture is taken."""
    shown = matter.act("居委会", "proposals", PLAN, "proposal-tabled")
    own = [one["own_label"] for one in shown["proposal"]["seats"]]
    assert own == [None, "坝坝会", "近邻队"]
    for name in ("居委会", "坝坝会"):
        word = {"version": 1, "seat": SEATS[name], "stance": "agree"}
        matter.act(name, "positions", word, "position-taken")
    last = {"version": 1, "seat": "volunteers", "stance": "agree"}
    wanting = {"step": "negotiated", "kind": "council, on-site", "seats": "council, volunteers"}
    matter.refused("近邻队", "positions", last, "meeting-required", **wanting)
    met = {"kind": "on-site", "attendees": [parties["council"]], "minutes": "在晾衣场看过。"}
    matter.act("居委会", "meetings", met, "meeting-noted")
    matter.refused("近邻队", "positions", last, "meeting-required", **wanting)
    met["attendees"] = [parties["council"], parties["team"], place.committee]
    matter.act("居委会", "meetings", met, "meeting-noted")
    wanting = {"step": "negotiated", "codes": "photo-before"}
    matter.refused("近邻队", "positions", last, "checklist-incomplete", **wanting)
    matter.act("居委会", "checks", checks("negotiated", "photo-before"), "checked")
    shown = matter.act("近邻队", "positions", last, "position-taken", "negotiated")
    assert shown["labels"]["own_status"] == "议事"
    assert [one["checked"] for one in shown["asked"]["checks"]] == [True, False, False]
    assert [one["held"] for one in shown["asked"]["meetings"]] == [True, False]


def nothing_is_done_before_it_is_looked_at(matter: Matter) -> None:
    done = {"outcome": "solved", "reply": REPLY}
    wanting = {"step": "done", "codes": "photo-after, ground-swept"}
    matter.refused("居委会", "completion", done, "checklist-incomplete", **wanting)
    matter.refused("居委会", "checks", checks("done", "weather"), "unknown-check", step="done")
    assert "issue.complete" not in matter.read("居委会")["allowed_actions"]
    matter.act("居委会", "checks", checks("done", "photo-after", "ground-swept"), "checked")
    again = checks("done", "photo-after")
    matter.refused("居委会", "checks", again, "nothing-to-check")
    assert "issue.check" not in matter.read("居委会")["allowed_actions"]
    finished(matter, REPLY)


def nobody_looks_back_before_the_appraisal(matter: Matter, parties: dict[str, str]) -> None:
    answer = {"kind": "door", "resolved": True, "satisfaction": "satisfied"}
    wanting = {"step": "revisited", "kind": "appraisal", "seats": "council"}
    matter.refused("居委会", "revisits", answer, "meeting-required", **wanting)
    assert "issue.revisit" not in matter.read("居委会")["allowed_actions"]
    met = {"kind": "appraisal", "attendees": [parties["council"]], "minutes": "大家都说好。"}
    matter.act("居委会", "meetings", met, "meeting-noted")
    shown = matter.act("居委会", "revisits", answer, "revisited")
    assert shown["status"] == "revisited"


def checks(step: str, *codes: str) -> dict[str, object]:
    return {"step": step, "codes": list(codes), "note": "照片已附卷"}
