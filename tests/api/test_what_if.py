"""`POST /v1/bodies/{body}/what-if`: the past reckoned twice, for those who may ask."""

import asyncio
import json
from collections.abc import Mapping
from datetime import date, timedelta
from threading import Event
from typing import Any
from uuid import UUID

import pytest

import api.routers.what_if as route
from api.problem_types import PROBLEMS
from api.stepwise import GivenUp, Last, Step, stepwise
from domain.moment import MINUTE, Moment, local
from domain.period import Period
from ledger.turns import Seats
from projections.anew import Progress
from service import what_if
from service.commands.exits import Transfer, Withdraw
from service.commands.handling import Respond
from service.policy import Principal
from tests.api.face import Call, Face, code_of
from tests.api.refusal import require_problem
from tests.bench.explained import explaining

LINES = {"Accept": "application/x-ndjson"}
DAY = timedelta(days=1)


def today(face: Face) -> date:
    return local(face.service.now()).date()


def asking(
    face: Face, by: Principal | None = None, body: UUID | None = None, **wanted: Any
) -> Call:
    """About the last two days, which is all that a test makes."""
    period = {"first": str(today(face) - DAY), "last": str(today(face))}
    path = f"/v1/bodies/{body or face.town.committee}/what-if"
    return Call(path=path, by=by or face.town.clerk, body=period | wanted)


def told(face: Face, *who: Any, **wanted: Any) -> Mapping[str, Any]:
    answer = face.send(asking(face, *who, **wanted))
    assert answer.status_code == 200, answer.text
    found: Mapping[str, Any] = answer.json()
    return found


def clocks(found: Mapping[str, Any]) -> dict[str, Any]:
    """The rows by clock."""
    return {row["clock"]: row for row in found["clocks"]}


def tally(**counts: int) -> dict[str, Any]:
    """A tally with these and nothing else."""
    names = ("running", "met", "claimed", "met_late", "missed", "cancelled")
    judged = sum(counts.get(name, 0) for name in names[1:5])
    rate = {"numerator": counts.get("met", 0), "denominator": judged}
    return {name: counts.get(name, 0) for name in names} | {"on_time": rate}


def reported_ago(face: Face, minutes: int, **fields: Any) -> UUID:
    """Typed in now."""
    ago = Moment(face.service.now() - minutes * MINUTE)
    return face.town.report(occurred_at=ago, **fields)


def respond(face: Face, issue: UUID, by: Principal | None = None) -> None:
    face.town.do(Respond(issue=issue, message="已收到"), by=by or face.town.clerk)


def test_what_was_late_under_one_method_is_in_time_under_another(face: Face) -> None:
    respond(face, reported_ago(face, 40))
    respond(face, reported_ago(face, 0))
    gone = reported_ago(face, 5)
    face.town.do(Withdraw(issue=gone), by=face.town.clerk)
    found = told(face, method="deli")
    assert found["body"] == {"id": str(face.town.committee), "name": "凌一"}
    assert (found["method"]["name"], found["method"]["version"]) == ("deli", 1)
    assert (found["calendar"], found["issues"], found["position"]) == (None, 3, face.head())
    rows = clocks(found)
    assert list(rows) == ["response", "completion"]
    assert rows["response"] == {
        "clock": "response",
        "clock_label": "响应时限",
        "actual": tally(met=1, met_late=1, cancelled=1),
        "assumed": tally(met=2, cancelled=1),
        "lost": 0,
        "gained": 1,
    }
    assert rows["completion"]["actual"] == tally(running=2, cancelled=1)
    back = clocks(told(face, method="linba", version=3))["response"]
    assert back["actual"] == back["assumed"] == tally(met=1, met_late=1, cancelled=1)


