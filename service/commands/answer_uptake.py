"""Taking an answer up: as an issue, in one transaction, or as what an undertaking does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.issue.events import Discovery
from domain.moment import Moment
from domain.questionnaire.events import QuestionnaireEvent
from domain.questionnaire.state import QuestionnaireState
from domain.questionnaire.taking import take_up
from domain.sealed import KeyScope
from ledger.streams import QUESTIONNAIRE
from ledger.vault import Subject
from projections.engine import Key, View
from projections.views import status
from service.commands.intake import Report
from service.commands.questionnaires import QuestionnaireCommand
from service.policy import Principal
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class ReportFor(Report):
    """Report an issue for somebody whom the record knows already, or for nobody by name."""

    reporter: UUID | None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """The reporter's key."""
        return () if self.reporter is None else ((KeyScope.PERSON, self.reporter),)

    def _reporter(self, principal: Principal) -> UUID | None:
        return self.reporter


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeUpAsIssue(QuestionnaireCommand):
    """The answer to one question becomes an issue; `issue` is a new id.

    `words` are the answer's, as they were opened for who takes it up: an answer never changes.
    They stay their author's. `channel` is by which channel of the method it counts, `reported_at`
    when it was answered; None where it counts from now.
    """

    number: int
    question: str
    issue: UUID
    words: str | None
    author: UUID | None
    channel: str
    category: str | None = None
    summary: str | None = None
    compound: UUID | None = None
    address: str | None = None
    reported_at: Moment | None

    def newcomers(self) -> Sequence[Subject]:
        """The issue."""
        return ((KeyScope.ISSUE, self.issue),)

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """The author's key."""
        return () if self.author is None else ((KeyScope.PERSON, self.author),)

    def streams(self) -> Sequence[UUID]:
        """Both."""
        return (self.questionnaire, self.issue)

    def run(self, work: Work) -> None:
        """Through the same decision as every report, and both or neither."""
        state = work.require(QUESTIONNAIRE, self.questionnaire).state
        taken = self.decide(work, state)
        work.require_kept(self.author)
        self._report(state).run(work)
        work.append(QUESTIONNAIRE, self.questionnaire, taken)

    def decide(self, work: Work, state: QuestionnaireState) -> Sequence[QuestionnaireEvent]:
        """The questionnaire's own part."""
        return take_up(state, number=self.number, question=self.question, issue=self.issue)

    def shown(self) -> tuple[View[Any], Key]:
        """The new issue's status row."""
        return status.VIEW, (self.issue,)

    def _report(self, state: QuestionnaireState) -> ReportFor:
        compound = self.compound or (None if self.address else state.compound)
        return ReportFor(
            issue=self.issue,
            person=self.issue,
            committee=state.committee,
            compound=compound,
            address=self.address,
            channel=self.channel,
            discovery=Discovery.TOLD,
            category=self.category,
            summary=self.summary,
            words=self.words,
            reporter=self.author,
            occurred_at=self.reported_at,
        )


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeUpAsUndertaking(QuestionnaireCommand):
    """The answer to one question is what that undertaking does: an idea, a wish."""

    number: int
    question: str
    undertaking: UUID

    def decide(self, work: Work, state: QuestionnaireState) -> Sequence[QuestionnaireEvent]:
        """Whoever answered stays its author."""
        return take_up(
            state, number=self.number, question=self.question, undertaking=self.undertaking
        )
