"""The metric stream: every version of the definitions, so that an old report can be drawn again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from domain.history import Stamp
from domain.metric.events import Published
from domain.metric.text import Definitions, parse
from domain.refusal import Code, Refused

METRIC_STREAM = UUID("6d657472-6963-5000-8000-000000000001")
"""The stream id of the one metric stream; the same in every ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricState:
    """All versions by number, as text."""

    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        """The highest published version."""
        return max(self.texts)

    def version(self, version: int | None) -> Definitions:
        """One version, parsed, None for the newest; refused with `unknown-definitions`."""
        text = self.texts.get(self.newest if version is None else version)
        if text is None:
            raise Refused(Code.UNKNOWN_DEFINITIONS, version=version or 0)
        return parse(text)


def evolve(state: MetricState | None, event: Published, _stamp: Stamp) -> MetricState:
    """The state after *event*."""
    texts = {**(state.texts if state else {}), event.version: event.text}
    return MetricState(texts=MappingProxyType(texts))


def publish(state: MetricState | None, *, text: str) -> tuple[Published, ...]:
    """Publish a version behind the newest; nothing to do where *text* is the newest already.

    Refused: `metrics-malformed`, `version-not-next`. A metric may be dropped: old versions keep
    theirs.
    """
    if state is not None and state.texts[state.newest] == text:
        return ()
    proposed = parse(text, strict=True)
    if proposed.version <= (state.newest if state else 0):
        raise Refused(Code.VERSION_NOT_NEXT, newest=state.newest if state else 0)
    return (Published(version=proposed.version, hash=proposed.hash, text=text),)
