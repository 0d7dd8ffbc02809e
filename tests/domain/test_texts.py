"""A text with one fault is refused, and the refusal names the key that is at fault."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.calendar.text import parse as parse_calendar
from domain.method.rules import BALLOT_RULES, ApprovalRule, CanvassFloor, FundExit
from domain.method.text import parse as parse_method
from domain.refusal import Code, Refused
from domain.vocabulary.state import parse as parse_vocabulary
from tests.domain.examples import DEFAULT_TEXT, LINBA_TEXT, STEADY, VOCABULARY_TEXT
from tests.domain.toml import Path, dotted, keys_of, renamed, replaced, without, written


@dataclass(frozen=True)
class Kind:
    """One kind of text: how it is read, what its faults are called, a full example."""

    parse: Callable[[str], Any]
    code: Code
    document: dict[str, Any]

    def paths(self) -> list[Path]:
        """Every key of the example."""
        return list(keys_of(self.document))

    def refusal(self, text: str) -> Refused:
        """The refusal of a damaged *text*."""
        with pytest.raises(Refused) as caught:
            self.parse(text)
        assert caught.value.code is self.code
        assert set(caught.value.facts) == {"key", "detail"}
        assert caught.value.facts["detail"]
        return caught.value


# The general method, with what no shipped method uses, or only some do.
FULL = tomllib.loads(DEFAULT_TEXT)
FULL["terms"][3]["categories"] = ["lift", "noise"]
FULL["canvass"] = {"asked": "2/3", "agreeing": "1/2"}
FULL["registers"] = {"of": ["property-log", "service-log"], "needed": 0}
FULL["names"] = {
    "steps": {"reported": {"zh": "听", "en": "Heard"}, "done": {"zh": "办", "en": "Worked"}},
    "seats": {"council": {"zh": "院坝会", "en": "Courtyard"}},
    "teams": {"team": {"zh": "近邻队", "en": "Neighbours"}},
}
FULL["meetings"] = [
    {
        "kinds": ["hearing", "council"],
        "before": "approved",
        "seats": ["council"],
        "scales": ["hard"],
    }
]
FULL["checks"] = [
    {"before": "done", "code": "photo", "zh": "照片", "en": "A picture", "scales": ["hard"]},
    {"before": "revisited", "code": "photo", "zh": "照片", "en": "A picture"},
]
FULL["visits"] = [{"kind": "priority", "group": "aged-alone", "every_days": 30, "topics": ["need"]}]
FULL["undertakings"] = {"kinds": ["team"]}
METHOD = Kind(partial(parse_method, strict=True), Code.METHOD_MALFORMED, FULL)
VOCABULARY = Kind(
    partial(parse_vocabulary, strict=True),
    Code.VOCABULARY_MALFORMED,
    tomllib.loads(VOCABULARY_TEXT),
)
YEARS = {
    "format": 1,
    "version": 2,
    "source": "国务院办公厅的通知",
    "years": {
        "2025": {"off": ["10-01", "10-02"], "on": ["10-11"]},
        "2026": {"off": ["01-01"], "on": ["01-04"]},
    },
}
CALENDAR = Kind(partial(parse_calendar, strict=True), Code.CALENDAR_MALFORMED, YEARS)
KINDS = (METHOD, VOCABULARY, CALENDAR)
OPTIONAL = {
    "fast",
    "scales",
    "categories",
    "fund_exits",
    "canvass",
    "emergency",
    "waives",
    "confirmed_by",
    "cases",
    "of",
    "off",
    "on",
    "2025",
    "2026",
    "ladder",
    "meetings",
    "checks",
    "visits",
    "group",
    "topics",
    "undertakings",
    "names",
}
OPTIONAL_IN = {("meetings", "seats"), ("undertakings", "kinds")}
"""What is optional there, and not elsewhere."""

COUNTS = {"backdate_days", "needed", "parties", "reopen_days", "grace_minutes", "at_risk"}
"""Numbers that may be 0."""

CODES_OF = {
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
    "undertakings",
}
OF_A_KIND = {"ends", "line_steps", "line_ends", "cycles", "by_party", "texts", "measures"}
"""What a kind of undertaking may leave out."""


def named(kind: Kind, path: Path) -> bool:
    """Whether the key is one of the format, and no code that the vocabulary is free to choose."""
    if kind is METHOD:
        return len(path) != 3 or path[:2] not in (("names", "seats"), ("names", "teams"))
    if kind is not VOCABULARY:
        return True
    chosen = len(path) == 4 and path[2] == "measures"
    free = len(path) == 2 and path[0] in CODES_OF
    return not chosen and not free


def required(kind: Kind, path: Path) -> bool:
    """Whether the text cannot do without this key."""
    if kind is VOCABULARY:
        kept = len(path) == 1 or path[-1] not in OF_A_KIND
        return path[0] != "after" and named(kind, path) and kept
    own = kind is METHOD and path[0] == "names" and len(path) < 4
    if own or (path[0], path[-1]) in OPTIONAL_IN:
        return False
    return path[-1] not in OPTIONAL


def at_or_below(key: object, path: Path) -> bool:
    """Whether *key* is the damaged one, or lies in it."""
    return key == dotted(path) or str(key).startswith((f"{dotted(path)}.", f"{dotted(path)}["))


def wrong_values(value: object) -> st.SearchStrategy[object]:
    """Values of any other type than that of *value*, and empty ones of its own."""
    values: dict[type, st.SearchStrategy[object]] = {
        str: st.text("abc 甲", min_size=1),
        int: st.integers(1, 10**6),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
        list: st.lists(st.integers(), min_size=1, max_size=2),
        dict: st.just({"nobody-reads-this": 1}),
    }
    empty: dict[type, list[object]] = {
        str: ["", "  "],
        int: [0, -1],
        bool: [],
        list: [],
        dict: [],
    }
    others = [values[kind] for kind in values if kind is not type(value)]
    return st.one_of(*others, *map(st.just, empty[type(value)]))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_the_example_is_faultless_and_survives_being_written(kind: Kind) -> None:
    again = tomllib.loads(written(kind.document))
    assert again == kind.document
    assert kind.parse(written(kind.document)).version == kind.document["version"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_missing_key_is_named(kind: Kind) -> None:
    paths = [path for path in kind.paths() if required(kind, path)]
    assert paths
    for path in paths:
        assert at_or_below(kind.refusal(without(kind.document, path)).facts["key"], path), path


def test_what_is_optional_may_be_missing() -> None:
    for path in METHOD.paths():
        if not required(METHOD, path):
            parse_method(without(FULL, path))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
@STEADY
@for_all(st.data())
def test_a_misspelt_key_is_named(kind: Kind, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([p for p in kind.paths() if named(kind, p)]))
    right = str(path[-1])
    letter = data.draw(st.sampled_from("xyz_-é"))
    place = data.draw(st.integers(0, len(right)))
    wrong = right[:place] + letter + right[place:]
    fault = kind.refusal(renamed(kind.document, path, wrong))
    assert fault.facts["key"] == dotted((*path[:-1], wrong))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
@STEADY
@for_all(st.data())
def test_a_value_of_the_wrong_type_is_named(kind: Kind, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(kind.paths()))
    right: Any = kind.document
    for part in path:
        right = right[part]
    value = data.draw(wrong_values(right))
    assume(path[-1] not in COUNTS or value is False or value != 0)
    fault = kind.refusal(replaced(kind.document, path, value))
    assert at_or_below(fault.facts["key"], path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("terms", 0, "clock"), "lunch"),
        (("terms", 0, "clock"), "Response"),
        (("terms", 0, "basis"), "lunar"),
        (("terms", 2, "scales"), ["urgent", "tiny"]),
        (("terms", 2, "scales"), ["urgent", "urgent"]),
        (("terms", 3, "categories"), ["lift", "lift"]),
        (("fast", "scales"), ["huge"]),
        (("terms", 1, "limit"), "0 days"),
        (("terms", 1, "limit"), "5"),
        (("terms", 1, "limit"), "5 weeks"),
        (("terms", 1, "limit"), "-5 days"),
        (("terms", 1, "limit"), "1.5 days"),
        (("terms", 1, "limit"), "5 days or so"),
        (("channels",), ["window", "window"]),
        (("channels",), ["window", ""]),
        (("channels",), ["window", 1]),
        (("terms",), [1]),
        (("name",), "Upper"),
        (("name",), "-dash"),
        (("name",), "x"),
        (("name",), "a" * 64),
        (("name",), "name\n"),
        (("version",), True),
        (("format",), 1),
        (("format",), 2),
        (("format",), 3),
        (("format",), 5),
        (("terms", 0, "clock"), "supervision"),
        (("terms", 1, "limit"), "3661 days"),
        (("terms", 1, "limit"), "87841 hours"),
        (("terms", 1, "limit"), "9999999 minutes"),
        (("terms", 1, "limit"), "99999999 minutes"),
        (("clocks", "grace_minutes"), 10_081),
        (("clocks", "at_risk"), 100),
        (("clocks", "pausable"), ["lunch"]),
        (("clocks", "pausable"), ["completion", "supervision"]),
        (("clocks", "pausable"), ["response"]),
        (("clocks", "laddered"), ["completion", "completion"]),
        (("clocks", "laddered"), ["revisit"]),
        (("clocks", "reopening", "response"), "perhaps"),
        (("ladder", 0, "to"), "compound"),
        (("ladder", 0, "to"), "city"),
        (("ladder", 0, "after"), "0 hours"),
        (("ladder", 1, "after"), "3661 days"),
        (("ladder", 2, "basis"), "lunar"),
        (("report", "backdate_days"), -1),
        (("report", "backdate_days"), True),
        (("negotiation", "seats"), []),
        (("negotiation", "abstention"), "sometimes"),
        (("approval", "rule"), "lottery"),
        (("approval", "rule"), "emergency"),
        (("approval", "fund_exits"), ["hope"]),
        (("canvass", "asked"), "3/2"),
        (("canvass", "asked"), "0/2"),
        (("canvass", "agreeing"), "0.5"),
        (("emergency", "waives"), ["revisit"]),
        (("emergency", "cases"), ["lift-failure", "lift-failure"]),
        (("registers", "needed"), 3),
        (("dispatch", "parties"), "two"),
        (("revisit", "attempts"), 0),
        (("revisit", "rounds"), 0),
        (("revisit", "reopen_days"), -1),
        (("revisit", "reopen_on"), "whim"),
        (("meetings", 0, "kinds"), []),
        (("meetings", 0, "before"), "reported"),
        (("meetings", 0, "before"), "soon"),
        (("meetings", 0, "scales"), ["huge"]),
        (("checks", 0, "before"), "reported"),
        (("checks", 0, "code"), "Photo"),
        (("checks", 0, "code"), "p"),
        (("visits", 0, "every_days"), 0),
        (("visits", 0, "every_days"), 3661),
        (("reports", "rhythm"), "weekly"),
    ],
)
def test_a_value_that_nobody_knows_is_named(path: Path, value: object) -> None:
    assert METHOD.refusal(replaced(FULL, path, value)).facts["key"] == dotted(path)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("format",), 2, "format"),
        (("years",), {}, "years"),
        (("years", "2024"), {}, None),
        (("years", "2023"), {}, "years"),
        (("years", "1969"), {}, "years.1969"),
        (("years", "2200"), {}, "years.2200"),
        (("years", "26"), {}, "years.26"),
        (("years", "2026", "off"), ["2026-01-01"], "years.2026.off"),
        (("years", "2026", "off"), ["1-1"], "years.2026.off"),
        (("years", "2026", "off"), ["02-29"], "years.2026.off"),
        (("years", "2026", "off"), ["13-01"], "years.2026.off"),
        (("years", "2026", "off"), ["01-00"], "years.2026.off"),
        (("years", "2026", "off"), ["01-02", "01-02"], "years.2026.off"),
        (("years", "2026", "on"), ["04-31"], "years.2026.on"),
        (("years", "2026", "on"), ["01-01"], "years"),
        (("years", "2026", "on"), [], None),
        (("source",), "长" * 8_000, "years"),
    ],
)
def test_a_calendar_names_days_that_there_are(path: Path, value: object, key: str | None) -> None:
    text = replaced(YEARS, path, value)
    if key is None:
        parse_calendar(text, strict=True)
    else:
        assert CALENDAR.refusal(text).facts["key"] == key


def test_a_point_stands_once_for_each_step() -> None:
    twice = [FULL["checks"][0], FULL["checks"][0]]
    assert METHOD.refusal(replaced(FULL, ("checks",), twice)).facts["key"] == "checks"


def test_each_rung_leads_higher_than_the_one_before() -> None:
    for levels in (("subdistrict", "committee"), ("district", "district")):
        rungs = [{"to": to, "after": "1 hour", "basis": "natural"} for to in levels]
        assert METHOD.refusal(replaced(FULL, ("ladder",), rungs)).facts["key"] == "ladder"


LIMITS = ["1 minute", "15 minutes", "24 hours", "1 day", "3660 days", "3660 hours"]


@pytest.mark.parametrize("limit", LIMITS)
def test_limits_are_written_as_people_say_them(limit: str) -> None:
    text = replaced(FULL, ("terms", 0, "limit"), limit)
    first = parse_method(text, strict=True).terms[0].term
    assert limit.removesuffix("s") == f"{first.amount} {first.span}"


def test_each_clock_needs_a_limit_without_condition() -> None:
    for index, clock in enumerate(("response", "completion")):
        only = {**FULL, "terms": [rule for rule in FULL["terms"] if rule["clock"] != clock]}
        by_scale = replaced(FULL, ("terms", index, "scales"), ["hard"])
        by_category = replaced(FULL, ("terms", index, "categories"), ["lift"])
        for text in (written(only), by_scale, by_category):
            fault = METHOD.refusal(text)
            assert fault.facts["key"] == "terms"
            assert clock in str(fault.facts["detail"])


def test_a_limit_to_dispatch_holds_before_anybody_knows_the_category() -> None:
    term = {"clock": "dispatch", "limit": "2 hours", "basis": "natural"}
    parse_method(written({**FULL, "terms": [*FULL["terms"], term]}), strict=True)
    narrow = {**FULL, "terms": [*FULL["terms"], {**term, "scales": ["hard"]}]}
    assert METHOD.refusal(written(narrow)).facts["key"] == "terms"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
@pytest.mark.parametrize(
    "text",
    [
        "version = ",
        "version = 1\nversion = 2",
        f"version = {'1' * 5000}",
        f"version = {'[' * 100_000}",
        'version = "\ud800"',
        "\x00",
    ],
    ids=["half a line", "twice", "5000 digits", "nested too deep", "half a surrogate", "a NUL"],
)
def test_what_is_no_toml_is_a_fault_like_any_other(kind: Kind, text: str) -> None:
    assert kind.refusal(text).facts["key"] == ""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
@STEADY
@for_all(st.text())
def test_no_text_is_more_than_a_fault(kind: Kind, text: str) -> None:
    kind.refusal(text)


def test_the_hash_is_of_the_very_text() -> None:
    assert parse_method(LINBA_TEXT).hash != parse_method(LINBA_TEXT + "\n").hash


def test_a_method_may_say_the_lowest_rates_of_a_canvass() -> None:
    floor = CanvassFloor(asked=(2, 3), agreeing=(1, 2))
    assert parse_method(written(FULL), strict=True).canvass == floor
    assert parse_method(DEFAULT_TEXT).canvass is None


@pytest.mark.parametrize("rule", sorted(BALLOT_RULES))
def test_a_method_may_have_a_vote_decide(rule: ApprovalRule) -> None:
    approval = {"rule": rule.value, "fund_exits": ["committee-canvass"]}
    rules = parse_method(written({**FULL, "approval": approval}), strict=True).rules
    assert rules.approval is rule
    assert rules.fund_exits == (FundExit.COMMITTEE_CANVASS,)
