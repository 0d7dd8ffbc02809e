"""`migrate` and `demo`: what a ledger is opened as, and that it is opened once."""

import re
import sqlite3
import stat
from pathlib import Path

from domain.issue.diagram import STATUS_LABELS
from projections.views import timeline
from tests.cli import nursery
from tests.cli.conftest import Copy
from tests.cli.shell import Shell

KEYS, TOUR = "demonstration-keys.txt", "demonstration-tour.txt"
SORTS = {
    "administrator",
    "auditor",
    "clerk",
    "handler",
    "integrator",
    "owners",
    "resident",
    "revisitor",
    "superior",
}
"""With what the names of the keys begin: the role, or what somebody is there for."""


def opened(out: str) -> tuple[str, str, str]:
    """Id, kind, and what was done."""
    found = re.fullmatch(r"ledger ([0-9a-f-]{36}) \((\w+)\): ([a-z ]+)\n", out)
    assert found is not None, out
    return found[1], found[2], found[3]


def test_no_command_waits_for_a_face_that_it_does_not_show() -> None:
    """To import what makes answers takes longer than most commands do."""
    assert {"cli.main", "service.service"} <= nursery.loaded()
    assert not {"api", "fastapi", "jinja2", "starlette", "xlsxwriter"} & nursery.loaded()


def test_migrate_opens_a_ledger_once(either: Shell) -> None:
    first, second = either.program("migrate"), either.good("migrate")
    ledger, kind, done = opened(first.out)
    assert (kind, done) == ("production", "opened")
    assert opened(second.out) == (ledger, "production", "up to date")
    assert first.err == second.err == ""


def test_all_lies_in_one_folder_and_the_keys_are_private(shell: Shell) -> None:
    shell.good("migrate")
    assert {path.name for path in shell.folder.iterdir()} == {"var"}
    var = shell.folder / "var"
    databases, keys = {"bihuan.db", "vault.db"}, {"master.key", "signing.key"}
    turns = {f"{name}.turn" for name in databases}
    assert {path.name for path in var.iterdir()} == {*databases, *turns, *keys}
    assert {stat.S_IMODE((var / key).stat().st_mode) for key in keys} == {0o600}


def test_a_ledger_stays_what_it_is(shell: Shell) -> None:
    ledger, kind, _ = opened(shell.good("migrate", "--kind", "demonstration").out)
    assert kind == "demonstration"
    assert shell.run("migrate", "--kind", "production").complaint == (
        "this ledger is a demonstration one and stays so"
    )
    assert opened(shell.good("migrate").out) == (ledger, kind, "up to date")


def test_the_demonstration_is_played_once(either: Shell) -> None:
    first = either.good("demo", "--if-empty")
    told = keys_told(first.err)
    path = Path(either.folder / "var" / KEYS)
    assert {name.partition("-")[0] for name in told} == SORTS
    assert len(set(told.values())) == len(told)
    assert keys_told(path.read_text()) == told
    tour = path.with_name(TOUR).read_text("utf-8")
    assert tour.rstrip() in first.err
    assert all(label.zh in tour for label in STATUS_LABELS.values())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert first.out == ""

    before = everything(either)
    again = either.good("demo", "--if-empty")
    assert again.err == first.err[first.err.index("what was played") :]
    assert everything(either) == before
    assert either.run("demo").complaint == (
        "the ledger is not new; the demonstration needs one of its own"
    )
    checked = either.good("replay", "--check")
    assert checked.out == "views, claims, nodes and head agree with the record\n"
    assert opened(either.good("migrate").out)[1:] == ("demonstration", "up to date")


def everything(shell: Shell) -> list[str]:
    """The keys, and how many rows the record folds to."""
    return [shell.inside(*one).out for one in (("key", "list"), ("replay",))]


def keys_told(text: str) -> dict[str, str]:
    return dict(re.findall(r"^  ([a-z-]+) +(bihuan_[\w-]{43})$", text, re.MULTILINE))


def test_no_demonstration_in_a_production_ledger(shell: Shell) -> None:
    shell.good("migrate")
    assert "is not new" in shell.run("demo").complaint
    kept = shell.good("demo", "--if-empty")
    assert kept.err == (
        "this ledger has no demonstration keys; make one with `bihuan key create`\n"
    )
    assert not (shell.folder / "var" / KEYS).exists()
    listed = shell.good("key", "list").out
    assert "bihuan" not in listed
    assert "administrator" not in listed


def test_a_demonstration_that_was_cut_short_says_so(shell: Shell) -> None:
    # A ledger opened for it, and no keys: they are written when everything was played.
    shell.good("migrate", "--kind", "demonstration")
    ended = shell.run("demo", "--if-empty")
    assert ended.complaint == (
        "an earlier demonstration was cut short: remove its files (var/) and run again"
    )


def test_migrate_builds_a_view_that_is_missing(copy: Copy) -> None:
    shell = copy()
    sql(shell, f"DROP TABLE {timeline.TABLE.name}")
    built = shell.good("migrate")
    assert opened(built.out)[2] == "up to date"
    assert re.fullmatch(r"(building views: (\d+)/(\d+)\n)+", built.err)
    assert shell.good("replay", "--check").out.startswith("views, claims, nodes and head agree")


def sql(shell: Shell, statement: str) -> None:
    """Change the ledger behind everybody's back."""
    with sqlite3.connect(shell.folder / "var" / "bihuan.db") as connection:
        connection.execute(statement)
    connection.close()
