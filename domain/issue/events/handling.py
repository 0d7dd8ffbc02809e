"""Handling (办理): orders to parties, answers to the reporter, and pressure from above."""

from dataclasses import dataclass
from uuid import UUID

from domain.levels import Level
from domain.method.terms import Limit
from domain.referral.events import ReferralOutcome
from domain.sealed import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """Handed to parties (派单); two at once is 双交办. Parties are organisations or committees."""

    parties: tuple[UUID, ...]
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """One party took the order (签收)."""

    party: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCompleted:
    """One party says that its part is finished."""

    party: UUID
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequested:
    """A party asks to be relieved of the order (退单)."""

    party: UUID
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnGranted:
    """The dispatcher takes the order back."""

    party: UUID
    note: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRefused:
    """The order stays with the party."""

    party: UUID
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRecalled:
    """The dispatcher takes the order back unasked (撤回派单)."""

    party: UUID
    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responded:
    """The reporter was contacted (响应、先行联系); the first one stops the response clock."""

    message: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """The reporter was given an answer (答复)."""

    message: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged:
    """Somebody asked for haste (催办)."""

    message: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised:
    """A superior supervises it formally (督办), under a limit of its own."""

    limit: Limit
    demand: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """Passed up to `body` (上报上级): what the level below cannot settle, or did not in time.

    `rung` is the step of the method's ladder, counted from 1, by which it went up by itself;
    whoever passes it up by hand gives a `reason` instead.
    """

    level: Level
    body: UUID
    reason: Sealed | None
    rung: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedDown:
    """Passed down to `body` (下交)."""

    level: Level
    body: UUID
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class KeeperNamed:
    """Who keeps the matter from now on (首问负责): whoever was asked first, until handed over.

    `organisation` is an organisation or the committee itself; `person` one of its people.
    """

    organisation: UUID
    person: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralMade:
    """It is put to these offices together (三所联动); `referral` is a stream of its own."""

    referral: UUID
    organisations: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralEnded:
    """They are asked no more; what they said stands in the referral's stream."""

    referral: UUID
    organisations: tuple[UUID, ...]
    outcome: ReferralOutcome
