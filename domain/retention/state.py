"""The retention stream: the terms in force. What was decided by others is pinned in events."""

from dataclasses import dataclass
from uuid import UUID

from domain.history import Stamp
from domain.refusal import Code, Refused
from domain.retention.events import Published
from domain.retention.text import Policy, parse

RETENTION_STREAM = UUID("72657465-6e74-5000-8000-000000000001")
"""The stream id of the one retention stream; the same in every ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionState:
    """The newest text."""

    version: int
    text: str

    @property
    def current(self) -> Policy:
        """The newest version, parsed."""
        return parse(self.text)


def evolve(_state: RetentionState | None, event: Published, _stamp: Stamp) -> RetentionState:
    """The state after *event*."""
    return RetentionState(version=event.version, text=event.text)


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
