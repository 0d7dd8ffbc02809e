"""Working methods and the vocabulary, as they are shown."""

from collections.abc import Mapping

from api.labels import LABELS
from api.language import Language, in_language
from api.schemas.fields import Shown
from api.schemas.issue_parts import TermShown
from domain.labels import Label
from domain.method.terms import Scale
from domain.method.text import Method
from domain.vocabulary.state import Vocabulary


class MethodSummary(Shown):
    """A method in a list."""

    name: str
    newest: int


class MethodList(Shown):
    """A page of methods by name."""

    items: list[MethodSummary]
    next: str | None


class TermRuleShown(Shown):
    """A limit and the issues to which it applies; empty lists apply to all."""

    term: TermShown
    categories: list[str]
    scales: list[Scale]


class MethodDetail(Shown):
    """One version of a method, with its text."""

    name: str
    version: int
    hash: str
    title: str
    source: str
    channels: list[str]
    fast_scales: list[Scale]
    terms: list[TermRuleShown]
    text: str


class LabelShown(Shown):
    """A code with its words in both languages."""

    code: str
    zh: str
    en: str


class VocabularyShown(Shown):
    """Every code: the versioned ones, and the fixed ones by kind."""

    version: int
    categories: list[LabelShown]
    channels: list[LabelShown]
    units: list[LabelShown]
    seats: list[LabelShown]
    meetings: list[LabelShown]
    sources: list[LabelShown]
    registers: list[LabelShown]
    cases: list[LabelShown]
    fixed: dict[str, list[LabelShown]]


def method_of(method: Method, text: str, language: Language) -> MethodDetail:
    """A version of a method."""
    return MethodDetail(
        name=method.name,
        version=method.version,
        hash=method.hash,
        title=in_language(method.title, language),
        source=method.source,
        channels=list(method.channels),
        fast_scales=list(method.fast_scales),
        terms=[
            TermRuleShown(
                term=TermShown(
                    clock=rule.term.clock,
                    amount=rule.term.amount,
                    span=rule.term.span,
                    basis=rule.term.basis,
                ),
                categories=list(rule.categories),
                scales=list(rule.scales),
            )
            for rule in method.terms
        ],
        text=text,
    )


def vocabulary_of(vocabulary: Vocabulary) -> VocabularyShown:
    """Every code with its labels."""
    return VocabularyShown(
        version=vocabulary.version,
        categories=_labels(vocabulary.categories),
        channels=_labels(vocabulary.channels),
        units=_labels(vocabulary.units),
        seats=_labels(vocabulary.seats),
        meetings=_labels(vocabulary.meetings),
        sources=_labels(vocabulary.sources),
        registers=_labels(vocabulary.registers),
        cases=_labels(vocabulary.cases),
        fixed={kind: _labels(codes) for kind, codes in LABELS.items()},
    )


def _labels(codes: Mapping[str, Label]) -> list[LabelShown]:
    return [LabelShown(code=code, zh=label.zh, en=label.en) for code, label in codes.items()]
