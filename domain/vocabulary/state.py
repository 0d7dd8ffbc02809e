"""The vocabulary: the codes that methods and issues share, with labels, versioned as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from domain.history import Stamp
from domain.labels import Label
from domain.method.choices import member
from domain.method.rules import Step
from domain.refusal import Code, Refused
from domain.text import Table, read
from domain.vocabulary.events import Published

VOCABULARY_STREAM = UUID("766f6361-6275-5000-8000-000000000001")
"""The stream id of the one vocabulary stream; the same in every ledger."""

FORMAT = 3
"""How a vocabulary's text is written."""

_SECTIONS = (
    "categories",
    "channels",
    "units",
    "seats",
    "meetings",
    "sources",
    "registers",
    "cases",
    "groups",
    "visits",
    "topics",
    "changes",
    "skills",
    "roles",
    "offices",
    "grids",
    "steps",
    "measures",
)
"""The sections whose codes have labels alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndertakingKind:
    """A kind of undertaking: the way that it goes, and each of its lines.

    `steps` and `line_steps` are codes of the section `steps`, in their order; `ends` and
    `line_ends` are those of which one comes last. What `cycles` has lines that go round: what was
    returned is lent again. At the steps in `by_party` it is said who takes it on. `texts` are
    `owners` or `meeting`, by whom its text is decided; None for a kind without a text.
    `measures` are what is counted, each in a unit of the vocabulary.
    """

    label: Label
    steps: tuple[str, ...]
    ends: tuple[str, ...]
    line_steps: tuple[str, ...]
    line_ends: tuple[str, ...]
    cycles: bool
    by_party: tuple[str, ...]
    texts: str | None
    measures: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One version. A code is never reused for another thing; it may only be added to.

    `after` says of kinds of meetings which step they come after; the others are held at any.
    """

    version: int
    categories: Mapping[str, Label]
    channels: Mapping[str, Label]
    units: Mapping[str, Label]
    seats: Mapping[str, Label]
    meetings: Mapping[str, Label]
    sources: Mapping[str, Label]
    registers: Mapping[str, Label]
    cases: Mapping[str, Label]
    groups: Mapping[str, Label]
    visits: Mapping[str, Label]
    topics: Mapping[str, Label]
    changes: Mapping[str, Label]
    skills: Mapping[str, Label]
    roles: Mapping[str, Label]
    offices: Mapping[str, Label]
    grids: Mapping[str, Label]
    steps: Mapping[str, Label]
    measures: Mapping[str, Label]
    undertakings: Mapping[str, UndertakingKind]
    after: Mapping[str, Step]


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyState:
    """The newest text. An issue pins the version under which it was filed."""

    version: int
    text: str

    @property
    def current(self) -> Vocabulary:
        """The newest version, parsed."""
        return parse(self.text)


def evolve(_state: VocabularyState | None, event: Published, _stamp: Stamp) -> VocabularyState:
    """The state after *event*."""
    return VocabularyState(version=event.version, text=event.text)


def publish(state: VocabularyState | None, *, text: str) -> tuple[Published, ...]:
    """Publish a version behind the newest; nothing to do where *text* is the newest already.

    Refused: `vocabulary-malformed`, `version-not-next`, and dropping a code that was in use.
    """
    if state is not None and state.text == text:
        return ()
    proposed = parse(text, strict=True)
    if proposed.version <= (state.version if state else 0):
        raise Refused(Code.VERSION_NOT_NEXT, version=proposed.version)
    if state is not None:
        _refuse_lost_codes(state.current, proposed)
    return (Published(version=proposed.version, text=text),)


def _refuse_lost_codes(old: Vocabulary, new: Vocabulary) -> None:
    for section in (*_SECTIONS, "undertakings"):
        lost = set(getattr(old, section)) - set(getattr(new, section))
        if lost:
            raise Refused(Code.VOCABULARY_MALFORMED, key=section, detail=f"lost: {sorted(lost)[0]}")


@lru_cache(maxsize=16)
def parse(text: str, *, strict: bool = False) -> Vocabulary:
    """The vocabulary in *text* (`methods/vocabulary.toml` is the one that is shipped).

    *strict* for a text that is to be published; in a stored one a missing section is empty.
    """
    root = read(text, Code.VOCABULARY_MALFORMED, strict=strict)
    root.only("format", "version", *_SECTIONS, "undertakings", "after")
    if strict and root.number("format") != FORMAT:
        raise root.fault("format", f"format {FORMAT} is the one that can be published")
    labels = {section: _labels(root, section) for section in _SECTIONS}
    return Vocabulary(
        version=root.number("version"),
        **labels,
        undertakings=_undertakings(root, labels),
        after=_after(root, labels["meetings"]),
    )


def _after(root: Table, meetings: Mapping[str, Label]) -> Mapping[str, Step]:
    table = root.table("after")
    unknown = sorted(set(table.values) - set(meetings))
    if root.strict and unknown:
        raise table.fault(unknown[0], "not a kind of meeting of this vocabulary")
    return {kind: member(table, kind, Step) for kind in table.values}


def _undertakings(
    root: Table, labels: Mapping[str, Mapping[str, Label]]
) -> Mapping[str, UndertakingKind]:
    table = root.table("undertakings")
    if root.strict and not table.values:
        raise root.fault("undertakings", "at least one code is required")
    return {code: _undertaking(table.table(code), labels) for code in table.values}


def _undertaking(entry: Table, labels: Mapping[str, Mapping[str, Label]]) -> UndertakingKind:
    entry.only("zh", "en", *_CODES_OF_A_KIND, "cycles", "texts", "measures")
    measures = entry.table("measures")
    kind = UndertakingKind(
        label=Label(zh=entry.text("zh"), en=entry.text("en")),
        steps=entry.texts("steps"),
        ends=entry.texts("ends"),
        line_steps=entry.texts("line_steps"),
        line_ends=entry.texts("line_ends"),
        cycles=entry.flag("cycles"),
        by_party=entry.texts("by_party"),
        texts=entry.text("texts") if "texts" in entry.values else None,
        measures={code: measures.text(code) for code in measures.values},
    )
    if entry.strict:
        _check(entry, kind, labels)
    return kind


_CODES_OF_A_KIND = ("steps", "ends", "line_steps", "line_ends", "by_party")
"""The keys of a kind that list steps."""


def _check(entry: Table, kind: UndertakingKind, labels: Mapping[str, Mapping[str, Label]]) -> None:
    if not kind.steps:
        raise entry.fault("steps", "at least one step is required")
    if kind.texts not in (None, "owners", "meeting"):
        raise entry.fault("texts", "known here: owners, meeting")
    for key, used, known in (
        *((key, getattr(kind, key), labels["steps"]) for key in _CODES_OF_A_KIND),
        ("measures", tuple(kind.measures), labels["measures"]),
        ("measures", tuple(kind.measures.values()), labels["units"]),
    ):
        unknown = sorted(set(used) - set(known))
        if unknown:
            raise entry.fault(key, f"not in the vocabulary: {unknown[0]}")


def _labels(root: Table, section: str) -> Mapping[str, Label]:
    table = root.table(section)
    if root.strict and not table.values:
        raise root.fault(section, "at least one code is required")
    labels = {}
    for code in table.values:
        entry = table.table(code)
        entry.only("zh", "en")
        labels[code] = Label(zh=entry.text("zh"), en=entry.text("en"))
    return labels
