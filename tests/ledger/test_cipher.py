"""A sealed text opens with its own key in its own place, and nowhere else."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from Crypto.Cipher import AES
from hypothesis import given, settings
from hypothesis import strategies as st

import domain.issue.events as issue
import domain.person.events as person
from domain.sealed import KeyScope, Sealed
from ledger.cipher import CannotOpen, Key, Place, open_sealed, seal, unwrap, wrap
from tests.golden import expected

PERSON = Key(id=expected.PERSON_KEY, scope=KeyScope.PERSON, secret=bytes(range(32)))
ISSUE = Key(id=expected.ISSUE_KEY, scope=KeyScope.ISSUE, secret=bytes(range(32, 64)))
PLACE = Place(ledger=expected.LEDGER, stream=expected.ISSUE, field="issue.reported/words")

texts = (
    st.text()
    | st.text(alphabet="路灯坏了，晚上看不清台阶🚪👵🏻\u200d\x00")
    | st.just("路" * 20_000)
)


def golden(name: str) -> Any:
    return expected.EXPECTED[name, 1][1]


def documented_aad(place: Place) -> bytes:
    """Tag, ledger, stream and field, each behind its length in 4 bytes big-endian."""
    parts = (b"bihuan-sealed-1", place.ledger.bytes, place.stream.bytes, place.field.encode())
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def opened_elsewhere(key: Key, place: Place, sealed: Sealed) -> str:
    """AES-256-GCM by another library: the last 16 bytes are the tag."""
    cipher = AES.new(key.secret, AES.MODE_GCM, nonce=sealed.nonce)
    cipher.update(documented_aad(place))
    return cipher.decrypt_and_verify(sealed.text[:-16], sealed.text[-16:]).decode()


@settings(deadline=None)
@given(texts)
def test_what_is_sealed_opens_here_and_in_another_library(text: str) -> None:
    sealed = seal(PERSON, PLACE, text)
    assert open_sealed(PERSON, PLACE, sealed) == text
    assert opened_elsewhere(PERSON, PLACE, sealed) == text
    assert (sealed.scope, sealed.key, sealed.alg) == (KeyScope.PERSON, PERSON.id, "A256GCM")


def test_the_same_text_is_sealed_differently_each_time() -> None:
    once, again = seal(PERSON, PLACE, "李"), seal(PERSON, PLACE, "李")
    assert len(once.nonce) == 12
    assert once.nonce != again.nonce
    assert once.text != again.text


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, ledger=expected.known(2)),
        replace(PLACE, stream=expected.PERSON),
        replace(PLACE, field="issue.reported/summary"),
        replace(PLACE, field="issue.reported/words/"),
        replace(PLACE, field=""),
        Place(ledger=PLACE.stream, stream=PLACE.ledger, field=PLACE.field),
    ],
)
def test_it_opens_in_no_other_place(place: Place) -> None:
    with pytest.raises(CannotOpen, match="another place or key"):
        open_sealed(PERSON, place, seal(PERSON, PLACE, "李"))


def test_it_opens_with_no_other_key() -> None:
    with pytest.raises(CannotOpen):
        open_sealed(replace(PERSON, secret=ISSUE.secret), PLACE, seal(PERSON, PLACE, "李"))


@pytest.mark.parametrize("at", [0, 2, 3, -1])
def test_one_flipped_bit_is_noticed(at: int) -> None:
    sealed = seal(PERSON, PLACE, "李")
    text = bytearray(sealed.text)
    text[at] ^= 1
    with pytest.raises(CannotOpen):
        open_sealed(PERSON, PLACE, replace(sealed, text=bytes(text)))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("nonce", b"", id="no nonce"),
        pytest.param("nonce", bytes(12), id="another nonce"),
        pytest.param("nonce", bytes(300), id="a long nonce"),
        pytest.param("text", b"", id="no text"),
        pytest.param("text", bytes(15), id="no tag"),
        pytest.param("alg", "A256CBC", id="another algorithm"),
    ],
)
def test_damage_of_any_kind_is_cannot_open(field: str, value: Any) -> None:
    changed: dict[str, Any] = {field: value}
    with pytest.raises(CannotOpen):
        open_sealed(PERSON, PLACE, replace(seal(PERSON, PLACE, "李"), **changed))


@pytest.mark.parametrize(
    ("key", "stream", "field", "sealed", "text"),
    [
        (PERSON, expected.PERSON, "person.registered/name", "name", "王小明"),
        (PERSON, expected.PERSON, "person.registered/phone", "phone", "13800000001"),
        (PERSON, expected.PERSON, "person.registered/room", "room", "3号楼501"),
        (PERSON, expected.ISSUE, "issue.reported/words", "words", "路灯坏了，晚上看不清台阶"),
        (ISSUE, expected.ISSUE, "issue.reported/summary", "summary", "楼道口路灯不亮"),
        (ISSUE, expected.ISSUE, "issue.reported/address", "address", "春晖路12弄"),
        (ISSUE, expected.ISSUE, "issue.done/reply", "reply", "已修好"),
    ],
)
def test_golden_fields_open_for_ever(
    key: Key, stream: UUID, field: str, sealed: str, text: str
) -> None:
    event = golden(field.partition("/")[0])
    place = Place(ledger=expected.LEDGER, stream=stream, field=field)
    assert open_sealed(key, place, getattr(event, sealed)) == text


def test_golden_lists_open_by_their_index() -> None:
    reported: issue.Reported = golden("issue.reported")
    done: issue.Done = golden("issue.done")
    second = replace(PLACE, field="issue.reported/sites/1/address")
    assert open_sealed(ISSUE, second, reported.sites[1].address) == "东门🚪"
    first = replace(PLACE, field="issue.done/outputs/0/item")
    assert open_sealed(ISSUE, first, done.outputs[0].item) == "路灯"


def test_one_persons_key_opens_nothing_of_the_issue() -> None:
    registered: person.Registered = golden("person.registered")
    assert registered.name is not None
    place = Place(ledger=expected.LEDGER, stream=expected.PERSON, field="person.registered/name")
    with pytest.raises(CannotOpen):
        open_sealed(ISSUE, place, registered.name)


def test_a_wrapped_key_is_bound_to_its_owner_and_its_master() -> None:
    master, other = bytes(32), bytes([1]) * 32
    wrapped = wrap(master, PERSON.secret, b"owner")
    assert unwrap(master, wrapped, b"owner") == PERSON.secret
    assert PERSON.secret not in wrapped
    for wrong, owner in ((other, b"owner"), (master, b"other")):
        with pytest.raises(CannotOpen, match="another master key"):
            unwrap(wrong, wrapped, owner)


@pytest.mark.parametrize("length", [0, 5, 12, 27])
def test_a_wrapped_key_cut_short_is_cannot_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        unwrap(bytes(32), wrap(bytes(32), PERSON.secret, b"owner")[:length], b"owner")
