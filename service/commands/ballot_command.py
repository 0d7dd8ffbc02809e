"""What all commands on an existing ballot share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from domain.ballot.events import Opened
from domain.ballot.state import BallotState
from domain.sealed import KeyScope, Sealed
from ledger.streams import BALLOT, BODY
from ledger.vault import Subject
from projections.engine import Key, View
from projections.views import ballot
from service.commands.base import Admission, Command
from service.commands.stream_command import reach_of
from service.errors import NotFound
from service.policy import Action, Principal, Reach, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class BallotCommand(Command):
    """A command that concerns one ballot."""

    ballot: UUID

    def streams(self) -> Sequence[UUID]:
        """The ballot's own."""
        return (self.ballot,)

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Texts use the ballot's key."""
        return ((KeyScope.STREAM, self.ballot),)

    def admit(self, work: Work) -> Admission:
        """The ballot, where the caller may see it."""
        folded = work.get(BALLOT, self.ballot)
        if folded is None:
            raise NotFound
        reach = ballot_reach(work, folded.state, named=self.named(work, folded.state))
        if role_for(work.principal, Action.BALLOT_VIEW, reach) is None:
            raise NotFound
        return Admission(reach=reach, version=folded.version)

    def named(self, work: Work, state: BallotState) -> bool:
        """Whether the ballot names the caller: as a counter, or where that concerns the command."""
        return work.principal.person in state.opened.counters

    def state(self, work: Work) -> BallotState:
        """The ballot as it stands."""
        return work.require(BALLOT, self.ballot).state

    def sealed(self, work: Work, field: str, text: str) -> Sealed:
        """A text, sealed for `topic/path` of this ballot."""
        return work.seal(KeyScope.STREAM, self.ballot, self.ballot, field, text)

    def sealed_if(self, work: Work, field: str, text: str | None) -> Sealed | None:
        """The same for a text that may be absent."""
        return None if text is None else self.sealed(work, field, text)

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
