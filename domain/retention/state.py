"""The retention stream: the terms in force. What was decided by others is pinned in events."""

from dataclasses import dataclass
from uuid import UUID

from domain.history import Stamp
from domain.moment import DAY, Moment
from domain.refusal import Code, Refused
from domain.retention.events import Published
from domain.retention.text import Policy, parse

RETENTION_STREAM = UUID("72657465-6e74-5000-8000-000000000001")
"""The stream id of the one retention stream; the same in every ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionState:
    """The newest text, and when it was published."""

    version: int
    text: str
    since: Moment

    @property
    def current(self) -> Policy:
        """The newest version, parsed."""
        return parse(self.text)

    @property
    def lapses_from(self) -> Moment:
        """From when on something may go by it that nobody has asked to let go."""
        return Moment(self.since + self.current.notice_days * DAY)


def evolve(_state: RetentionState | None, event: Published, stamp: Stamp) -> RetentionState:
    """The state after *event*."""
    return RetentionState(version=event.version, text=event.text, since=stamp.at)


def publish(state: RetentionState | None, *, text: str) -> tuple[Published, ...]:
    """Publish a version behind the newest; nothing to do where *text* is the newest already.

    Refused: `retention-malformed`, `version-not-next`.
    """
    if state is not None and state.text == text:
        return ()
    proposed = parse(text, strict=True)
    newest = state.version if state else 0
    if proposed.version <= newest:
        raise Refused(Code.VERSION_NOT_NEXT, newest=newest)
    return (Published(version=proposed.version, hash=proposed.hash, text=text),)
