"""Whether a proxy (受托人) is known in the ballot under another number.

A proxy is a number that the counter gives, and a name that is sealed: one person under two numbers
would speak for twice as many as the rules allow. Names are compared as they read.
"""

import unicodedata
from collections.abc import Mapping


def as_read(name: str) -> str:
    """A name without what tells nobody apart: width, case, blanks."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(folded.split())


def other_number(number: int, name: str, known: Mapping[int, str]) -> int | None:
    """The lowest other number under which that name is *known*; None where there is none."""
    same = (one for one in sorted(known) if as_read(known[one]) == as_read(name))
    return next((one for one in same if one != number), None)
