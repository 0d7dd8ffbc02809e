"""`audit export` and `audit verify`: what is written, what is told, and what is refused."""

import json
import os
import stat
from uuid import uuid4

import pytest

from tests.cli.conftest import Copy
from tests.cli.shell import Shell


@pytest.fixture
def key(shell: Shell) -> str:
    """The key of a new ledger in the shell's folder."""
    shell.inside("migrate")
    return shell.inside("audit", "key").out.strip()


def put(shell: Shell, name: str, content: str) -> str:
    (shell.folder / name).write_text(content, "utf-8")
    return name


def signed(shell: Shell) -> tuple[str, int]:
    """The file of a checkpoint that is signed now, and its size."""
    note = shell.inside("audit", "checkpoint").out
    return put(shell, "held", note), int(note.split("\n")[1])


def test_an_export_is_written_and_verified(shell: Shell, key: str) -> None:
    held, size = signed(shell)
    shell.inside("key", "create", "--role", "auditor")
    made = shell.inside("audit", "export", "all.ndjson")
    rows = size + 1
    assert (made.status, made.out) == (
        0,
        f"all.ndjson: {rows} rows, checkpoint of size {rows}\n",
    )
    assert made.err == f"exporting: {rows}/{rows}\n"
    path = shell.folder / "all.ndjson"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in shell.folder.iterdir() if ".part" in one.name] == []
    good = shell.inside("audit", "verify", "all.ndjson", "--key", key, "--checkpoint", held)
    length = path.stat().st_size
    assert (good.status, good.err) == (0, f"verifying: {length}/{length}\n")
    assert good.out.startswith("good: full export of ledger ")
    assert f"proven: since your checkpoint of size {size} rows were only added\n" in good.out


def test_a_harmed_one_is_refused_and_no_export_is_unusable(shell: Shell, key: str) -> None:
    shell.inside("audit", "export", "all.ndjson")
    text = (shell.folder / "all.ndjson").read_text("utf-8")
    put(shell, "harmed", text.replace('"version":1', '"version":2', 1))
    harmed = shell.inside("audit", "verify", "harmed", "--key", key)
    assert (harmed.status, harmed.out) == (1, "")
    assert harmed.err.startswith("bihuan: refused: line 2, position 1: the row was changed")
    for name, content, why in (("empty", "", "the file is empty"), ("notes", "x", "no Bihuan")):
        ended = shell.inside("audit", "verify", put(shell, name, content), "--key", key)
        assert (ended.status, ended.out) == (2, "")
        assert ended.err.startswith(f"bihuan: unusable: {name}: {why}")
    assert shell.inside("audit", "verify", "all.ndjson", "--key", "x").status == 2
    assert shell.inside("audit", "verify", "all.ndjson").status == 2


def test_a_file_that_is_there_is_kept(shell: Shell, key: str) -> None:
    path = shell.folder / put(shell, "kept", "mine")
    kept = shell.inside("audit", "export", "kept").complaint
    assert (kept, path.read_text()) == ("kept: it is there already; --force replaces it", "mine")
    assert shell.inside("audit", "export", "kept", "--force").status == 0
    assert shell.inside("audit", "verify", "kept", "--key", key).status == 0
    (shell.folder / "folder").mkdir()
    folder = shell.inside("audit", "export", "folder", "--force").complaint
    assert folder == "folder: it is there already"
    pipe = shell.folder / "pipe"
    os.mkfifo(pipe)
    assert (
        shell.inside("audit", "export", "pipe", "--force").complaint == "pipe: it is there already"
    )
    assert pipe.is_fifo()
    nowhere = shell.inside("audit", "export", "no/where").complaint
    assert nowhere.startswith("no/where.")
    assert nowhere.endswith(": No such file or directory")


def test_what_is_asked_for_has_to_make_sense(shell: Shell, key: str) -> None:
    held, size = signed(shell)
    note = (shell.folder / held).read_text("utf-8")
    other = put(shell, "other", note.replace(f"\n{size}\n", "\n99\n"))
    some = str(uuid4())
    day = ("--from", "2026-01-01", "--to", "2026-01-02")
    for arguments, why in (
        (("--from", "2026-01-01"), "--from and --to go together"),
        (("--from", "2026-01-02", "--to", "2026-01-01"), "--to is not behind --from"),
        (("--issue", some, *day), "only one of --committee, --issue, --ballot and --from … --to"),
        (("--issue", some), "no such committee, issue or ballot is on record"),
        (("--ballot", some), "no such committee, issue or ballot is on record"),
        (("--withhold-votes",), "everything tells all votes: only of a part can they be withheld"),
        (("--committee", some), "no such committee, issue or ballot is on record"),
        (("--checkpoint", held), "everything needs no --checkpoint: give it to `audit verify`"),
        ((*day, "--checkpoint", "none"), "none: No such file or directory"),
        (
            (*day, "--checkpoint", other),
            "the record does not continue this checkpoint: "
            f"it covers 99 events, the record has {size}",
        ),
    ):
        ended = shell.inside("audit", "export", "some", *arguments)
        assert ended.status == 1
        assert ended.err.splitlines()[-1] == f"bihuan: {why}"
        assert not (shell.folder / "some").exists()
    odd = put(shell, "odd", "none")
    ended = shell.inside("audit", "export", "some", *day, "--checkpoint", odd)
    assert ended.complaint.startswith("odd: no checkpoint: ")


def test_a_selection_is_written_and_verified(copy: Copy) -> None:
    shell = copy()
    shell.inside("migrate")
    key = shell.inside("audit", "key").out.strip()
    shell.inside("audit", "export", "all")
    rows = map(json.loads, (shell.folder / "all").read_text("utf-8").splitlines())
    reported = next(row for row in rows if row.get("topic") == "issue.reported")
    committee = json.loads(reported["state"])["data"]["committee"]
    held, _ = signed(shell)
    for name, *selection in (
        ("issue", "--issue", reported["stream"]),
        ("committee", "--committee", committee),
        ("period", "--from", "2025-01-01", "--to", "2100-01-01T00:00:00+00:00"),
    ):
        made = shell.inside("audit", "export", name, *selection, "--checkpoint", held)
        assert made.status == 0, made
        good = shell.inside("audit", "verify", name, "--key", key, "--checkpoint", held)
        assert (good.status, "that nothing was left out" in good.out) == (0, True), good


def test_without_the_key_it_says_where_it_ends(shell: Shell, key: str) -> None:
    _, size = signed(shell)
    shell.inside("key", "create", "--role", "auditor")
    (shell.folder / "var" / "signing.key").unlink()
    made = shell.inside("audit", "export", "all")
    assert (made.status, made.out) == (0, f"all: {size} rows, checkpoint of size {size}\n")
    told = "it ends there, for no newer one can be signed: "
    assert made.err.splitlines()[-1].startswith(told)
    some = shell.inside("audit", "export", "some", "--from", "2025-01-01", "--to", "2100-01-01")
    assert some.status == 1
    assert not (shell.folder / "some").exists()
