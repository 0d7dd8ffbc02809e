"""Whatever is handed to the verifier as an export, a key or a checkpoint: a clear word, no more."""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest

from audit.verify import Key, Refused, Unusable, main, read_key, verify
from tests.audit.checking import told
from tests.audit.small import FIRST, SECOND, Signer, Small

ROOT = Path(__file__).parents[2]
USUAL = Small().usual()
HEADER, GENESIS = USUAL.splitlines(keepends=True)[:2]
GIB = 1 << 30


@dataclass(frozen=True)
class Ended:
    """How the verifier ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command, in this process."""

    def ran(*arguments: str | Path) -> Ended:
        status = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return Ended(status, out, err)

    return ran


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A good export."""
    path = tmp_path / "good.ndjson"
    path.write_bytes(USUAL)
    return path


def absent(path: Path) -> None:
    assert not path.exists()


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("export.ndjson", USUAL)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(8 * GIB)


FOREIGN: Sequence[tuple[str, Callable[[Path], object], str]] = (
    ("missing", absent, "No such file or directory"),
    ("empty", lambda path: path.touch(), "the file is empty"),
    ("folder", lambda path: path.mkdir(), "Is a directory"),
    ("png", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(900)), "no Bihuan export"),
    ("zip", zipped, "no Bihuan export"),
    ("json", lambda path: path.write_text('{"type":"FeatureCollection"}\n'), "no Bihuan export"),
    ("newer", lambda path: path.write_bytes(HEADER.replace(b"-1", b"-2")), "no Bihuan export"),
    ("zeros", sparse, "no Bihuan export"),
    ("marked", lambda path: path.write_bytes(b"\xef\xbb\xbf" + USUAL), "no Bihuan export"),
)


@pytest.mark.parametrize(("name", "make", "why"), FOREIGN, ids=[one[0] for one in FOREIGN])
def test_what_is_no_export_is_unusable(
    tmp_path: Path, run: Run, name: str, make: Callable[[Path], object], why: str
) -> None:
    path = tmp_path / "given"
    make(path)
    ended = run(path, "--key", FIRST.key.text)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"unusable: {path}: {why}")
    assert ended.err.count("\n") == 1


HEAD, ROW = "the line is not JSON as an export has it", "the line is not in canonical form"
LINES: Sequence[tuple[str, bytes, str]] = (
    ("utf-8", b'{"position":"\xff"}\n', HEAD),
    ("surrogate", b'{"position":"\\ud800"}\n', HEAD),
    ("duplicate", GENESIS.replace(b'{"position":1', b'{"position":1,"position":1'), ROW),
    ("spaces", GENESIS.replace(b'":1,', b'": 1,', 1), ROW),
    ("windows", GENESIS.replace(b"\n", b"\r\n"), ROW),
    ("order", b'{"version":1,"position":1}\n', "neither a row nor a checkpoint"),
    ("nan", GENESIS.replace(b'"version":1', b'"version":NaN'), HEAD),
    ("infinity", GENESIS.replace(b'"version":1', b'"version":-Infinity'), HEAD),
    ("float", GENESIS.replace(b'"version":1', b'"version":1.0'), HEAD),
    ("true", GENESIS.replace(b'"position":1', b'"position":true'), "position, version or at is no"),
    ("text", GENESIS.replace(b'"version":1', b'"version":"1"'), "position, version or at is no"),
    ("null", GENESIS.replace(b'"encoding":"utf-8"', b'"encoding":null'), "a state is a text in"),
    ("stream", GENESIS.replace(b'"stream":"6c', b'"stream":"6C'), "stream or topic is none"),
    ("digits", b'{"position":' + b"9" * 100_000 + b"}\n", HEAD),
    ("deep", b"[" * 200_000 + b"]" * 200_000 + b"\n", HEAD),
    ("deeper", b'{"a":' * 60_000 + b"\n", HEAD),
    ("list", b"[1]\n", ROW),
    ("blank", b"\n", HEAD),
    ("long", b'{"position":"' + b"a" * 600_000 + b'"}\n', "a line has at most"),
    ("endless", b"a" * 600_000, "a line has at most"),
    ("cut", GENESIS[:40], "the line is not ended"),
)


@pytest.mark.parametrize(("name", "line", "why"), LINES, ids=[one[0] for one in LINES])
def test_what_is_no_line_is_refused_where_it_stands(
    tmp_path: Path, name: str, line: bytes, why: str
) -> None:
    said = told(tmp_path, HEADER + line, FIRST.key)
    assert isinstance(said, Refused)
    assert (said.line, said.position) == (2, 1)
    assert said.reason.startswith(why)


HEADERS: Sequence[tuple[str, bytes]] = (
    ("scope", HEADER.replace(b"full", b"most")),
    ("scope-kind", HEADER.replace(b'"full"', b"[]")),
    ("selection", HEADER.replace(b'"full"', b'"full","selection":{}')),
    ("size", HEADER.replace(b'"size":40', b'"size":0')),
    ("size-kind", HEADER.replace(b'"size":40', b'"size":"40"')),
    ("ledger", HEADER.replace(b'"ledger":"0198a', b'"ledger":"0198b')),
    ("ledger-kind", HEADER.replace(b'"ledger":"0198a', b'"ledger":"x198a')),
    ("selection-kind", HEADER.replace(b'"full"', b'"partial","selection":[]')),
)


@pytest.mark.parametrize(("name", "header"), HEADERS, ids=[one[0] for one in HEADERS])
def test_a_header_that_says_too_much_or_too_little_is_refused(
    tmp_path: Path, name: str, header: bytes
) -> None:
    said = told(tmp_path, header + USUAL[len(HEADER) :], FIRST.key)
    assert isinstance(said, Refused)
    assert (said.line, said.position) == (1, None)


GOOD_KEY = FIRST.key.text
KEYS = (
    ("nothing", ""),
    ("word", "secret"),
    ("short", GOOD_KEY[:-4]),
    ("hash", GOOD_KEY.replace(GOOD_KEY.split("+")[1], "00000000")),
    ("name", GOOD_KEY.replace("bihuan", "bahuan")),
    ("small-order", Key(name="x", public=(1).to_bytes(32, "little")).text),
    ("no-point", Key(name="x", public=(2).to_bytes(32, "little")).text),
    ("long", "a" * 100_000),
    ("zero", "a\0b"),
)


@pytest.mark.parametrize(("name", "text"), KEYS, ids=[one[0] for one in KEYS])
def test_what_is_no_key_is_unusable(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(Unusable):
        read_key(text)
    path = tmp_path / "key"
    path.write_text(text)
    with pytest.raises(Unusable):
        read_key(str(path))


def test_a_key_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{GOOD_KEY}\n")
    assert read_key(str(path)) == read_key(GOOD_KEY) == FIRST.key
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Unusable):
        read_key(str(path))


CHECKPOINT = Small().checkpoint(15)
NOTES = (
    ("empty", ""),
    ("around", f"Dear auditor,\n\n{CHECKPOINT}"),
    ("behind", f"{CHECKPOINT}\nYours\n"),
    ("unsigned", CHECKPOINT.split("\n\n")[0] + "\n"),
    ("size", CHECKPOINT.replace("\n15\n", "\n015\n")),
    ("minus", CHECKPOINT.replace("\n15\n", "\n-15\n")),
    ("root", CHECKPOINT.replace("=\n\n", "\n\n")),
    ("dash", CHECKPOINT.replace("—", "-")),
    ("windows", CHECKPOINT.replace("\n", "\r\n")),
)


@pytest.mark.parametrize(("name", "text"), NOTES, ids=[one[0] for one in NOTES])
def test_what_is_no_checkpoint_is_unusable(
    tmp_path: Path, good: Path, run: Run, name: str, text: str
) -> None:
    path = tmp_path / "held"
    path.write_bytes(text.encode())
    ended = run(good, "--key", GOOD_KEY, "--checkpoint", path)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"unusable: {path}: no checkpoint")


def test_the_command_says_what_is_proven_or_why_not(tmp_path: Path, good: Path, run: Run) -> None:
    held = tmp_path / "held"
    held.write_text(CHECKPOINT, "utf-8")
    fine = run(good, "--key", SECOND.key.text, "--checkpoint", held)
    assert (fine.status, fine.err) == (0, "")
    assert "proven: since your checkpoint of size 15 rows were only added" in fine.out
    other = Signer(1, name=f"bihuan/ledger/{UUID(int=7)}")
    refused = run(good, "--key", other.key.text)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("refused: line 1: this is bihuan/ledger/0198a000-")


def test_the_checkpoint_that_was_found_good_is_kept(tmp_path: Path, good: Path, run: Run) -> None:
    kept = tmp_path / "kept"
    assert run(good, "--key", GOOD_KEY, "--keep", kept).status == 0
    assert kept.read_text("utf-8") == Small().checkpoint(40)
    again = run(good, "--key", GOOD_KEY, "--checkpoint", kept, "--keep", kept)
    assert (again.status, again.out) == (2, "")
    assert again.err == f"unusable: {kept}: File exists\n"
    part = tmp_path / "part"
    part.write_bytes(Small().partial((1, 2, 7, 14, 21), {"issue": str(UUID(int=7))}))
    beside = tmp_path / "beside"
    assert run(part, "--key", SECOND.key.text, "--keep", beside).status == 0
    assert beside.read_bytes() == kept.read_bytes()


def test_what_an_editor_has_marked_is_read(tmp_path: Path, good: Path, run: Run) -> None:
    held, key = tmp_path / "held", tmp_path / "key"
    held.write_bytes(CHECKPOINT.encode("utf-8-sig"))
    key.write_bytes(f"{GOOD_KEY}\r\n".encode("utf-8-sig"))
    assert run(good, "--key", key, "--checkpoint", held).status == 0


def test_who_stops_it_has_checked_nothing(
    good: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("audit.verify.verify", stopped)
    ended = run(good, "--key", GOOD_KEY)
    assert ended == Ended(2, "", "unusable: it was stopped before the end\n")


def test_the_command_asks_for_what_it_needs() -> None:
    with pytest.raises(SystemExit) as left:
        main([])
    assert left.value.code == 2


def test_it_runs_without_the_rest_of_the_program(tmp_path: Path, good: Path) -> None:
    alone = tmp_path / "alone.py"
    alone.write_bytes((ROOT / "audit" / "verify.py").read_bytes())
    ended = subprocess.run(
        [sys.executable, "-I", "-S", alone, good, "--key", GOOD_KEY],
        capture_output=True,
        cwd=tmp_path,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("good: full export of ledger 0198a000-")


def test_a_terminal_is_shown_a_bar(good: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(good, "--key", GOOD_KEY).err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(good, "--key", GOOD_KEY).err == f"\rverifying [{'#' * 30}] 100 %\n"


def test_progress_is_told_in_bytes(good: Path) -> None:
    heard: list[tuple[int, int]] = []
    verify(good, [FIRST.key], progress=lambda done, total: heard.append((done, total)))
    assert heard == [(len(USUAL), len(USUAL))]
