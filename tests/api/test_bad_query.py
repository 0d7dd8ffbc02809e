"""Queries and cursors that are wrong: refused, not repeated, never taken for something else."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from service.ids import new_id
from tests.api.face import Call, Face
from tests.api.posts import posts, uploads
from tests.api.refusal import CANARY, require_refused

pytestmark = pytest.mark.usefixtures("survives")
LISTS = (
    "/v1/issues",
    "/v1/bodies",
    "/v1/organisations",
    "/v1/methods",
    "/v1/calendars",
    "/v1/metrics",
    "/v1/publications",
    "/v1/ledger/checkpoints",
)
ID = str(new_id())


def _cursor(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _gets(face: Face, queries: list[str], *paths: str) -> list[Call]:
    return [
        Call(method="GET", path=f"{path}?{query}", by=face.town.clerk)
        for path in paths
        for query in queries
    ]


def test_queries_that_no_list_understands(shared: Face) -> None:
    queries = [
        f"{CANARY}=1",
        f"limit=1&{CANARY}={CANARY}",
        "limit=1&limit=2",
        "limit=1&limit=1",
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=1.5",
        "limit=1e999",
        "limit=" + "9" * 30,
        "limit=" + "9" * 5_000,
        f"limit={CANARY}",
        "limit=",
        "cursor=",
        f"cursor={CANARY}",
        "cursor=%00",
        "cursor=" + "A" * 1_201,
        "%00=1",
        "limit=%ff",
        "limit=%ED%A0%80",
        "limit=5&a%ff=1",
        "&".join(f"a{n}=1" for n in range(200)),
    ]
    compounds = f"/v1/bodies/{shared.town.committee}/compounds"
    require_refused(shared, _gets(shared, queries, *LISTS, compounds), {400})


def test_cursors_written_by_hand(shared: Face) -> None:
    values = [
        ["older", True],
        ["older", -1],
        ["older", 2**63],
        ["older", 10**30],
        ["older", 1.5],
        ["older", "1"],
        ["older"],
        ["older", 1, 2],
        ["sideways", 1],
        ["name", "\x00", ID],
        ["name", CANARY, CANARY],
        ["name", "a", 1],
        ["name", "a"],
        '["name", "\\ud800", "' + ID + '"]',
        "[" * 400 + "]" * 400,
        '["older", NaN]',
        {"older": 1},
        [],
        None,
        7,
        CANARY,
    ]
    queries = [f"cursor={_cursor(value)}" for value in values]
    queries += [f"cursor={_cursor(['older', 5])}=", f"cursor={_cursor(['older', 50])}A"]
    require_refused(shared, _gets(shared, queries, *LISTS), {400})


def test_each_list_has_cursors_of_its_own(shared: Face) -> None:
    issues, names = _cursor(["older", 5]), _cursor(["name", "a", ID])
    require_refused(shared, _gets(shared, [f"cursor={issues}"], *LISTS[1:]), {400})
    require_refused(shared, _gets(shared, [f"cursor={names}"], LISTS[0]), {400})
    assert shared.get(f"/v1/issues?cursor={issues}", shared.town.clerk).status_code == 200
    assert shared.get(f"/v1/bodies?cursor={names}", shared.town.clerk).status_code == 200


def test_filters_of_issues(shared: Face) -> None:
    bad = [CANARY, "", "%00", "%ff", "REPORTED", "a%0Ab"]
    enumerated = ("status", "scale", "track", "committee", "compound", "party", "since", "until")
    queries = [f"{name}={value}" for name in enumerated for value in bad]
    queries += [f"{name}={value}" for name in ("category", "channel") for value in bad[1:]]
    queries += [f"number={value}" for value in ("%00", "%ff", "a%0Ab", "9" * 41)]
    for time in ("2026-05-06", "123", "2026-05-06T09:30:00", "0001-01-01T00:00:00%2B08:00"):
        queries += [f"since={time}", f"until={time}"]
    require_refused(shared, _gets(shared, queries, "/v1/issues"), {400})


def test_pages_of_a_timeline(shared: Face) -> None:
    queries = ["after=-1", "after=2147483648", f"after={CANARY}", "limit=0", "limit=501", "x=1"]
    path = f"/v1/issues/{shared.town.report()}/events"
    require_refused(shared, _gets(shared, queries, path), {400})


def test_a_query_where_none_is_expected(shared: Face) -> None:
    """To ignore `as_of` would be to answer another question than the one that was asked."""
    paths = (f"/v1/bodies/{shared.town.committee}", "/v1/vocabulary", "/v1/methods/linba/1")
    asked = ["as_of=2026-05-06T09:30:00Z", "as_of=position:1", f"{CANARY}=1"]
    require_refused(shared, _gets(shared, asked, *paths), {400})
    issue = f"/v1/issues/{shared.town.report()}"
    require_refused(shared, _gets(shared, ["as_of=position:1&limit=1", "at=1"], issue), {400})
    good = [*posts(shared), *uploads(shared)]
    calls = [replace(p.call, path=f"{p.call.path}?{CANARY}=1") for p in good]
    require_refused(shared, calls, {400})
