"""Texts that ledgers hold are read leniently for ever; what they lack is the usual."""

from dataclasses import replace

import pytest

from domain.levels import Level
from domain.method.asking import Names, Rhythm
from domain.method.rules import ApprovalRule, FundExit, ReopenOn, Rules, Waiver
from domain.method.terms import Basis, Clock, Limit, Scale, Span
from domain.method.text import Method
from domain.method.text import parse as parse_method
from domain.method.timing import Reopening, Rung, Timing
from domain.refusal import Refused
from domain.vocabulary.state import parse as parse_vocabulary
from tests.domain.examples import DEFAULT, LINBA, LINBA_RULES, LINBA_TIMING, METHODS, STORED

TWO_DAYS = Limit(amount=2, span=Span.DAY, basis=Basis.WORKING)
USUAL = Rules(
    seats=("residents-committee", "owners-committee", "property-company"),
    abstention_blocks=True,
    approval=ApprovalRule.JOINT_AGREEMENT,
    fund_exits=(),
    waives=(),
    confirmed_by=(),
    cases=(),
    registers=(),
    registers_needed=0,
    parties_needed=1,
    attempts=3,
    rounds=3,
    reopen_days=30,
    reopen_on=ReopenOn.DISSATISFIED,
    backdate_days=30,
    timing=replace(LINBA_TIMING, ladder=()),
)
"""What a text that names no rules is read with."""


