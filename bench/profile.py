"""Where a worker under load spends its time: py-spy samples every thread of it.

`python -m bench.profile [postgresql]` serves the product as in the bench, puts 32 clients on it
and samples what holds the interpreter's lock: that is what one process has only one of. Printed
are the shares of threads, of packages and of our own functions; the stacks are written to a file.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bench import client, districts, http_command, processes, worker
from bench.client import Load
from bench.legs import LEGS, Product
from bench.processes import Child, child
from bench.site import Site, folder, opened, postgres_site, server, sqlite_site
from cli.progress import progress

RESULTS = Path(__file__).parent / "results"
_SECONDS = 10
_RATE = 200
_TOP = 30
_OURS = {"api", "service", "ledger", "projections", "domain", "bench"}


def main(
    kind: Annotated[str, typer.Argument(help="sqlite or postgresql")] = "sqlite",
    leg: Annotated[str, typer.Option(help=f"one of {', '.join(LEGS)}")] = Product.name,
    callers: Annotated[int, typer.Option(help="Clients")] = 32,
    issues: Annotated[int, typer.Option(help="Issues in the district")] = 200,
) -> None:
    """Profile one worker under load."""
    processes.preload()
    with folder(RESULTS) as where:
        if kind == "sqlite":
            _profile(sqlite_site(where / "sqlite"), leg, callers, issues)
            return
        with server(where / "postgres") as running:
            _profile(postgres_site(where, running, "profile"), leg, callers, issues)


def _profile(site: Site, leg: str, callers: int, issues: int) -> None:
    with opened(site) as service, progress("building a district") as report:
        district = districts.build(service, issues, report)
    requests = {"responses": http_command.requests_of(district)}
    post = worker.Post(leg=leg, site=site, follows=leg == Product.name)
    with child(client.serve, requests) as caller, child(worker.serve, post) as served:
        port = served.hear()
        for seconds in (2.0, _SECONDS + 4.0):
            load = Load(port=port, connections=callers, seconds=seconds)
            caller.tell(("responses", load))
            if seconds > _SECONDS:
                _sampled(served, f"{site.kind}-{leg}")
            outcome: client.Outcome = caller.hear(seconds + 60)
    rate = len(outcome.latencies) / outcome.seconds
    typer.echo(f"{site.kind} {leg}, {callers} clients: {rate:,.0f} requests a second", err=True)


def _sampled(served: Child, name: str) -> None:
    """Let py-spy watch for a while; as root, or where ptrace of one's own is allowed."""
    stacks = RESULTS / f"profile-{name}.txt"
    tool = Path(sys.executable).with_name("py-spy")
    command = [str(tool), "record", "--pid", str(served.pid), "--format", "raw", "--gil"]
    command += ["--function", "--threads", "--duration", str(_SECONDS), "--rate", str(_RATE)]
    subprocess.run(  # noqa: S603  # our own tool, our own child
        [*command, "--output", str(stacks)], check=True, stdout=subprocess.DEVNULL
    )
    typer.echo(told(stacks.read_text("utf-8").splitlines()))
    typer.echo(f"{stacks} has every stack (flamegraph.pl and speedscope read it)", err=True)


def told(stacks: Sequence[str]) -> str:
    """Shares in percent of lines `frame;frame;frame count`, outermost first.

    By thread; by package, of its own frames alone; by our own functions, with what they called.
    """
    threads, packages, functions = Counter[str](), Counter[str](), Counter[str]()
    for line in stacks:
        path, _, text = line.rpartition(" ")
        names, count = path.split(";"), int(text)
        threads[next((n for n in names if n.startswith("thread ")), "?")] += count
        packages[_package(names[-1])] += count
        for name in {n for n in names if _package(n) in _OURS}:
            functions[name] += count
    total = threads.total() or 1
    parts = (("thread", threads), ("package, alone", packages), ("function, in all", functions))
    return "\n\n".join(_listed(title, shares, total) for title, shares in parts)


def _listed(title: str, shares: Counter[str], total: int) -> str:
    lines = [f"{100 * count / total:6.1f} {name}" for name, count in shares.most_common(_TOP)]
    return "\n".join([f"     % {title}", *lines])


def _package(frame: str) -> str:
    """The package in `function (package/module.py:1)`; Python's own modules are one."""
    package, in_package, _ = frame.rpartition("(")[2].partition("/")
    return package if in_package else "python"


if __name__ == "__main__":
    typer.run(main)
