"""What all commands on an existing ballot share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

from domain.ballot.events import Opened
from domain.ballot.state import BallotState
from ledger.streams import BALLOT, BODY, Folded
from projections.engine import Key, View
from projections.views import ballot
from service.commands.stream_command import StreamCommand, reach_of
from service.policy import Action, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class BallotCommand(StreamCommand):
    """A command that concerns one ballot."""

    view: ClassVar[Action] = Action.BALLOT_VIEW

    ballot: UUID

    @property
    def stream(self) -> UUID:
        """The ballot's."""
        return self.ballot

    def found(self, work: Work) -> tuple[Folded[BallotState], Reach] | None:
        """The ballot, and whom it concerns."""
        folded = work.get(BALLOT, self.ballot)
        if folded is None:
            return None
        return folded, ballot_reach(work, folded.state, named=self.named(work, folded.state))

    def named(self, work: Work, state: BallotState) -> bool:
        """Whether the ballot names the caller: as a counter, or where that concerns the command."""
        return work.principal.person in state.opened.counters

    def state(self, work: Work) -> BallotState:
        """The ballot as it stands."""
        return work.require(BALLOT, self.ballot).state

    def shown(self) -> tuple[View[Any], Key]:
        """The ballot's row."""
        return ballot.VIEW, (self.ballot,)


def ballot_reach(work: Work, state: BallotState, *, named: bool) -> Reach:
    """Whom a ballot concerns; whoever it names has it for their own, who manages it is seated."""
    opened = state.opened
    reach = reach_of(work, opened.committee, opened.compound)
    reporter = work.principal.person if named else None
    return replace(reach, reporter=reporter, seated=_seated(work, opened))


def _seated(work: Work, opened: Opened) -> frozenset[UUID]:
    body = work.state(BODY, opened.committee)
    if body is None or opened.compound is None:
        return frozenset()
    return body.seated(opened.compound)


def votes_with(state: BallotState, papers: Iterable[str], person: UUID | None) -> bool:
    """Whether one of these papers is a person's own."""
    known = (state.papers.get(paper) for paper in papers)
    return any(person in one.persons for one in known if one is not None)