def stored(name: str) -> str:
    """A text of format 1 as it was published."""
    return (STORED / f"{name}.v1.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["linba", "default"])
def test_a_method_of_format_1_is_read_with_the_usual_rules(name: str) -> None:
    method = parse_method(stored(name))
    assert (method.name, method.version, method.rules) == (name, 1, USUAL)
    assert method.fast_scales
    assert {rule.term.clock for rule in method.terms} == {Clock.RESPONSE, Clock.COMPLETION}
    with pytest.raises(Refused):
        parse_method(stored(name), strict=True)


def test_the_vocabulary_of_format_1_has_no_seats_yet() -> None:
    vocabulary = parse_vocabulary(stored("vocabulary"))
    assert vocabulary.version == 1
    assert vocabulary.units["zhan"].zh == "盏"
    empty = ("seats", "meetings", "sources", "registers", "cases")
    assert [getattr(vocabulary, section) for section in empty] == [{}] * 5


def test_the_vocabulary_of_format_2_has_no_kinds_of_undertakings_yet() -> None:
    vocabulary = parse_vocabulary((STORED / "vocabulary.v2.toml").read_text(encoding="utf-8"))
    assert vocabulary.version == 2
    assert vocabulary.seats["police"].zh == "公安"
    empty = ("groups", "visits", "skills", "roles", "grids", "steps", "measures", "undertakings")
    assert [getattr(vocabulary, section) for section in empty] == [{}] * 8


def test_what_a_later_format_adds_is_passed_over() -> None:
    later = stored("linba").replace("format = 1", "format = 9") + '\n[moon]\nphase = "full"\n'
    later = later.replace('basis = "natural"', 'basis = "natural"\nmood = "calm"')
    earlier = parse_method(stored("linba"))
    read = parse_method(later)
    assert (read.terms, read.rules, read.channels) == (
        earlier.terms,
        earlier.rules,
        earlier.channels,
    )


def test_a_section_that_says_little_keeps_the_usual_for_the_rest() -> None:
    text = stored("linba") + '\n[revisit]\nrounds = 5\n[negotiation]\nabstention = "passes"\n'
    rules = parse_method(text).rules
    assert (rules.rounds, rules.attempts, rules.reopen_days) == (5, 3, 30)
    assert (rules.seats, rules.abstention_blocks) == (USUAL.seats, False)


@pytest.mark.parametrize("stored_as", ["linba.v2", "default.v2", "donghulu.v1"])
def test_a_method_of_format_2_has_the_usual_timing_and_rules_of_its_own(stored_as: str) -> None:
    text = (STORED / f"{stored_as}.toml").read_text(encoding="utf-8")
    name, _, number = stored_as.partition(".v")
    method = parse_method(text)
    newest = parse_method((METHODS / f"{name}.toml").read_text(encoding="utf-8"))
    assert (method.name, method.version) == (name, int(number))
    plain = replace(newest.rules, timing=USUAL.timing, meetings=(), checks=())
    assert method.rules == plain
    with pytest.raises(Refused):
        parse_method(text, strict=True)


@pytest.mark.parametrize("stored_as", ["linba.v3", "default.v3", "donghulu.v2", "deli.v1"])
def test_a_method_of_format_3_asks_for_no_meetings_and_draws_every_report(stored_as: str) -> None:
    text = (STORED / f"{stored_as}.toml").read_text(encoding="utf-8")
    name, _, number = stored_as.partition(".v")
    method = parse_method(text)
    newest = parse_method((METHODS / f"{name}.toml").read_text(encoding="utf-8"))
    assert (method.name, method.version) == (name, int(number))
    assert (method.rules, method.terms) == (newest.rules, newest.terms)
    assert (method.names, method.checks, method.visits, method.undertakings) == (
        Names(),
        (),
        (),
        (),
    )
    assert method.rhythm is Rhythm.HALF_MONTHLY
    with pytest.raises(Refused):
        parse_method(text, strict=True)


def test_a_limit_of_former_days_is_read_as_it_is() -> None:
    text = stored("linba").replace("24 hours", "999999 days")
    assert parse_method(text).terms[1].term.amount == 999_999


def ladder(method: Method) -> list[str]:
    """The rungs as a person reads them."""
    rungs = [(rung.level, rung.wait) for rung in method.rules.timing.ladder]
    return [f"{level} {wait.amount} {wait.span}" for level, wait in rungs]


def test_the_shipped_methods_say_what_they_are_known_for() -> None:
    assert LINBA.rules == LINBA_RULES
    assert replace(DEFAULT.rules, timing=LINBA_RULES.timing) == LINBA_RULES
    assert ladder(LINBA) == ["committee 2 hour", "subdistrict 8 hour", "district 24 hour"]
    assert ladder(DEFAULT) == ["committee 1 day", "subdistrict 2 day", "district 3 day"]
    donghulu = parse_method((METHODS / "donghulu.toml").read_text(encoding="utf-8"))
    rules = donghulu.rules
    assert (rules.registers_needed, len(rules.registers), rules.parties_needed) == (2, 3, 2)
    assert (len(rules.seats), rules.abstention_blocks) == (7, False)
    assert donghulu.fast_scales == (Scale.SMALL,)


def test_every_rule_of_a_text_is_read() -> None:
    text = (
        stored("linba")
        + """
[clocks]
grace_minutes = 5
at_risk = 0
pausable = ["dispatch"]
laddered = ["response"]
[clocks.reopening]
response = "afresh"
completion = "continues"
dispatch = "ends"
negotiation = "ends"
[[ladder]]
to = "district"
after = "2 days"
basis = "working"
[report]
backdate_days = 7
[negotiation]
seats = ["operator", "police"]
abstention = "passes"
[approval]
rule = "superior"
fund_exits = ["standing-authorisation"]
[emergency]
waives = ["approval"]
confirmed_by = ["operator"]
cases = ["lift-failure"]
[registers]
of = ["service-log"]
needed = 1
[dispatch]
parties = 2
[revisit]
attempts = 4
rounds = 6
reopen_days = 10
reopen_on = "unresolved"
"""
    )
    assert parse_method(text).rules == Rules(
        seats=("operator", "police"),
        abstention_blocks=False,
        approval=ApprovalRule.SUPERIOR,
        fund_exits=(FundExit.STANDING_AUTHORISATION,),
        waives=(Waiver.APPROVAL,),
        confirmed_by=("operator",),
        cases=("lift-failure",),
        registers=("service-log",),
        registers_needed=1,
        parties_needed=2,
        attempts=4,
        rounds=6,
        reopen_days=10,
        reopen_on=ReopenOn.UNRESOLVED,
        backdate_days=7,
        timing=Timing(
            grace=5,
            at_risk=0,
            pausable=(Clock.DISPATCH,),
            reopening=(
                (Clock.RESPONSE, Reopening.AFRESH),
                (Clock.COMPLETION, Reopening.CONTINUES),
                (Clock.DISPATCH, Reopening.ENDS),
                (Clock.NEGOTIATION, Reopening.ENDS),
            ),
            ladder=(Rung(level=Level.DISTRICT, wait=TWO_DAYS),),
            laddered=(Clock.RESPONSE,),
        ),
    )
