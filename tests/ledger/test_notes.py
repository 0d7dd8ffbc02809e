"""Signed notes: what others publish, what is refused, and that nothing can be altered."""

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.notes import (
    BadNote,
    Checkpoint,
    Note,
    VerifierKey,
    has_signed,
    parse_checkpoint,
    parse_note,
    parse_verifier_key,
    signed,
    signing_key,
)

# RFC 8032, section 7.1, test 1.
SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
NOTHING_SIGNED = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)

# The note and key that the documentation of Go's implementation of signed notes shows.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
    "otpRZb6KE6RyyBwJnAM=\n"
)

KEY = signing_key("bihuan/ledger/1", SEED)
OTHER = signing_key("bihuan/ledger/1", bytes(32))
CHECKPOINT = Checkpoint("bihuan/ledger/1", 42, bytes(range(32)))
NOTE = signed(CHECKPOINT.text, [KEY])


def test_the_key_signs_as_rfc_8032_publishes() -> None:
    assert KEY.verifier.public == PUBLIC
    assert KEY.private.sign(b"").hex() == NOTHING_SIGNED


def test_a_note_of_others_is_verified() -> None:
    key, note = parse_verifier_key(GO_KEY), parse_note(GO_NOTE)
    assert str(key) == GO_KEY
    assert has_signed(key, note)
    assert not has_signed(key, Note(note.text.replace("answer", "Answer"), note.signatures))


def test_a_checkpoint_is_written_as_it_is_specified() -> None:
    text, _, line = NOTE.partition("\n\n")
    assert text == f"bihuan/ledger/1\n42\n{base64.b64encode(bytes(range(32))).decode()}"
    dash, name, encoded = line.rstrip("\n").split(" ")
    assert (dash, name) == ("—", "bihuan/ledger/1")
    expected = sha256(b"bihuan/ledger/1\n\x01" + PUBLIC).digest()[:4]
    raw = base64.b64decode(encoded)
    assert raw == expected + KEY.private.sign(f"{text}\n".encode())


def test_it_is_read_as_it_was_written() -> None:
    note = parse_note(NOTE)
    assert parse_checkpoint(note.text) == CHECKPOINT
    assert has_signed(KEY.verifier, note)
    assert not has_signed(OTHER.verifier, note)


def test_two_can_sign() -> None:
    note = parse_note(signed(CHECKPOINT.text, [OTHER, KEY]))
    assert [one.id for one in note.signatures] == [OTHER.verifier.id, KEY.verifier.id]
    assert has_signed(KEY.verifier, note)
    assert has_signed(OTHER.verifier, note)


def test_a_false_signature_beside_a_true_one_is_refused() -> None:
    note = parse_note(NOTE)
    false = Note(note.text, [*note.signatures, *parse_note(signed("x\n", [KEY])).signatures])
    assert not has_signed(KEY.verifier, false)


def test_signatures_of_other_kinds_are_passed_over() -> None:
    line = f"— witness.example {base64.b64encode(bytes(80)).decode()}\n"
    assert has_signed(KEY.verifier, parse_note(NOTE + line))


@given(st.integers(0, len(NOTE.encode()) * 8 - 1))
def test_not_one_bit_can_be_altered(bit: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[bit // 8] ^= 1 << bit % 8
    try:
        note = parse_note(raw.decode())
        assert not has_signed(KEY.verifier, note)
    except ValueError:
        pass  # It does not even read as one.


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a\n", "a\n\n", "a\n\n\n", NOTE[:-1], NOTE.replace("— ", "- "), "a\n\n— b\n",
     "a\n\n— b QQ==\n", "a\n\n— b QR==\n", "a\n\n—  QUFBQUE=\n"],
)  # fmt: skip
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        parse_note(text)


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    ["", "o\n1\n", f"\n1\n{ROOT}\n", f"o\n01\n{ROOT}\n", f"o\n-1\n{ROOT}\n", f"o\n1\n{ROOT}",
     f"o\n1\n{ROOT}\nmore\n", f"o\n1\n{ROOT[:-2]}F=\n", "o\n1\nQUFB\n", f"o\n١\n{ROOT}\n",
     f"o\n1\n{ROOT[:-2]}\n", f"o\n99999999999999999999\n{ROOT}\n"],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        parse_checkpoint(text)


VKEY = str(KEY.verifier)


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b", "a+00000000+AA==", VKEY[:-4], VKEY.replace("1+", "2+", 1), f"+{VKEY}",
     f"a b+{VKEY}", VKEY.upper()],
)  # fmt: skip
def test_what_is_no_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        parse_verifier_key(text)


def test_a_verifier_key_is_read_as_it_was_written() -> None:
    assert parse_verifier_key(VKEY) == VerifierKey("bihuan/ledger/1", PUBLIC)
