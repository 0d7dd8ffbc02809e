"""Reading an export again: what was never checked, too, is refused and not stumbled over."""

import json
import tracemalloc
from pathlib import Path
from uuid import UUID

import pytest

from ledger.export.reading import Unreadable, entries, header_of, keys_in
from tests.audit.small import LEDGER_STREAM, STATES, Small, canonical

USUAL = Small().usual()
HEADER, GENESIS, ADOPTED = USUAL.splitlines(keepends=True)[:3]
MIB = 1 << 20
OTHER_STREAM = UUID(int=5)


def adopted_with(**fields: object) -> bytes:
    """The file as far as the row that adopts a key, which says something else."""
    return HEADER + GENESIS + canonical(json.loads(ADOPTED) | fields)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "export.ndjson"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        adopted_with(encoding="base64", state="abc"),
        adopted_with(encoding="base64", state="é"),
        adopted_with(at=10**18 - 1),
        HEADER + b'{"position":' + b"1" * 600_000,
        b"0" * 600_000,
        b"",
    ],
    ids=["padding", "letters", "no date", "endless", "endless header", "empty"],
)
def test_what_is_no_export_is_unreadable(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Unreadable):
        keys_in(written(tmp_path, content))


def test_a_line_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER)
    with path.open("ab") as file:
        file.truncate(32 * MIB)
    assert header_of(path).size == 40
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            list(entries(path))
        assert tracemalloc.get_traced_memory()[1] < 8 * MIB
    finally:
        tracemalloc.stop()


def test_only_the_ledgers_own_stream_adopts_keys(tmp_path: Path) -> None:
    golden = (Path(__file__).parents[1] / "golden" / "ledger.key-adopted.v1.json").read_text()
    for stream, many in ((LEDGER_STREAM, 1), (OTHER_STREAM, 0)):
        content = adopted_with(state=golden, stream=str(stream))
        assert len(keys_in(written(tmp_path, content))) == many


def test_rows_come_as_they_were_stored(tmp_path: Path) -> None:
    found = [one.state for one in entries(written(tmp_path, USUAL)) if not isinstance(one, str)]
    assert set(STATES) < set(found)
    assert len(found) == 40
