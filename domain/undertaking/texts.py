"""A text that holds from a day on: 居民公约 by a meeting, 管理规约 by the owners' vote."""

from datetime import date
from uuid import UUID

from domain.ballot.events import Electorate, Matter
from domain.ballot.showing import carried
from domain.ballot.state import BallotState
from domain.meeting.state import MeetingState, Standing
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.undertaking.events import Deciding, TextAdopted
from domain.undertaking.joining import require_open
from domain.undertaking.state import UndertakingState


def adopt(
    state: UndertakingState,
    *,
    text: str,
    holds_from: date,
    ballot: UUID | None,
    found_ballot: BallotState | None,
    meeting: UUID | None,
    found_meeting: MeetingState | None,
    note: Sealed | None,
) -> tuple[TextAdopted]:
    """The next version of its text; *found* is what stands under the ids that are named.

    The owners' covenant is the owners' alone to adopt and to amend (Civil Code art. 278, para.
    1, no. 2). Refused: `undertaking-over`, `kind-without-text`, `text-not-later`,
    `text-needs-owners`, `text-needs-meeting`.
    """
    require_open(state)
    deciding = state.way.texts
    if deciding is None:
        raise Refused(Code.KIND_WITHOUT_TEXT, kind=state.begun.kind)
    if state.texts and holds_from < state.texts[-1].holds_from:
        raise Refused(Code.TEXT_NOT_LATER)
    if deciding is Deciding.OWNERS and not _by_owners(state, found_ballot):
        raise Refused(Code.TEXT_NEEDS_OWNERS)
    if deciding is Deciding.MEETING and not _by_meeting(state, found_meeting):
        raise Refused(Code.TEXT_NEEDS_MEETING)
    return (
        TextAdopted(
            version=len(state.texts) + 1,
            text=text,
            holds_from=holds_from,
            ballot=ballot,
            meeting=meeting,
            note=note,
        ),
    )


def _by_owners(state: UndertakingState, ballot: BallotState | None) -> bool:
    """Whether the owners of the same compound have adopted a covenant."""
    if ballot is None or not carried(ballot):
        return False
    opened, begun = ballot.opened, state.begun
    same = opened.committee == begun.committee and opened.compound == begun.compound
    asked = opened.electorate is Electorate.OWNERS and opened.matter is Matter.COVENANT
    return same and asked


def _by_meeting(state: UndertakingState, meeting: MeetingState | None) -> bool:
    """Whether a meeting was held there."""
    if meeting is None or meeting.committee != state.begun.committee:
        return False
    return meeting.standing is Standing.HELD
