"""The handover sheet: what the next shift has to look after, as JSON and on paper."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

import httpx2
import pytest

from domain.issue.events import ClockId, PauseGround, RevisitKind
from domain.method.terms import Clock
from domain.moment import DAY, HOUR, MINUTE, Moment, local
from processes.followers import Followers
from service import handover
from service.commands.clocks import PauseClock
from service.commands.handling import Dispatch, Respond
from service.commands.revisit import AttemptRevisit
from service.policy import Principal
from tests.api.face import Face, code_of
from tests.api.html import parsed
from tests.api.refusal import require_problem
from tests.projections.following import follow

PARTS = ("overdue", "due", "at_risk", "promised", "paused")


def at(face: Face, time: int) -> str:
    """A moment for a query, so long from now."""
    return quote(local(Moment(face.town.service.now() + time)).isoformat())


def ago(face: Face, time: int) -> dict[str, Any]:
    return {"occurred_at": Moment(face.town.service.now() - time)}


def asked(
    face: Face, query: str = "", by: Principal | None = None, **headers: str
) -> httpx2.Response:
    path = f"/v1/bodies/{face.town.committee}/handover{query}"
    return face.get(path, by or face.town.clerk, **headers)


def drawn(face: Face, query: str = "") -> Mapping[str, Any]:
    answer = asked(face, query)
    assert answer.status_code == 200, answer.text
    sheet: Mapping[str, Any] = answer.json()
    return sheet


def clocks(sheet: Mapping[str, Any], part: str, issue: UUID) -> list[dict[str, Any]]:
    """What a part says of an issue."""
    [found] = [one["clocks"] for one in sheet[part]["items"] if one["issue"] == str(issue)]
    told: list[dict[str, Any]] = found
    return told


@pytest.fixture(scope="module")
def issues(shared: Face) -> dict[str, UUID]:
    """One of each sort, with 15 minutes for a response and 24 hours for the completion."""
    town = shared.town
    found = {
        "fresh": town.report(),
        "warned": town.report(**ago(shared, 23 * HOUR)),
        "late": town.report(**ago(shared, 2 * DAY)),
        "unanswered": town.report(**ago(shared, HOUR)),
        "waiting": town.report(**ago(shared, HOUR)),
        "called": town.play(),
        "to_be_called": town.play(),
        "elsewhere": town.report(
            by=town.next_clerk,
            committee=town.next_committee,
            compound=town.next_compound,
            **ago(shared, 20 * DAY),
        ),
    }
    for name in ("warned", "waiting"):
        town.do(Respond(issue=found[name], message="已收到"), by=town.clerk)
    pause = PauseClock(
        issue=found["waiting"],
        clock=ClockId(kind=Clock.COMPLETION),
        ground=PauseGround.PERMIT,
        note="等待挖掘许可，联系人周女士",
    )
    town.do(pause, by=town.clerk)
    for name, hours in (("called", 2), ("to_be_called", 40)):
        again = Moment(town.service.now() + hours * HOUR)
        call = AttemptRevisit(issue=found[name], kind=RevisitKind.PHONE, again_at=again)
        town.do(call, by=town.clerk)
    follow(shared.service)
    return found


EXPECTED = {
    MINUTE: {
        "overdue": ["late", "unanswered"],
        "due": [],
        "at_risk": ["warned"],
        "promised": [],
        "paused": ["waiting"],
    },
    3 * HOUR: {
        "overdue": ["late", "unanswered"],
        "due": ["fresh", "warned"],
        "at_risk": [],
        "promised": ["called"],
        "paused": ["waiting"],
    },
    2 * DAY: {
        "overdue": ["late", "unanswered"],
        "due": ["fresh", "warned"],
        "at_risk": [],
        "promised": ["called", "to_be_called"],
        "paused": ["waiting"],
    },
}


@pytest.mark.parametrize("length", EXPECTED)
def test_a_sheet_has_its_parts(shared: Face, issues: dict[str, UUID], length: int) -> None:
    sheet = drawn(shared, f"?until={at(shared, length)}")
    names = {str(issue): name for name, issue in issues.items()}
    told = {part: [names[one["issue"]] for one in sheet[part]["items"]] for part in PARTS}
    assert told == EXPECTED[length]
    assert [sheet[part]["count"] for part in PARTS] == [len(told[part]) for part in PARTS]
    assert sheet["committee"] == {"id": str(shared.town.committee), "name": "凌一"}


def test_a_shift_is_a_day_unless_said_otherwise(shared: Face, issues: dict[str, UUID]) -> None:
    sheet, said = drawn(shared), drawn(shared, f"?until={at(shared, DAY)}")
    assert {part: sheet[part] for part in PARTS} == {part: said[part] for part in PARTS}
    assert sheet["until"][:10] == f"{local(Moment(shared.town.service.now() + DAY)):%Y-%m-%d}"


def test_an_issue_tells_each_clock_that_matters(shared: Face, issues: dict[str, UUID]) -> None:
    sheet = drawn(shared, f"?until={at(shared, 23 * HOUR + 30 * MINUTE)}")
    unanswered = clocks(sheet, "overdue", issues["unanswered"])
    states = [(clock["clock"], clock["state"], clock["at_risk"]) for clock in unanswered]
    assert states == [("response", "missed", False), ("completion", "running", False)]
    # Due in 24 hours, which is another shift's.
    fresh = clocks(sheet, "due", issues["fresh"])
    assert [clock["clock"] for clock in fresh] == ["response"]
    [warned] = clocks(sheet, "due", issues["warned"])
    assert (warned["clock"], warned["at_risk"], warned["due"] is None) == (
        "completion",
        True,
        False,
    )
    [waiting] = clocks(sheet, "paused", issues["waiting"])
    assert (waiting["due"], waiting["paused"]) == (None, "waiting-for-permit")
    assert waiting["paused_since"] is not None
    assert waiting["labels"] == {
        "clock": "办结时限",
        "state": "已暂停",
        "paused": "等待审批许可",
    }


def test_a_party_is_named(shared: Face, issues: dict[str, UUID]) -> None:
    """Whose acknowledgement is waited for: an organisation, and never a person."""
    town = shared.town
    order = Dispatch(issue=issues["elsewhere"], parties=(town.contractor,))
    town.do(order, by=town.next_clerk)
    follow(shared.service)
    path = f"/v1/bodies/{town.next_committee}/handover?until={at(shared, 30 * DAY)}"
    sheet = shared.get(path, town.next_clerk).json()
    told = {one["clock"]: one for one in clocks(sheet, "overdue", issues["elsewhere"])}
    assert told["response"]["party"] is None
    assert told["acknowledgement"]["party"] == {"id": str(town.contractor), "name": "明亮电工"}
    paper = shared.get(path, town.next_clerk, accept="text/html").text
    assert "明亮电工" in paper


def test_a_sheet_is_bounded_and_says_how_many(
    shared: Face, issues: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "MOST", 1)
    sheet = drawn(shared, f"?until={at(shared, 2 * DAY)}")
    assert [sheet[part]["count"] for part in PARTS] == [2, 2, 0, 2, 1]
    assert [len(sheet[part]["items"]) for part in PARTS] == [1, 1, 0, 1, 1]
    assert sheet["overdue"]["items"][0]["issue"] == str(issues["late"])
    paper = asked(shared, accept="text/html").text
    assert "只列出最前的200件" in paper


def test_a_sheet_is_printed(shared: Face, issues: dict[str, UUID]) -> None:
    answer = asked(shared, accept="text/html,application/json;q=0.9")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["vary"] == "Authorization, Accept-Language, Accept"
    assert answer.headers["cache-control"] == "private, no-store"
    rows = parsed(answer.text).all_of("tr")
    assert len(rows) > len(PARTS)
    for text in ("值班交接单", "凌一", "已超时", "约定回电", "等待审批许可", "春晖苑"):
        assert text in answer.text
    for issue in ("late", "waiting", "called"):
        assert shared.town.issue(issues[issue]).number in answer.text
    english = asked(shared, accept="text/html", accept_language="en")
    assert english.headers["content-language"] == "en"
    assert "Handover sheet" in english.text
    assert "Waiting for a permit" in english.text


@pytest.mark.parametrize("accept", ["application/json", "text/html", "*/*"])
def test_nothing_personal_is_on_it(shared: Face, issues: dict[str, UUID], accept: str) -> None:
    told = asked(shared, accept=accept)
    assert told.headers["content-type"].startswith("text/html") is (accept == "text/html")
    for secret in ("王小明", "13800000001", "3号楼", "看不清台阶", "周女士", "挖掘"):
        assert secret not in told.text


def test_it_is_for_those_who_look_after_the_committee(shared: Face) -> None:
    town = shared.town
    told = {
        name: asked(shared, by=by).status_code
        for name, by in (
            ("clerk", town.clerk),
            ("superior", town.superior),
            ("auditor", town.auditor),
            ("next_clerk", town.next_clerk),
            ("resident", town.resident),
            ("handler", town.handler),
        )
    }
    assert told == {
        "clerk": 200,
        "superior": 200,
        "auditor": 200,
        "next_clerk": 403,
        "resident": 403,
        "handler": 403,
    }


def test_bad_questions_are_refused(shared: Face) -> None:
    town = shared.town
    missing = town.compound
    for path, by, status, code in (
        (f"{town.committee}/handover?until={at(shared, -1)}", town.clerk, 422, "shift-over"),
        (
            f"{town.committee}/handover?until={at(shared, 32 * DAY)}",
            town.clerk,
            422,
            "shift-too-long",
        ),
        (f"{town.committee}/handover?until=tomorrow", town.clerk, 400, "malformed-request"),
        (f"{town.committee}/handover?shift=late", town.clerk, 400, "malformed-request"),
        (f"{town.subdistrict}/handover", town.superior, 422, "not-a-committee"),
        (f"{missing}/handover", town.auditor, 404, "not-found"),
    ):
        answer = shared.get(f"/v1/bodies/{path}", by, accept="text/html")
        require_problem(answer)
        assert (answer.status_code, code_of(answer)) == (status, code), path


def test_what_was_recorded_can_be_waited_for(sqlite_face: Face) -> None:
    face = sqlite_face
    followers = Followers(face.service.database, face.service.views)
    face.app.state.followers = followers
    followers.start()
    issue = face.town.report(**ago(face, HOUR))
    told = asked(face, f"?at_least={face.head()}")
    followers.stop()
    assert int(told.headers["bihuan-position"]) >= face.head()
    assert [one["issue"] for one in told.json()["overdue"]["items"]] == [str(issue)]
