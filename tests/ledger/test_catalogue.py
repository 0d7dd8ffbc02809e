"""What was stored once is read for ever: golden events, upcasters, round trips."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.actor import Actor, Role
from domain.moment import Moment
from domain.vocabulary.events import Published
from ledger.catalogue import CATALOGUE, ENTRIES, Catalogue, DamagedEvent, Entry, UnknownEvent
from ledger.claims import CLAIMING, claims_of
from ledger.envelope import MAX_STATE, EventTooLarge, Recorded, Row
from tests.golden import expected
from tests.golden.codes import CODES
from tests.golden.stored import GOLDEN, VERSIONS, golden

STREAM = expected.known(0x70)


def row(topic: str, state: bytes) -> Row:
    return Row(
        position=9, stream=STREAM, version=4, topic=topic, at=Moment(1_790_000_000), state=state
    )


def encoded(catalogue: Catalogue, event: object, **envelope: Any) -> tuple[str, bytes]:
    usual: dict[str, Any] = {
        "occurred_at": expected.OCCURRED_AT,
        "by": expected.CLERK,
        "correlation": expected.CORRELATION,
        "command": expected.COMMAND,
    }
    return catalogue.encode(event, **usual | envelope)


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_a_golden_state_means_what_it_meant(name: str, version: int) -> None:
    by, event = expected.EXPECTED[name, version]
    assert CATALOGUE.decode(row(name, golden(name, version))) == Recorded(
        position=9,
        stream=STREAM,
        version=4,
        topic=name,
        at=Moment(1_790_000_000),
        occurred_at=expected.OCCURRED_AT,
        by=by,
        correlation=expected.CORRELATION,
        command=expected.COMMAND,
        event=event,
    )


@pytest.mark.parametrize(("name", "version"), [(e.name, e.version) for e in ENTRIES])
def test_the_newest_version_is_stored_byte_for_byte(name: str, version: int) -> None:
    by, event = expected.EXPECTED[name, version]
    assert encoded(CATALOGUE, event, by=by) == (name, golden(name, version))


def test_no_stored_name_is_lost() -> None:
    stored = {path.name for path in GOLDEN.glob("*.json")}
    assert stored == {f"{name}.v{version}.json" for name, version in VERSIONS}
    assert set(expected.EXPECTED) == set(VERSIONS)


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_a_golden_state_leaves_no_field_out(name: str, version: int) -> None:
    for value in whole(msgspec.json.decode(golden(name, version))["data"]):
        assert value not in (None, [], {})


def whole(value: Any) -> Iterator[Any]:
    """*value* and everything in it."""
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from whole(each)


def parts(kind: Any) -> set[Any]:
    """*kind* and every type that it is made of."""
    inner = list(get_type_hints(kind).values()) if is_dataclass(kind) else list(get_args(kind))
    return {kind}.union(*(parts(one) for one in inner))


def test_codes_in_stored_events_stay() -> None:
    found = parts(Actor).union(*(parts(entry.shape) for entry in ENTRIES))
    enums = [kind for kind in found if isinstance(kind, type) and issubclass(kind, StrEnum)]
    named = {f"{kind.__module__.split('.')[1]}.{kind.__name__}": kind for kind in enums}
    assert len(named) == len(enums)
    assert {name: {member.value for member in kind} for name, kind in named.items()} == CODES


@cache
def values(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of a stored type; integers are those that a database keeps (int64)."""
    if kind is int:
        return st.integers(-(2**63), 2**63 - 1)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return st.builds(kind, **{f.name: values(hints[f.name]) for f in fields(kind)})
    if get_origin(kind) is tuple and get_args(kind)[-1] is not ...:
        return st.tuples(*map(values, get_args(kind)))
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=3).map(tuple)
    if get_origin(kind) in (Union, UnionType):
        return st.one_of(*map(values, get_args(kind)))
    return st.from_type(kind)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_what_is_encoded_is_decoded(entry: Entry, data: st.DataObject) -> None:
    event, by = data.draw(values(entry.shape)), data.draw(values(Actor))
    occurred_at, command = data.draw(values(int)), data.draw(st.uuids())
    topic, state = encoded(
        CATALOGUE, event, by=by, occurred_at=Moment(occurred_at), command=command
    )
    back = CATALOGUE.decode(row(topic, state))
    assert (back.event, back.by, back.topic) == (event, by, entry.name)
    assert (back.occurred_at, back.command) == (occurred_at, command)
    assert back.correlation == expected.CORRELATION
    assert encoded(CATALOGUE, back.event, by=by, occurred_at=back.occurred_at, command=command) == (
        topic,
        state,
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_names_are_explicit_and_belong_to_their_stream(entry: Entry) -> None:
    assert CATALOGUE.name_of(entry.shape) == entry.name
    kind, _, name = entry.name.partition(".")
    assert entry.shape.__module__.startswith(f"domain.{kind}.events")
    assert name == name.lower()


def test_a_class_without_a_name_is_not_stored() -> None:
    with pytest.raises(UnknownEvent, match="Actor"):
        encoded(CATALOGUE, Actor(role=Role.CLERK))


def test_an_event_at_the_limit_is_stored_and_one_byte_more_is_not() -> None:
    _, smallest = encoded(CATALOGUE, Published(version=1, text=""))
    room = MAX_STATE - len(smallest)
    _, state = encoded(CATALOGUE, Published(version=1, text="x" * room))
    assert len(state) == MAX_STATE == 61_440
    with pytest.raises(EventTooLarge, match="61441 bytes; at most 61440"):
        encoded(CATALOGUE, Published(version=1, text="x" * (room + 1)))


def test_a_topic_does_not_read_another_topics_state() -> None:
    with pytest.raises(DamagedEvent):
        CATALOGUE.decode(row("issue.reported", golden("issue.done", 1)))


def test_ids_are_stored_as_text() -> None:
    _, state = encoded(CATALOGUE, expected.REPORTED)
    assert UUID(msgspec.json.decode(state)["data"]["committee"]) == expected.COMMITTEE


def test_the_names_of_what_claims_are_all_told() -> None:
    """A check reads only these events for claims."""
    stored = {
        name: CATALOGUE.decode(row(name, golden(name, version))) for name, version in VERSIONS
    }
    assert {name for name, recorded in stored.items() if claims_of(recorded)} == CLAIMING
