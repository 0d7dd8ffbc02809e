"""What clients asked and what they were told, kept outside the service."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

_MARK = 0xFA017500
"""The first 32 bits of every trace id of ours; no UUID of version 7 begins so in our time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One command as its caller means it, however often it has to be sent."""

    number: int
    path: str
    body: Mapping[str, object]
    match: int | None = None

    @property
    def key(self) -> str:
        """Its `Idempotency-Key`."""
        return f"ask-{self.number}"

    @property
    def noun(self) -> str:
        """The last part of its path, as `responses`."""
        return self.path.rpartition("/")[2]

    def trace(self, attempt: int) -> UUID:
        """The trace id of one attempt, which the service stores as the events' correlation."""
        return UUID(int=_MARK << 96 | self.number << 32 | attempt)


def traced(correlation: UUID) -> tuple[int, int] | None:
    """The number and the attempt in a correlation; None where it is not one of ours."""
    if correlation.int >> 96 != _MARK:
        return None
    return correlation.int >> 32 & (1 << 64) - 1, correlation.int & (1 << 32) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one attempt was answered; `issue`, `version` and `number` of a success."""

    ask: int
    attempt: int
    status: int
    issue: UUID | None = None
    version: int | None = None
    number: str | None = None

    @property
    def is_success(self) -> bool:
        """Whether the command was acknowledged."""
        return 200 <= self.status < 300

    @property
    def is_refusal(self) -> bool:
        """Whether the caller was told that nothing happened, for good."""
        return 400 <= self.status < 500


@dataclass(slots=True)
class Kept:
    """Everything that was asked, and every answer that reached its caller."""

    asked: dict[int, Ask] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    successes: list[Told] = field(default_factory=list)
    attempts: Counter[int] = field(default_factory=Counter)
    seen: list[str] = field(default_factory=list)
    """What callers saw that may never be, in words."""

    def attempt(self, ask: Ask) -> int:
        """The number of a further attempt, whoever makes it."""
        self.attempts[ask.number] += 1
        return self.attempts[ask.number]

    def tell(self, told: Told) -> None:
        """Keep an answer."""
        self.told.append(told)
        if told.is_success:
            self.successes.append(told)

    def ask(self, path: str, body: Mapping[str, object], match: int | None = None) -> Ask:
        """A new command."""
        made = Ask(number=len(self.asked) + 1, path=path, body=body, match=match)
        self.asked[made.number] = made
        return made

    def acknowledged(self) -> dict[int, list[Told]]:
        """The successes told, by command."""
        found: dict[int, list[Told]] = {}
        for told in self.successes:
            found.setdefault(told.ask, []).append(told)
        return found
