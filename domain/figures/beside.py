"""Facts beside the loop, which may happen any number of times: words, meetings, money."""

from collections.abc import Mapping

from domain.figures import codes
from domain.figures.codes import Money
from domain.figures.parts import Milestones
from domain.figures.slots import made
from domain.history import Stamp
from domain.issue import events
from domain.replacing import replace


def evolve(told: Milestones, event: object, stamp: Stamp) -> Milestones:
    """With one more fact where *event* is one of them."""
    match event:
        case events.Escalated(level=level):
            return made(told, stamp, "escalated", codes.escalated(level))
        case events.Supervised():
            return made(told, stamp, "supervised", codes.SUPERVISED)
        case events.Urged():
            return made(told, stamp, "urged", codes.URGED)
        case events.MeetingNoted(kind=kind):
            return made(told, stamp, "meeting", codes.MEETING, detail=kind)
        case events.PositionTaken(seat=seat, stance=stance):
            return made(told, stamp, "position", codes.spoken(stance), detail=seat)
        case events.ProposalTabled(lines=lines):
            sources = dict(told.lines) | {line.number: line.source for line in lines}
            return replace(told, lines=tuple(sources.items()))
        case _:
            return _paid(told, event, stamp)


def _paid(told: Milestones, event: object, stamp: Stamp) -> Milestones:
    match event:
        case (
            events.FundsPledged(line=line, amount=amount)
            | events.FundsReceived(line=line, amount=amount)
            | events.SharePaid(line=line, amount=amount)
            | events.FundsSpent(line=line, amount=amount)
            | events.FundsReturned(line=line, amount=amount)
        ):
            source = dict(told.lines).get(line, "")
            code = codes.paid(_MONEY[type(event)])
            return made(told, stamp, "funds", code, detail=source, value=amount)
        case _:
            return told


_MONEY: Mapping[type, Money] = {
    events.FundsPledged: Money.PLEDGED,
    events.FundsReceived: Money.RECEIVED,
    events.SharePaid: Money.RECEIVED,
    events.FundsSpent: Money.SPENT,
    events.FundsReturned: Money.RETURNED,
}
