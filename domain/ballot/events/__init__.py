"""What a ballot's stream records, by stages. These shapes are the storage format.

Areas are integers in 0.01 m². The roll stands in the ballot's own stream, so that its count can
be made again from this stream alone. Voters are named by paper and unit; persons are ids.
"""

from domain.ballot.events.closing import (
    CandidateTally,
    Closed,
    ItemResult,
    ItemTally,
    Outcome,
    PartsCounted,
    PartTally,
    ResultImported,
    Weight,
)
from domain.ballot.events.contesting import (
    Annulled,
    Cancelled,
    ChallengeAnswered,
    Challenged,
)
from domain.ballot.events.opening import (
    Bar,
    Electorate,
    Item,
    Matter,
    Opened,
    Parking,
    Parting,
    Threshold,
    Thresholds,
)
from domain.ballot.events.voting import (
    Choice,
    Delivery,
    Mark,
    Paper,
    PaperDelivered,
    PartArea,
    Place,
    Proxy,
    RollListed,
    VoteCast,
    VoteVoided,
)

__all__ = [
    "Annulled",
    "BallotEvent",
    "Bar",
    "Cancelled",
    "CandidateTally",
    "ChallengeAnswered",
    "Challenged",
    "Choice",
    "Closed",
    "Delivery",
    "Electorate",
    "Item",
    "ItemResult",
    "ItemTally",
    "Mark",
    "Matter",
    "Opened",
    "Outcome",
    "Paper",
    "PaperDelivered",
    "Parking",
    "PartArea",
    "PartTally",
    "Parting",
    "PartsCounted",
    "Place",
    "Proxy",
    "ResultImported",
    "RollListed",
    "Threshold",
    "Thresholds",
    "VoteCast",
    "VoteVoided",
    "Weight",
]

BallotEvent = (
    Opened
    | RollListed
    | PaperDelivered
    | VoteCast
    | VoteVoided
    | ResultImported
    | PartsCounted
    | Closed
    | Cancelled
    | Annulled
    | Challenged
    | ChallengeAnswered
)
