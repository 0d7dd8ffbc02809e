"""A result that another system counted, e.g. the city's owners' vote: taken with its evidence.

Some cities take votes online from their own system alone. What it gives out must fit the roll.
"""

from domain.ballot.counting import Unreturned, VoteChannel
from domain.ballot.events import Item, ItemTally, Parting, ResultImported, Weight
from domain.ballot.finding import require_open, require_uncounted
from domain.ballot.fitting import fits
from domain.ballot.state import BallotState
from domain.ballot.tallying import roll_of_part
from domain.moment import Moment
from domain.refusal import Code, Refused


def take_result(
    state: BallotState,
    *,
    system: str,
    reference: str,
    evidence: str,
    tallies: tuple[ItemTally, ...],
    replaces: bool = False,
    now: Moment,
) -> tuple[ResultImported]:
    """The ballot is counted by *tallies* of the items, one each; *evidence* is a SHA-256 (hex).

    Until it closes a result that was typed in wrongly is taken again, where it is said that it
    *replaces* the one that stands: the newest counts, and all stay on record with their evidence.
    Refused: `ballot-over`, `result-already-imported`, `vote-channel-closed` (the ballot takes
    nothing from outside), `voting-not-begun`, `votes-already-cast`, `result-needs-papers` (parts
    decide, or silent papers follow: that is counted paper by paper), `evidence-required`,
    `item-repeated`, `unknown-item`, `item-missing`, `result-inconsistent` (it cannot come of this
    roll).
    """
    require_open(state)
    if not replaces:
        require_uncounted(state)
    _require_counted_outside(state, now)
    if not evidence:
        raise Refused(Code.EVIDENCE_REQUIRED)
    numbers = [one.item for one in tallies]
    if len(set(numbers)) < len(numbers):
        raise Refused(Code.ITEM_REPEATED)
    by_item = {one.item: one for one in tallies}
    if not set(by_item) <= {item.number for item in state.opened.items}:
        raise Refused(Code.UNKNOWN_ITEM)
    ordered = tuple(_fitting(state, item, by_item) for item in state.opened.items)
    return (ResultImported(system=system, reference=reference, evidence=evidence, tallies=ordered),)


def _require_counted_outside(state: BallotState, now: Moment) -> None:
    opened = state.opened
    if VoteChannel.EXTERNAL not in opened.counting.channels:
        raise Refused(Code.VOTE_CHANNEL_CLOSED)
    if now < opened.opens_at:
        raise Refused(Code.VOTING_NOT_BEGUN, opens_at=opened.opens_at)
    if len(state.votes):
        raise Refused(Code.VOTES_ALREADY_CAST)
    follows = opened.counting.unreturned is Unreturned.FOLLOWS_MAJORITY
    if opened.parting is not Parting.WHOLE or follows:
        raise Refused(Code.RESULT_NEEDS_PAPERS)


def _fitting(state: BallotState, item: Item, by_item: dict[int, ItemTally]) -> ItemTally:
    counted = by_item.get(item.number)
    if counted is None:
        raise Refused(Code.ITEM_MISSING, item=item.number)
    roll: Weight = roll_of_part(state)
    if not fits(state.opened, item, counted, roll):
        raise Refused(Code.RESULT_INCONSISTENT, item=item.number)
    return counted
