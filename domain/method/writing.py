"""A method written as TOML: what is parsed again is the same method, save its hash and comments."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple

from domain.labels import Label
from domain.method.rules import CheckRule, MeetingRule
from domain.method.terms import Limit, TermRule
from domain.method.text import FORMAT, Method


def written(method: Method) -> str:
    """The text of *method* in the newest format."""
    return "\n".join(_lines(method)) + "\n"


def _lines(method: Method) -> Iterator[str]:
    yield from _pairs(
        format=FORMAT,
        name=method.name,
        version=method.version,
        title=method.title,
        source=method.source,
        channels=method.channels,
    )
    yield from _names(method)
    yield from _table("fast", scales=method.fast_scales)
    for rule in method.terms:
        yield from _term(rule)
    yield from _clocks(method)
    yield from _rules(method)
    yield from _asked(method)


def _names(method: Method) -> Iterator[str]:
    names = method.names
    sections: Sequence[tuple[str, Mapping[str, Label]]] = (
        ("steps", {str(step): label for step, label in names.steps.items()}),
        ("seats", names.seats),
        ("teams", names.teams),
    )
    for section, labels in sections:
        if labels:
            yield from ("", f"[names.{section}]")
            yield from (f"{code} = {_value(label)}" for code, label in labels.items())


def _term(rule: TermRule) -> Iterator[str]:
    term = rule.term
    limit = Limit(amount=term.amount, span=term.span, basis=term.basis)
    yield from _entry(
        "terms",
        clock=term.clock,
        limit=_limit(limit),
        basis=term.basis,
        categories=rule.categories or None,
        scales=rule.scales or None,
    )


def _clocks(method: Method) -> Iterator[str]:
    timing = method.rules.timing
    yield from _table(
        "clocks",
        grace_minutes=timing.grace,
        at_risk=timing.at_risk,
        pausable=timing.pausable,
        laddered=timing.laddered,
    )
    yield from ("", "[clocks.reopening]")
    yield from (f"{clock} = {_value(what)}" for clock, what in timing.reopening)
    for rung in timing.ladder:
        yield from _entry("ladder", to=rung.level, after=_limit(rung.wait), basis=rung.wait.basis)


def _rules(method: Method) -> Iterator[str]:
    rules = method.rules
    abstention = "blocks" if rules.abstention_blocks else "passes"
    yield from _table("report", backdate_days=rules.backdate_days)
    yield from _table("negotiation", seats=rules.seats, abstention=abstention)
    yield from _table("approval", rule=rules.approval, fund_exits=rules.fund_exits)
    yield from _table(
        "emergency", waives=rules.waives, confirmed_by=rules.confirmed_by, cases=rules.cases
    )
    yield from _table("registers", of=rules.registers, needed=rules.registers_needed)
    yield from _table("dispatch", parties=rules.parties_needed)
    yield from _table(
        "revisit",
        attempts=rules.attempts,
        rounds=rules.rounds,
        reopen_days=rules.reopen_days,
        reopen_on=rules.reopen_on,
    )


def _asked(method: Method) -> Iterator[str]:
    for meeting in method.rules.meetings:
        yield from _meeting(meeting)
    for check in method.checks:
        yield from _check(check.rule, check.label)
    for visit in method.visits:
        yield from _entry(
            "visits",
            kind=visit.kind,
            group=visit.group,
            every_days=visit.every_days,
            topics=visit.topics,
        )
    if method.canvass is not None:
        asked, agreeing = ("/".join(map(str, rate)) for rate in astuple(method.canvass))
        yield from _table("canvass", asked=asked, agreeing=agreeing)
    yield from _table("reports", rhythm=method.rhythm)
    yield from _table("undertakings", kinds=method.undertakings)


def _meeting(rule: MeetingRule) -> Iterator[str]:
    yield from _entry(
        "meetings",
        kinds=rule.kinds,
        before=rule.step,
        seats=rule.seats or None,
        scales=rule.scales or None,
    )


def _check(rule: CheckRule, label: Label) -> Iterator[str]:
    yield from _entry(
        "checks",
        before=rule.step,
        code=rule.code,
        zh=label.zh,
        en=label.en,
        scales=rule.scales or None,
    )


def _entry(name: str, **values: object) -> Iterator[str]:
    yield from ("", f"[[{name}]]")
    yield from _pairs(**values)


def _table(name: str, **values: object) -> Iterator[str]:
    yield from ("", f"[{name}]")
    yield from _pairs(**values)


def _pairs(**values: object) -> Iterator[str]:
    yield from (f"{key} = {_value(value)}" for key, value in values.items() if value is not None)


def _value(value: object) -> str:
    match value:
        case Label(zh=zh, en=en):
            return f"{{ zh = {_quoted(zh)}, en = {_quoted(en)} }}"
        case str():
            return _quoted(value)
        case int():
            return str(value)
        case Sequence():
            return _list(value)
        case _:
            raise TypeError(type(value).__name__)


def _list(values: Iterable[object]) -> str:
    return f"[{', '.join(map(_value, values))}]"


def _quoted(text: str) -> str:
    # A JSON string is a basic string of TOML, but for the one control that JSON leaves bare.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _limit(limit: Limit) -> str:
    return f"{limit.amount} {limit.span}" + ("s" if limit.amount > 1 else "")
