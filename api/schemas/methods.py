"""Working methods and the vocabulary, as they are shown."""

from collections.abc import Mapping

from pydantic import Field

from api.labels import LABELS
from api.language import Language, in_language
from api.schemas.fields import Shown
from api.schemas.issue_parts import Coded, TermShown
from domain.labels import Label
from domain.method.asking import Check, Names, Rhythm
from domain.method.rules import MeetingRule, Step
from domain.method.terms import Scale
from domain.method.text import Method
from domain.vocabulary.state import UndertakingKind, Vocabulary


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


class OwnNames(Shown):
    """What the method calls things, beside their standard names."""

    steps: list[Coded]
    seats: list[Coded]
    teams: list[Coded] = Field(description="by the kind of undertaking that they are")


class MeetingRuleShown(Shown):
    """A meeting of one of these kinds is held before a step, with these seats there."""

    kinds: list[str]
    before: Step
    seats: list[str]
    scales: list[Scale] = Field(description="of these alone; empty: of all")


class CheckShown(Shown):
    """A point of the checklist of a step."""

    before: Step
    code: str
    label: str
    scales: list[Scale] = Field(description="of these alone; empty: of all")


class VisitRuleShown(Shown):
    """Whom the committee visits, and how often."""

    kind: str
    group: str | None = Field(description="None: every door")
    every_days: int
    topics: list[str]


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
    names: OwnNames
    meetings: list[MeetingRuleShown]
    checks: list[CheckShown]
    visits: list[VisitRuleShown]
    rhythm: Rhythm = Field(description="how often the committee's reports are drawn")
    undertakings: list[str]
    text: str


class LabelShown(Shown):
    """A code with its words in both languages."""

    code: str
    zh: str
    en: str


class UndertakingKindShown(LabelShown):
    """A kind of undertaking: its way, its lines' way, and what is counted in which unit."""

    steps: list[str]
    ends: list[str]
    line_steps: list[str]
    line_ends: list[str]
    cycles: bool
    by_party: list[str]
    texts: str | None
    measures: dict[str, str]


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
    groups: list[LabelShown]
    visits: list[LabelShown]
    topics: list[LabelShown]
    changes: list[LabelShown]
    skills: list[LabelShown]
    roles: list[LabelShown]
    offices: list[LabelShown]
    grids: list[LabelShown]
    steps: list[LabelShown]
    measures: list[LabelShown]
    undertakings: list[UndertakingKindShown]
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
        names=_names(method.names, language),
        meetings=[_meeting(rule) for rule in method.rules.meetings],
        checks=[_check(check, language) for check in method.checks],
        visits=[
            VisitRuleShown(
                kind=rule.kind,
                group=rule.group,
                every_days=rule.every_days,
                topics=list(rule.topics),
            )
            for rule in method.visits
        ],
        rhythm=method.rhythm,
        undertakings=list(method.undertakings),
        text=text,
    )


def _names(names: Names, language: Language) -> OwnNames:
    return OwnNames(
        steps=_own({str(step): label for step, label in names.steps.items()}, language),
        seats=_own(names.seats, language),
        teams=_own(names.teams, language),
    )


def _own(labels: Mapping[str, Label], language: Language) -> list[Coded]:
    return [Coded(code=code, label=in_language(label, language)) for code, label in labels.items()]


def _meeting(rule: MeetingRule) -> MeetingRuleShown:
    return MeetingRuleShown(
        kinds=list(rule.kinds),
        before=rule.step,
        seats=list(rule.seats),
        scales=list(rule.scales),
    )


def _check(check: Check, language: Language) -> CheckShown:
    return CheckShown(
        before=check.rule.step,
        code=check.rule.code,
        label=in_language(check.label, language),
        scales=list(check.rule.scales),
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
        groups=_labels(vocabulary.groups),
        visits=_labels(vocabulary.visits),
        topics=_labels(vocabulary.topics),
        changes=_labels(vocabulary.changes),
        skills=_labels(vocabulary.skills),
        roles=_labels(vocabulary.roles),
        offices=_labels(vocabulary.offices),
        grids=_labels(vocabulary.grids),
        steps=_labels(vocabulary.steps),
        measures=_labels(vocabulary.measures),
        undertakings=[_kind(code, kind) for code, kind in vocabulary.undertakings.items()],
        fixed={kind: _labels(codes) for kind, codes in LABELS.items()},
    )


def _kind(code: str, kind: UndertakingKind) -> UndertakingKindShown:
    return UndertakingKindShown(
        code=code,
        zh=kind.label.zh,
        en=kind.label.en,
        steps=list(kind.steps),
        ends=list(kind.ends),
        line_steps=list(kind.line_steps),
        line_ends=list(kind.line_ends),
        cycles=kind.cycles,
        by_party=list(kind.by_party),
        texts=kind.texts,
        measures=dict(kind.measures),
    )


def _labels(codes: Mapping[str, Label]) -> list[LabelShown]:
    return [LabelShown(code=code, zh=label.zh, en=label.en) for code, label in codes.items()]