def test_who_assumes_nothing_or_what_is_pinned_gets_the_same_twice(face: Face) -> None:
    respond(face, reported_ago(face, 40))
    face.town.play()
    for wanted in ({}, {"calendar": 1}):
        found = told(face, **wanted)
        assert (found["method"], found["calendar"]) == (None, wanted.get("calendar"))
        assert list(clocks(found)) == ["response", "completion"]
        for row in found["clocks"]:
            assert (row["actual"], row["lost"], row["gained"]) == (row["assumed"], 0, 0)


def test_a_period_counts_what_began_in_it(face: Face) -> None:
    reported_ago(face, 3 * 24 * 60)
    face.town.play()
    before = str(today(face) - 4 * DAY)
    assert told(face)["issues"] == 1
    assert told(face, first=before)["issues"] == 2
    assert told(face, first=before, last=str(today(face) - 2 * DAY))["issues"] == 1
    future = {"first": "2999-01-01", "last": "2999-12-31"}
    assert (told(face, **future)["issues"], told(face, **future)["clocks"]) == (0, [])


def test_a_superior_asks_of_all_below_and_an_issue_counts_where_it_is(face: Face) -> None:
    town = face.town
    beside = {"committee": town.next_committee, "compound": town.next_compound}
    town.report(by=town.next_clerk, **beside)
    moved = town.report()
    assert told(face)["issues"] == 1
    transfer = Transfer(
        issue=moved, committee=town.next_committee, compound=town.next_compound, reason="界址有误"
    )
    town.do(transfer, by=town.superior)
    assert told(face)["issues"] == 0
    assert told(face, town.superior, town.next_committee)["issues"] == 2
    for who, body in ((town.superior, town.subdistrict), (town.auditor, town.district)):
        found = told(face, who, body, method="deli")
        assert found["issues"] == 2
        assert clocks(found)["completion"]["assumed"] == tally(running=2)


