"""`serve --workers`: one port, several processes; each may die, and all end together."""

import json
import os
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.cli.shell import PATIENCE, Running, Shell

CONNECTIONS = 60


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An empty installation on SQLite."""
    shell = Shell(folder=tmp_path_factory.mktemp("workers"))
    shell.good("migrate")
    return shell


@pytest.fixture
def two(installed: Shell) -> Iterator[Running]:
    """Two workers."""
    with installed.serving_anew("--workers", "2") as server:
        yield server
        server.end()
        (installed.folder / "serve.log").unlink()


def lines(log: Path) -> list[Any]:
    """What the log says; its last line may still be written."""
    return [json.loads(line) for line in log.read_text("utf-8").splitlines(keepends=True)[:-1]]


def pids(server: Running) -> dict[int, int]:
    """The processes of the workers by their numbers, as they told last."""
    told = [line for line in lines(server.log) if "worker" in line]
    found = {}
    for line in told:
        words = line["event"].split()
        if words[:3] == ["Started", "server", "process"]:
            found[line["worker"]] = int(words[3].strip("[]"))
    return found


def until(true: Callable[[], bool]) -> None:
    """Wait until it is so."""
    give_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def answers(server: Running, count: int = CONNECTIONS) -> Counter[int | None]:
    """The statuses of so many requests, each on a connection of its own; None: refused."""
    found: Counter[int | None] = Counter()
    alone = httpx2.Limits(max_keepalive_connections=0)
    with httpx2.Client(base_url=server.url, timeout=PATIENCE, limits=alone) as client:
        for _ in range(count):
            try:
                found[client.get("/healthz").status_code] += 1
            except httpx2.TransportError:
                found[None] += 1
    return found


def is_alive(pid: int) -> bool:
    """Whether there is such a process, and not only what is left of one."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def kill(pid: int) -> None:
    """Kill a process, and wait until it is dead."""
    os.kill(pid, signal.SIGKILL)
    until(lambda: not is_alive(pid))


def served(server: Running) -> Counter[int]:
    """How many requests each worker has answered."""
    return Counter(line["worker"] for line in lines(server.log) if line["event"] == "request")


def test_both_get_connections_one_is_replaced_and_all_end(two: Running) -> None:
    assert answers(two) == {200: CONNECTIONS}
    until(lambda: served(two).total() >= CONNECTIONS - 1)
    # The kernel spreads by a hash of the connection: of 60, fewer than 10 at one is a fault.
    assert set(served(two)) == {1, 2}
    assert min(served(two).values()) >= 10
    first = pids(two)
    kill(first[1])
    # Its socket went with it, so that nobody is sent there any more.
    assert answers(two, 20) == {200: 20}
    until(lambda: pids(two)[1] != first[1])
    assert pids(two)[2] == first[2]
    workers = {*first.values(), *pids(two).values()}
    assert {pid for pid in workers if is_alive(pid)} == workers - {first[1]}
    assert two.end() == 0
    assert [pid for pid in workers if is_alive(pid)] == []
    loud = [line for line in lines(two.log) if line["level"] in {"warning", "error"}]
    told = [(line["event"], line["worker"], line["status"]) for line in loud]
    assert told == [("worker died", 1, -signal.SIGKILL)]


def test_without_their_supervisor_workers_end(installed: Shell) -> None:
    with installed.serving("--workers", "2") as server:
        until(lambda: set(pids(server)) == {1, 2})
        workers = pids(server)
        assert server.end(signal.SIGKILL) == -signal.SIGKILL
    until(lambda: not any(is_alive(pid) for pid in workers.values()))


def test_a_port_in_use_is_not_shared(installed: Shell) -> None:
    """Not even with somebody who would share it with us."""
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as taken:
        port = taken.getsockname()[1]
        complaint = installed.run("serve", "--port", str(port), "--workers", "2").complaint
    assert complaint == f"cannot listen on 127.0.0.1, port {port}: Address already in use"
