"""Projects over HTTP: parts and their steps, what is counted of them, and what upkeep is due."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import httpx2
import pytest

from domain.moment import DAY, Moment, local
from service.policy import Principal
from tests.api.face import Face, code_of, version_of
from tests.ballots import Voters
from tests.projections.following import follow

HASH = "ab" * 32
EARLY = "2026-01-05T09:00:00+08:00"


@pytest.fixture
def face(shared_sqlite: Face) -> Face:
    """What projects do does not depend on the database."""
    return shared_sqlite


def begun(face: Face, kind: str = "lifts", **fields: Any) -> str:
    """A programme of the usual committee, typed in from paper."""
    body = {"committee_id": str(face.town.committee), "kind": kind, "name": "加装电梯"}
    answer = face.post("/v1/projects", body | {"occurred_at": EARLY} | fields, face.town.clerk)
    assert answer.status_code == 201, answer.text
    place: str = answer.headers["location"]
    return place


def send(face: Face, path: str, body: Any, by: Principal | None = None) -> httpx2.Response:
    """A command of the clerk's."""
    return face.post(path, body, by or face.town.clerk)


def added(face: Face, project: str, part: str = "3-2", **fields: Any) -> str:
    """A part of it."""
    body = {"part": part, "spot": {"building": "3号楼", "entrance": "2"}, "occurred_at": EARLY}
    answer = send(face, f"{project}/parts", body | fields)
    assert answer.status_code == 201, answer.text
    place: str = answer.headers["location"]
    return place


def steps(*names: str) -> dict[str, Any]:
    """Steps as a paper register has them, a day apart, a contract shown by its hash."""
    return {
        "steps": [
            {
                "step": name,
                "occurred_at": f"2026-01-{6 + index:02}T09:00:00+08:00",
                "evidence": HASH if name == "signed" else None,
            }
            for index, name in enumerate(names)
        ]
    }


LIFT = ("asked", "consented", "signed", "running", "built")


def gone(face: Face, part: str, names: Sequence[str] = LIFT) -> dict[str, Any]:
    """The part comes to these steps."""
    answer = send(face, f"{part}/steps", steps(*names))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_project_is_begun_and_read(face: Face) -> None:
    place = begun(face, compound_id=str(face.town.compound))
    answer = face.get(place, face.town.clerk)
    shown = answer.json()
    assert (shown["kind"], shown["kind_label"], shown["version"]) == ("lifts", "加装电梯", 1)
    assert shown["way"] == [*LIFT, "in-upkeep"]
    assert shown["began_at"] == "2026-01-05T09:00:00.000000+08:00"
    assert shown["committee"] == {"id": str(face.town.committee), "name": "凌一"}
    assert version_of(answer) == 1
    progress = shown["progress"]
    assert (progress["unit"], progress["parts"], progress["percent"]) == ("个门洞", 0, None)


def test_a_part_goes_its_way_and_progress_is_counted(face: Face) -> None:
    project = begun(face)
    built, asked = added(face, project), added(face, project, "3-3")
    added(face, project, "3-4")
    shown = gone(face, built)
    assert [one["step"] for one in shown["steps"]] == list(LIFT)
    assert shown["steps"][2] == {
        "step": "signed",
        "step_label": "已签约",
        "at": "2026-01-08T09:00:00.000000+08:00",
        "ballot": None,
        "evidence": HASH,
    }
    assert (shown["step"], shown["next"]) == ("built", "in-upkeep")
    gone(face, asked, ["asked"])
    progress = face.get(project, face.town.clerk).json()["progress"]
    assert [(one["step"], one["standing"], one["reached"]) for one in progress["steps"]] == [
        ("asked", 1, 2),
        ("consented", 0, 1),
        ("signed", 0, 1),
        ("running", 0, 1),
        ("built", 1, 1),
        ("in-upkeep", 0, 0),
    ]
    counted = ("parts", "waiting", "finished", "done", "whole", "percent")
    assert [progress[one] for one in counted] == [3, 1, 0, 6, 18, 33]