def test_as_lines_it_tells_how_far_it_has_come(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(what_if, "_PAGE", 2)
    for _ in range(3):
        face.town.report()
    call = asking(face, method="deli")
    answer = face.send(Call(path=call.path, by=call.by, body=call.body, headers=LINES))
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert "Accept" in answer.headers["vary"]
    *steps, last = map(json.loads, answer.text.splitlines())
    assert steps == [{"done": done, "of": 3} for done in (0, 2, 3)]
    plain = told(face, method="deli")
    assert last | {"at": None} == {**plain, "at": None}


def test_what_was_recorded_after_the_question_belongs_to_another_answer(face: Face) -> None:
    town, service = face.town, face.service
    issue = town.report()
    question = what_if.Question(
        body=town.committee,
        period=Period(first=today(face) - DAY, last=today(face)),
    )
    asked = service.what_if.ask(town.clerk, question)
    respond(face, issue)
    town.report()
    answered = service.what_if.answer(asked)
    assert (answered.issues, answered.rows[0].actual.running) == (1, 1)


def test_too_many_issues_are_refused_and_not_at_the_command_line(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(route, "MOST", 1)
    face.town.report()
    assert told(face)["issues"] == 1
    face.town.report()
    for headers in ({}, LINES):
        call = asking(face)
        refused = face.send(Call(path=call.path, by=call.by, body=call.body, headers=headers))
        assert (refused.status_code, code_of(refused)) == (422, "too-many-issues")
        assert refused.json()["facts"] == {"most": 1}
        require_problem(refused)


@pytest.mark.parametrize("body", ["committee", "subdistrict", "district"])
def test_no_more_is_read_than_tells_that_there_are_too_many(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    face = sqlite_face
    monkeypatch.setattr(route, "MOST", 1)
    for _ in range(4):
        face.town.report()
    with explaining(face.service) as plans:
        refused = face.send(asking(face, face.town.auditor, getattr(face.town, body)))
    assert (refused.status_code, code_of(refused)) == (422, "too-many-issues")
    [issues] = [plan for plan in plans.of("view_status") if "updated_at" in plan.statement]
    assert "LIMIT" in issues.statement
    assert not issues.sorts
    assert not issues.scanned
    assert issues.indexes == {"view_status_v7_committee"}


def test_who_asks_while_another_is_answered_is_told_to_come_again(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = sqlite_face
    asker = face.service.what_if
    monkeypatch.setattr(asker, "_seats", Seats(1, 0.0, "another"))
    with asker._seats.taken():
        for headers in ({}, LINES):
            call = asking(face)
            busy = face.send(Call(path=call.path, by=call.by, body=call.body, headers=headers))
            assert (busy.status_code, code_of(busy)) == (503, "unavailable")
            assert busy.headers["retry-after"] == "1"
        with explaining(face.service) as plans:
            face.send(asking(face))
        # Not even its issues are looked for meanwhile.
        assert not plans.of("view_status")
    assert told(face)["issues"] == 0


@pytest.mark.parametrize(
    ("wanted", "pointer"),
    [
        ({"first": "2026-02-30"}, "/first"),
        ({"first": "2026-1-1"}, "/first"),
        ({"last": 20260101}, "/last"),
        ({"last": "2026-10-01T00:00:00"}, "/last"),
        ({"method": "德立"}, "/method"),
        ({"version": 1}, ""),
        ({"calendar": 0}, "/calendar"),
        ({"calendar": None, "method": None, "terms": "deli@1"}, "/?"),
    ],
)
def test_what_is_no_question(shared_sqlite: Face, wanted: dict[str, Any], pointer: str) -> None:
    refused = shared_sqlite.send(asking(shared_sqlite, **wanted))
    assert (refused.status_code, code_of(refused)) == (422, "invalid-body")
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("wanted", "code", "facts"),
    [
        ({"method": "nowhere"}, "unknown-method", None),
        ({"method": "deli", "version": 9}, "unknown-method", {"version": 9}),
        ({"calendar": 9}, "unknown-calendar", {"version": 9}),
        ({"first": "2026-10-02", "last": "2026-10-01"}, "period-inverted", None),
        ({"first": "2016-01-01", "last": "2026-10-01"}, "period-too-long", {"days": 3660}),
    ],
)
def test_what_cannot_be_assumed_is_refused_by_name(
    shared_sqlite: Face, wanted: dict[str, Any], code: str, facts: Any
) -> None:
    refused = shared_sqlite.send(asking(shared_sqlite, **wanted))
    assert (refused.status_code, code_of(refused)) == (PROBLEMS[code].status, code)
    assert refused.json().get("facts") == facts


def test_a_body_that_there_is_not_is_not_found(shared_sqlite: Face) -> None:
    for unknown in (shared_sqlite.town.compound, shared_sqlite.town.contractor):
        answer = shared_sqlite.send(asking(shared_sqlite, body=unknown))
        assert (answer.status_code, code_of(answer)) == (404, "not-found")


def test_nobody_reckons_on_for_who_has_gone() -> None:
    ended = Event()

    def endless(progress: Progress) -> None:
        try:
            for done in range(10**9):
                progress(done, 10**9)
        except GivenUp:
            ended.set()
            raise

    async def listened_once() -> None:
        steps = stepwise(endless)
        assert await anext(steps) == Step(0, 10**9)
        await steps.aclose()
        assert await asyncio.to_thread(ended.wait, 60)

    asyncio.run(listened_once())


def test_the_answer_comes_last_and_a_fault_in_its_place() -> None:
    def two(progress: Progress) -> str:
        progress(0, 1)
        progress(1, 1)
        return "done"

    def broken(progress: Progress) -> str:
        progress(0, 1)
        raise ZeroDivisionError

    async def all_of(reckon: Any) -> list[Any]:
        return [step async for step in stepwise(reckon)]

    assert asyncio.run(all_of(two)) == [Step(0, 1), Step(1, 1), Last("done")]
    with pytest.raises(ZeroDivisionError):
        asyncio.run(all_of(broken))
