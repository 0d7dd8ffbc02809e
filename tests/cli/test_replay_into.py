"""`replay --into` and `--from`: the record copied into an empty database, or refused."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import NoReturn

import pytest

from domain.refusal import Code, Refused
from tests.cli.conftest import Copy
from tests.cli.shell import Shell
from tests.cli.test_replay import AGREED


@pytest.fixture(scope="package")
def full(demonstration: Path) -> tuple[Path, str]:
    """A full export of the demonstration, and the key that signs it."""
    shell = Shell(folder=demonstration)
    shell.inside("audit", "export", "full.ndjson")
    key = shell.inside("audit", "key").out.strip()
    return demonstration / "full.ndjson", key


def root_in(told: str) -> str:
    return told.partition("root ")[2].partition(";")[0]


def test_an_export_becomes_a_ledger_that_agrees_with_itself(
    shell: Shell, full: tuple[Path, str]
) -> None:
    file, key = full
    made = shell.inside("replay", "--from", str(file), "--key", key)
    assert made.status == 0, made
    assert "no --key" not in made.err
    assert "proven: all " in made.err
    # The vault is another matter; nothing is recorded by making an empty one.
    assert shell.inside("migrate").out.endswith(": up to date\n")
    assert shell.inside("replay", "--check").out == AGREED
    again = shell.inside("replay", "--from", str(file), "--into", "sqlite:///again.db")
    assert again.err.startswith("no --key: whose ledger this is, only the file itself says\n")
    assert root_in(again.out) == root_in(made.out) != ""
    copied = shell.inside("replay", "--into", "sqlite:///once-more.db")
    assert root_in(copied.out) == root_in(made.out)


def test_the_beginning_is_copied_up_to_a_position_or_a_time(copy: Copy) -> None:
    shell = copy()
    made = shell.inside("replay", "--to", "200", "--into", "sqlite:///then.db")
    assert made.out.startswith("copied 200 events, up to ")
    at = made.out.splitlines()[0].rpartition(" ")[2]
    assert shell.inside("replay", "--check", database_url="sqlite:///then.db").out == AGREED
    timed = shell.inside("replay", "--to", at, "--into", "sqlite:///timed.db")
    assert int(timed.out.split()[1]) >= 200
    before = (shell.folder / "then.db").read_bytes()
    refused = shell.inside("replay", "--to", "201", "--into", "sqlite:///then.db").err
    assert refused.splitlines()[-1] == (
        "bihuan: the target is not empty: nothing is copied over anything"
    )
    assert (shell.folder / "then.db").read_bytes() == before


def test_what_cannot_be_replayed_is_refused_and_nothing_is_written(
    copy: Copy, full: tuple[Path, str]
) -> None:
    shell, (file, key) = copy(), full
    good = file.read_bytes()
    (shell.folder / "cut.ndjson").write_bytes(good[: len(good) // 2])
    (shell.folder / "changed.ndjson").write_bytes(good.replace(b"issue.done", b"issue.gone", 1))
    (shell.folder / "empty.ndjson").write_bytes(b"")
    (shell.folder / "foreign.ndjson").write_bytes(b"[1, 2]\n")
    adopts = next(line for line in good.splitlines(keepends=True) if b"key-adopted" in line)
    odd = good.replace(adopts, adopts.replace(b'"utf-8","state":"', b'"base64","state":"?'))
    (shell.folder / "odd.ndjson").write_bytes(odd)
    shell.inside("audit", "export", "part.ndjson", "--from", "2020-01-01", "--to", "2090-01-01")
    other = "bihuan/ledger/x+00000000+AAAA"

    def refused(*words: str, into: str = "sqlite:///new.db") -> str:
        ended = shell.inside("replay", *words, *(("--into", into) if into else ()))
        assert (ended.status, ended.out) == (1, ""), ended
        return ended.err.splitlines()[-1].removeprefix("bihuan: ")

    assert refused("--from", "cut.ndjson", "--key", key).startswith("refused: line ")
    assert refused("--from", "changed.ndjson", "--key", key).startswith("refused: line ")
    assert refused("--from", "empty.ndjson", "--key", key).startswith("unusable: empty.ndjson: ")
    assert refused("--from", "foreign.ndjson").startswith("unusable: foreign.ndjson: ")
    assert refused("--from", "odd.ndjson").startswith("unusable: odd.ndjson: no Bihuan export")
    assert refused("--from", "none.ndjson").startswith("unusable: none.ndjson: No such file")
    assert refused("--from", str(file), "--key", other).startswith("unusable: the key is damaged")
    assert refused("--from", "part.ndjson", "--key", key).startswith("part.ndjson: a selection; ")
    for source in ((), ("--from", str(file), "--key", key)):
        assert refused("--to", "99999", *source) == "the record does not come so far"
        assert refused("--to", "2090-01-01T00:00:00Z", *source) == "the record does not come so far"
        for never in ("0", "1970-01-02T00:00:00Z"):
            assert refused("--to", never, *source) == "nothing was recorded by then"
        assert refused("--to", "soon", *source).startswith("soon: a position or a time")
    with closing(connect(shell.folder / "new.db")) as new:
        assert new.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    assert refused("--to", "5", into="") == "--to needs --into: the URL of an empty database"
    assert refused("--key", key) == "--key goes with --from"
    assert refused("--check") == "--view and --check are for the database that is there"
    assert refused(into="mysql://x/y").startswith("the target: ")
    assert refused(into="sqlite://").startswith("the target: a database in memory")
    assert refused(into="postgresql://nobody@/none?host=/none").startswith("the database cannot")


def test_a_record_of_what_cannot_be_is_refused(
    shell: Shell, full: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def folded(*_: object) -> NoReturn:
        raise Refused(Code.UNKNOWN_CALENDAR)

    monkeypatch.setattr("cli.replaying.copied", folded)
    ended = shell.inside("replay", "--from", str(full[0]), "--key", full[1])
    assert (ended.status, ended.out) == (1, "")
    told = "bihuan: refused: the record tells of what cannot be: unknown-calendar"
    assert ended.err.splitlines()[-1] == told
