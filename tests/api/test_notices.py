"""Notices over HTTP: written from the record, hanging for their days, read by everybody."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from service.commands.funds import PledgeFunds, ReceiveFunds, SpendFunds
from service.commands.negotiation import ClearLine
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.api.face import Face, code_of
from tests.api.html import parsed
from tests.installations import SqliteInstallations
from tests.projections.following import follow
from tests.stories.life.days import Days
from tests.table import Table

PHOTO = "cd" * 32
BOARDS = ["1号门岗公示栏", "居委会门口"]
LINES = (
    ClearLine(source="government", amount=18_000_000, pays_for="公共管线归整"),
    ClearLine(source="shops", amount=6_000_050, pays_for="沿街店招"),
)


@pytest.fixture(scope="module")
def days() -> Days:
    """A calendar that the tests turn over."""
    return Days()


@pytest.fixture(scope="module")
def face(
    sqlite_installations: SqliteInstallations,
    tmp_path_factory: pytest.TempPathFactory,
    days: Days,
) -> Iterator[Face]:
    """A neighbourhood that goes by these days."""
    service = Service(sqlite_installations.fresh(tmp_path_factory.mktemp("board")), now=days)
    service.start()
    made = Face(service)
    yield made
    made.close()
    service.stop()


@pytest.fixture(scope="module")
def table(face: Face) -> Table:
    """Three seats in a compound of its own."""
    return Table(face.town)


def draw(face: Face, subject: object, duty: str = "plan", **fields: Any) -> httpx2.Response:
    """A notice of the clerk's."""
    body = {"duty": duty, "subject": str(subject), "days": 7}
    return face.post("/v1/notices", body | fields, face.town.clerk)


def drawn(face: Face, table: Table, **fields: Any) -> str:
    """The place of a new notice on a new plan."""
    answer = draw(face, table.tabled(), **fields)
    assert answer.status_code == 201, answer.text
    place: str = answer.headers["location"]
    return place


def send(face: Face, path: str, body: Any, by: Principal | None = None) -> httpx2.Response:
    """A command of the clerk's."""
    return face.post(path, body, by or face.town.clerk)


def hung(face: Face, table: Table, **fields: Any) -> str:
    """The place of a notice that was put up."""
    place = drawn(face, table, **fields)
    answer = send(face, f"{place}/posting", {"boards": BOARDS, "photo": PHOTO})
    assert answer.status_code == 200, answer.text
    return place


def public(place: str) -> str:
    """Where everybody reads it."""
    return place.replace("/v1/", "/v1/public/")


def listed(face: Face, query: str, by: Principal | None = None) -> list[str]:
    """The places of a list."""
    follow(face.service)
    answer = face.get(f"/v1/notices?{query}", by or face.town.clerk)
    assert answer.status_code == 200, answer.text
    return [f"/v1/notices/{one['id']}" for one in answer.json()["items"]]


def test_a_plan_is_written_from_the_record(face: Face, table: Table) -> None:
    issue = table.tabled(plan="拆除王某某家门口违建", lines=LINES, budget=24_000_050)
    before = face.head()
    shown = draw(face, issue).json()
    number = face.town.issue(issue).number
    assert shown["as_of"] == before
    assert shown["heading"].endswith("“电动车停放充电”事项方案公示")
    assert shown["text"].splitlines() == [
        f"事项编号：{number}",
        "类别：电动车停放充电",
        "方案版本：第1版（协商中）",
        "预算：240,000.50元",
        "资金来源：",
        "　1．政府补贴：180,000.00元",
        "　2．沿街商铺：60,000.50元",
        "参与协商：居委会、业委会、物业公司",
        "决定方式：各方共同商定",
    ]
    # The plan's own words may name somebody, and are not on the notice.
    assert "王某某" not in str(shown)
    assert (shown["standing"], shown["days"], shown["duty_label"]) == ("waiting", 7, "方案公示")


def test_the_use_of_money_is_written_line_by_line(face: Face, table: Table) -> None:
    issue = table.approved()
    assert code_of(draw(face, table.tabled(), "fund-use")) == "nothing-to-tell"
    for command in (
        PledgeFunds(issue=issue, line=1, amount=18_000_000),
        ReceiveFunds(issue=issue, line=1, amount=10_000_000),
        SpendFunds(issue=issue, line=1, amount=2_500_001, note="首付"),
    ):
        face.town.do(command, by=face.town.clerk)
    lines = draw(face, issue, "fund-use").json()["text"].splitlines()
    account = "认缴180,000.00元，到账100,000.00元，支出25,000.01元，退还0.00元，结余74,999.99元"
    assert lines[1] == f"　1．政府补贴：{account}"
    assert lines[-1] == f"合计：{account}"


def test_numbers_count_up_within_a_committee(face: Face, table: Table) -> None:
    first, second = (draw(face, table.tabled()).json()["number"] for _ in range(2))
    assert second == first + 1
    beside = face.town.report(
        by=face.town.next_clerk,
        committee=face.town.next_committee,
        compound=face.town.next_compound,
    )
    assert code_of(draw(face, beside)) == "unknown-subject"


def test_there_is_nothing_to_tell_of_what_has_no_plan(face: Face, table: Table) -> None:
    assert code_of(draw(face, table.triaged())) == "nothing-to-tell"
    assert code_of(draw(face, face.town.compound)) == "unknown-subject"


