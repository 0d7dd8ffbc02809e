"""`bihuan audit`: key, checkpoints, proofs and the change of keys on the command line."""

import json
import shutil
from pathlib import Path

import pytest

from ledger.notes import has_signed, parse_checkpoint, parse_note, parse_verifier_key
from tests.cli.shell import Shell

UNSIGNED = "there is no checkpoint yet: give --size, or run `bihuan audit checkpoint`"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new ledger."""
    folder = tmp_path_factory.mktemp("opened")
    Shell(folder=folder).inside("migrate")
    return folder


@pytest.fixture
def opened(made: Path, tmp_path: Path) -> Shell:
    """A copy of it."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return Shell(folder=tmp_path)


def key(shell: Shell) -> Path:
    return shell.folder / "var" / "signing.key"


def test_migrate_makes_the_key_and_says_whose_it_is(opened: Shell) -> None:
    assert key(opened).stat().st_mode & 0o777 == 0o600
    told = opened.inside("audit", "key").out
    assert told == str(parse_verifier_key(told.strip())) + "\n"
    assert opened.inside("audit", "key", "--all").out == f"23 {told}"
    opened.inside("migrate")
    assert opened.inside("audit", "key").out == told


def test_a_checkpoint_is_signed_and_printed(opened: Shell) -> None:
    note = opened.inside("audit", "checkpoint").out
    read = parse_note(note)
    assert has_signed(parse_verifier_key(opened.inside("audit", "key").out.strip()), read)
    assert parse_checkpoint(read.text).size == 23
    assert opened.inside("audit", "checkpoint").out == note


def test_proofs_are_printed_as_json(opened: Shell) -> None:
    note = opened.inside("audit", "checkpoint").out
    proof = json.loads(opened.inside("audit", "prove", "3").out)
    assert (proof["position"], proof["size"], proof["checkpoint"]) == (3, 23, note)
    assert json.loads(opened.inside("audit", "prove", "3", "--size", "3").out)["size"] == 3
    proof = json.loads(opened.inside("audit", "consistency", "4", "23").out)
    assert [proof[end]["size"] for end in ("earlier", "later")] == [4, 23]
    assert proof["later"]["checkpoint"] == note
    beyond = opened.inside("audit", "prove", "24").complaint
    assert beyond == "position 24 lies beyond what the newest checkpoint covers"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("prove", "1"), UNSIGNED),
        (("prove", "4", "--size", "3"), "position 4 lies beyond the first 3"),
        (("prove", "1", "--size", "99999"), "the record has not come so far"),
        (("consistency", "4", "3"), "OLD (4) lies beyond NEW (3)"),
        (("consistency", "4", "99999"), "the record has not come so far"),
    ],
)  # fmt: skip
def test_what_cannot_be_proven_is_told(
    opened: Shell, arguments: tuple[str, ...], complaint: str
) -> None:
    assert opened.inside("audit", *arguments).complaint == complaint


def test_a_key_is_changed_and_the_old_one_says_so(opened: Shell) -> None:
    old = parse_verifier_key(opened.inside("audit", "key").out.strip())
    changed = opened.inside("audit", "rotate")
    new = parse_verifier_key(opened.inside("audit", "key").out.strip())
    assert changed.err == f"from now on: {new}\n"
    note = parse_note(changed.out)
    assert new != old
    assert has_signed(old, note)
    assert has_signed(new, note)
    assert len(opened.inside("audit", "key", "--all").out.splitlines()) == 2


def test_without_the_key_it_says_so_and_makes_none(opened: Shell) -> None:
    key(opened).unlink()
    for command in (("checkpoint",), ("rotate",)):
        complaint = opened.inside("audit", *command).complaint
        assert complaint == "the signing key is missing: var/signing.key"
    assert opened.inside("migrate").status == 0
    assert not key(opened).exists()
    lost = opened.inside("audit", "rotate", "--lost")
    assert len(parse_note(lost.out).signatures) == 1
    assert key(opened).exists()
    assert opened.inside("audit", "rotate", "--lost").complaint == "the key on record is not lost"


def test_a_key_that_cannot_be_read_is_named(shell: Shell) -> None:
    (shell.folder / "var").mkdir()
    key(shell).write_text("no key")
    complaint = shell.inside("migrate").complaint
    assert complaint == "BIHUAN_SIGNING_KEY_FILE (var/signing.key): base64 is required"


def test_without_a_ledger_it_says_what_to_do(shell: Shell) -> None:
    complaint = shell.inside("audit", "key").complaint
    assert complaint == "the databases are not up to date: run `bihuan migrate`"
