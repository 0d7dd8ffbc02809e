"""`timekeeper`: time kept by a process of its own, or by the server itself."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from tests.cli.conftest import Copy
from tests.cli.shell import Shell
from tests.cli.test_serve import client, keys

APART = {"BIHUAN_TIMEKEEPER": "false"}


def report_late(asking: httpx2.Client) -> str:
    """An issue of half an hour ago, to which an answer was due within a quarter; its path."""
    first = asking.get("/v1/issues").json()["items"][-1]
    happened = datetime.now(UTC) - timedelta(minutes=30)
    body = {
        "committee_id": first["committee"]["id"],
        "compound_id": first["compound"]["id"],
        "channel": "window",
        "words": "路灯不亮",
        "occurred_at": happened.isoformat(),
    }
    answer = asking.post("/v1/issues", json=body)
    assert answer.status_code == 201, answer.text
    return f"/v1/issues/{answer.json()['id']}"


def events_of(asking: httpx2.Client, path: str) -> list[Any]:
    return [entry["event"] for entry in asking.get(f"{path}/events").json()["items"]]


def test_a_server_that_leaves_it_to_others(copy: Copy) -> None:
    shell = copy()
    key, apart = keys(shell)["clerk-lingba"], replace(shell, settings=APART)
    with apart.serving() as server, client(server, key) as asking:
        path = report_late(asking)
        assert asking.get("/readyz").json()["timekeeper"] is None
        shell.good("timekeeper", "--once")
        assert events_of(asking, path) == ["issue.reported", "issue.deadline-missed"]
        shell.good("timekeeper", "--once")
        assert len(events_of(asking, path)) == 2
        assert server.end() == 0
    assert shell.good("replay", "--check").out.startswith("views, claims, nodes and head agree")


def test_a_server_that_keeps_time_itself(copy: Copy) -> None:
    shell: Shell = copy()
    key = keys(shell)["clerk-lingba"]
    with shell.serving() as server, client(server, key) as asking:
        path = report_late(asking)
        while len(events_of(asking, path)) < 2:
            assert server.process.poll() is None
            time.sleep(0.05)
        told = asking.get("/readyz").json()
        assert (told["ready"], told["timekeeper"]["fault"]) == (True, None)
        assert server.end() == 0
