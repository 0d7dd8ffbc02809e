"""The resident's own door: rated from the receipt's page, without an account or a call."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from domain.actor import Role
from domain.issue import events
from domain.sealed import KeyScope
from tests.api.html import Page, parsed
from tests.stories.client import asking
from tests.stories.life.quarter import Quarter, asked

CALLER = {"name": "蓝采薇", "phone": "13661752408"}
COMMENT = "昨晚又漫到门口了，照片在业主群里。"
NOT_SOLVED = {"resolved": "no", "satisfaction": "dissatisfied", "comment": COMMENT}
SOLVED = {"resolved": "yes", "satisfaction": "satisfied"}


class Holder:
    """Somebody with a receipt and a browser."""

    def __init__(self, quarter: Quarter, issue: str, client: TestClient) -> None:
        path = f"/v1/issues/{issue}/receipts"
        told = quarter.teller.post("陆社工", path, {})
        assert (told.status, told.topics) == (201, [])
        self._door = f"/follow/{told.said['token']}"
        self._client = client

    def page(self) -> Page:
        """Where it stands."""
        answer = self._client.get(f"{self._door}?lang=zh")
        assert answer.status_code == 200
        return parsed(answer.text)

    def sends(self, form: str, fields: Any, site: str = "same-origin") -> tuple[int, str]:
        """A form of that page: the status, and the heading of what is told instead."""
        answer = self._client.post(
            f"{self._door}/{form}?lang=zh",
            data=fields,
            headers={"Sec-Fetch-Site": site},
        )
        if answer.history:
            assert (answer.status_code, answer.url.path) == (200, self._door)
            return answer.history[0].status_code, ""
        return answer.status_code, parsed(answer.text).one("h1").text.strip()


@contextmanager
def holding(quarter: Quarter, issue: str) -> Iterator[Holder]:
    """The receipt of an issue in its reporter's hand."""
    with asking(quarter.teller.service) as client:
        yield Holder(quarter, issue, client)


def test_rated_from_the_receipt(quarter: Quarter) -> None:
    issue = quarter.report(reporter=CALLER, channel="phone")
    with holding(quarter, issue) as holder:
        not_before_it_is_done(quarter, holder, issue)
        not_content(quarter, holder, issue)
        content_in_the_second_round(quarter, holder, issue)
        not_solved_after_all(quarter, holder, issue)
    assert quarter.differences() == []


def test_who_gave_no_name_can_only_read(quarter: Quarter) -> None:
    issue = quarter.report()
    quarter.triages(issue, "fast", "small")
    quarter.does("陆社工", issue, "publication", {"text": "下水道已疏通。"}, "published")
    quarter.completes(issue)
    with holding(quarter, issue) as holder:
        assert holder.page().all_of("form") == []
        assert holder.sends("rating", SOLVED) == (403, "只能查询")
    assert quarter.events(issue)[-1] == "done"
    assert quarter.differences() == []


def not_before_it_is_done(quarter: Quarter, holder: Holder, issue: str) -> None:
    assert holder.page().all_of("form") == []
    assert holder.sends("rating", SOLVED) == (409, "还没有办结")
    quarter.triages(issue, "fast", "small")
    quarter.completes(issue)
    assert holder.sends("rating", SOLVED, site="cross-site") == (403, "没有收下")
    assert holder.sends("rating", {"resolved": "yes"}) == (422, "没有收下")
    assert quarter.events(issue) == ["reported", "triaged", "done"]


def not_content(quarter: Quarter, holder: Holder, issue: str) -> None:
    """A rating is a revisit: the next round opens at once, and nobody has to ask."""
    assert len(holder.page().all_of("form")) >= 1
    assert holder.sends("rating", NOT_SOLVED) == (303, "")
    assert quarter.events(issue)[-2:] == ["revisited", "reopened"]
    rating = quarter.teller.stream(issue)[-2]
    assert (rating.by.role, rating.by.organisation) == (Role.RESIDENT, None)
    assert isinstance(rating.event, events.Revisited)
    assert rating.event.comment is not None
    assert rating.event.comment.scope is KeyScope.PERSON
    shown = quarter.shown("陆社工", issue)
    assert (shown["status"], shown["round"], shown["awaiting"]) == ("reported", 2, "committee")
    assert (shown["revisit"]["kind"], shown["revisit"]["comment"]) == ("online", COMMENT)
    text = holder.page().one("main").text
    assert "您评价：没有解决，不满意" in text
    assert "现在是第2轮" in text
    assert holder.sends("rating", NOT_SOLVED) == (409, "正在重新办理")


def content_in_the_second_round(quarter: Quarter, holder: Holder, issue: str) -> None:
    quarter.completes(issue)
    assert holder.sends("rating", SOLVED) == (303, "")
    assert quarter.events(issue)[-2:] == ["done", "revisited"]
    assert quarter.shown("陆社工", issue)["revisit"]["satisfaction"] == "satisfied"
    assert holder.sends("rating", NOT_SOLVED) == (409, "您已评价过")
    quarter.refuses("沈社工", issue, "revisits", asked(resolved=True), "status-forbids")


def not_solved_after_all(quarter: Quarter, holder: Holder, issue: str) -> None:
    """异议, from the same page; the third round is the last."""
    assert holder.sends("objection", {"reason": COMMENT}) == (303, "")
    assert quarter.events(issue)[-2:] == ["revisited", "reopened"]
    assert quarter.shown("陆社工", issue)["round"] == 3
    quarter.completes(issue)
    assert holder.sends("rating", NOT_SOLVED) == (303, "")
    assert quarter.events(issue)[-1] == "revisited"
    assert "由上级机构作最后答复" in holder.page().one("main").text
    assert holder.sends("objection", {"reason": COMMENT}) == (409, "轮次已满")
    end = {"reply": "列入明年翻排计划，特此答复。"}
    quarter.does("街道", issue, "conclusion", end, "concluded")
    assert end["reply"] in holder.page().one("main").text
