"""Statistics and compliance through HTTP: counted facts, as of a day, for who may ask."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest

from domain.method.terms import Scale, Track
from domain.moment import DAY, Moment, local
from processes import waiting
from processes.followers import Followers
from service.commands.intake import Triage
from service.commands.system import PublishMetrics
from service.service import SYSTEM
from tests.api.face import Face, code_of
from tests.api.refusal import require_problem
from tests.domain.test_metrics import text_of
from tests.projections.following import follow


def today(face: Face) -> date:
    return local(face.service.now()).date()


def ask(face: Face, what: str = "statistics", body: UUID | None = None, **query: Any) -> Any:
    """The answer to a question about the last month up to today, by the auditor."""
    answer = asked(face, what, body, **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def asked(
    face: Face, what: str = "statistics", body: UUID | None = None, **query: Any
) -> httpx2.Response:
    first, last = today(face) - timedelta(days=30), today(face)
    told = "&".join(f"{k}={v}" for k, v in ({"first": first, "last": last} | query).items())
    path = f"/v1/bodies/{body or face.town.committee}/{what}?{told}"
    return face.get(path, face.town.auditor)


def counts(section: Mapping[str, Any]) -> dict[str, int]:
    return {one["code"]: one["n"] for one in section["counts"] if one["n"]}


def lived(face: Face) -> UUID:
    """One issue from report to completion, one that waits, one of the next committee."""
    town = face.town
    done = town.play()
    town.report(channel="phone")
    town.report(committee=town.next_committee, compound=town.next_compound, by=town.next_clerk)
    follow(face.service)
    return done


def test_a_committee_s_figures(face: Face) -> None:
    lived(face)
    answer = asked(face)
    told = answer.json()
    town, now = face.town, today(face).isoformat()
    assert told["body"] == {"id": str(town.committee), "name": "凌一"}
    assert (told["level"], told["compound"], told["as_of"]) == ("committee", None, now)
    assert (told["final"], told["definitions"]) == (False, 1)
    assert answer.headers["bihuan-position"] == str(told["position"]) == str(face.head())
    [section] = told["sections"]
    assert section["key"] == section["funds"] == section["meetings"] == section["positions"] == []
    assert counts(section) == {"open": 2, "reported.told": 2, "scale.small": 1, "done.solved": 1}
    rates = {rate["name"]: rate for rate in section["rates"]}
    response = rates["response-rate"]
    assert (response["label"], response["numerator"], response["denominator"]) == ("响应率", 1, 1)
    running = {"code": "response.running", "label": "响应时限：计时中", "n": 1}
    assert running in response["counted"]
    assert (rates["satisfied-rate"]["numerator"], rates["satisfied-rate"]["denominator"]) == (0, 0)
    clocks = {row["clock"]: row for row in section["clocks"]}
    assert (clocks["completion"]["started"], clocks["completion"]["running"]) == (2, 1)
    assert clocks["completion"]["on_time"] == {"numerator": 1, "denominator": 1}
    assert section["backlog"]["total"] == 2
    assert section["backlog"]["ages"][0] == {"days": 1, "n": 2}
    assert section["backlog"]["ages"][-1] == {"days": None, "n": 0}
    stages = {stage["stage"]: stage for stage in section["stages"]}
    assert stages["response"]["median"] == stages["completion"]["p90"] == {"at_most": 60}
    assert (stages["approval"]["n"], stages["approval"]["median"]) == (0, None)
    assert "0." not in answer.text


def test_those_above_count_all_below(face: Face) -> None:
    lived(face)
    town = face.town
    for body in (town.subdistrict, town.district):
        [section] = ask(face, body=body)["sections"]
        assert counts(section)["reported.told"] == 3
        assert section["backlog"]["total"] == 3
        apart = ask(face, body=body, by="committee")["sections"]
        told = {one["key"][0]["value"]: counts(one)["reported.told"] for one in apart}
        assert told == {str(town.committee): 2, str(town.next_committee): 1}
        assert {one["key"][0]["label"] for one in apart} == {"凌一", "凌二"}
        assert all(one["stages"] and len(one["rates"]) == 10 for one in apart)
        split = ask(face, body=body, by="category")["sections"]
        assert [one["key"][0]["value"] for one in split] == [None, "lighting"]
        assert [counts(one)["reported.told"] for one in split] == [2, 1]


def test_what_is_not_kept_is_left_out_and_not_told_as_nothing(sqlite_face: Face) -> None:
    lived(sqlite_face)
    [_, lighting] = ask(sqlite_face, body=sqlite_face.town.district, by="category")["sections"]
    assert lighting["stages"] == []
    names = [rate["name"] for rate in lighting["rates"]]
    assert "solved-rate" in names
    assert "solved-in-community" in names
    told = {one["code"] for one in lighting["counts"]}
    assert "scale.small" in told
    assert not any(code.startswith("position.") for code in told)


def test_figures_told_apart_by_several(sqlite_face: Face) -> None:
    face = sqlite_face
    lived(face)
    sections = ask(face, by="category,compound,channel,method")["sections"]
    words = [{one["split"]: one["label"] for one in section["key"]} for section in sections]
    shared = {"compound": "春晖苑", "method": "linba@4"}
    assert words == [
        {"category": None, "channel": "电话", **shared},
        {"category": "照明", "channel": "窗口接待", **shared},
    ]
    english = face.get(
        f"/v1/bodies/{face.town.committee}/statistics?first=2020-01-01&last=2020-01-02&by=category",
        face.town.superior,
        accept_language="en",
    ).json()
    # Nothing happened then, and yet these wait.
    assert [one["key"][0]["label"] for one in english["sections"]] == [None, "Lighting"]
    assert [one["backlog"]["total"] for one in english["sections"]] == [1, 1]
    assert [counts(one) for one in english["sections"]] == [{}, {}]


def test_one_compound_is_asked_for(sqlite_face: Face) -> None:
    face = sqlite_face
    lived(face)
    town = face.town
    told = ask(face, compound=town.compound)
    assert told["compound"] == {"id": str(town.compound), "name": "春晖苑"}
    assert counts(told["sections"][0])["reported.told"] == 2
    for body in (town.committee, town.subdistrict):
        assert code_of(asked(face, body=body, compound=town.next_compound)) == "not-found"


def test_compliance_is_the_clocks_alone(sqlite_face: Face) -> None:
    lived(sqlite_face)
    for by in ("", "category", "channel,compound"):
        query = {"by": by} if by else {}
        whole, clocks = (
            ask(sqlite_face, what, None, **query) for what in ("statistics", "compliance")
        )
        assert [
            {"key": section["key"], "clocks": section["clocks"]} for section in whole["sections"]
        ] == clocks["sections"]
        assert whole.keys() - clocks.keys() == {"definitions"}
    assert code_of(asked(sqlite_face, "compliance", definitions=1)) == "malformed-request"


def test_as_of_a_past_day(sqlite_face: Face) -> None:
    face = sqlite_face
    yesterday = today(face) - timedelta(days=1)
    old = face.town.report(occurred_at=Moment(face.service.now() - 3 * DAY))
    follow(face.service)
    before = ask(face, as_of=yesterday)
    assert (before["as_of"], before["final"]) == (yesterday.isoformat(), True)
    # What happened then was recorded today.
    assert counts(before["sections"][0]) == {}
    assert counts(ask(face)["sections"][0]) == {"open": 1, "reported.told": 1}
    triage = Triage(issue=old, category="noise", scale=Scale.HARD, track=Track.NORMAL)
    face.town.do(triage, by=face.town.clerk)
    follow(face.service)
    again = ask(face, as_of=yesterday)
    assert {**again, "position": 0} == {**before, "position": 0}
    tomorrow = asked(face, as_of=today(face) + timedelta(days=1))
    require_problem(tomorrow)
    assert tomorrow.json()["errors"] == [
        {"pointer": "/as_of", "in": "query", "reason": "in_the_future"}
    ]


def test_a_day_is_final_once_a_later_one_is_on_record(sqlite_face: Face) -> None:
    face = sqlite_face
    yesterday = today(face) - timedelta(days=1)
    face.town.report()
    assert ask(face, as_of=yesterday)["final"] is False
    follow(face.service)
    assert ask(face, as_of=yesterday)["final"] is True
    # A command that is decided before midnight may still be on its way behind it.
    assert ask(face)["final"] is False


@pytest.mark.parametrize(
    "query",
    [
        {"first": "2026-02-30"},
        {"first": "20260201"},
        {"first": "0"},
        {"last": "1769904000"},
        {"as_of": "2026-05-06T09:30:00+08:00"},
        {"as_of": ""},
        {"by": ""},
        {"by": "category,"},
        {"by": "category,category"},
        {"by": "reporter"},
        {"by": "category channel"},
        {"compound": "x"},
        {"definitions": "0"},
        {"at_least": "-1"},
        {"limit": "1"},
    ],
    ids=str,
)
def test_a_bad_query_is_refused(shared_sqlite: Face, query: dict[str, str]) -> None:
    answer = asked(shared_sqlite, "statistics", None, **query)
    require_problem(answer)
    assert code_of(answer) == "malformed-request"


def test_the_whole_calendar_may_be_asked_for(shared_sqlite: Face) -> None:
    for first, last in (("0001-01-01", "0001-12-31"), ("9999-01-01", "9999-12-31")):
        for body in (shared_sqlite.town.committee, shared_sqlite.town.district):
            [section] = ask(shared_sqlite, body=body, first=first, last=last)["sections"]
            assert counts(section) == {}


def test_a_reader_waits_for_what_they_have_written(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    face.town.report()
    head = face.head()
    assert code_of(asked(face, at_least=head + 1)) == "malformed-request"
    monkeypatch.setattr(waiting, "_AT_LEAST_SECONDS", 0.0)
    for what in ("statistics", "compliance"):
        behind = asked(face, what, at_least=head)
        assert code_of(behind) == "view-behind"
        assert behind.headers["retry-after"] == "1"
    monkeypatch.undo()
    followers = Followers(face.service.database, face.service.views)
    face.app.state.followers = followers
    followers.start()
    try:
        [section] = ask(face, at_least=head)["sections"]
    finally:
        followers.stop()
    assert counts(section) == {"open": 1, "reported.told": 1}


def test_nobody_fetches_again_what_they_have(sqlite_face: Face) -> None:
    lived(sqlite_face)
    town = sqlite_face.town
    path = f"/v1/bodies/{town.committee}/statistics?first=2026-01-01&last=2026-01-31"
    first = sqlite_face.get(path, town.clerk)
    assert first.headers["cache-control"] == "private, no-cache"
    again = sqlite_face.get(path, town.clerk, if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_definitions_are_listed_and_read(sqlite_face: Face) -> None:
    face, path = sqlite_face, "/v1/metrics"
    resident = face.town.resident
    [only] = face.get(path, resident).json()["items"]
    assert (only["version"], only["metrics"][0]) == (1, "response-rate")
    read = face.get(f"{path}/1", resident)
    assert read.headers["etag"].startswith('"1-')
    told = read.json()
    assert [one["name"] for one in told["metrics"]] == only["metrics"]
    [solved] = [one for one in told["metrics"] if one["name"] == "solved-rate"]
    assert solved["numerator"] == [{"code": "asked.resolved", "label": "回访：已解决"}]
    assert {"code": "asked.unreachable", "label": "回访：未联系上"} in solved["excluded"]
    assert "[metrics.solved-rate]" in told["text"]
    assert code_of(face.get(f"{path}/2", resident)) == "not-found"


def test_an_older_version_can_be_asked_for(sqlite_face: Face) -> None:
    face = sqlite_face
    lived(face)
    face.service.execute_now(PublishMetrics(text=text_of(2)), principal=SYSTEM)
    newest = ask(face)
    assert newest["definitions"] == 2
    assert [rate["name"] for rate in newest["sections"][0]["rates"]] == ["solved-rate"]
    older = ask(face, definitions=1)
    assert (older["definitions"], len(older["sections"][0]["rates"])) == (1, 10)
    listed = face.get("/v1/metrics?limit=1", face.town.clerk).json()
    assert [one["version"] for one in listed["items"]] == [2]
    rest = face.get(f"/v1/metrics?limit=1&cursor={listed['next']}", face.town.clerk).json()
    assert ([one["version"] for one in rest["items"]], rest["next"]) == ([1], None)
    unknown = asked(face, definitions=3)
    assert (code_of(unknown), unknown.json()["facts"]) == ("unknown-definitions", {"version": 3})
