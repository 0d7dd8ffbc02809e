"""The checker itself: it has nothing to say of a sound record, and finds every kind of lie."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from service.service import Service
from tests.api.face import Face, version_of
from tests.faults import record
from tests.faults.checker import DEMANDS, examine, not_now_wrote_nothing
from tests.faults.kept import Ask, Kept, Told
from tests.installations import SqliteInstallations

_TRIAGE = {"category": "lighting", "scale": "small", "track": "fast"}
_LAST = "position = (SELECT max(position) FROM event)"
_SKIP = "UPDATE event SET version = version + 1 WHERE " + _LAST  # noqa: S608  # of ours
_FORGET = "DELETE FROM event WHERE " + _LAST  # noqa: S608  # of ours
_AGAIN = """
    INSERT INTO event (position, stream, version, topic, at, state)
    SELECT position + 1, stream, version + 1, topic, at,
           CAST(replace(CAST(state AS TEXT), '{old}', '{new}') AS BLOB)
    FROM event WHERE {which} ORDER BY position DESC LIMIT 1
"""
_DUE = '{"clock": {"kind": "response", "number": 1}, "due": 7}'
_MISSED = f"""
    INSERT INTO event (position, stream, version, topic, at, state)
    SELECT position + 1, stream, version + 1, 'issue.deadline-missed', at,
           CAST(json_set(CAST(state AS TEXT), '$.correlation', '{UUID(int=1)}',
                         '$.data', json('{_DUE}')) AS BLOB)
    FROM event WHERE {_LAST}
"""  # noqa: S608  # of ours
_MOVE = "UPDATE head SET position = position + 1"


@pytest.fixture(scope="module")
def lived(
    sqlite_installations: SqliteInstallations, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Kept]:
    """A ledger's file, and what was told while it was written: five commands on two issues."""
    folder = tmp_path_factory.mktemp("lived")
    service = Service(sqlite_installations.fresh(folder))
    service.start()
    face, kept = Face(service), Kept()
    first, second = (_ask(face, kept, "/v1/issues", face.reporting()) for _ in range(2))
    _ask(face, kept, f"/v1/issues/{first.issue}/responses", {"message": "已收到"})
    _ask(face, kept, f"/v1/issues/{second.issue}/responses", {"message": "已收到"})
    _ask(face, kept, f"/v1/issues/{first.issue}/triage", _TRIAGE, match=2)
    face.close()
    service.stop()
    return folder / "bihuan.db", kept


def _ask(
    face: Face, kept: Kept, path: str, body: Mapping[str, Any], match: int | None = None
) -> Told:
    ask = kept.ask(path, body, match)
    attempt = kept.attempt(ask)
    trace = f"00-{ask.trace(attempt).hex}-{ask.number:016x}-01"
    headers = {"idempotency_key": ask.key, "traceparent": trace}
    headers |= {} if match is None else {"if_match": f'"{match}"'}
    answer = face.post(path, body, face.town.clerk, **headers)
    shown = answer.json()
    told = Told(
        ask=ask.number,
        attempt=attempt,
        status=answer.status_code,
        issue=UUID(shown["id"]),
        version=version_of(answer),
        number=shown["number"],
    )
    kept.tell(told)
    return told