def test_steps_are_reached_together_or_not_at_all(face: Face) -> None:
    part = added(face, begun(face))
    before = face.head()
    answer = send(face, f"{part}/steps", steps("asked", "signed"))
    assert (code_of(answer), answer.json()["facts"]) == (
        "step-out-of-turn",
        {"part": "3-2", "next": "consented"},
    )
    assert face.events(before) == []
    back = {"steps": [{"step": "asked", "occurred_at": "2026-01-04T09:00:00+08:00"}]}
    assert code_of(send(face, f"{part}/steps", back)) == "occurred-before-report"


def test_a_ballot_that_nobody_knows_shows_nothing(face: Face) -> None:
    part = added(face, begun(face))
    gone(face, part, ["asked"])
    vote = {"step": "consented", "ballot": str(face.town.compound)}
    assert code_of(send(face, f"{part}/steps", {"steps": [vote]})) == "step-unproven"


def test_a_household_has_its_plan_and_others_do_not_read_it(face: Face) -> None:
    town = face.town
    project = begun(face, "households", compound_id=str(town.compound))
    part = added(face, project, plan="厨房窗台外移")
    assert send(face, f"{part}/plan", {"plan": "厨房窗台内移"}).json()["plan"] == "厨房窗台内移"
    for who, plan in ((town.clerk, "厨房窗台内移"), (town.superior, "厨房窗台内移")):
        assert face.get(part, who).json()["plan"] == plan
    seen = face.get(part, town.owner).json()
    assert (seen["planned"], seen["plan"]) == (True, None)


def test_what_is_planned_stays_sealed_in_the_record(face: Face) -> None:
    before = face.head()
    added(face, begun(face, "households"), plan="厨房窗台外移")
    with face.service.database.read() as connection:
        rows = str(connection.exec_driver_sql("SELECT state FROM event").all())
    assert face.head() == before + 2
    assert "厨房窗台外移" not in rows
    assert "厨房窗台外移".encode() not in rows.encode("unicode_escape")


def test_a_step_is_taken_back_and_a_part_dropped(face: Face) -> None:
    project = begun(face)
    part = added(face, project)
    gone(face, part, ["asked", "consented"])
    back = send(face, f"{part}/undoing", {"step": "consented", "reason": "一户反悔"})
    assert (back.json()["step"], back.json()["next"]) == ("asked", "consented")
    dropped = send(face, f"{part}/removal", {"reason": "不再加装"})
    assert dropped.json()["dropped"] is True
    assert face.get(project, face.town.clerk).json()["progress"]["parts"] == 0
    closed = send(face, f"{project}/closure", {"note": "全部了结"})
    assert closed.json()["closed_at"] is not None
    assert code_of(send(face, f"{project}/parts", {"part": "9"})) == "project-closed"


def test_parts_are_listed_by_place_and_step(face: Face) -> None:
    project = begun(face)
    first = added(face, project, "1-1", spot={"building": "1号楼", "entrance": "1"})
    added(face, project, "1-2", spot={"building": "1号楼", "entrance": "2"})
    added(face, project, "2-1", spot={"building": "2号楼"})
    gone(face, first, ["asked"])
    follow(face.service)

    def listed(query: str) -> list[str]:
        answer = face.get(f"{project}/parts?{query}", face.town.clerk)
        assert answer.status_code == 200, answer.text
        return [one["part"] for one in answer.json()["items"]]

    assert listed("building=1号楼") == ["1-1", "1-2"]
    assert listed("building=1号楼&entrance=2") == ["1-2"]
    assert listed("step=asked") == ["1-1"]
    page = face.get(f"{project}/parts?limit=2", face.town.clerk).json()
    assert listed(f"limit=2&cursor={page['next']}") == ["2-1"]


