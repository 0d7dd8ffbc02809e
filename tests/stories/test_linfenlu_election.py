"""临汾路99弄 (A9, B16): 小区业主选举出9名业委会委员，道路改造方案由业主大会通过，新增230个车位.

The owners elect a committee of nine and the subdistrict puts it on file; its seat follows. While
they elect nothing else is put to them. Then the three seats agree on a plan, and the owners
decide on it: 230 spaces on common ground change its use, for which three quarters are asked
(Civil Code art. 278).
The text has no number of owners: the sixteen here and their areas are invented.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from domain.actor import Role
from projections.replay import check
from service.service import Service
from service.settings import Settings
from tests.projections.following import follow
from tests.stories.assembly import CLERK, Owners
from tests.stories.client import asking
from tests.stories.life.days import Days
from tests.stories.matter import Matter
from tests.stories.neighbours import (
    COMMITTEE,
    COMPANY,
    OWNERS,
    Place,
    seat,
    seat_handler,
    settle,
)
from tests.stories.teller import Teller, Told, party

ABOVE = (("静安区", "JA"), ("临汾路街道", "LFL"))
AREAS = {
    "程秋云": "88.60",
    "俞望舒": "88.60",
    "蒋一帆": "120.35",
    "沈听雨": "88.60",
    "韩知夏": "64.20",
    "邵怀远": "64.20",
    "卫明川": "88.60",
    "尤清和": "120.35",
    "许南乔": "88.60",
    "曹立冬": "64.20",
    "钱慕白": "88.60",
    "孔令仪": "64.20",
    "施安澜": "88.60",
    "鲁见山": "120.35",
    "苗新雨": "64.20",
    "柏舟": "88.60",
}
STANDING = 11
"""So many owners stand, the first of the register; the eleventh may not."""
BEHIND = {"candidate": 11, "eligible": False, "reason": "拖欠物业费，经核实属实。"}
ELECT: Mapping[str, Any] = {
    "title": "99弄业主委员会选举",
    "rule": "owners-ordinary",
    "matter": "committee",
    "items": [{"number": 1, "text": "请在候选人中选出不超过九名委员。"}],
}
FILED = {"number": "静临业备〔2026〕9号"}
WORDS = "车位缺口大，晚上回来找不到地方停，消防通道也被占了。"
PLAN = "小区道路改造：调整绿化与步道，新增停车位230个，打通消防“生命”通道。"
SPACES = {"item": "停车位", "quantity": 230, "unit": "wei"}
BUDGET = 46_000_000
LINES = [
    {"source": "public-income", "amount": 26_000_000, "pays_for": "车位划线与道闸"},
    {"source": "government", "amount": 20_000_000, "pays_for": "消防通道拓宽"},
]
DECIDE: Mapping[str, Any] = {
    "title": "99弄道路改造、新增230个车位",
    "rule": "owners-special",
    "matter": "change-use",
    "items": [{"number": 1, "text": "是否同意改变部分绿地、步道用途，新增230个停车位？"}],
}


@pytest.fixture
def days() -> Days:
    """The calendar that the story turns over."""
    return Days()


@pytest.fixture
def teller(settings: Settings, days: Days) -> Iterator[Teller]:
    """In front of an installation that goes by *days*."""
    service = Service(settings, now=days)
    service.start()
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield teller
    service.stop()


def test_nine_are_elected_and_the_owners_decide(teller: Teller, days: Days) -> None:
    place = settle(teller, ("临汾路99弄居民区", "LF99"), ABOVE, "99弄")
    seat(teller, place, COMMITTEE, place.committee)
    seat_handler(teller, place, COMPANY, "物业", "property-company")
    street = teller.get(CLERK, f"/v1/bodies/{place.committee}")["superior"]
    teller.meet("街道", Role.SUPERIOR, body=street)
    teller.meet("业主", Role.RESIDENT, body=place.committee)
    owners = Owners(teller, place, AREAS)
    owners.publish(16)
    election = prepare(owners, days)
    elect(owners, election, days)
    put_on_file(owners, election)
    matter = talk(teller, place)
    decide(owners, matter, days)
    matter.look_back()


def prepare(owners: Owners, days: Days) -> str:
    """成立筹备组, 推荐候选人, 资格审查, 公示."""
    teller = owners.teller
    person = teller.post(CLERK, "/v1/persons", {"name": "陆文书"}).id
    group = {
        "committee_id": owners.place.committee,
        "compound_id": owners.place.compound,
        "kind": "founding",
        "seats": 9,
        "members": [
            {"person": person, "seat": "residents-committee"},
            {"person": owners.persons[-1]},
        ],
    }
    formed = teller.post(CLERK, "/v1/elections", group)
    assert (formed.status, formed.topics) == (
        201,
        ["election.group-formed", "register.election-begun"],
    )
    election = formed.id
    for number, owner in enumerate(owners.persons[:STANDING], start=1):
        act(teller, election, "nominations", {"person": owner, "by": "owners"}, "nominated")
        found = {"candidate": number, "eligible": True}
        act(teller, election, "vettings", BEHIND if number == 11 else found, "vetted")
    stranger = {"person": person, "by": "self"}
    refused(teller, election, "nominations", stranger, "not-an-owner")
    assert read(teller, "业主", election)["candidates"][0]["name"] == "程*"
    act(teller, election, "publication", {"until": owners.later(7)}, "candidates-published")
    shown = read(teller, "业主", election)
    assert [one["name"] for one in shown["candidates"] if one["listed"]] == list(AREAS)[:10]
    assert (shown["candidates"][10]["name"], shown["candidates"][10]["reason"]) == ("钱*", None)
    days.go_by(16)
    return election


def elect(owners: Owners, election: str, days: Days) -> None:
    """Sixteen papers; twelve come back. Nothing else is put to the owners meanwhile."""
    teller = owners.teller
    parking = owners.asking(**DECIDE)
    told = teller.post(CLERK, "/v1/ballots", parking)
    assert (told.status, told.said["code"]) == (409, "election-running")
    opened = owners.open(**ELECT, election=election)
    assert set(opened.topics) == {
        "ballot.opened",
        "ballot.roll-listed",
        "register.roll-taken",
        "election.ballot-called",
    }
    [item] = opened.said["items"]
    assert (item["candidates"], item["seats"]) == (list(range(1, 11)), 9)
    owners.delivered(opened.id)
    owners.votes(opened.id, voted)
    barred = {"choice": "agree", "candidates": [11]}
    assert owners.vote(opened.id, 14, barred).said["code"] == "unknown-candidate"
    assert owners.vote(opened.id, 1, {"choice": "against"}).said["code"] == "already-voted"
    days.go_by(16)
    closed = owners.closes(opened.id)
    assert closed.topics[-1] == "election.ballot-ended"
    [result] = closed.said["closure"]["results"]
    assert sorted(result["elected"]) == list(range(1, 10))
    assert (result["taking_part"]["voters"]["rate"]["part"], result["tied"]) == (12, [])
    shown = read(teller, "业主", election)
    assert (shown["stage"], shown["open_seats"]) == ("elected", 0)


def voted(owner: int) -> Mapping[str, Any] | None:
    """Nine for the first nine; three would rather have the tenth than the ninth."""
    if owner > 12:
        return None
    last = 10 if owner > 9 else 9
    return {"choice": "agree", "candidates": [*range(1, 9), last]}


def put_on_file(owners: Owners, election: str) -> None:
    """备案: the subdistrict alone, and the seat follows."""
    teller, place = owners.teller, owners.place
    organisation = party(teller, "99弄业委会", "owners-committee")
    body = {"organisation": organisation, **FILED}
    version = read(teller, CLERK, election)["version"]
    path = f"/v1/elections/{election}/filing"
    assert teller.post(CLERK, path, body, seen=version).status == 403
    filed = teller.post("街道", path, body, seen=version)
    assert (filed.status, filed.topics) == (
        200,
        ["election.filed", "body.seat-filled", "register.election-ended"],
    )
    assert set(filed.said["filed"]["members"]) == set(owners.persons[:9])
    seats = teller.get(CLERK, f"/v1/bodies/{place.committee}")["seats"]
    assert (OWNERS, organisation) in {(one["seat"], one["organisation"]) for one in seats}
    teller.meet("业委会", Role.OWNERS_COMMITTEE, compound=place.compound, organisation=organisation)
    follow(teller.service)
    [listed] = teller.get("业委会", "/v1/elections?stage=filed")["items"]
    assert (listed["id"], listed["elected"], listed["kind_label"]) == (election, 9, "组建")


def talk(teller: Teller, place: Place) -> Matter:
    """合署办公: the three seats table a plan and agree on it."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "window",
        "words": WORDS,
        "reporter": {"name": "苗新雨", "phone": "13817720461", "room": "1号楼1501室"},
    }
    told = teller.post(CLERK, "/v1/issues", body)
    matter = Matter(teller, CLERK, told, CLERK)
    triage = {"category": "parking", "scale": "hard", "track": "normal", "summary": "车位缺口大"}
    matter.act(CLERK, "triage", triage, "triaged")
    plan = {"plan": PLAN, "outputs": [SPACES], "budget": BUDGET, "lines": LINES}
    matter.act(CLERK, "proposals", plan, "proposal-tabled")
    for who, code in ((CLERK, COMMITTEE), ("业委会", OWNERS)):
        word = {"version": 1, "seat": code, "stance": "agree"}
        matter.act(who, "positions", word, "position-taken")
    word = {"version": 1, "seat": COMPANY, "stance": "agree"}
    matter.act("物业", "positions", word, "position-taken", "negotiated")
    return matter


