"""Who cannot say anything through the pages, or not any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

import pytest

from domain.issue.events import Discovery
from domain.issue.lifecycle import Status
from domain.moment import DAY, HOUR, Moment
from ledger.now import clock
from service.commands.exits import Withdraw
from service.service import Service
from tests.api.face import Call, Face
from tests.api.following import Holder
from tests.api.html import parsed
from tests.api.speaking import (
    REASON,
    SOLVED,
    object_to,
    offered,
    rate,
    said,
    standing_of,
    title_of,
)
from tests.erasing import erase
from tests.table import Table


@pytest.fixture(scope="module")
def table(shared: Face) -> Table:
    """Where issues are brought to completion."""
    return Table(shared.town)


@pytest.fixture
def done(shared: Face, table: Table) -> Holder:
    """Somebody whose matter has been completed."""
    return Holder(shared, table.done())


def test_nobody_speaks_for_an_anonymous_report(shared: Face, table: Table) -> None:
    found = table.done(contact=None, discovery=Discovery.FOUND)
    holder = Holder(shared, found)
    assert offered(holder) == (False, False)
    assert [title_of(rate(holder, SOLVED)), title_of(object_to(holder))] == [["只能查询"]] * 2
    assert standing_of(holder) == (Status.DONE, 1)


def test_who_has_left_only_reads(done: Holder) -> None:
    town = done.face.town
    town.do(Withdraw(issue=done.issue, reason="不再过问"), by=town.clerk)
    assert offered(done) == (False, False)
    assert [title_of(rate(done, SOLVED)), title_of(object_to(done))] == [["只能查询"]] * 2


def test_who_is_erased_says_nothing_more(done: Holder) -> None:
    erase(done.face.service, done.face.town.issue(done.issue).reporter)
    before = done.face.head()
    assert [rate(done, SOLVED).status_code, object_to(done).status_code] == [404, 404]
    assert done.face.head() == before


def test_another_sites_page_says_nothing(done: Holder) -> None:
    before = done.face.head()
    for noun, fields in (("rating", SOLVED), ("objection", REASON)):
        call = said(done, noun, fields)
        forged = {**call.headers, "Sec-Fetch-Site": "cross-site"}
        answer = done.face.send(Call(path=call.path, by=None, content=call.content, headers=forged))
        assert title_of(answer) == ["没有收下"]
    assert done.face.head() == before


@contextmanager
def _after(holder: Holder, moments: int) -> Iterator[Holder]:
    """The same slip in another process, whose clock has run on."""
    here = holder.face
    service = Service(here.service.settings, now=lambda: Moment(clock() + moments))
    service.start()
    there = copy(holder)
    there.face = Face(service, here.town)
    yield there
    there.face.close()
    service.stop()


def test_the_days_of_the_method_end(done: Holder) -> None:
    days = done.face.town.issue(done.issue).state.rules.reopen_days * DAY
    with _after(done, days - HOUR) as early:
        assert offered(early) == (True, True)
    with _after(done, days + HOUR) as late:
        assert offered(late) == (True, False)
        answer = object_to(late)
    assert title_of(answer) == ["已过提出异议的期限"]
    assert any("报上本事项编号" in text for text in parsed(answer.text).texts("p"))
    assert standing_of(done) == (Status.DONE, 1)


def test_a_token_stands_in_no_log(done: Holder, capfd: pytest.CaptureFixture[str]) -> None:
    answers = [rate(done, SOLVED), rate(done, SOLVED), object_to(done), object_to(done)]
    assert [answer.status_code for answer in answers] == [303, 409, 303, 409]
    logged = "".join(capfd.readouterr())
    assert "/follow/{token}/rating" in logged
    assert done.token not in logged
    assert "灯很亮" not in logged
