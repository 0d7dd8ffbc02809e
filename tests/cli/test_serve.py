"""`serve`: starts, answers, ends when asked, and forgets nothing that it acknowledged."""

import json
import re
import signal
import socket
import time
from typing import Any

import httpx2
import pytest

from tests.cli.conftest import Copy
from tests.cli.shell import PATIENCE, Running, Shell


def keys(shell: Shell) -> dict[str, str]:
    """The demonstration's keys by their names."""
    text = (shell.folder / "var" / "demonstration-keys.txt").read_text()
    return dict(re.findall(r"([a-z-]+) +(bihuan_[\w-]+)", text))


def client(server: Running, key: str) -> httpx2.Client:
    return httpx2.Client(
        base_url=server.url, timeout=PATIENCE, headers={"Authorization": f"Bearer {key}"}
    )


def report(asking: httpx2.Client, words: str) -> Any:
    """A new issue beside those of the demonstration."""
    first = asking.get("/v1/issues").json()["items"][-1]
    body = {
        "committee_id": first["committee"]["id"],
        "compound_id": first["compound"]["id"],
        "channel": "window",
        "words": words,
    }
    answer = asking.post("/v1/issues", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def number_of(issue: Any) -> int:
    """The last part of its number."""
    return int(issue["number"].rpartition("-")[2])


def test_what_was_acknowledged_is_there_after_a_restart(either: Shell) -> None:
    either.good("demo")
    key = keys(either)["clerk-lingba"]
    with either.serving() as server, client(server, key) as asking:
        ready = asking.get("/readyz")
        assert (ready.status_code, ready.json()["ready"]) == (200, True)
        issues = [report(asking, f"第{number}件") for number in range(5)]
        assert server.end() == 0
    with either.serving() as server, client(server, key) as asking:
        for issue in issues:
            assert asking.get(f"/v1/issues/{issue['id']}").json() == issue
        assert number_of(report(asking, "又一件")) == number_of(issues[-1]) + 1
        assert server.end(signal.SIGINT) == 0
    assert either.good("replay", "--check").out.startswith("views, claims, nodes and head agree")
    assert_only_json(server)


def assert_only_json(server: Running) -> None:
    """The log has one object a line, from the first to the last."""
    lines = [json.loads(line) for line in server.log.read_text("utf-8").splitlines()]
    assert sum(line["event"].startswith("Started server process") for line in lines) == 2
    assert [line for line in lines if line["level"] in {"warning", "error"}] == []


def test_a_revoked_key_soon_opens_nothing(copy: Copy) -> None:
    shell = copy()
    made = shell.good("key", "create", "--role", "auditor")
    key, secret = made.err.split()[1], made.out.strip()
    with shell.serving() as server, client(server, secret) as asking:
        assert asking.get("/v1/vocabulary").status_code == 200
        shell.good("key", "revoke", key)
        give_up = time.monotonic() + PATIENCE
        while asking.get("/v1/vocabulary").status_code == 200:
            assert time.monotonic() < give_up
            time.sleep(0.1)
        assert asking.get("/v1/vocabulary").status_code == 401
        assert server.end() == 0


def test_a_new_key_opens_at_once(copy: Copy) -> None:
    shell = copy()
    with shell.serving() as server:
        secret = shell.good("key", "create", "--role", "auditor", "--quiet").out.strip()
        with client(server, secret) as asking:
            assert len(asking.get("/v1/issues").json()["items"]) > 2


def test_a_port_in_use_is_told(copy: Copy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        complaint = copy().run("serve", "--port", str(port)).complaint
    assert complaint == f"cannot listen on 127.0.0.1, port {port}: Address already in use"


def test_the_environment_names_host_and_port(copy: Copy) -> None:
    complaint = copy().run("serve", host="192.0.2.1", port="1").complaint
    assert complaint.startswith("cannot listen on 192.0.2.1, port 1: ")


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_there_is_not_is_a_usage_error(shell: Shell, port: str) -> None:
    ended = shell.run("serve", "--port", port)
    assert (ended.status, ended.out) == (2, "")
    assert "--port" in ended.err
