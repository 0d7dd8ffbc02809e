"""`GET /v1/issues?q=…`: what is found, by whom, page by page; what is refused."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from sqlalchemy import delete

from ledger.tables import vault_key
from service.commands.directory import AddCompound
from service.commands.handling import Dispatch
from service.ids import new_id
from service.policy import Principal
from service.search import finder
from tests.api.face import Call, Face
from tests.api.provoking import TRIAGE
from tests.api.refusal import require_refused

RESIDENTS = {"contact": None, "compound": None}


def found(face: Face, text: str, by: Principal | None = None, more: str = "") -> list[str]:
    """The ids that a search finds, on one page."""
    answer = face.get(f"/v1/issues?q={quote(text)}&limit=200{more}", by or face.town.clerk)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def report(face: Face, **fields: Any) -> str:
    return str(face.town.report(**fields))


def test_every_searchable_text_is_found_at_once(shared: Face) -> None:
    issue = report(
        shared, summary="电梯困人", compound=None, address="听涛路88弄", sites=("甲楼", "乙楼")
    )
    body = TRIAGE | {"summary": "轿厢停运"}
    path = f"/v1/issues/{issue}/triage"
    assert shared.post(path, body, shared.town.clerk, if_match='"1"').status_code == 200
    for text in ("电梯困人", "梯困", "困", "轿厢停运", "厢", "听涛路88弄", "8弄", "甲楼", "乙"):
        assert found(shared, text) == [issue], text


def test_what_only_looks_alike_is_not_found(shared: Face) -> None:
    report(shared, summary="水管水漏管")
    assert found(shared, "水管漏") == []
    # Both pairs stand there, in two fields.
    report(shared, summary="墙皮脱落", compound=None, address="皮脱鞋厂")
    assert found(shared, "墙皮脱鞋") == []


def test_residents_words_and_other_texts_are_not_searched(shared: Face) -> None:
    issue = report(shared, words="鹦鹉学舌", summary="噪声扰民")
    reply = {"message": "鹦鹉已送走"}
    shared.post(f"/v1/issues/{issue}/replies", reply, shared.town.clerk)
    assert found(shared, "鹦鹉") == []
    assert found(shared, "王小明") == []


@pytest.mark.parametrize("text", ["ＡＢ座", "ab 座", "a b座", "\u3000AB座 ", "aB\u200b座"])
def test_width_case_and_white_space_make_no_difference(shared: Face, text: str) -> None:
    issues = {report(shared, summary=written) for written in ("Ａb 座渗水", "AB座 渗水")}
    assert found(shared, text)[:2] != []
    assert set(found(shared, text)) >= issues


def test_a_number_is_found_in_clear(shared: Face) -> None:
    issue = report(shared)
    number = shared.get(f"/v1/issues/{issue}", shared.town.clerk).json()["number"]
    for text in (number, number.lower(), number[3:], number[:-1], f" {number[-6:]}"):
        assert issue in found(shared, text), text
    assert found(shared, f"{number}0") == []
    for pattern in ("%", "_", f"{number[:2]}_"):
        assert issue not in found(shared, pattern), pattern


def add_compound(face: Face, name: str, committee: UUID | None = None) -> UUID:
    compound, town = new_id(), face.town
    add = AddCompound(body=committee or town.committee, compound=compound, name=name)
    town.do(add, by=town.administrator)
    return compound


def test_an_issue_is_found_by_where_it_lies(shared: Face) -> None:
    town = shared.town
    here = add_compound(shared, "凌兆 Ａ村")
    beside = add_compound(shared, "凌兆八村", town.next_committee)
    mine = report(shared, compound=here, by=town.resident, contact=None, confidential=True)
    other = report(
        shared, compound=beside, committee=town.next_committee, by=town.next_clerk, channel="patrol"
    )
    written = report(shared, summary="凌兆公园漏水")
    assert found(shared, "凌兆") == [written, mine]
    for text in ("凌兆a", " 凌 兆Ａ村 ", "兆a村"):
        assert found(shared, text) == found(shared, text, town.resident) == [mine], text
    assert found(shared, "凌兆八") == []
    assert found(shared, "凌兆八", town.next_clerk) == [other]
    assert found(shared, "凌兆", town.auditor) == [written, other, mine]
    assert found(shared, "凌兆", town.auditor, "&channel=patrol") == [other]
    assert found(shared, "凌兆", town.handler) == []
    for pattern in ("凌%", "凌_"):
        assert found(shared, pattern, town.auditor) == []


def test_an_issue_is_found_by_its_committee(shared: Face) -> None:
    town = shared.town
    issue = report(shared, compound=None, address="后门")
    assert found(shared, "凌一")[0] == issue
    assert issue not in found(shared, "凌二", town.auditor)
    # Neither the bodies above nor the organisations are where it lies.
    assert found(shared, "东平路街道", town.auditor) == found(shared, "安居物业") == []


def test_a_text_stands_for_so_many_places(shared: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those with the shortest names, which are the nearest to what was typed."""
    names = ("远香园三期", "远香园", "远香园二期")
    made = {name: report(shared, compound=add_compound(shared, name)) for name in names}
    assert set(found(shared, "远香")) == set(made.values())
    monkeypatch.setattr(finder, "_MOST_PLACES", 1)
    assert found(shared, "远香") == [made["远香园"]]


