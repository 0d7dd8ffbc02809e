"""The past as it was told: for every point of a history, the detail that was answered then."""

from dataclasses import replace
from urllib.parse import quote
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from domain.moment import Moment
from ledger.bulk import Conflict, Insert, binder, write
from projections.views import status
from tests.api.face import Face, code_of
from tests.api.living import STEPS, WHOLE_LIFE, lived, report, require_same, then, written
from tests.api.posts import DAY
from tests.api.provoking import DONE, TRIAGE


# Every example leaves its issue behind, so that shrinking would take minutes and say nothing.
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=2, max_size=9))
@example(steps=WHOLE_LIFE)
def test_every_position_tells_what_was_toldthen(shared: Face, steps: list[str]) -> None:
    by = shared.town.clerk
    before = shared.head()
    path, points = lived(shared, steps, by)
    told_of = {point.told["version"]: point for point in points}
    timeline = shared.get(f"{path}/events", by).json()["items"]
    for position in range(before, points[-1].position + 1):
        version = sum(entry["position"] <= position for entry in timeline)
        answer = then(shared, path, f"position:{position}", by)
        if version == 0:
            assert code_of(answer) == "not-found"
        else:
            require_same(answer, told_of[version])


def test_every_time_tells_what_was_toldthen(shared: Face) -> None:
    for by in (shared.town.clerk, shared.town.superior, shared.town.auditor, shared.town.owner):
        path, points = lived(shared, WHOLE_LIFE, by)
        assert len({point.at for point in points}) == len(points)
        for point in points:
            require_same(then(shared, path, written(point.at), by), point)
        for point, earlier in zip(points[1:], points, strict=False):
            just_before = Moment(point.at - 1)
            require_same(then(shared, path, written(just_before), by), earlier)
        first = Moment(points[0].at - 1)
        assert code_of(then(shared, path, written(first), by)) == "not-found"


def test_a_whole_life_is_one(shared: Face) -> None:
    """Otherwise the points above would be the same all along."""
    _, points = lived(shared, WHOLE_LIFE, shared.town.clerk)
    told = points[-1].told
    assert (told["status"], told["version"], len(told["dispatches"])) == ("done", 11, 2)
    assert told["reply"] == DONE["reply"]


def test_what_was_answered_names_its_ownpoint(shared: Face) -> None:
    """The position in the answer asks for the same answer, and is the last event's own."""
    path, points = lived(shared, ["responded", "elsewhere", "replied"], shared.town.clerk)
    position = points[2].position
    answer = then(shared, path, f"position:{position}", shared.town.clerk)
    own = answer.json()["as_of"]["position"]
    assert own < position
    assert then(shared, path, f"position:{own}", shared.town.clerk).content == answer.content
    timeline = shared.get(f"{path}/events", shared.town.clerk).json()["items"]
    assert [entry["at"] for entry in timeline if entry["position"] == own] == [
        answer.json()["as_of"]["at"]
    ]


def test_it_is_when_things_were_recorded_that_counts(shared: Face) -> None:
    """A register typed in today tells nothing of what was known here right after."""
    path = report(shared, occurred_at=f"{DAY}T09:30:00+08:00")
    right_after = quote(f"{DAY}T09:30:00.5+08:00")
    assert code_of(then(shared, path, right_after, shared.town.clerk)) == "not-found"


def test_the_past_is_for_who_may_see_the_present(shared: Face) -> None:
    """A handler reads also what stood before the order; another committee's clerk reads nothing."""
    town = shared.town
    path, points = lived(shared, ["handed over"], town.clerk)
    asked = f"position:{points[0].position}"
    seen = then(shared, path, asked, town.handler).json()
    assert (seen["dispatches"], seen["words"]) == ([], shared.reporting()["words"])
    assert seen["reporter"]["name"] == "沈*"
    assert code_of(then(shared, path, asked, town.next_clerk)) == "not-found"
    unseen = then(shared, path, asked, town.auditor).json()
    assert (unseen["words"], unseen["reporter"]) == (None, None)


def test_the_past_is_masked_as_the_present_is(face: Face) -> None:
    """A reporter who is to be unknown now is so in everything that was."""
    path, points = lived(face, ["handed over"], face.town.clerk)
    row = face.town.issue(UUID(points[0].told["id"]))
    hidden = replace(row, state=replace(row.state, confidential=True))
    with face.service.database.write() as connection:
        bind = binder(status.TABLE, connection.dialect.name)
        write(connection, [Insert(status.TABLE, [bind(hidden)], Conflict.REPLACE)])
    seen = then(face, path, f"position:{points[0].position}", face.town.handler).json()
    assert (seen["words"], seen["reporter"], seen["confidential"]) == (None, None, False)


def test_a_list_tells_of_nopoint(shared: Face) -> None:
    report(shared)
    [item] = shared.get("/v1/issues?limit=1", shared.town.clerk).json()["items"]
    assert "as_of" not in item


def test_an_etag_of_the_past_is_kept_and_decides_nothing(shared: Face) -> None:
    path, points = lived(shared, ["responded"], shared.town.clerk)
    asked = f"position:{points[0].position}"
    etag = then(shared, path, asked, shared.town.clerk).headers["etag"]
    again = shared.get(f"{path}?as_of={asked}", shared.town.clerk, if_none_match=etag)
    assert again.status_code == 304
    stale = shared.post(f"{path}/triage", TRIAGE, shared.town.clerk, if_match=etag)
    assert code_of(stale) == "stale-version"


def test_a_clock_set_back_hides_nothing_that_is_recorded(
    sqlite_face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, points = lived(sqlite_face, ["responded"], sqlite_face.town.clerk)
    monkeypatch.setattr(sqlite_face.service.reader, "_now", lambda: Moment(0))
    require_same(then(sqlite_face, path, written(points[1].at), sqlite_face.town.clerk), points[1])


def test_position_0_is_before_everything(shared: Face) -> None:
    assert code_of(then(shared, report(shared), "position:0", shared.town.clerk)) == "not-found"