def doctored(lived: tuple[Path, Kept], tmp_path: Path, *statements: str) -> set[str]:
    """The demands that complain after *statements* were run on a copy of the ledger."""
    path, kept = lived
    copy = tmp_path / path.name
    shutil.copy(path, copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return _complaints(kept, copy)


def _complaints(kept: Kept, path: Path) -> set[str]:
    found = examine(kept, record.read(f"sqlite:///{path}"), strict=True)
    return {said.partition(":")[0] for said in found.violations}


def _again(old: str, new: str, which: str = _LAST) -> str:
    """An event once more behind itself, with something replaced in its state."""
    return _AGAIN.format(old=old, new=new, which=which)


def _bare(ask: int, attempt: int) -> str:
    return str(Ask(number=ask, path="", body={}).trace(attempt))


IN_THE_DATABASE: Mapping[str, list[str]] = {
    "positions_are_gapless": [_MOVE],
    "versions_are_gapless": [_SKIP],
    "nothing_is_lost": [_FORGET],
    "no_key_has_two_effects": [_again(_bare(5, 1), _bare(5, 2)), _MOVE],
    "nothing_was_decided_on_stale_state": [_SKIP],
    "once_is_once": [_again(_bare(5, 1), str(UUID(int=1))), _MOVE],
    "one_firing_per_deadline": [_MISSED, _MISSED, _MOVE, _MOVE],
    "numbers_are_consecutive": [
        "UPDATE event SET state = CAST(replace(CAST(state AS TEXT), '-000002', '-000003') AS BLOB)"
    ],
    "successes_are_remembered": ["DELETE FROM idempotency WHERE key = 'ask-3'"],
    "nobody_else_wrote": [_again(_bare(5, 1), _bare(77, 1)), _MOVE],
}


def _of(kept: Kept, ask: int, **changes: Any) -> None:
    """What was told to one caller is changed."""
    told = [replace(t, **changes) if t.ask == ask else t for t in kept.told]
    kept.told, kept.successes = told, [t for t in told if t.is_success]


def _swapped(kept: Kept) -> None:
    one, other = kept.told[2], kept.told[4]
    _of(kept, one.ask, version=other.version)
    _of(kept, other.ask, version=one.version)


def _told_again(kept: Kept) -> None:
    kept.tell(replace(kept.told[2], attempt=2, version=9))


IN_WHAT_WAS_TOLD: Mapping[str, Callable[[Kept], None]] = {
    "everybody_is_told_their_own": _swapped,
    "a_path_is_its_issue": lambda kept: _of(kept, 3, issue=kept.told[1].issue),
    "no_version_is_told_twice": lambda kept: _of(kept, 5, version=kept.told[2].version),
    "a_repeat_is_told_the_same": _told_again,
    "a_refusal_wrote_nothing": lambda kept: _of(kept, 3, status=409),
    "not_now_wrote_nothing": lambda kept: _of(kept, 3, status=503),
    "answered 404 to responses, 1 times": lambda kept: _of(kept, 3, status=404),
}


def test_a_sound_record_gives_no_cause(lived: tuple[Path, Kept]) -> None:
    path, kept = lived
    found = examine(kept, record.read(f"sqlite:///{path}"), strict=True)
    assert found.violations == []
    assert (found.acknowledged, found.found, found.lost) == (5, 5, 0)


@pytest.mark.parametrize("demand", IN_THE_DATABASE)
def test_a_doctored_database_is_found(
    lived: tuple[Path, Kept], tmp_path: Path, demand: str
) -> None:
    assert demand in doctored(lived, tmp_path, *IN_THE_DATABASE[demand])


def test_one_miss_of_a_deadline_is_sound(lived: tuple[Path, Kept], tmp_path: Path) -> None:
    assert doctored(lived, tmp_path, _MISSED, _MOVE) == set()


@pytest.mark.parametrize("demand", IN_WHAT_WAS_TOLD)
def test_a_lie_to_a_caller_is_found(lived: tuple[Path, Kept], demand: str) -> None:
    path, kept = lived[0], deepcopy(lived[1])
    IN_WHAT_WAS_TOLD[demand](kept)
    assert demand in _complaints(kept, path)


def test_what_is_lost_is_counted(lived: tuple[Path, Kept]) -> None:
    path, kept = lived
    sound = record.read(f"sqlite:///{path}")
    found = examine(kept, replace(sound, head=sound.head - 1, events=sound.events[:-1]))
    assert (found.acknowledged, found.found, found.lost) == (5, 4, 1)


def test_what_callers_saw_counts(lived: tuple[Path, Kept]) -> None:
    path, kept = lived[0], deepcopy(lived[1])
    kept.seen.append("a read of an older version")
    assert _complaints(kept, path) == {"seen"}


def test_every_demand_has_been_broken_here() -> None:
    demands = {demand.__name__ for demand in [*DEMANDS, not_now_wrote_nothing]}
    broken = {*IN_THE_DATABASE, *IN_WHAT_WAS_TOLD}
    assert demands <= broken
