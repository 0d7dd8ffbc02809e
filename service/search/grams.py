"""Grams: single characters and neighbouring pairs of a normalised text, as keyed hashes.

Chinese is written without spaces, so that pairs of characters do what words do elsewhere, in the
same way on every database.
"""

import hmac
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise

from ledger.cipher import derive

MOST = 64
"""How many grams of a query are looked up; the second look reads all of it."""

_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_SEARCHABLE = re.compile(
    r"issue\.reported/(?:summary|address|sites/[0-9]+/address)|issue\.triaged/summary"
)


@lru_cache(maxsize=4_096)
def is_searchable(place: str) -> bool:
    """Whether the text that is sealed for a place (`topic/path`) can be searched for.

    The resident's own words cannot: they go with the person, and no trace of them shall stay.
    """
    return _SEARCHABLE.fullmatch(place) is not None


def normal(text: str) -> str:
    """What a text is compared as: width, case and white space make no difference."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(c for c in folded if unicodedata.category(c) not in _UNSEEN)


class Grams:
    """Hashes grams with a key of their own, so that the index tells nothing without it."""

    def __init__(self, master: bytes) -> None:
        self._key = derive(master, b"bihuan search grams")

    def of_text(self, text: str) -> frozenset[int]:
        """What the index holds of a text."""
        compared = normal(text)
        return frozenset(map(self._hash, {*compared, *_pairs(compared)}))

    def of_query(self, query: str) -> frozenset[int]:
        """What a text has to hold; the single character where there is but one."""
        compared = normal(query)
        wanted = list(dict.fromkeys(_pairs(compared))) or [compared]
        return frozenset(map(self._hash, wanted[:MOST]))

    def _hash(self, gram: str) -> int:
        digest = hmac.digest(self._key, gram.encode(), sha256)
        return int.from_bytes(digest[:8], "big", signed=True)


def _pairs(text: str) -> Iterator[str]:
    return (first + second for first, second in pairwise(text))
