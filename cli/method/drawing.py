"""A method's way through the loop, drawn as text."""

from collections.abc import Iterator

from cli.method.words import limit_of, named, scales_of, step_name
from domain.method.rules import Step
from domain.method.terms import Clock
from domain.method.text import Method
from domain.vocabulary.state import Vocabulary

_CLOCKS = {
    Step.REPORTED: (Clock.RESPONSE, Clock.DISPATCH, Clock.COMPLETION),
    Step.NEGOTIATED: (Clock.NEGOTIATION,),
    Step.APPROVED: (Clock.APPROVAL,),
    Step.DONE: (Clock.ACKNOWLEDGEMENT,),
    Step.REVISITED: (Clock.REVISIT,),
}
"""The time limits by the step that they are told at."""


def drawn(method: Method, vocabulary: Vocabulary) -> str:
    """The whole of it."""
    return "\n".join(_lines(method, vocabulary))


def _lines(method: Method, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"{method.name}@{method.version}  {method.title.zh}  {method.title.en}"
    yield method.source
    yield ""
    for step in Step:
        if step is not Step.REPORTED:
            yield "  │"
            for line in _before(method, vocabulary, step):
                yield f"  │  {line}"
            yield "  ▼"
        yield step_name(method, step)
    yield f"  └─ not content: the next round, at most {method.rules.rounds}"
    yield ""
    yield from _beside(method, vocabulary)


def _before(method: Method, vocabulary: Vocabulary, step: Step) -> Iterator[str]:
    rules, names = method.rules, method.names
    if step is Step.NEGOTIATED:
        yield f"channels: {named(method.channels, vocabulary.channels, {})}"
        yield from _terms(method, vocabulary, Step.REPORTED)
        short = named((str(one) for one in method.fast_scales), {}, {})
        yield f"fast track, straight to done: {short}"
        yield f"seats: {named(rules.seats, vocabulary.seats, names.seats)}"
        yield f"abstention {'blocks' if rules.abstention_blocks else 'passes'}"
    yield from _terms(method, vocabulary, step)
    for rule in rules.meetings:
        if rule.step is step:
            kinds = " / ".join(vocabulary.meetings[kind].zh for kind in rule.kinds)
            there = named(rule.seats, vocabulary.seats, names.seats) if rule.seats else "anybody"
            yield f"meeting: {kinds}, with {there}{scales_of(rule.scales)}"
    for check in method.checks:
        if check.rule.step is step:
            yield f"check: {check.label.zh} {check.label.en}{scales_of(check.rule.scales)}"
    if step is Step.APPROVED:
        yield f"by: {rules.approval}"
    if step is Step.DONE:
        yield f"handed to {rules.parties_needed}, in {rules.registers_needed} registers: " + named(
            rules.registers, vocabulary.registers, {}
        )
    if step is Step.REVISITED:
        yield f"unreachable after {rules.attempts} attempts"
        yield f"a late objection reopens within {rules.reopen_days} days"


def _terms(method: Method, vocabulary: Vocabulary, step: Step) -> Iterator[str]:
    for rule in method.terms:
        if rule.term.clock in _CLOCKS[step]:
            named_for = named(rule.categories, vocabulary.categories, {})
            categories = f" ({named_for})" if rule.categories else ""
            told = limit_of(rule.term) + categories + scales_of(rule.scales)
            yield f"{rule.term.clock}: {told}"


def _beside(method: Method, vocabulary: Vocabulary) -> Iterator[str]:
    rules = method.rules
    rungs = [f"{rung.level} after {limit_of(rung.wait)}" for rung in rules.timing.ladder]
    yield f"ladder: {' → '.join(rungs) or '—'}"
    waived = ", ".join(rules.waives)
    yield f"emergency: {f'work first, without {waived}' if waived else '—'}"
    for visit in method.visits:
        group = vocabulary.groups[visit.group].zh if visit.group else "every door"
        kind = vocabulary.visits[visit.kind].zh
        topics = named(visit.topics, vocabulary.topics, {})
        yield f"visit: {kind}, {group}, every {visit.every_days} days: {topics}"
    yield f"reports: {method.rhythm}"
    kinds = {code: kind.label for code, kind in vocabulary.undertakings.items()}
    yield f"undertakings: {named(method.undertakings, kinds, method.names.teams)}"
