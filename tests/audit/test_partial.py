"""A partial export: its rows are in the tree, its manifest binds it, and it says what it lacks."""

import json
from pathlib import Path
from random import Random

import pytest

from audit.verify import Key, Refused, Verified
from tests.audit.checking import told
from tests.audit.mutations import KINDS, Scene
from tests.audit.small import FIRST, LEDGER, SECOND, Small, b64, canonical, hidden
from tests.audit.test_full import JUNK, refusal

SMALL = Small()
ISSUE = {"issue": str(LEDGER)}
ROWS = (1, 2, 7, 14, 21, 28, 35)
USUAL = SMALL.partial(ROWS, ISSUE, since=15)
MUTANTS = 300


def lines_of(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def test_a_good_one_proves_its_rows_and_says_what_it_does_not(tmp_path: Path) -> None:
    said = told(tmp_path, USUAL, SECOND.key)
    assert isinstance(said, Verified)
    assert (said.scope, said.rows, said.size) == ("partial", len(ROWS), 40)
    assert "not proven: that nothing was left out of the selection" in said.lines()
    assert (said.newest, said.successor) == (None, None)


def test_it_continues_what_is_held(tmp_path: Path) -> None:
    said = told(tmp_path, USUAL, SECOND.key, held=SMALL.checkpoint(15))
    assert isinstance(said, Verified)
    assert said.since == 15


def test_it_does_not_continue_another_history(tmp_path: Path) -> None:
    held = Small(adopted=((3, FIRST), (21, SECOND))).checkpoint(15)
    line, *_, reason = refusal(told(tmp_path, USUAL, SECOND.key, held=held))
    assert (line, reason) == (
        3,
        "the ledger does not continue the checkpoint that you hold (15)",
    )


@pytest.mark.parametrize(
    ("content", "size", "why"),
    [
        (USUAL, 16, "a consistency proof from 16 is expected"),
        (
            SMALL.partial(ROWS, ISSUE),
            15,
            "no consistency proof: ask for an export made with --checkpoint",
        ),
    ],
    ids=["other", "none"],
)
def test_what_is_held_needs_its_proof(tmp_path: Path, content: bytes, size: int, why: str) -> None:
    assert refusal(told(tmp_path, content, SECOND.key, held=SMALL.checkpoint(size)))[3] == why


def test_what_is_held_has_to_be_signed_by_the_key_of_its_time(tmp_path: Path) -> None:
    held = SMALL.checkpoint(15, SECOND)
    reason = refusal(told(tmp_path, USUAL, SECOND.key, held=held))[3]
    assert reason == "the checkpoint that you hold is not signed by the key of its time"


def test_it_is_checked_with_the_key_that_signs_now(tmp_path: Path) -> None:
    line, *_, reason = refusal(told(tmp_path, USUAL, FIRST.key))
    found = SECOND.key.id.hex()
    assert (line, reason) == (2, f"signed by {found}, not by the key that was given")


@pytest.mark.parametrize("key", [FIRST.key, SECOND.key], ids=["older", "newest"])
def test_at_a_rotation_either_key_will_do(tmp_path: Path, key: Key) -> None:
    content = Small(size=21).partial(ROWS[:5], ISSUE, FIRST, SECOND)
    *rest, _ = lines_of(content)
    bound = Small(size=21).bound(b"".join(rest), 5)
    assert isinstance(told(tmp_path, bound, key), Verified)


def test_a_later_key_that_is_on_record_has_to_sign(tmp_path: Path) -> None:
    line, *_, reason = refusal(told(tmp_path, SMALL.partial(ROWS, ISSUE, FIRST), FIRST.key))
    assert line == 10
    assert reason.endswith(f"the key that signs here is {SECOND.key.id.hex()}")


@pytest.mark.parametrize("kind", ["bit", "removed", "doubled", "swapped", "cut", "inserted"])
def test_whatever_the_manifest_binds_cannot_be_changed(
    tmp_path: Path, kind: str, memory_of_signatures: None
) -> None:
    scene = Scene(USUAL, [SECOND.key], SMALL.partial((1, 2, 9), ISSUE))
    for seed in range(MUTANTS // 6):
        mutant = KINDS[kind](scene, Random(f"{kind} {seed}"))  # noqa: S311  # foreseeable on purpose
        said = told(tmp_path, mutant.content, SECOND.key)
        assert not isinstance(said, Verified), (kind, seed)


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_whatever_stands_in_a_field_is_refused(
    tmp_path: Path, junk: object, memory_of_signatures: None
) -> None:
    lines = [json.loads(line) for line in lines_of(USUAL)]
    for number, line in enumerate(lines[:6]):
        for field in line:
            harmed = [*lines[:number], line | {field: junk}, *lines[number + 1 :]]
            said = told(tmp_path, b"".join(map(canonical, harmed)), SECOND.key)
            assert not isinstance(said, Verified), (number, field)


def test_a_row_left_out_and_the_manifest_made_anew_is_beyond_what_is_proven(tmp_path: Path) -> None:
    """The house can leave rows out of a selection: that is what the verifier says."""
    fewer = SMALL.partial(ROWS[:-1], ISSUE)
    assert isinstance(told(tmp_path, fewer, SECOND.key), Verified)


def test_a_gap_within_a_stream_is_found_all_the_same(tmp_path: Path) -> None:
    line, position, _, reason = refusal(
        told(tmp_path, SMALL.partial((1, 2, 14), ISSUE), SECOND.key)
    )
    assert (line, position) == (5, 14)
    assert reason.startswith("version 1 of stream")


@pytest.mark.parametrize(
    ("selection", "why"),
    [
        ({"street": "x"}, "an unknown selection"),
        ({"issue": "x"}, "the selection names no stream"),
        ({"from": "2026-08-01", "to": "2026-08-02"}, "a time of the selection is not RFC 3339"),
        ({"from": "2030-01-01T00:00:00+08:00", "to": "2031-01-01T00:00:00+08:00"}, None),
    ],
    ids=["unknown", "no-id", "no-time", "elsewhere"],
)
def test_the_selection_is_read(tmp_path: Path, selection: dict[str, str], why: str | None) -> None:
    said = told(tmp_path, SMALL.partial((1, 2, 7), selection), SECOND.key)
    assert isinstance(said, Refused)
    assert said.reason == (why or "the row is not of the period that was selected")


def test_a_period_may_begin_within_a_stream(tmp_path: Path) -> None:
    at = {"from": "2026-08-01T00:00:20+00:00", "to": "2026-08-01T00:00:22.000001+00:00"}
    content = SMALL.partial((1, 2, 20, 21, 22), at)
    assert isinstance(told(tmp_path, content, SECOND.key), Verified)


def test_a_proof_that_is_another_rows_is_told(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in lines_of(USUAL)]
    lines[3]["proof"] = lines[4]["proof"]
    content = b"".join(map(canonical, lines[:-1]))
    bound = SMALL.bound(content, len(ROWS))
    line, position, _, reason = refusal(told(tmp_path, bound, SECOND.key))
    assert (line, position) == (4, 1)
    assert reason == "the proof does not lead from position 1 to the root"


HIDDEN = SMALL.partial(ROWS, ISSUE, withheld=(7, 14))


def test_of_a_withheld_row_the_place_is_proven_and_nothing_that_it_says(tmp_path: Path) -> None:
    said = told(tmp_path, HIDDEN, SECOND.key)
    assert isinstance(said, Verified)
    assert (said.rows, said.withheld) == (len(ROWS), 2)
    assert "not proven: what 2 withheld rows say, nor their names and times" in said.lines()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"leaf": "AAAA"}, "a leaf has 32 bytes"),
        ({"leaf": b64(bytes(32))}, "the proof does not lead from position 7 to the root"),
        ({"withheld": False}, "withheld is true, or the row is told"),
        ({"position": 8}, "the proof does not lead from position 8 to the root"),
        ({"stream": "7"}, "stream or topic is none"),
        ({"version": "1"}, "position, version or at is no number"),
    ],
    ids=["short", "other", "not", "elsewhere", "stream", "version"],
)
def test_what_stands_in_a_withheld_row_is_checked(
    tmp_path: Path, changes: dict[str, object], why: str
) -> None:
    *lines, _manifest = (json.loads(line) for line in lines_of(HIDDEN))
    index = next(i for i, line in enumerate(lines) if line.get("withheld"))
    lines[index] |= changes
    bound = SMALL.bound(b"".join(map(canonical, lines)), len(ROWS))
    assert refusal(told(tmp_path, bound, SECOND.key))[3] == why


def test_no_row_of_the_ledger_itself_can_be_withheld(tmp_path: Path) -> None:
    content = SMALL.partial(ROWS, ISSUE, withheld=(2,))
    assert refusal(told(tmp_path, content, SECOND.key))[3] == (
        "a row of the ledger's own stream is withheld"
    )


def test_an_export_of_everything_withholds_nothing(tmp_path: Path) -> None:
    lines = [json.loads(line) for line in lines_of(SMALL.usual())]
    index = next(i for i, line in enumerate(lines) if line.get("position") == 7)
    lines[index] = hidden(lines[index])
    content = b"".join(map(canonical, lines))
    assert refusal(told(tmp_path, content, FIRST.key))[3] == "neither a row nor a checkpoint"