def test_projects_are_listed_with_their_progress_newest_first(face: Face) -> None:
    town = face.town
    older, newer = begun(face, "micro"), begun(face, "micro", compound_id=str(town.compound))
    part = added(face, older)
    gone(face, part, ["proposed", "reviewed"])
    follow(face.service)

    def listed(query: str, by: Principal) -> list[dict[str, Any]]:
        answer = face.get(f"/v1/projects?kind=micro&{query}", by)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    ids = [place.rpartition("/")[2] for place in (newer, older)]
    shown = listed("", town.clerk)
    assert [one["id"] for one in shown] == ids
    assert shown[1]["progress"]["percent"] == 40
    assert [one["id"] for one in listed("", town.owner)] == ids[:1]
    assert listed("", town.next_clerk) == []
    first = face.get("/v1/projects?kind=micro&limit=1", town.clerk).json()
    assert [one["id"] for one in listed(f"limit=1&cursor={first['next']}", town.clerk)] == ids[1:]
    assert listed("closed=true", town.clerk) == []


def test_upkeep_falls_due_and_is_listed_until_it_is_done(face: Face) -> None:
    town = face.town
    part = added(face, begun(face, name="养护"))
    gone(face, part)
    done = {"kind": "inspection", "occurred_at": "2026-02-01T09:00:00+08:00", "cost": 80_000}
    send(face, f"{part}/upkeep", done | {"next_due": "2026-03-01"})
    today = local(face.service.now())
    soon = (today.date()).isoformat()
    insured = {
        "kind": "insurance",
        "next_due": local(Moment(face.service.now() + 9 * DAY)).date().isoformat(),
    }
    answer = send(face, f"{part}/upkeep", insured)
    assert [one["kind"] for one in answer.json()["due"]] == ["inspection", "insurance"]
    follow(face.service)

    def due(query: str) -> list[tuple[str, bool]]:
        page = face.get(f"/v1/upkeep?committee={town.committee}&{query}", town.clerk)
        assert page.status_code == 200, page.text
        return [(one["next_due"], one["overdue"]) for one in page.json()["items"]]

    assert due("overdue=true") == due(f"until={soon}") == [("2026-03-01", True)]
    send(face, f"{part}/upkeep", {"kind": "inspection"})
    follow(face.service)
    assert due("overdue=true") == []
    assert [overdue for _, overdue in due("")] == [False]
    assert face.get("/v1/upkeep", town.next_clerk).json()["items"] == []


def test_what_is_repeated_is_done_once(face: Face) -> None:
    body = {"committee_id": str(face.town.committee), "kind": "sites", "name": "路灯"}
    first, again = (
        face.post("/v1/projects", body, face.town.clerk, idempotency_key="once-1") for _ in range(2)
    )
    assert first.headers["location"] == again.headers["location"]
    assert first.json() == again.json()


def test_what_one_may_not_see_is_not_there(face: Face) -> None:
    project = begun(face)
    part = added(face, project)
    stranger = face.town.next_clerk
    for path in (project, part, f"{project}/parts", f"{project}/parts/9-9"):
        assert face.get(path, stranger).status_code == 404
    assert face.get(f"{project}/parts/9-9", face.town.clerk).status_code == 404
    assert send(face, f"{part}/steps", steps("asked"), stranger).status_code == 404
    assert send(face, f"{part}/steps", steps("asked"), face.town.superior).status_code == 403
    hidden = {"part": "3-9", "issue": str(face.town.compound)}
    assert code_of(send(face, f"{project}/parts", hidden)) == "unknown-issue"


def test_a_ballot_that_carried_shows_that_they_agree(face: Face) -> None:
    voters = Voters(face.town)
    carried, lost, running = voters.decided(), voters.decided("against"), voters.opened()
    project = begun(face)

    def agreed(part: str, ballot: UUID) -> httpx2.Response:
        place = added(face, project, part)
        gone(face, place, ["asked"])
        vote = {"step": "consented", "ballot": str(ballot)}
        return send(face, f"{place}/steps", {"steps": [vote]})

    assert agreed("1-1", carried).json()["steps"][1]["ballot"] == str(carried)
    assert code_of(agreed("1-2", lost)) == "step-unproven"
    assert code_of(agreed("1-3", running)) == "step-unproven"
    voters.cancelled(running)
    assert code_of(agreed("1-4", running)) == "step-unproven"