def test_it_hangs_for_its_days(face: Face, table: Table, days: Days) -> None:
    place = drawn(face, table, days=2)
    assert code_of(send(face, f"{place}/removal", {})) == "notice-not-up"
    shown = send(face, f"{place}/posting", {"boards": BOARDS, "photo": PHOTO}).json()
    assert (shown["standing"], shown["boards"], shown["photo"]) == ("hanging", BOARDS, PHOTO)
    assert code_of(send(face, f"{place}/posting", {"boards": BOARDS})) == "notice-already-up"
    early = send(face, f"{place}/removal", {"photo": PHOTO})
    assert (code_of(early), early.json()["facts"]) == ("notice-too-early", {"days": 2})
    assert place in listed(face, "standing=hanging")
    days.go_by(3)
    assert listed(face, "standing=over") == [place]
    down = send(face, f"{place}/removal", {"photo": PHOTO}).json()
    assert (down["standing"], down["removal_photo"]) == ("down", PHOTO)
    assert code_of(send(face, f"{place}/removal", {})) == "notice-already-down"
    assert place in listed(face, "standing=down")


def test_what_never_hung_or_hung_too_short_is_found(face: Face, table: Table) -> None:
    waiting, short = drawn(face, table), hung(face, table)
    send(face, f"{short}/withdrawal", {"reason": "金额有误"})
    assert waiting in listed(face, "standing=waiting")
    assert short in listed(face, "standing=short")
    assert listed(face, "standing=withdrawn") == []
    assert code_of(send(face, f"{waiting}/withdrawal", {"reason": "重复"})).startswith("200")
    assert code_of(send(face, f"{waiting}/posting", {"boards": BOARDS})) == "notice-withdrawn"


def test_everybody_reads_what_was_put_up(face: Face, table: Table) -> None:
    place = drawn(face, table)
    assert face.get(public(place), None).status_code == 404
    send(face, f"{place}/posting", {"boards": BOARDS})
    answer = face.get(public(place), None)
    shown = answer.json()
    assert (answer.status_code, shown["boards"]) == (200, BOARDS)
    assert answer.headers["cache-control"] == "public, no-cache"
    assert shown["text"] == face.get(place, face.town.clerk).json()["text"]
    again = face.get(public(place), None, if_none_match=answer.headers["etag"])
    assert again.status_code == 304


def test_the_feed_has_what_was_put_up_newest_first(face: Face, table: Table) -> None:
    older, newer, waiting = hung(face, table), hung(face, table), drawn(face, table)
    follow(face.service)
    query = f"committee={face.town.committee}&limit=2"
    feed = face.get(f"/v1/public/notices?{query}", None).json()
    assert [one["id"] for one in feed["items"]] == [p.rpartition("/")[2] for p in (newer, older)]
    rest = face.get(f"/v1/public/notices?{query}&cursor={feed['next']}", None).json()
    assert waiting.rpartition("/")[2] not in str(feed) + str(rest)
    nobody = face.get(f"/v1/public/notices?committee={face.town.next_committee}", None)
    assert nobody.json()["items"] == []


def test_of_what_is_withdrawn_that_alone_is_told(face: Face, table: Table) -> None:
    place = hung(face, table)
    text = face.get(place, face.town.clerk).json()["text"]
    send(face, f"{place}/withdrawal", {"reason": "金额有误，联系13800000001"})
    follow(face.service)
    assert place.rpartition("/")[2] not in face.get("/v1/public/notices?limit=100", None).text
    shown = face.get(public(place), None).json()
    assert (shown["standing"], shown["heading"], shown["text"]) == ("short", None, None)
    sheet = face.get(public(place), None, accept="text/html").text
    assert "本公示已作废" in sheet
    assert text.splitlines()[0] not in sheet
    assert "13800000001" not in str(shown) + sheet


def test_the_sheet_says_what_hangs_and_where_it_is_checked(face: Face, table: Table) -> None:
    place = hung(face, table)
    face.service.checkpoints.sign(SYSTEM)
    for answer in (
        face.get(f"{place}/page", face.town.clerk),
        face.get(public(place), None, accept="text/html"),
    ):
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        page = parsed(answer.text)
        shown = face.get(place, face.town.clerk).json()
        assert page.one("h1").text == shown["heading"]
        assert page.marked("text") == [shown["text"]]
        assert page.marked("number") == [f"公示第 {shown['number']} 号"]
        assert f"http://bihuan.test{public(place)}" in page.marked("address")
        assert shown["checkpoint"]["root"] in answer.text
        assert [one.name for one in page.all_of("script", "img", "link")] == []
    assert shown["checkpoint"]["size"] >= shown["as_of"]


def test_the_record_holds_it_sealed(face: Face, table: Table) -> None:
    drawn(face, table)
    with face.service.database.read() as connection:
        rows = str(connection.exec_driver_sql("SELECT state FROM event").all())
        rows += str(connection.exec_driver_sql("SELECT * FROM view_notice_v1").all())
    assert "方案公示" not in rows
    assert "方案公示".encode().hex() not in rows


def test_what_one_may_not_see_is_not_there(face: Face, table: Table) -> None:
    place, town = hung(face, table), face.town
    assert face.get(place, town.next_clerk).status_code == 404
    assert face.get(f"{place}/page", town.next_clerk).status_code == 404
    assert send(face, f"{place}/removal", {}, town.next_clerk).status_code == 404
    assert send(face, f"{place}/removal", {}, town.superior).status_code == 403
    assert face.get(place, table.owner).status_code == 200
    assert face.get(place, town.owner).status_code == 404
    assert place in listed(face, "", table.owner)
    assert listed(face, "", town.owner) == listed(face, "", town.next_clerk) == []