def decide(owners: Owners, matter: Matter, days: Days) -> None:
    """业主大会高票通过: thirteen of sixteen answer, twelve of them agree."""
    opened = owners.open(**DECIDE, issue=matter.id)
    assert opened.topics[-1] == "issue.ballot-called"
    owners.delivered(opened.id)
    owners.votes(opened.id, agreed)
    days.go_by(16)
    closed = owners.closes(opened.id)
    assert closed.topics[-2:] == ["issue.ballot-ended", "issue.approved"]
    assert closed.said["closure"]["outcome"] == "reached"
    [result] = closed.said["closure"]["results"]
    assert result["agreeing"]["voters"]["rate"] == {"part": 12, "of": 13, "percent": "92.30"}
    shown = matter.read("业委会")
    assert (shown["status"], shown["approval"]["rule"]) == ("approved", "owners-special")
    assert check(owners.teller.service.database, owners.teller.service.views) == []


def agreed(owner: int) -> Mapping[str, Any] | None:
    """Three papers never came back, and one says no."""
    if owner > 13:
        return None
    return {"choice": "against" if owner == 13 else "agree"}


def read(teller: Teller, by: str, election: str) -> dict[str, Any]:
    shown: dict[str, Any] = teller.get(by, f"/v1/elections/{election}")
    return shown


def act(teller: Teller, election: str, noun: str, body: Mapping[str, Any], topic: str) -> Told:
    """The clerk does something; what hangs out is decided on the version that they have read."""
    seen = read(teller, CLERK, election)["version"] if noun == "publication" else None
    told = teller.post(CLERK, f"/v1/elections/{election}/{noun}", body, seen=seen)
    assert (told.status, told.topics) == (200, [f"election.{topic}"]), told.said
    return told


def refused(teller: Teller, election: str, noun: str, body: Mapping[str, Any], code: str) -> None:
    told = teller.post(CLERK, f"/v1/elections/{election}/{noun}", body)
    assert (told.said["code"], told.topics) == (code, []), told.said
