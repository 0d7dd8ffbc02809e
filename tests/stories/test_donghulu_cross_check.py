"""东湖路 (A16 五微): 双登记双交办 checked against itself: the missing half is found, and shown.

Of three issues one lacks a register, one a party, one both; the list tells which, since when, and
empties as the halves are filled in.
"""

from domain.actor import Role
from tests.stories.life.days import Days
from tests.stories.neighbours import Place, settle
from tests.stories.teller import Teller, party

ABOVE = (("池州市", "CZ"), ("清风街道", "QF"))
CHECK = "/v1/committees/{}/cross-check"


def test_a_missing_half_is_found_and_shown(passing: Teller, days: Days) -> None:
    teller = passing
    place = settle(teller, ("东湖路社区", "DHL"), ABOVE, "新城明珠")
    teller.meet("街道", Role.SUPERIOR, body=superior_of(teller, place))
    adopted = {"method": "donghulu", "version": 3}
    teller.post("居委会", f"/v1/bodies/{place.committee}/method-adoptions", adopted)
    parties = [party(teller, name, "contractor") for name in ("物业", "市政")]
    one_register, one_party, nothing = (report(teller, place) for _ in range(3))
    whole = report(teller, place)
    register(teller, one_register, "property-log")
    register(teller, one_party, "property-log", "building-head-log")
    register(teller, whole, "property-log", "building-head-log")
    hand(teller, one_register, *parties)
    hand(teller, one_party, parties[0])
    hand(teller, whole, *parties)
    days.go_by(3)
    found = gaps(teller, place)
    assert found == {nothing: (2, 2, 3), one_party: (0, 1, 3), one_register: (1, 0, 3)}
    assert list(gaps(teller, place, "?half=register")) == [nothing, one_register]
    assert list(gaps(teller, place, "?half=party")) == [nothing, one_party]
    page_by_page(teller, place)
    shown = teller.get("居委会", CHECK.format(place.committee))["items"][1]
    assert [one["label"] for one in shown["registers"]] == ["物业来电来访登记本", "楼栋长工作日志"]
    assert [one["name"] for one in shown["parties"]] == ["物业"]
    register(teller, one_register, "service-log")
    hand(teller, one_party, parties[1])
    assert list(gaps(teller, place)) == [nothing]
    withdrawn = teller.post("居委会", f"/v1/issues/{nothing}/withdrawal", {}, seen=1)
    assert (withdrawn.status, gaps(teller, place)) == (200, {})


def superior_of(teller: Teller, place: Place) -> str:
    return str(teller.get("administrator", f"/v1/bodies/{place.committee}")["superior"])


def report(teller: Teller, place: Place) -> str:
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "phone",
        "words": "路面破损",
    }
    return teller.post("居委会", "/v1/issues", body).id


def register(teller: Teller, issue: str, *registers: str) -> None:
    for one in registers:
        told = teller.post("居委会", f"/v1/issues/{issue}/attachments", {"register": one})
        assert told.status == 200, told.said


def hand(teller: Teller, issue: str, *parties: str) -> None:
    told = teller.post("居委会", f"/v1/issues/{issue}/dispatches", {"parties": list(parties)})
    assert told.status == 200, told.said


def gaps(teller: Teller, place: Place, query: str = "") -> dict[str, tuple[int, int, int]]:
    """Registers missing, parties missing and age in days, by issue, as committee and street see."""
    by_whom = [
        {
            one["id"]: (one["missing_registers"], one["missing_parties"], one["age_days"])
            for one in teller.get(who, f"{CHECK.format(body)}{query}")["items"]
        }
        for who, body in (("居委会", place.committee), ("街道", superior_of(teller, place)))
    ]
    assert by_whom[0] == by_whom[1]
    return by_whom[0]


def page_by_page(teller: Teller, place: Place) -> None:
    path, seen = f"{CHECK.format(place.committee)}?limit=1", list[str]()
    cursor: str | None = ""
    while cursor is not None:
        page = teller.get("居委会", f"{path}&cursor={cursor}" if cursor else path)
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert seen == list(gaps(teller, place))
    assert teller.status("administrator", path) == 404
