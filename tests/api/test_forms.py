"""What a resident says on a page: from our own page, strictly read, in the reporter's name."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest

from api.forms import MEDIA_TYPE
from api.schemas.forms import ObjectionForm, RatingForm
from domain.issue.events import RevisitKind, Satisfaction
from domain.refusal import Code, Refused
from service.commands.revisit import Object, Revisit
from service.errors import StorageFull, Unavailable
from service.policy import Principal
from tests.api.face import Call, Face
from tests.api.following import Holder
from tests.api.html import parsed

GOOD = {"resolved": "yes", "satisfaction": "fair"}
OWN = {"Sec-Fetch-Site": "same-origin"}


class Heard:
    """What reached the one door, and what it answers."""

    def __init__(self) -> None:
        self.commands: list[tuple[Any, Principal]] = []
        self.refusal: Exception | None = None

    async def execute(self, command: Any, *, principal: Principal, correlation: Any) -> None:
        """In the place of `Service.execute`."""
        if self.refusal is not None:
            raise self.refusal
        self.commands.append((command, principal))


@pytest.fixture
def heard(shared_sqlite: Face, monkeypatch: pytest.MonkeyPatch) -> Heard:
    """A door behind the forms."""
    made = Heard()
    monkeypatch.setattr(shared_sqlite.service, "execute", made.execute)
    return made


@pytest.fixture(scope="module")
def holder(shared_sqlite: Face) -> Holder:
    """Somebody whose matter has been completed."""
    return Holder(shared_sqlite, shared_sqlite.town.play())


@pytest.fixture(scope="module")
def nobody(shared_sqlite: Face) -> Holder:
    """Somebody who reported without a name."""
    return Holder(shared_sqlite, shared_sqlite.town.report(contact=None))


def _post(
    holder: Holder,
    fields: Mapping[str, str] | bytes,
    headers: Mapping[str, str] = OWN,
    noun: str = "rating",
) -> Any:
    content = fields if isinstance(fields, bytes) else urlencode(fields).encode()
    sent = {"Content-Type": MEDIA_TYPE, **headers}
    path = f"/follow/{holder.token}/{noun}"
    return holder.face.send(Call(path=path, by=None, content=content, headers=sent))


def test_a_form_is_said_by_the_reporter(holder: Holder, heard: Heard) -> None:
    rated = _post(holder, GOOD | {"comment": "灯很亮\r\n谢谢"})
    objected = _post(holder, {"reason": "又不亮了"}, noun="objection")
    assert [answer.status_code for answer in (rated, objected)] == [303, 303]
    assert rated.headers["location"] == f"../{holder.token}"
    assert [command for command, _ in heard.commands] == [
        Revisit(
            issue=holder.issue,
            kind=RevisitKind.ONLINE,
            resolved=True,
            satisfaction=Satisfaction.FAIR,
            comment="灯很亮\n谢谢",
        ),
        Object(issue=holder.issue, reason="又不亮了"),
    ]
    reporter = holder.face.town.issue(holder.issue).reporter
    assert {principal.person for _, principal in heard.commands} == {reporter}


def test_the_page_offers_what_the_forms_read(holder: Holder, heard: Heard) -> None:
    page = holder.status("?lang=en")
    assert [form.attributes["action"] for form in page.all_of("form")] == [
        f"{holder.token}/{noun}?lang=en" for noun in ("rating", "objection")
    ]
    assert {form.attributes["method"] for form in page.all_of("form")} == {"post"}
    named = {e.attributes["name"] for e in page.all_of("input", "textarea")}
    assert named == RatingForm.model_fields.keys() | ObjectionForm.model_fields.keys()
    assert _post(holder, GOOD | {"comment": ""}).status_code == 303


def test_nothing_is_asked_before_completion_nor_of_nobody(shared_sqlite: Face) -> None:
    town = shared_sqlite.town
    for issue in (town.report(), town.report(contact=None)):
        assert Holder(shared_sqlite, issue).status().all_of("form") == []


def test_a_token_of_an_anonymous_report_only_reads(nobody: Holder, heard: Heard) -> None:
    assert _post(nobody, GOOD).status_code == 403
    assert heard.commands == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://bihuan.test"}, 403),
        ({"Origin": "http://bihuan.test"}, 303),
        ({"Origin": "null"}, 303),
        ({}, 303),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://bihuan.test.elsewhere.example"}, 403),
    ],
)
def test_another_site_cannot_post(
    holder: Holder, heard: Heard, headers: dict[str, str], status: int
) -> None:
    assert _post(holder, GOOD, headers).status_code == status
    assert len(heard.commands) == (status == 303)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"resolved": "yes"}, 422),
        (GOOD | {"resolved": "maybe"}, 422),
        (GOOD | {"comment": "字" * 501}, 422),
        (GOOD | {"comment": "a\x00b"}, 422),
        (GOOD | {"surplus": "1"}, 422),
        (b"resolved=yes&resolved=no&satisfaction=fair", 400),
        (b"resolved=%ff&satisfaction=fair", 400),
        ("字".encode(), 400),
        (b"&".join(b"a%d=1" % n for n in range(11)), 400),
        (b"comment=" + b"a" * 20_000, 413),
    ],
)
def test_bad_forms_are_pages(holder: Holder, heard: Heard, fields: Any, status: int) -> None:
    answer = _post(holder, fields)
    assert answer.status_code == status
    assert parsed(answer.text).texts("h1")
    assert parsed(answer.text).one("a", href=f"../{holder.token}").text == "返回办理情况"
    assert "resolved" not in answer.text
    assert heard.commands == []


def test_five_hundred_characters_of_any_kind_are_enough(holder: Holder, heard: Heard) -> None:
    assert _post(holder, GOOD | {"comment": "𠮷" * 500}).status_code == 303


def test_other_media_types(holder: Holder, heard: Heard) -> None:
    answer = _post(holder, b"{}", OWN | {"Content-Type": "application/json"})
    assert answer.status_code == 415
    with_charset = OWN | {"Content-Type": f"{MEDIA_TYPE}; charset=UTF-8"}
    assert _post(holder, GOOD, with_charset).status_code == 303


@pytest.mark.parametrize(
    ("refusal", "status", "title"),
    [
        (Refused(Code.REOPENING_PERIOD_OVER, days=30), 409, "已过提出异议的期限"),
        (Refused(Code.LAST_ROUND, round=3), 409, "轮次已满"),
        (Refused(Code.REPORTER_GONE), 409, "只能查询"),
        (Refused(Code.INSPECTION_ONLY), 409, "只能查询"),
        (Refused(Code.REPORTER_UNANSWERED), 409, "还没有办结"),
        (Refused(Code.STATUS_FORBIDS, status="withdrawn"), 409, "现在不能提交"),
        (Unavailable("busy"), 503, "暂时无法提交"),
        (StorageFull(), 507, "暂时无法提交"),
    ],
)
def test_a_refusal_is_a_page(
    holder: Holder, heard: Heard, refusal: Exception, status: int, title: str
) -> None:
    heard.refusal = refusal
    answer = _post(holder, GOOD)
    page = parsed(answer.text)
    assert (answer.status_code, page.texts("h1")) == (status, [title])
    assert page.one("a", hreflang="en").attributes["href"] == f"../{holder.token}?lang=en"


def test_a_refusal_keeps_the_language(holder: Holder, heard: Heard) -> None:
    heard.refusal = Refused(Code.LAST_ROUND, round=3)
    page = parsed(_post(holder, GOOD, noun="rating?lang=en").text)
    assert page.texts("h1") == ["That was the last round"]
    assert page.one("a", href=f"../{holder.token}?lang=en").text == "Back to where it stands"


def test_a_token_that_opens_nothing_says_nothing(
    holder: Holder, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holder, "token", "x" * 43)
    assert [_post(holder, fields).status_code for fields in (GOOD, {})] == [404, 404]
