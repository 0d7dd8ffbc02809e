"""A full export: what is good of it, what is not, and where."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from typing_extensions import override

from audit.verify import Key, Refused, Unusable, Verified
from tests.audit.checking import told
from tests.audit.mutations import with_leaf
from tests.audit.small import (
    FIRST,
    FOREIGN,
    LEDGER,
    SECOND,
    Signer,
    Small,
    adoption,
    b64,
    canonical,
    root,
    row,
)

SMALL = Small()
USUAL = SMALL.usual()
THIRD = Signer(3)
NEWEST = "2026-08-01T08:00:40+08:00"
JUNK: Sequence[object] = (None, True, -1, 10**17, "", "AA==", [], [None], {})


def refusal(said: object) -> tuple[int, int | None, int | None, str]:
    """Where, and why."""
    assert isinstance(said, Refused), said
    return said.line, said.position, said.since, said.reason


@pytest.mark.parametrize("key", [FIRST.key, SECOND.key], ids=["older", "newest"])
def test_a_good_one_is_proven_complete(tmp_path: Path, key: Key) -> None:
    said = told(tmp_path, USUAL, key)
    assert isinstance(said, Verified)
    assert (said.scope, said.ledger, said.rows, said.size) == ("full", str(LEDGER), 40, 40)
    assert said.root == root(SMALL.leaves())
    handed_on = f"signed: by a newer key, to which yours has handed on: {SECOND.key.text}"
    assert list(said.lines()) == [
        f"good: full export of ledger {LEDGER}",
        f"signed: size 40, root {b64(said.root)}",
        f"signed: the newest row, recorded at {NEWEST}",
        *([] if key == SECOND.key else [handed_on]),
        "proven: all 40 rows are unchanged, in order and complete up to there",
        "not proven: that there is nothing newer, nor that others were shown the same history",
        "  (keep this checkpoint elsewhere, --keep; compare with one kept, --checkpoint)",
    ]


def test_another_key_is_refused(tmp_path: Path) -> None:
    line, position, since, reason = refusal(told(tmp_path, USUAL, FOREIGN.key))
    assert (line, position, since) == (47, 40, 1)
    assert reason == f"no checkpoint was signed by the key that was given ({FOREIGN.key.id.hex()})"


def test_the_key_of_another_ledger_is_refused_at_once(tmp_path: Path) -> None:
    key = Signer(1, name=f"bihuan/ledger/{UUID(int=7)}").key
    line, position, _, reason = refusal(told(tmp_path, USUAL, key))
    assert (line, position) == (1, None)
    assert reason == f"this is {SMALL.origin}; the key is of {key.name}"


@pytest.mark.parametrize("size", [7, 15, 22, 40])
def test_what_is_held_proves_that_rows_were_only_added(tmp_path: Path, size: int) -> None:
    said = told(tmp_path, USUAL, SECOND.key, held=SMALL.checkpoint(size))
    assert isinstance(said, Verified)
    assert f"proven: since your checkpoint of size {size} rows were only added" in said.lines()


def test_a_history_that_was_written_anew_is_told_by_who_holds_the_old_one(tmp_path: Path) -> None:
    held = Small(ledger=LEDGER, size=30, adopted=((3, FIRST),)).checkpoint(15)
    line, position, since, reason = refusal(told(tmp_path, USUAL, FIRST.key, held=held))
    assert (line, position, since) == (17, 15, 8)
    assert (
        reason == "the checkpoint that you hold has another root at size 15: the past was changed"
    )


def test_a_file_older_than_what_is_held_is_refused(tmp_path: Path) -> None:
    held = Small(size=50).checkpoint(41)
    line, _, _, reason = refusal(told(tmp_path, USUAL, SECOND.key, held=held))
    assert line == 1
    assert reason.startswith("the file ends at 40, before the checkpoint that you hold (41)")


def test_what_is_held_has_to_be_signed_by_the_key_of_its_time(tmp_path: Path) -> None:
    for signer in (FIRST, FOREIGN):
        held = SMALL.checkpoint(22, signer)
        line, position, _, reason = refusal(told(tmp_path, USUAL, SECOND.key, held=held))
        assert (line, position) == (26, 22)
        assert reason == "the checkpoint that you hold is not signed by the key of its time"


def test_what_is_held_of_another_ledger_is_refused(tmp_path: Path) -> None:
    other = Small(ledger=UUID(int=7)).checkpoint(7)
    line, _, _, reason = refusal(told(tmp_path, USUAL, SECOND.key, held=other))
    assert (line, reason) == (1, f"the checkpoint that you hold is of bihuan/ledger/{UUID(int=7)}")


def test_trust_passes_by_a_checkpoint_that_both_have_signed(tmp_path: Path) -> None:
    alone = SMALL.full((15, SMALL.checkpoint(15)), (40, SMALL.checkpoint(40)))
    line, position, since, reason = refusal(told(tmp_path, alone, FIRST.key))
    assert (line, position, since) == (43, 40, 16)
    assert reason == "the key that signed until here has not signed for the one that signs now"
    said = told(tmp_path, alone, SECOND.key)
    assert isinstance(said, Verified)
    lost = "not proven: that the key from 40 on was handed on by the one before (lost?)"
    assert lost in said.lines()


def test_trust_passes_over_several_keys(tmp_path: Path) -> None:
    three = Small(adopted=((2, FIRST), (10, SECOND), (20, THIRD)))
    handed = (10, three.checkpoint(10, FIRST, SECOND)), (20, three.checkpoint(20, SECOND, THIRD))
    content = three.full((9, three.checkpoint(9)), *handed, (40, three.checkpoint(40)))
    for signer in (FIRST, SECOND, THIRD):
        assert isinstance(told(tmp_path, content, signer.key), Verified)


def test_a_retired_key_signs_nothing_more(tmp_path: Path) -> None:
    for signers in ((FIRST,), (FIRST, SECOND), (SECOND, FIRST)):
        content = SMALL.full(
            (15, SMALL.checkpoint(15)),
            (21, SMALL.checkpoint(21, FIRST, SECOND)),
            (40, SMALL.checkpoint(40, *signers)),
        )
        line, *_, reason = refusal(told(tmp_path, content, FIRST.key))
        assert line == 44
        assert reason.endswith(f"the key that signs here is {SECOND.key.id.hex()}")


class Intruder(Small):
    """Its row 30 reads like the adoption of a foreign key, in some issue's stream."""

    @override
    def rows(self) -> list[dict[str, Any]]:
        rows = super().rows()
        old = rows[29]
        rows[29] = row(
            30, UUID(old["stream"]), old["version"], "ledger.key-adopted", adoption(FOREIGN)
        )
        return rows


