"""A newer version of an event reads the older ones through raw dicts, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import msgspec
import pytest

from domain.method.rules import Rules
from domain.method.timing import Timing
from domain.moment import Moment
from ledger.catalogue import ENTRIES, Catalogue, Entry, UnknownEvent
from ledger.envelope import Row, pack
from ledger.upcasters import UPCASTERS, Upcaster
from tests.golden import expected
from tests.golden.stored import golden

NAME = "lamp.mended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """Version 3; version 1 had a `count` as text, version 2 as a number."""

    lamps: int
    where: str


def count_is_a_number(data: dict[str, object]) -> dict[str, object]:
    assert data == {"count": "2"}
    return {"count": int(str(data["count"]))}


def count_is_called_lamps(data: dict[str, object]) -> dict[str, object]:
    assert data == {"count": 2}
    return {"lamps": data["count"], "where": "不详"}


STEPS: dict[tuple[str, int], Upcaster] = {
    (NAME, 1): count_is_a_number,
    (NAME, 2): count_is_called_lamps,
}
CATALOGUE = Catalogue((Entry(NAME, 3, Mended),), STEPS)


def row(version: int, data: bytes, topic: str = NAME) -> Row:
    state = pack(
        v=version,
        occurred_at=Moment(1),
        by=expected.CLERK,
        correlation=expected.CORRELATION,
        command=expected.COMMAND,
        data=data,
    )
    return Row(position=1, stream=expected.ISSUE, version=1, topic=topic, at=Moment(2), state=state)


@pytest.mark.parametrize(
    ("version", "data", "where"),
    [
        (1, b'{"count":"2"}', "不详"),
        (2, b'{"count":2}', "不详"),
        (3, '{"lamps":2,"where":"东门"}'.encode(), "东门"),
    ],
)
def test_every_version_is_read_as_the_newest(version: int, data: bytes, where: str) -> None:
    assert CATALOGUE.decode(row(version, data)).event == Mended(lamps=2, where=where)


def test_the_newest_version_is_written() -> None:
    topic, state = CATALOGUE.encode(
        Mended(lamps=2, where="东门"),
        occurred_at=Moment(1),
        by=expected.CLERK,
        correlation=expected.CORRELATION,
        command=expected.COMMAND,
    )
    assert (topic, state) == (NAME, row(3, '{"lamps":2,"where":"东门"}'.encode()).state)


@pytest.mark.parametrize("missing", [1, 2])
def test_a_missing_upcaster_is_named(missing: int) -> None:
    steps = {key: step for key, step in STEPS.items() if key != (NAME, missing)}
    catalogue = Catalogue((Entry(NAME, 3, Mended),), steps)
    with pytest.raises(UnknownEvent, match=rf"lamp\.mended v{missing}"):
        catalogue.decode(row(1, b'{"count":"2"}'))


@pytest.mark.parametrize("version", [0, -1])
def test_a_version_that_never_was_is_unknown(version: int) -> None:
    with pytest.raises(UnknownEvent, match=rf"lamp\.mended v{version}"):
        CATALOGUE.decode(row(version, b'{"count":"2"}'))


def test_a_newer_version_is_unknown() -> None:
    with pytest.raises(UnknownEvent, match=r"lamp\.mended v4"):
        CATALOGUE.decode(row(4, b'{"lamps":2,"where":"","colour":"warm"}'))


def test_an_unknown_name_is_unknown() -> None:
    with pytest.raises(UnknownEvent, match=r"lamp\.painted v1"):
        CATALOGUE.decode(row(1, b"{}", topic="lamp.painted"))


def test_every_older_version_has_its_upcaster_and_no_other_does() -> None:
    assert set(UPCASTERS) == {(e.name, v) for e in ENTRIES for v in range(1, e.version)}


@pytest.mark.parametrize(("name", "version"), list(UPCASTERS), ids=lambda each: str(each))
def test_an_upcaster_adds_and_takes_nothing_away(name: str, version: int) -> None:
    """What stood in the older event still stands in it, and the input is left as it was."""
    stored: dict[str, object] = msgspec.json.decode(golden(name, version))["data"]
    before = dict(stored)
    after = UPCASTERS[name, version](stored)
    assert stored == before
    assert _stands_in(before, after)


def _stands_in(before: object, after: object) -> bool:
    """Objects may have more members, at any depth; everything else is as it was."""
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_stands_in, before, after))
    if not isinstance(before, dict):
        return before == after
    return isinstance(after, dict) and all(
        key in after and _stands_in(value, after[key]) for key, value in before.items()
    )


def test_old_reports_read_alike_whatever_methods_ask_today() -> None:
    """The rules of a first report are fixed by its upcaster, not by the defaults of a class."""
    [newest] = [entry.version for entry in ENTRIES if entry.name == "issue.reported"]
    report: Mapping[str, object] = {}
    for version in range(1, newest):
        report = UPCASTERS["issue.reported", version](dict(report))
    rules = report["rules"]
    assert isinstance(rules, dict)
    assert set(rules) == {field.name for field in fields(Rules)}
    assert set(rules["timing"]) == {field.name for field in fields(Timing)}
