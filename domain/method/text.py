"""The text of a working method: what a committee adopts, parsed and checked."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from domain.labels import Label
from domain.method import asking_text, limits_text
from domain.method.asking import Check, Names, Rhythm, VisitRule
from domain.method.choices import chosen, members
from domain.method.rules import ApprovalRule, CanvassFloor, FundExit, ReopenOn, Rules, Waiver
from domain.method.terms import Scale, TermRule
from domain.refusal import Code
from domain.text import Table, read

_NAME = re.compile(r"[a-z][a-z0-9-]{1,62}")
_RATE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")
FORMAT = 4
"""How a method's text is written; a text states it, so that a later format can be told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One version of a working method.

    `channels` are the ways in that the committee keeps open; `fast_scales` the scales of
    trouble that one handler may settle without negotiation, empty where there is no fast
    track; `terms` the time limits with their conditions. No ballot of households or residents is
    opened below `canvass`; None where whoever opens one says its rates. `checks` are the points of
    `rules` in words. `visits`, `rhythm` and `undertakings` are what is asked beside the issues.
    """

    name: str
    version: int
    hash: str
    title: Label
    source: str
    channels: tuple[str, ...]
    fast_scales: tuple[Scale, ...]
    terms: tuple[TermRule, ...]
    rules: Rules
    names: Names
    checks: tuple[Check, ...]
    visits: tuple[VisitRule, ...]
    rhythm: Rhythm
    undertakings: tuple[str, ...]
    canvass: CanvassFloor | None = None


_USUAL = Rules()
"""What a stored text of an earlier format, which names no rules, is read with."""

_SECTIONS = ("report", "negotiation", "approval", "emergency", "registers", "dispatch", "revisit")
_BESIDE = ("canvass", "names", "meetings", "checks", "visits", "reports", "undertakings")
_KEYS = ("format", "name", "version", "title", "source", "channels", "fast", *_SECTIONS, *_BESIDE)


@lru_cache(maxsize=64)
def parse(text: str, *, strict: bool = False) -> Method:
    """The method in *text*; any fault is `method-malformed` with key and remedy.

    *strict* for a text that is to be published: nothing missing, nothing unknown. A stored text
    is read as it is; a clock that it does not name has no limit.
    """
    root = read(text, Code.METHOD_MALFORMED, strict=strict)
    root.only(*_KEYS, "terms", "clocks", "ladder")
    if strict and root.number("format") != FORMAT:
        raise root.fault("format", f"format {FORMAT} is the one that can be published")
    name = root.text("name")
    if not _NAME.fullmatch(name):
        raise root.fault("name", "lower-case letters, digits and hyphens, 2 to 63 of them")
    if not root.texts("channels"):
        raise root.fault("channels", "at least one channel is required")
    return Method(
        name=name,
        version=root.number("version"),
        hash=sha256(text.encode()).hexdigest(),
        title=asking_text.label(root.table("title")),
        source=root.text("source"),
        channels=root.texts("channels"),
        fast_scales=_fast(root.table("fast")),
        terms=limits_text.terms(root),
        rules=_rules(root),
        canvass=_canvass(root.table("canvass")),
        names=asking_text.names(root),
        checks=asking_text.checks(root),
        visits=asking_text.visits(root),
        rhythm=asking_text.rhythm(root),
        undertakings=asking_text.undertakings(root),
    )


def _fast(table: Table) -> tuple[Scale, ...]:
    table.only("scales")
    return members(table, "scales", Scale)


def _canvass(table: Table) -> CanvassFloor | None:
    """Both rates, or the section is left out."""
    table.only("asked", "agreeing")
    if not table.values:
        return None
    return CanvassFloor(asked=_rate(table, "asked"), agreeing=_rate(table, "agreeing"))


def _rate(table: Table, key: str) -> tuple[int, int]:
    """A share of at most all, e.g. "2/3"."""
    found = _RATE.fullmatch(table.text(key))
    part, whole = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 0 < part <= whole:
        raise table.fault(key, 'a share like "2/3" is required, above 0 and at most 1')
    return part, whole


def _rules(root: Table) -> Rules:
    report, negotiation, approval, emergency, registers, dispatch, revisit = map(
        root.table, _SECTIONS
    )
    report.only("backdate_days")
    negotiation.only("seats", "abstention")
    approval.only("rule", "fund_exits")
    emergency.only("waives", "confirmed_by", "cases")
    registers.only("of", "needed")
    dispatch.only("parties")
    revisit.only("attempts", "rounds", "reopen_days", "reopen_on")
    return Rules(
        seats=_seats(negotiation),
        abstention_blocks=chosen(negotiation, "abstention", _Abstention, _Abstention.BLOCKS)
        is _Abstention.BLOCKS,
        approval=_approval(approval),
        fund_exits=members(approval, "fund_exits", FundExit),
        waives=members(emergency, "waives", Waiver),
        confirmed_by=emergency.texts("confirmed_by"),
        cases=emergency.texts("cases"),
        registers=registers.texts("of"),
        registers_needed=_needed(registers),
        parties_needed=dispatch.count("parties", _USUAL.parties_needed),
        attempts=_at_least_one(revisit, "attempts", _USUAL.attempts),
        rounds=_at_least_one(revisit, "rounds", _USUAL.rounds),
        reopen_days=revisit.count("reopen_days", _USUAL.reopen_days),
        reopen_on=chosen(revisit, "reopen_on", ReopenOn, _USUAL.reopen_on),
        backdate_days=report.count("backdate_days", _USUAL.backdate_days),
        timing=limits_text.timing(root),
        meetings=asking_text.meetings(root),
        checks=tuple(check.rule for check in asking_text.checks(root)),
    )


class _Abstention(StrEnum):
    BLOCKS = "blocks"
    PASSES = "passes"


def _seats(negotiation: Table) -> tuple[str, ...]:
    seats = negotiation.texts("seats")
    if seats:
        return seats
    if negotiation.strict:
        raise negotiation.fault("seats", "at least one seat is required")
    return _USUAL.seats


def _approval(approval: Table) -> ApprovalRule:
    rule = chosen(approval, "rule", ApprovalRule, _USUAL.approval)
    if approval.strict and rule is ApprovalRule.EMERGENCY:
        raise approval.fault("rule", "emergency is a track, not a rule that a plan waits for")
    return rule


def _needed(registers: Table) -> int:
    needed = registers.count("needed", _USUAL.registers_needed)
    if registers.strict and needed > len(registers.texts("of")):
        raise registers.fault("needed", "more than there are registers")
    return needed


def _at_least_one(table: Table, key: str, default: int) -> int:
    number = table.count(key, default)
    if table.strict and number < 1:
        raise table.fault(key, "a whole number of at least 1 is required")
    return number
