"""Notices (公示): drawn up from the record, put up, taken down, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.notice import hanging
from domain.notice.events import Duty
from domain.notice.state import NoticeState
from domain.refusal import Code, Refused
from domain.sealed import KeyScope
from ledger import claims
from ledger.streams import NOTICE, Folded
from ledger.vault import Subject
from service.commands.base import Admission
from service.commands.stream_command import DatedCommand, reach_of
from service.notices.writers import subject_of
from service.policy import Action, Principal, Reach, role_for, scopes
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class NoticeCommand(DatedCommand):
    """A command on one notice."""

    action: ClassVar[Action] = Action.NOTICE_KEEP
    view: ClassVar[Action] = Action.NOTICE_VIEW

    notice: UUID

    @property
    def stream(self) -> UUID:
        """The notice's."""
        return self.notice

    def found(self, work: Work) -> tuple[Folded[NoticeState], Reach] | None:
        """The notice, and whom it concerns."""
        folded = work.get(NOTICE, self.notice)
        if folded is None:
            return None
        return folded, reach_of(work, folded.state.committee, folded.state.compound)


@dataclass(frozen=True, kw_only=True, repr=False)
class DrawUpNotice(NoticeCommand):
    """Make a notice of what the record says now; `notice` is a new id.

    `subject` is the stream that it tells of, `days` how long it has to hang.
    """

    duty: Duty
    subject: UUID
    days: int

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """Its texts are the new stream's alone."""
        return ()

    def newcomers(self) -> Sequence[Subject]:
        """The notice."""
        return ((KeyScope.STREAM, self.notice),)

    def streams(self) -> Sequence[UUID]:
        """The new one too, to find that there is none."""
        return (self.notice, self.subject)

    def admit(self, work: Work) -> Admission:
        """It concerns whom its subject concerns; `unknown-subject` where that is hidden."""
        subject = subject_of(work, self.duty, self.subject)
        reach = reach_of(work, subject.committee, subject.compound)
        # Who keeps no notices anywhere is told that, and nothing of what there is.
        keeps = bool(scopes(work.principal, self.action))
        if keeps and role_for(work.principal, self.view, reach) is None:
            raise Refused(Code.UNKNOWN_SUBJECT)
        return Admission(reach=reach)

    def run(self, work: Work) -> None:
        """Refused: `unknown-subject`, `nothing-to-tell`."""
        subject = subject_of(work, self.duty, self.subject)
        words = subject.write()
        events = hanging.draw_up(
            committee=subject.committee,
            compound=subject.compound,
            number=work.next_number(claims.NOTICE, str(subject.committee)),
            duty=self.duty,
            subject=self.subject,
            as_of=work.position,
            days=self.days,
            heading=self.sealed(work, "notice.drawn-up/heading", words.heading),
            text=self.sealed(work, "notice.drawn-up/text", words.text),
        )
        work.begin(NOTICE, self.notice, events)


@dataclass(frozen=True, kw_only=True, repr=False)
class PutUpNotice(NoticeCommand):
    """It hangs at these boards; `photo` is the SHA-256 (hex) of a photograph that shows it."""

    boards: tuple[str, ...]
    photo: str | None = None

    def run(self, work: Work) -> None:
        """Not before it was drawn up."""
        state = work.require(NOTICE, self.notice).state
        events = hanging.put_up(state, boards=self.boards, photo=self.photo)
        when = self.happened(work, state.drawn_at)
        work.append(NOTICE, self.notice, events, occurred_at=when)


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeDownNotice(NoticeCommand):
    """It was taken down."""

    photo: str | None = None

    def run(self, work: Work) -> None:
        """Not before its days are over."""
        state = work.require(NOTICE, self.notice).state
        when = self.happened(work, state.put_up.at if state.put_up else state.drawn_at)
        events = hanging.take_down(state, photo=self.photo, happened_at=when)
        work.append(NOTICE, self.notice, events, occurred_at=when)


@dataclass(frozen=True, kw_only=True, repr=False)
class WithdrawNotice(NoticeCommand):
    """It was wrong, and counts no more."""

    reason: str

    def run(self, work: Work) -> None:
        """With a reason, on record."""
        state = work.require(NOTICE, self.notice).state
        reason = self.sealed(work, "notice.withdrawn/reason", self.reason)
        events = hanging.withdraw(state, reason=reason)
        when = self.happened(work, state.put_up.at if state.put_up else state.drawn_at)
        work.append(NOTICE, self.notice, events, occurred_at=when)
