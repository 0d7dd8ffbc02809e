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


def _with_rules(data: dict[str, object]) -> dict[str, object]:
    return {**data, "rules": _FIRST_RULES}


def _without_emergency(data: dict[str, object]) -> dict[str, object]:
    return {**data, "emergency": None}


def _confirmed(data: dict[str, object]) -> dict[str, object]:
    """There was no emergency track, and so nothing to confirm."""
    return {**data, "unconfirmed": False}


def _not_acting(data: dict[str, object]) -> dict[str, object]:
    return {**data, "acting": False}


def _unchanged(data: dict[str, object]) -> dict[str, object]:
    """The shape is the same; the version tells older programs that there are codes they lack."""
    return data


UPCASTERS: Mapping[tuple[str, int], Upcaster] = {
    ("issue.reported", 1): _with_rules,
    ("issue.triaged", 1): _without_emergency,
    ("issue.done", 1): _confirmed,
    ("body.seat-filled", 1): _not_acting,
    ("body.seat-vacated", 1): _unchanged,
}
"""(name, version) → how that version becomes the next."""
