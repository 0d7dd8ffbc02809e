"""What the state of a register consists of.

Units and owners are persistent maps, so that a compound of 10,000 units is never copied for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from rpds import HashTrieMap

from domain.ballot.counting import Counting
from domain.moment import Moment
from domain.register.events import Owner, Unit
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A whole register: units by their code, owners by their number.

    `base` is the imported version that it is, or is a correction of. `digest` is the SHA-256
    (hex) of its canonical form.
    """

    number: int
    base: int
    units: "HashTrieMap[str, Unit]"
    owners: "HashTrieMap[str, Owner]"
    digest: str

    @property
    def area(self) -> int:
        """The area of all units together, in 0.01 m²."""
        return sum(unit.area for unit in self.units.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version that is being entered: `expected` units, of a file of that SHA-256 (hex)."""

    number: int
    file: str
    expected: int
    units: "HashTrieMap[str, Unit]"
    owners: "HashTrieMap[str, Owner]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What hangs out: since `at`, and objections are heard until `until`.

    `version` grows with every correction that belongs to it.
    """

    version: int
    at: Moment
    until: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What somebody said is wrong. `upheld` is None until it is answered.

    `corrected` is the version that put right what was upheld.
    """

    unit: str | None
    person: UUID | None
    at: Moment
    text: Sealed
    upheld: bool | None
    answer: Sealed | None
    corrected: int | None

    @property
    def settled(self) -> bool:
        """Answered, and put right where it was right."""
        return self.upheld is False or self.corrected is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """The rules of procedure as they were filed last; `evidence` is SHA-256 (hex) of the text."""

    version: int
    counting: Counting
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """What the fund may pay without a further decision: 分. `drawn` is by issue, never empty."""

    cap: int
    purpose: Sealed
    until: Moment | None
    revoked: bool
    draws: Mapping[UUID, int]
    ballot: UUID | None
    evidence: str | None

    @property
    def drawn(self) -> int:
        """What plans draw of it, in 分."""
        return sum(self.draws.values())

    @property
    def left(self) -> int:
        """What can still be drawn, in 分."""
        return self.cap - self.drawn