def test_a_key_is_adopted_in_the_ledgers_own_stream_alone(tmp_path: Path) -> None:
    small = Intruder(adopted=((2, FIRST),))
    for signers in ((FOREIGN,), (FIRST, FOREIGN)):
        content = small.full((15, small.checkpoint(15)), (40, small.checkpoint(40, *signers)))
        line, *_, reason = refusal(told(tmp_path, content, FIRST.key))
        assert line == 43
        assert reason.endswith(f"the key that signs here is {FIRST.key.id.hex()}")
    content = small.full((15, small.checkpoint(15)), (40, small.checkpoint(40)))
    assert isinstance(told(tmp_path, content, FIRST.key), Verified)


def test_who_signs_before_a_key_was_adopted_is_nobody(tmp_path: Path) -> None:
    late = Small(adopted=((9, FIRST),))
    content = late.full((5, late.checkpoint(5, FIRST)), (40, late.checkpoint(40)))
    line, position, _, reason = refusal(told(tmp_path, content, FIRST.key))
    assert (line, position, reason) == (7, 5, "no row before has adopted a key")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"topic": "ledger.key-adopted"}, "the first row does not open a ledger"),
        ({"stream": str(UUID(int=7))}, "the first row does not open a ledger"),
        ({"state": '{"data":{"ledger":"x"}}'}, "the row opens another ledger: x"),
    ],
    ids=["topic", "stream", "ledger"],
)
def test_what_begins_otherwise_is_no_ledger(
    tmp_path: Path, change: dict[str, str], why: str
) -> None:
    lines = USUAL.splitlines(keepends=True)
    lines[1] = canonical(with_leaf(json.loads(lines[1]) | change))
    line, position, _, reason = refusal(told(tmp_path, b"".join(lines), FIRST.key))
    assert (line, position, reason) == (2, 1, why)


def test_a_refusal_quotes_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    lines = USUAL.splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"position":1', b'"position":"\\u001b[2J\\ngood"')
    line, position, _, reason = refusal(told(tmp_path, b"".join(lines), FIRST.key))
    assert (line, position) == (2, 1)
    assert reason == "position 1 is expected, position ?[2J?good is here"
    lines[1] = lines[1].replace(b"good", b"good" * 9_000)
    assert len(refusal(told(tmp_path, b"".join(lines), FIRST.key))[3]) == 300


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_whatever_stands_in_a_field_is_refused_there(
    tmp_path: Path, junk: object, memory_of_signatures: None
) -> None:
    lines = [json.loads(line) for line in USUAL.splitlines()]
    for number in (0, 1, 2, 8):
        for field in lines[number]:
            harmed = [*lines[:number], lines[number] | {field: junk}, *lines[number + 1 :]]
            said = told(tmp_path, b"".join(map(canonical, harmed)), SECOND.key)
            assert isinstance(said, Refused | Unusable), (number, field)
            assert number == 0 or isinstance(said, Refused)
            assert isinstance(said, Unusable) or said.line == number + 1 or field == "size"


def test_a_header_alone_is_refused(tmp_path: Path) -> None:
    header = USUAL.splitlines(keepends=True)[0]
    assert refusal(told(tmp_path, header, FIRST.key))[0] == 2
    assert isinstance(told(tmp_path, USUAL[200:], FIRST.key), Unusable)


def test_a_time_that_no_calendar_has_is_told_all_the_same(tmp_path: Path) -> None:
    said = told(tmp_path, USUAL, SECOND.key)
    assert isinstance(said, Verified)
    assert (
        f"signed: the newest row, recorded at {10**17 * 9} µs"
        in replace(said, newest=10**17 * 9).lines()
    )
