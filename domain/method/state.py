"""A method's stream: every version ever published, because running issues keep theirs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID, uuid5

from domain.history import Stamp
from domain.method.events import Published
from domain.method.text import Method, parse
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary

_NAMESPACE = UUID("6d657468-6f64-5000-8000-000000000000")


@lru_cache(maxsize=256)
def method_stream(name: str) -> UUID:
    """The stream id of the method called *name*; the same in every ledger."""
    return uuid5(_NAMESPACE, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodState:
    """All versions of one method by number, as text."""

    name: str
    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        """The highest published version."""
        return max(self.texts)

    def version(self, version: int) -> Method:
        """One version, parsed; refused with `unknown-method` where it was never published."""
        if version not in self.texts:
            raise Refused(Code.UNKNOWN_METHOD, version=version)
        return parse(self.texts[version])


def evolve(state: MethodState | None, event: Published, _stamp: Stamp) -> MethodState:
    """The state after *event*."""
    texts = {**(state.texts if state else {}), event.version: event.text}
    return MethodState(name=event.name, texts=MappingProxyType(texts))


def publish(
    state: MethodState | None, vocabulary: Vocabulary, *, text: str
) -> tuple[Published, ...]:
    """Publish a version behind the newest; nothing to do where *text* is the newest already.

    Versions may be left out: an installation need not have run every release. Refused:
    `method-malformed` (also for codes that the vocabulary lacks), `version-not-next`.
    """
    if state is not None and state.texts[state.newest] == text:
        return ()
    method = parse(text, strict=True)
    _refuse_unknown_codes(method, vocabulary)
    if method.version <= (state.newest if state else 0):
        raise Refused(Code.VERSION_NOT_NEXT, version=method.version)
    return (Published(name=method.name, version=method.version, hash=method.hash, text=text),)


def _refuse_unknown_codes(method: Method, vocabulary: Vocabulary) -> None:
    for key, used, known in _coded(method, vocabulary):
        unknown = set(used) - set(known)
        if unknown:
            detail = f"not in the vocabulary: {sorted(unknown)[0]}"
            raise Refused(Code.METHOD_MALFORMED, key=key, detail=detail)


def _coded(
    method: Method, vocabulary: Vocabulary
) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    """Each key that holds codes, the codes, and those that are known."""
    rules, names = method.rules, method.names
    yield ("channels", method.channels, vocabulary.channels)
    for index, term in enumerate(method.terms):
        yield (f"terms[{index}].categories", term.categories, vocabulary.categories)
    yield ("negotiation.seats", rules.seats, vocabulary.seats)
    yield ("emergency.confirmed_by", rules.confirmed_by, vocabulary.seats)
    yield ("emergency.cases", rules.cases, vocabulary.cases)
    yield ("registers.of", rules.registers, vocabulary.registers)
    for index, meeting in enumerate(rules.meetings):
        yield (f"meetings[{index}].kinds", meeting.kinds, vocabulary.meetings)
        yield (f"meetings[{index}].seats", meeting.seats, vocabulary.seats)
    yield ("names.seats", names.seats, vocabulary.seats)
    yield ("names.teams", names.teams, vocabulary.undertakings)
    for index, visit in enumerate(method.visits):
        groups = () if visit.group is None else (visit.group,)
        yield (f"visits[{index}].kind", (visit.kind,), vocabulary.visits)
        yield (f"visits[{index}].group", groups, vocabulary.groups)
        yield (f"visits[{index}].topics", visit.topics, vocabulary.topics)
    yield ("undertakings.kinds", method.undertakings, vocabulary.undertakings)
