"""What an undertaking has to do with: issues, visits, meetings, ballots, other undertakings."""

from uuid import UUID

from domain.refusal import Code, Refused
from domain.undertaking.events import Linked, LinkKind
from domain.undertaking.lines import require_line
from domain.undertaking.state import UndertakingState


def link(
    state: UndertakingState, *, kind: LinkKind, to: UUID, line: int | None, found: bool
) -> tuple[Linked]:
    """It, or one of its lines, has to do with that; also when it is over.

    *found* says that there is such a thing in this committee. Refused beside `require_line`:
    `unknown-link`, `already-linked`.
    """
    if line is not None:
        require_line(state, line)
    if not found:
        raise Refused(Code.UNKNOWN_LINK)
    if (kind, to, line) in state.links:
        raise Refused(Code.ALREADY_LINKED)
    return (Linked(kind=kind, to=to, line=line),)