def test_filters_and_sight_narrow_a_search(shared: Face) -> None:
    town = shared.town
    beside = {"committee": town.next_committee, "compound": town.next_compound}
    mine = report(shared, summary="井盖缺失")
    other = report(shared, summary="井盖缺失", by=town.next_clerk, channel="patrol", **beside)
    assert found(shared, "井盖") == [mine]
    assert found(shared, "井盖", town.next_clerk) == [other]
    assert found(shared, "井盖", town.auditor) == [other, mine]
    assert found(shared, "井盖", town.auditor, "&channel=patrol") == [other]
    assert found(shared, "井盖", town.auditor, "&status=done") == []
    assert found(shared, "井盖", town.administrator) == []
    assert found(shared, "井盖", town.handler) == []
    town.do(Dispatch(issue=UUID(mine), parties=(town.property_company,)), by=town.clerk)
    assert found(shared, "井盖", town.handler) == [mine]


def test_what_a_role_is_not_shown_makes_no_hit(shared: Face) -> None:
    town = shared.town
    own: dict[str, Any] = {"by": town.resident, "contact": None, "sites": ("望江亭",)}
    issue, hidden = report(shared, **own), report(shared, confidential=True, **own)
    for one in (issue, hidden):
        town.do(Dispatch(issue=UUID(one), parties=(town.property_company,)), by=town.clerk)
    for near in (town.resident, town.clerk, town.superior):
        assert found(shared, "望江亭", near) == [hidden, issue]
    assert found(shared, "望江亭", town.handler) == [issue]
    for far in (town.auditor, town.owner, town.integrator):
        assert found(shared, "望江亭", far) == []
        assert found(shared, "望", far) == []


def test_a_wording_that_triage_replaced_is_found_by_whoever_reads_the_timeline(
    shared: Face,
) -> None:
    town = shared.town
    issue = report(shared, summary="旧话重提")
    body = TRIAGE | {"summary": "新词新说"}
    shared.post(f"/v1/issues/{issue}/triage", body, town.clerk, if_match='"1"')
    assert found(shared, "旧话重提", town.clerk) == found(shared, "新词新说", town.owner) == [issue]


def test_an_address_goes_with_the_persons_key(face: Face) -> None:
    town = face.town
    person = town.resident.person
    assert person is not None
    own = report(face, by=town.resident, address="桃源村7号", **RESIDENTS)
    staffs = report(face, compound=None, address="桃源村8号")
    assert found(face, "桃源村") == [staffs, own]
    with face.service.vault._database.write() as connection:
        connection.execute(delete(vault_key).where(vault_key.c.subject == person))
    face.service.vault._cache.clear()
    assert found(face, "桃源村") == [staffs]


def pages(face: Face, query: str, relation: str) -> list[list[str]]:
    """Pages in one direction, by cursors."""
    told, cursor = [], ""
    while True:
        answer = face.get(f"/v1/issues?{query}{cursor}", face.town.clerk).json()
        told.append([item["id"] for item in answer["items"]])
        if answer[relation] is None:
            return told
        cursor = f"&cursor={answer[relation]}"


@pytest.fixture(scope="module")
def scattered(shared: Face) -> list[str]:
    """Five issues newest first, with others between that only look alike."""
    made = []
    for n in range(5):
        made.append(report(shared, summary="长廊风雨"))
        for _ in range(n):
            report(shared, summary="风雨长廊风")
    return made[::-1]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_pages_are_full_in_both_directions(
    shared: Face, scattered: list[str], limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "_MOST_AT_ONCE", 3)
    query = f"q={quote('长廊风雨')}&limit={limit}"
    forward = pages(shared, query, "next")
    assert [issue for page in forward for issue in page] == scattered
    assert all(len(page) == limit for page in forward[:-1])
    last = shared.get(f"/v1/issues?{query}", shared.town.clerk)
    while "next" in last.links:
        last = shared.get(last.links["next"]["url"], shared.town.clerk)
    back = [[item["id"] for item in last.json()["items"]]]
    while "prev" in last.links:
        last = shared.get(last.links["prev"]["url"], shared.town.clerk)
        back.append([item["id"] for item in last.json()["items"]])
    assert [issue for page in reversed(back) for issue in page] == scattered


def test_a_text_and_a_number_make_one_list(shared: Face) -> None:
    """What both ways find stands there once, in its place."""
    first = report(shared, summary="编号 LY-2 已撤")
    second = report(shared)
    third = report(shared, summary="见LY-2")
    query = "q=ly-2&limit=2"
    listed = [issue for page in pages(shared, query, "next") for issue in page]
    assert listed[:3] == [third, second, first]
    assert len(listed) == len(set(listed))


def test_queries_that_are_no_text(shared: Face) -> None:
    bad = ["", "%20", "%E3%80%80", "%E2%80%8B", "%00", "%0A", "%ff", "a" * 61, "%E8" * 61]
    bad += ["%E2%80%A8", "a&q=b"]
    calls = [Call(method="GET", path=f"/v1/issues?q={text}", by=shared.town.clerk) for text in bad]
    require_refused(shared, calls, {400})


@pytest.mark.parametrize(
    "text", ["路" * 60, "\ufdfa" * 60, "🏠", "👵🏻\u200d🏠", "\u0301", "'\"--"]
)
def test_queries_at_the_edge(shared: Face, text: str) -> None:
    issue = report(shared, summary=f"前{text}后", compound=None, address="边界路1号")
    assert found(shared, text) == [issue]
