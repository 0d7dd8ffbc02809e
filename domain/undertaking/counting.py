"""Occasions are counted, each in the units of its measures; sums never mix them."""

from datetime import date

from domain.moment import Moment, local
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.undertaking.events import Count, Counted, Recounted
from domain.undertaking.joining import require_open, require_party
from domain.undertaking.lines import require_line
from domain.undertaking.state import UndertakingState


def count(
    state: UndertakingState,
    *,
    on: date,
    counts: tuple[Count, ...],
    party: int | None,
    line: int | None,
    note: Sealed | None,
    now: Moment,
) -> tuple[Counted]:
    """What one occasion came to, under the next number.

    Refused beside `require_party`, `require_line` and `require_counts`: `undertaking-over`,
    `nothing-counted`, `occurred-in-future`.
    """
    require_open(state)
    if not counts:
        raise Refused(Code.NOTHING_COUNTED)
    require_counts(state, counts)
    if on > local(now).date():
        raise Refused(Code.OCCURRED_IN_FUTURE)
    if party is not None:
        require_party(state, party)
    if line is not None:
        require_line(state, line)
    number = len(state.occasions) + 1
    return (Counted(number=number, on=on, counts=counts, party=party, line=line, note=note),)


def recount(
    state: UndertakingState, *, number: int, counts: tuple[Count, ...], reason: Sealed
) -> tuple[Recounted]:
    """The counts were wrong, and these are right; none: it did not take place. Also when over.

    Refused beside `require_counts`: `unknown-occasion`.
    """
    if number not in state.occasions:
        raise Refused(Code.UNKNOWN_OCCASION)
    require_counts(state, counts)
    return (Recounted(number=number, counts=counts, reason=reason),)


def require_counts(state: UndertakingState, counts: tuple[Count, ...]) -> None:
    """Refused: `unknown-measure`, `measure-repeated`, `count-negative`."""
    seen: set[str] = set()
    for one in counts:
        if state.measure(one.measure) is None:
            raise Refused(Code.UNKNOWN_MEASURE, measure=one.measure)
        if one.measure in seen:
            raise Refused(Code.MEASURE_REPEATED, measure=one.measure)
        if one.number < 0:
            raise Refused(Code.COUNT_NEGATIVE)
        seen.add(one.measure)
