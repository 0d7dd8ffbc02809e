"""Secrets of 256 random bits, which are shown once: only a hash of them is kept."""

import secrets
from hashlib import sha256


def new_secret() -> str:
    """A secret in 43 characters that may stand in an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """What is kept of it, and found by; of anything that somebody presents, well-formed or not."""
    # Of 256 random bits nothing slower than SHA-256 would be harder to guess.
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()
