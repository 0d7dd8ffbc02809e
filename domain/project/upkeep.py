"""What was built is looked after (养护): for as long as it stands, also after the project."""

from datetime import date
from uuid import UUID

from domain.moment import Moment, local
from domain.project.beginning import require_kept_part
from domain.project.events import Step, Upkeep, UpkeepNoted
from domain.project.state import Part, ProjectState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def note_upkeep(
    state: ProjectState,
    *,
    part: str,
    kind: Upkeep,
    party: UUID | None,
    party_known: bool,
    cost: int | None,
    next_due: date | None,
    note: Sealed | None,
    happened_at: Moment,
) -> tuple[UpkeepNoted]:
    """Something was done for it; *cost* in 分, *next_due* when the same is due again.

    Refused: `unknown-part`, `part-dropped`, `part-not-built`, `unknown-party`, `due-in-the-past`
    (not after the day on which it was done).
    """
    known = require_kept_part(state, part)
    if not is_built(state, known):
        raise Refused(Code.PART_NOT_BUILT, part=part)
    if party is not None and not party_known:
        raise Refused(Code.UNKNOWN_PARTY)
    if next_due is not None and next_due <= local(happened_at).date():
        raise Refused(Code.DUE_IN_THE_PAST, part=part)
    return (
        UpkeepNoted(part=part, kind=kind, party=party, cost=cost, next_due=next_due, note=note),
    )


def is_built(state: ProjectState, part: Part) -> bool:
    """Whether there is something to look after: it is built, or at the end of its way."""
    return part.has_reached(Step.BUILT) or state.finished(part)
