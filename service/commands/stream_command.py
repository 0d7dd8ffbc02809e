"""What commands share on a stream that belongs to a committee, and perhaps to a compound."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from domain.body.state import BodyState
from domain.moment import EARLIEST, Moment, happened
from domain.refusal import Code, Refused
from domain.sealed import KeyScope, Sealed
from ledger.streams import BODY, Folded
from ledger.vault import Subject
from service.commands.base import Admission, Command
from service.commands.issue_command import seen_issue
from service.errors import NotFound
from service.policy import Action, Principal, Reach, role_for
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class StreamCommand(Command):
    """A command on one such stream; its texts are sealed with the stream's own key.

    `view` is the action by which the stream is seen: who may not, is told that it is not there.
    """

    view: ClassVar[Action]

    @property
    @abstractmethod
    def stream(self) -> UUID:
        """The stream's id."""

    @abstractmethod
    def found(self, work: Work) -> tuple[Folded[Any], Reach] | None:
        """The stream and whom it concerns; None where there is none."""

    def streams(self) -> Sequence[UUID]:
        """Its own."""
        return (self.stream,)

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """The stream's key."""
        return ((KeyScope.STREAM, self.stream),)

    def admit(self, work: Work) -> Admission:
        """What there is, where the caller may see it."""
        found = self.found(work)
        if found is None or role_for(work.principal, self.view, found[1]) is None:
            raise NotFound
        folded, reach = found
        return Admission(reach=reach, version=folded.version)

    def made(self) -> UUID:
        """The stream's id: what it then says is read from the record."""
        return self.stream

    def sealed(self, work: Work, field: str, text: str) -> Sealed:
        """A text, sealed for `topic/path` of this stream."""
        return work.seal(KeyScope.STREAM, self.stream, self.stream, field, text)

    def sealed_if(self, work: Work, field: str, text: str | None) -> Sealed | None:
        """The same for a text that may be absent."""
        return None if text is None else self.sealed(work, field, text)


@dataclass(frozen=True, kw_only=True, repr=False)
class DatedCommand(StreamCommand):
    """One that may be typed in later than it happened."""

    occurred_at: Moment | None = None

    def happened(self, work: Work, not_before: Moment = EARLIEST) -> Moment:
        """When it happened, refused as `domain.moment.happened` does."""
        return happened(self.occurred_at, now=work.now, not_before=not_before)


def committee_of(work: Work, committee: UUID) -> BodyState:
    """The committee that something new belongs to; refused with `unknown-committee`."""
    body = work.state(BODY, committee)
    if body is None:
        raise Refused(Code.UNKNOWN_COMMITTEE)
    return body


def reach_of(work: Work, committee: UUID, compound: UUID | None) -> Reach:
    """Whom it concerns: the committee, the bodies above it, the compound."""
    superiors = work.superiors(committee)
    return Reach(committee=committee, superiors=superiors, compound=compound)


def require_linked(work: Work, issue: UUID | None, committee: UUID) -> None:
    """Refuse with `unknown-issue` a link to what is not the committee's, or hidden."""
    if issue is None:
        return
    seen = seen_issue(work, issue)
    if seen is None or seen[0].state.committee != committee:
        raise Refused(Code.UNKNOWN_ISSUE)
