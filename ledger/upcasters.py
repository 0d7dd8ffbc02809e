"""How older versions of stored events read as the next, on plain JSON values.

What stands here is as final as the events: a default that an upcaster fills in is what the old
event has meant ever since.
"""

from collections.abc import Callable, Mapping

Upcaster = Callable[[dict[str, object]], dict[str, object]]
"""Turns the data of one version into that of the next."""

_FIRST_RULES: Mapping[str, object] = {
    "seats": ["residents-committee", "owners-committee", "property-company"],
    "abstention_blocks": True,
    "approval": "joint-agreement",
    "fund_exits": [],
    "waives": [],
    "confirmed_by": [],
    "cases": [],
    "registers": [],
    "registers_needed": 0,
    "parties_needed": 1,
    "attempts": 3,
    "rounds": 3,
    "reopen_days": 30,
    "reopen_on": "dissatisfied",
    "backdate_days": 30,
}
"""Under which rules an issue runs that was reported before methods had any."""

_FIRST_TIMING: Mapping[str, object] = {
    "grace": 1440,
    "at_risk": 80,
    "pausable": ["completion"],
    "reopening": [["response", "ends"], ["completion", "afresh"]],
    "ladder": [],
    "laddered": [],
}
"""What the clocks of an issue go by that was reported before anything was said of it."""

_FIRST_TIMETABLE: Mapping[str, object] = {
    "calendar": None,
    "hours": {"periods": [[510, 690], [780, 1020]]},
}
"""Where there was no calendar yet, working days are Monday to Friday."""


def _with_rules(data: dict[str, object]) -> dict[str, object]:
    return {**data, "rules": _FIRST_RULES}


def _timed(data: dict[str, object]) -> dict[str, object]:
    rules = data["rules"]
    if not isinstance(rules, dict):
        raise TypeError("rules are an object")
    return {**data, "rules": {**rules, "timing": _FIRST_TIMING}, "timetable": _FIRST_TIMETABLE}


def _by_hand(data: dict[str, object]) -> dict[str, object]:
    return {**data, "rung": None}


def _promising_nothing(data: dict[str, object]) -> dict[str, object]:
    return {**data, "again_at": None}


def _without_emergency(data: dict[str, object]) -> dict[str, object]:
    return {**data, "emergency": None}


def _confirmed(data: dict[str, object]) -> dict[str, object]:
    """There was no emergency track, and so nothing to confirm."""
    return {**data, "unconfirmed": False}


def _not_acting(data: dict[str, object]) -> dict[str, object]:
    return {**data, "acting": False}


def _unballoted(data: dict[str, object]) -> dict[str, object]:
    """There were no ballots to decide."""
    return {**data, "ballot": None}


def _unnumbered(data: dict[str, object]) -> dict[str, object]:
    """Earlier decisions of the owners were words alone: no register had them."""
    lines = data["lines"]
    if not isinstance(lines, list):
        raise TypeError("lines are a list")
    return {**data, "lines": [{**line, "authorisation": _numbered(line)} for line in lines]}


def _numbered(line: dict[str, object]) -> object:
    given = line["authorisation"]
    return {**given, "number": None} if isinstance(given, dict) else None


def _asking_nothing(data: dict[str, object]) -> dict[str, object]:
    """Methods asked for no meetings yet, and had no checklists."""
    rules = data["rules"]
    if not isinstance(rules, dict):
        raise TypeError("rules are an object")
    return {**data, "rules": {**rules, "meetings": [], "checks": []}}


def _nobody_seated(data: dict[str, object]) -> dict[str, object]:
    """Nobody asked who sat there: no seat is known to have come, and none was wanted."""
    return {**data, "seats": [], "missing": []}


def _at_once(data: dict[str, object]) -> dict[str, object]:
    """A method held from when its adoption was recorded."""
    return {**data, "effective": None}


def _unchanged(data: dict[str, object]) -> dict[str, object]:
    """The shape is the same; the version tells older programs that there are codes they lack."""
    return data


UPCASTERS: Mapping[tuple[str, int], Upcaster] = {
    ("issue.reported", 1): _with_rules,
    ("issue.reported", 2): _timed,
    ("issue.triaged", 1): _without_emergency,
    ("issue.triaged", 2): _unchanged,
    ("issue.reported", 3): _unchanged,
    ("issue.reported", 4): _asking_nothing,
    ("issue.transferred", 1): _timed,
    ("issue.transferred", 2): _unchanged,
    ("issue.transferred", 3): _asking_nothing,
    ("issue.meeting-noted", 1): _nobody_seated,
    ("issue.proposal-tabled", 1): _unnumbered,
    ("issue.approved", 1): _unballoted,
    ("issue.rejected", 1): _unballoted,
    ("issue.variation-approved", 1): _unballoted,
    ("issue.escalated", 1): _by_hand,
    ("issue.revisit-attempted", 1): _promising_nothing,
    ("issue.done", 1): _confirmed,
    ("body.method-adopted", 1): _at_once,
    ("body.seat-filled", 1): _not_acting,
    ("body.seat-vacated", 1): _unchanged,
}
"""(name, version) → how that version becomes the next."""
