"""Nobody's data on a page, no script, nothing from elsewhere, and no trace of the token."""

import base64
from hashlib import sha256

import httpx2
import pytest

from service.commands.handling import Reply
from tests.api.face import Face
from tests.api.following import Holder, triaged
from tests.api.html import parsed

HOSTILE = "<script>alert('灯')</script>\"'&amp;<img src=x onerror=alert(1)>{{ 7*7 }}"


def test_nobodys_data_is_shown(told: Holder) -> None:
    """Neither the reporter's nor staff's; nor what staff said among themselves, nor any id."""
    town, row = told.face.town, told.face.town.issue(told.issue)
    hidden = ["王小明", "王*", "13800000001", "138****0001", "楼501", "看不清台阶", "业主很着急"]
    ids = [row.issue, row.reporter, row.committee, row.compound, town.clerk.person]
    for answer in told.answers():
        assert answer.status_code == 200
        assert not any(text in answer.text for text in (*hidden, *map(str, ids)))


def test_an_address_is_not_told(shared: Face) -> None:
    issue = shared.town.report(compound=None, address="春晖路12弄3号501室", summary="漏水")
    holder = Holder(shared, issue)
    assert holder.json()["compound"] is None
    assert not any("春晖路" in answer.text for answer in holder.answers())
    assert holder.status().texts("dt") == ["编号", "反映时间", "居委会"]


def test_an_anonymous_report_can_be_followed(shared: Face) -> None:
    holder = Holder(shared, shared.town.report(contact=None))
    assert holder.status().texts("h1") == ["您反映的事项"]
    assert not any("看不清台阶" in answer.text for answer in holder.answers())
    assert any("还没有答复" in text for text in holder.status().texts("p"))


def test_hostile_texts_are_texts(shared: Face) -> None:
    issue = triaged(shared, HOSTILE)
    shared.town.do(Reply(issue=issue, message=f"一\n{HOSTILE}"), by=shared.town.clerk)
    holder = Holder(shared, issue)
    page = holder.status()
    assert page.texts("h1") == [HOSTILE]
    assert page.marked("said") == [f"一\n{HOSTILE}"]
    assert page.all_of("script", "img") == []
    assert not any(name.startswith("on") for e in page.elements for name in e.attributes)
    assert holder.json()["summary"] == HOSTILE


def _require_discreet(answer: httpx2.Response) -> None:
    headers = answer.headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["vary"] == "Accept-Language"


def test_no_other_site_learns_of_a_page(told: Holder) -> None:
    absent = told.face.get("/follow/none-such", None)
    for answer in (*told.answers(), absent):
        _require_discreet(answer)
    for answer in (*told.answers()[:2], absent):
        page = parsed(answer.text)
        [style] = page.all_of("style")
        digest = base64.b64encode(sha256(style.text.encode()).digest()).decode()
        policy = dict(
            part.strip().partition(" ")[::2]
            for part in answer.headers["content-security-policy"].split(";")
        )
        assert policy == {
            "default-src": "'none'",
            "style-src": f"'sha256-{digest}'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_needs_nothing_from_elsewhere_and_fits_a_phone(told: Holder) -> None:
    for page in (told.status(), told.paper()):
        assert page.all_of("script", "link", "img", "iframe", "object", "form") == []
        assert not any({"src", "style"} & e.attributes.keys() for e in page.elements)
        viewport = page.one("meta", name="viewport").attributes["content"]
        assert viewport == "width=device-width, initial-scale=1"
        [style] = page.texts("style")
        assert "url(" not in style
        assert "@import" not in style
        assert "@media print" in style


def test_a_token_stands_in_no_log(
    shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    holder = Holder(shared_sqlite, shared_sqlite.town.report())
    answers = holder.answers()

    def broken(secret: str) -> None:
        raise ValueError(secret)

    monkeypatch.setattr(shared_sqlite.service.following, "shown", broken)
    answers += holder.answers()
    assert [answer.status_code for answer in answers] == [200] * 3 + [500] * 3
    assert not any(holder.token in answer.text for answer in answers[3:])
    assert not any(holder.token in str(answer.headers) for answer in answers)
    logged = "".join(capfd.readouterr())
    assert "/follow/{token}" in logged
    assert "ValueError" in logged
    assert holder.token not in logged
