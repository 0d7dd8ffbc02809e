"""Works: begun, and under way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.issue import works
from domain.issue.evolve import IssueEvent
from domain.issue.state import IssueState
from service.commands.handling import PartyCommand
from service.policy import Action, Reach
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class WorksCommand(PartyCommand):
    """What one party says of its work; `party` None stands for the caller's own."""

    def reach(self, work: Work, reach: Reach) -> Reach:
        """A handler speaks for their own party, and only while it has the order in hand.

        A seat at the table, or an order that was returned, lets them see the issue, but makes
        nobody a builder.
        """
        return replace(reach, busy=reach.busy & super().reach(work, reach).parties)

    def party_known(self, work: Work, state: IssueState) -> bool:
        """Whether the party is an organisation of this ledger or the issue's own committee."""
        return work.knows_party(self.named_party(work), state.committee)


@dataclass(frozen=True, kw_only=True, repr=False)
class StartWork(WorksCommand):
    """Work begins (开工)."""

    action: ClassVar[Action] = Action.START_WORK

    note: str | None = None

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """Once in a round."""
        return works.start_work(
            state,
            party=self.named_party(work),
            party_known=self.party_known(work, state),
            note=self.sealed_if(work, "issue.work-started/note", self.note),
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class NoteProgress(WorksCommand):
    """How far it is (进度); `percent` of the whole, `sites` those that are finished."""

    action: ClassVar[Action] = Action.NOTE_PROGRESS

    note: str
    percent: int | None = None
    sites: tuple[int, ...] = ()

    def decide(self, work: Work, state: IssueState) -> Sequence[IssueEvent]:
        """An additive fact."""
        return works.note_progress(
            state,
            party=self.named_party(work),
            party_known=self.party_known(work, state),
            note=self.sealed(work, "issue.progress-noted/note", self.note),
            percent=self.percent,
            sites=self.sites,
        )
