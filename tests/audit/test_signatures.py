"""Ed25519 by the verifier: the vectors of RFC 8032, and the same verdicts as `cryptography`."""

from random import Random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from audit.verify import is_signed

# Section 7.1: public key, message, signature.
VECTORS = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        "f9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
        "f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f76098"
        "4dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)
ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19
NEUTRAL = (1).to_bytes(32, "little")


def peer(public: bytes, message: bytes, signature: bytes) -> bool:
    """What `cryptography` says."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
def test_the_vectors_of_the_rfc_are_good(vector: tuple[str, str, str]) -> None:
    public, message, signature = map(bytes.fromhex, vector)
    assert is_signed(public, message, signature)
    assert not is_signed(public, message + b"\0", signature)


def test_it_says_what_cryptography_says() -> None:
    random = Random(8032)  # noqa: S311  # foreseeable on purpose
    verdicts = []
    for number in range(60):
        private = Ed25519PrivateKey.from_private_bytes(random.randbytes(32))
        public, message = private.public_key().public_bytes_raw(), random.randbytes(number)
        parts = [public, message, private.sign(message)]
        if number % 3:
            which = random.choice([0, 2] if not message else [0, 1, 2])
            changed = bytearray(parts[which])
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
            parts[which] = bytes(changed)
        said = is_signed(*parts)
        assert said == peer(*parts), number
        verdicts.append(said)
    assert (verdicts.count(True), len(verdicts)) == (20, 60)


def test_a_signature_has_one_form() -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, message = private.public_key().public_bytes_raw(), b"text"
    good = private.sign(message)
    s = int.from_bytes(good[32:], "little")
    for other in (s + ORDER, ORDER, 2**256 - 1):
        assert not is_signed(public, message, good[:32] + other.to_bytes(32, "little"))
    for cut in (b"", good[:63], good + b"\0"):
        assert not is_signed(public, message, cut)


@pytest.mark.parametrize(
    "key",
    [
        NEUTRAL,
        bytes(32),
        (PRIME - 1).to_bytes(32, "little"),
        (PRIME + 1).to_bytes(32, "little"),
        (PRIME).to_bytes(32, "little"),
        (1 | 1 << 255).to_bytes(32, "little"),
        (2).to_bytes(32, "little"),
    ],
    ids=["neutral", "order-4", "order-2", "p+1", "p", "minus-zero", "no-point"],
)
def test_a_key_that_would_sign_everything_signs_nothing(key: bytes) -> None:
    for nonce in (NEUTRAL, key):
        assert not is_signed(key, b"any", nonce + bytes(32))
