"""`follow`: views folded by a process of their own, beside a server that leaves them to it."""

import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx2

from tests.cli.conftest import Copy
from tests.cli.shell import PATIENCE
from tests.cli.test_serve import client, keys

APART = {"BIHUAN_FOLLOW": "false"}


def publish(asking: httpx2.Client, text: str) -> str:
    """Publish the newest issue; the position."""
    issue = asking.get("/v1/issues").json()["items"][0]["id"]
    answer = asking.post(f"/v1/issues/{issue}/publication", json={"text": text})
    assert answer.status_code == 200, answer.text
    return str(answer.headers["bihuan-position"])


def newest(asking: httpx2.Client) -> Any:
    return asking.get("/v1/publications").json()["items"][0]["text"]


def test_a_server_that_leaves_it_to_others(copy: Copy) -> None:
    shell = copy()
    key, apart = keys(shell)["clerk-lingba"], replace(shell, settings=APART)
    with apart.serving() as server, client(server, key) as asking:
        first = publish(asking, "先公示的")
        told = asking.get("/readyz").json()
        assert (told["ready"], told["following"]["view_publication_v1"]["lag"] > 0) == (True, True)
        assert asking.get(f"/v1/publications?at_least={first}").status_code == 503
        shell.good("follow", "--once")
        assert asking.get(f"/v1/publications?at_least={first}").status_code == 200
        assert newest(asking) == "先公示的"
        with shell.started("follow") as follower:
            second = publish(asking, "后公示的")
            assert asking.get(f"/v1/publications?at_least={second}").status_code in {200, 503}
            while asking.get(f"/v1/publications?at_least={second}").status_code == 503:
                assert follower.poll() is None
            assert newest(asking) == "后公示的"
            follower.send_signal(signal.SIGTERM)
            assert follower.wait(PATIENCE) == 0
        assert server.end() == 0
    assert shell.good("replay", "--check").out.startswith("views, claims, nodes and head agree")


def test_who_waits_for_news_holds_no_server_up(copy: Copy) -> None:
    shell = copy()
    auditor = shell.good("key", "create", "--role", "auditor", "--quiet").out.strip()
    with shell.serving() as server, client(server, auditor) as asking:
        head = asking.get("/v1/ledger/events?after=0&limit=1000").json()["next"]
        while (more := asking.get(f"/v1/ledger/events?after={head}&limit=1000").json())["items"]:
            head = more["next"]
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(asking.get, f"/v1/ledger/events?after={head}&wait=30")
            assert asking.get("/healthz").status_code == 200
            # The news that a stopping server sends is that there is none.
            status = server.end()
            answer = waiting.result(PATIENCE)
        assert status == 0
        assert answer.json() | {"checkpoint": None} == {
            "items": [],
            "next": head,
            "checkpoint": None,
        }
