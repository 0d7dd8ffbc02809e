"""The lines of an undertaking: tasks, things that are lent or given, lessons; each goes its way."""

from datetime import date

from domain.moment import Moment, local
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.undertaking.events import LineAdded, LineMoved
from domain.undertaking.joining import require_open, require_party
from domain.undertaking.state import Line, UndertakingState
from domain.undertaking.stepping import following, require_turn
from domain.vocabulary.state import Vocabulary


def add_line(
    state: UndertakingState,
    *,
    text: Sealed,
    unit: str | None,
    quantity: int | None,
    due: date | None,
    vocabulary: Vocabulary,
) -> tuple[LineAdded]:
    """A line more, under the next number.

    Refused: `undertaking-over`, `kind-without-lines`, `quantity-without-unit` (also a unit
    without a quantity), `unknown-unit`.
    """
    require_open(state)
    if not state.way.line_steps:
        raise Refused(Code.KIND_WITHOUT_LINES, kind=state.begun.kind)
    if (unit is None) != (quantity is None):
        raise Refused(Code.QUANTITY_WITHOUT_UNIT)
    if unit is not None and unit not in vocabulary.units:
        raise Refused(Code.UNKNOWN_UNIT, vocabulary=vocabulary.version)
    number = len(state.lines) + 1
    return (LineAdded(line=number, text=text, unit=unit, quantity=quantity, due=due),)


def move_line(
    state: UndertakingState,
    *,
    line: int,
    step: str,
    party: int | None,
    due: date | None,
    note: Sealed | None,
    happened_at: Moment,
) -> tuple[LineMoved]:
    """A line comes to its next step: what is lent is returned before it is lent again.

    The day on which a task is due stays, unless another is given; of what goes round each turn
    has its own.

    Refused beside `require_party`: `undertaking-over`, `no-such-line`, `unknown-step`,
    `step-out-of-turn`, `due-in-the-past` (before the day on which it happened).
    """
    require_open(state)
    known = require_line(state, line)
    require_turn(
        step, nexts(state, known), frozenset((*state.way.line_steps, *state.way.line_ends))
    )
    if party is not None:
        require_party(state, party)
    if due is not None and due < local(happened_at).date():
        raise Refused(Code.DUE_IN_THE_PAST, line=line)
    stays = None if state.way.cycles else known.due
    return (LineMoved(line=line, step=step, party=party, due=due or stays, note=note),)


def nexts(state: UndertakingState, line: Line) -> tuple[str, ...]:
    """The steps of which one comes next for a line."""
    way = state.way
    return following(way.line_steps, way.line_ends, line.step, cycles=way.cycles)


def require_line(state: UndertakingState, number: int) -> Line:
    """The line of that number; refused: `no-such-line`."""
    line = state.lines.get(number)
    if line is None:
        raise Refused(Code.NO_SUCH_LINE, line=number)
    return line
