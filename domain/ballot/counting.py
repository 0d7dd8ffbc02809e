"""How votes are counted: pinned when a ballot opens, from the filed rules of procedure.

Every choice is a member of an enum: what is not known is refused, never guessed.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unreturned(StrEnum):
    """What a delivered paper that never came back says: nothing, or what the majority says."""

    ABSENT = "absent"
    FOLLOWS_MAJORITY = "follows-majority"


class Invalid(StrEnum):
    """What a blank item or a spoilt paper does: it abstains, or it has not taken part."""

    ABSTAINS = "abstains"
    ABSENT = "absent"


class Visibility(StrEnum):
    """Who may see how a paper voted while its owner and auditors always may.

    The counters alone; the committee's and its superiors' staff as well; whoever sees the ballot.
    """

    COUNTERS = "counters"
    STAFF = "staff"
    OPEN = "open"


class VoteChannel(StrEnum):
    """How a vote comes in: 书面、上门、线上、外部系统."""

    PAPER = "paper"
    VISIT = "visit"
    ONLINE = "online"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """The rules by which a ballot is counted.

    Where `turnout_per_item`, who takes part is counted item by item: whoever left an item blank,
    and blank is absent, did not take part in that item. Else who takes part in one item takes part
    in all. Where `replaceable`, a vote may be replaced until the ballot closes, by the same owner
    alone. One proxy speaks for at most `proxies` owners, 0 for none. A ballot opens `notice_days`
    after its notice at the earliest.
    """

    unreturned: Unreturned
    blank: Invalid
    spoilt: Invalid
    turnout_per_item: bool
    replaceable: bool
    visibility: Visibility
    proxies: int
    channels: tuple[VoteChannel, ...]
    notice_days: int
