"""What is written as an export is what the format says, on either database, byte for byte."""

import base64
import json
from collections.abc import Iterator
from random import Random
from uuid import UUID

import pytest

from audit.verify import is_included
from domain.moment import Moment
from ledger.checkpoints import Stored, keep
from ledger.database import Database
from ledger.envelope import Row
from ledger.export import form, lines
from ledger.export.selection import Between, position_at, positions
from ledger.log import append, read_head
from tests.audit.small import FIRST, LEDGER, SECOND, Small, root, row

SMALL = Small()
SIZES = ((7, ()), (15, ()), (21, (FIRST, SECOND)), (30, ()))


def nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


def state_of(text: str, encoding: str) -> bytes:
    return base64.b64decode(text) if encoding == "base64" else text.encode()


def stored(small: Small) -> Iterator[Row]:
    for one in small.rows():
        yield Row(
            position=one["position"],
            stream=UUID(one["stream"]),
            version=one["version"],
            topic=one["topic"],
            at=Moment(one["at"]),
            state=state_of(one["state"], one["encoding"]),
        )


def filled(database: Database) -> None:
    """The small ledger's rows and checkpoints."""
    with database.write() as connection:
        append(connection, read_head(connection, lock=True), list(stored(SMALL)))
        for size, signers in SIZES:
            keep(connection, Stored(size, SMALL.checkpoint(size, *signers), Moment(1)))


LAST = Stored(40, SMALL.checkpoint(40), Moment(1))


def test_everything_is_written_as_the_format_says(
    empty_ledger: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.checkpoints._PAGE", 2)
    filled(empty_ledger)
    with empty_ledger.read() as connection:
        written = b"".join(lines.full(connection, LEDGER, LAST, nothing))
    assert written == SMALL.usual()


def test_a_selection_is_written_as_the_format_says(empty_ledger: Database) -> None:
    filled(empty_ledger)
    chosen = Between(Moment(SMALL.rows()[9]["at"]), Moment(SMALL.rows()[12]["at"]))
    with empty_ledger.read() as connection:
        assert list(positions(connection, chosen, 40)) == [1, 2, 10, 11, 12, 21]
        written = b"".join(lines.partial(connection, LEDGER, LAST, chosen, nothing, since=15))
    expected = SMALL.partial((1, 2, 10, 11, 12, 21), chosen.told(), since=15)
    *rest, last = expected.splitlines(keepends=True)
    assert written == b"".join(rest)
    text = json.loads(last)["manifest"].rpartition("\n\n")[0] + "\n"
    digest = base64.b64decode(text.split("sha256 ")[1].split("\n")[0])
    assert form.manifest_text(LEDGER, 40, 6, digest) == text


def test_a_moment_is_found_by_halving(empty_ledger: Database) -> None:
    filled(empty_ledger)
    first = SMALL.rows()[0]["at"]
    with empty_ledger.read() as connection:
        for position, one in enumerate(SMALL.rows()[:9], start=1):
            assert position_at(connection, Moment(one["at"]), 40) == position
            assert position_at(connection, Moment(one["at"] + 1), 40) == position + 1
        assert position_at(connection, Moment(first - 1), 40) == 1
        assert position_at(connection, Moment(first), 0) == 1


def test_rows_that_are_far_apart_are_proven(empty_ledger: Database) -> None:
    """More than a block of the tree, and more than a page of proofs."""
    made = [row(n, UUID(int=n), 1, "issue.replied", b"{}") for n in range(1, 701)]
    leaves = [base64.b64decode(one["leaf"]) for one in made]
    rows = (
        Row(position=n, stream=UUID(int=n), version=1, topic="issue.replied", at=at, state=b"{}")
        for n, at in ((one["position"], one["at"]) for one in made)
    )
    with empty_ledger.write() as connection:
        append(connection, read_head(connection, lock=True), list(rows))
    chosen = sorted(Random(6).sample(range(1, 701), 200))  # noqa: S311  # foreseeable on purpose
    with empty_ledger.read() as connection:
        written = list(lines.proven(connection, iter(chosen), 700, nothing))
    top = root(leaves)
    for position, line in zip(chosen, map(json.loads, written), strict=True):
        proof = [base64.b64decode(step) for step in line["proof"]]
        assert line["position"] == position
        assert is_included(leaves[position - 1], position - 1, 700, proof, top)
