"""Whoever searches finds exactly the issues in which they can read the text."""

import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from service.commands.handling import Dispatch
from service.policy import Principal
from tests.api.face import Face
from tests.api.provoking import TRIAGE

TEXTS = st.text(alphabet="春凌路灯Aａ１1ﾊﾞ- ß𠮷", min_size=1, max_size=6).filter(str.strip)
_SEARCHED = {"issue.reported": ("summary", "address", "sites"), "issue.triaged": ("summary",)}

reports = st.fixed_dictionaries(
    {
        "own": st.booleans(),
        "confidential": st.booleans(),
        "summary": st.none() | TEXTS,
        "address": st.none() | TEXTS,
        "sites": st.lists(TEXTS, max_size=2).map(tuple),
        "triaged": st.none() | TEXTS,
    }
)


def happen(face: Face, wanted: dict[str, Any]) -> None:
    """An issue with these texts, handed to the handler's company."""
    town, own, triaged = face.town, wanted.pop("own"), wanted.pop("triaged")
    if own:
        wanted |= {"summary": None, "contact": None}
    if wanted["address"] is not None:
        wanted["compound"] = None
    issue = town.report(by=town.resident if own else town.clerk, **wanted)
    if triaged is not None:
        body = TRIAGE | {"summary": triaged}
        path = f"/v1/issues/{issue}/triage"
        assert face.post(path, body, town.clerk, if_match='"1"').status_code == 200
    town.do(Dispatch(issue=issue, parties=(town.property_company,)), by=town.clerk)


def as_compared(text: str) -> str:
    """Written down anew, so as not to ask the code what it does."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(unicodedata.normalize("NFKC", folded).split())


def readable(face: Face, issue: str, by: Principal) -> Iterator[str]:
    """Every text of the searched kinds that somebody can read of an issue."""
    shown = face.get(f"/v1/issues/{issue}", by).json()
    yield from (shown["summary"] or "", shown["address"] or "")
    yield from (place["name"] for place in (shown["compound"], shown["committee"]) if place)
    yield from (site["address"] or "" for site in shown["sites"])
    for entry in face.get(f"/v1/issues/{issue}/events", by).json()["items"]:
        for name in _SEARCHED.get(entry["event"], ()):
            value = entry["data"].get(name)
            several = value if isinstance(value, list) else [value]
            yield from (one["address"] if isinstance(one, dict) else one or "" for one in several)


def numbered(number: str, wanted: str) -> bool:
    """Whether a number begins so, or is told without its committee, and perhaps its year."""
    _, year, sequence = number.rsplit("-", 2)
    told = wanted.removeprefix(f"{year}-")
    return number.startswith(wanted) or (
        told.isascii() and told.isdecimal() and len(told) <= 6 and int(told) == int(sequence)
    )


class Readings:
    """What each caller reads of each issue; asked once, for it does not change here."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._read: dict[tuple[str, Principal], list[str]] = {}
        self._numbers: dict[str, str] = {}

    def hold(self, issue: str, by: Principal, wanted: str) -> bool:
        """Whether somebody can read what is *wanted* in an issue."""
        key = issue, by
        if key not in self._read:
            texts = readable(self._face, issue, by)
            self._read[key] = [as_compared(text or "") for text in texts]
        if issue not in self._numbers:
            number = self._face.get(f"/v1/issues/{issue}", by).json()["number"]
            self._numbers[issue] = as_compared(number)
        compared = as_compared(wanted)
        if numbered(self._numbers[issue], compared):
            return True
        return any(compared in text for text in self._read[key])


@pytest.fixture(scope="module")
def readings(shared: Face) -> Readings:
    """One for the whole file."""
    return Readings(shared)


def listed(face: Face, query: str, by: Principal, limit: int = 7) -> list[str]:
    """The ids of a list, page by page; who is told to come again does so."""
    found: list[str] = []
    cursor = ""
    while True:
        answer = face.get(f"/v1/issues?{query}limit={limit}{cursor}", by)
        if answer.status_code == 503:
            continue
        page = answer.json()
        found += [item["id"] for item in page["items"]]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


# Every example leaves its issues behind, so that shrinking would take minutes and say nothing.
@settings(deadline=None, derandomize=True, max_examples=10, phases=[Phase.generate])
@given(happening=st.lists(reports, min_size=1, max_size=2), text=TEXTS)
def test_found_is_what_can_be_read(
    shared: Face, readings: Readings, happening: list[dict[str, Any]], text: str
) -> None:
    town = shared.town
    for one in happening:
        happen(shared, dict(one))
    # Also what certainly stands somewhere: random texts mostly stand nowhere.
    known = [t for one in happening for t in (one["summary"], one["address"], one["triaged"]) if t]
    asked = dict.fromkeys([text, *(t[:2] for t in known if t[:2].strip())])
    for by in (town.clerk, town.resident, town.handler, town.owner, town.auditor):
        seen = listed(shared, "", by, limit=200)
        for wanted in asked:
            expected = [issue for issue in seen if readings.hold(issue, by, wanted)]
            assert listed(shared, f"q={quote(wanted)}&", by) == expected, (wanted, by.roles)
