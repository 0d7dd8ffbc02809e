"""Values that specs share: ids, sealed texts, the shipped texts, and events with defaults."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import settings

from domain.body import events as body
from domain.body.state import BodyState
from domain.calendar.hours import OFFICE, Timetable
from domain.issue import events as issue
from domain.issue.intake import ReportFacts
from domain.levels import Level
from domain.method.rules import FundExit, Rules, Waiver
from domain.method.state import MethodState
from domain.method.terms import Basis, Clock, Limit, Scale, Span, Term, Track
from domain.method.text import Method
from domain.method.text import parse as parse_method
from domain.method.timing import Reopening, Rung, Timing
from domain.sealed import KeyScope, Sealed
from domain.vocabulary.state import Vocabulary
from domain.vocabulary.state import parse as parse_vocabulary
from tests.domain.dsl import fold

# The suite says the same on every machine, and no test depends on the machine's speed.
STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=100)

STORED = Path(__file__).parent / "stored"
"""Texts of earlier formats, as ledgers hold them."""

METHODS = Path(__file__).parents[2] / "methods"
METHOD_FILES = sorted(
    p for p in METHODS.glob("*.toml") if p.stem not in ("vocabulary", "metrics", "retention")
)

VOCABULARY_TEXT = (METHODS / "vocabulary.toml").read_text(encoding="utf-8")
LINBA_TEXT = (METHODS / "linba.toml").read_text(encoding="utf-8")
DEFAULT_TEXT = (METHODS / "default.toml").read_text(encoding="utf-8")

VOCABULARY: Vocabulary = parse_vocabulary(VOCABULARY_TEXT)
LINBA: Method = parse_method(LINBA_TEXT)
DEFAULT: Method = parse_method(DEFAULT_TEXT)


def uid(number: int) -> UUID:
    """An id that is easy to recognise in a failure."""
    return UUID(int=number)


COMMITTEE, SUBDISTRICT, COMPOUND, REPORTER = uid(1), uid(2), uid(3), uid(4)
PROPERTY, CONTRACTOR, STRANGER, OWNERS, SHOP = uid(11), uid(12), uid(13), uid(14), uid(15)
CLERK, COLLEAGUE, MANAGER, OWNER = uid(21), uid(22), uid(23), uid(24)
ISSUE, OTHER, CHILD = uid(31), uid(32), uid(33)


def sealed(tag: str = "text") -> Sealed:
    """A sealed field; rules carry it and never look inside."""
    key = uid(99)
    return Sealed(
        scope=KeyScope.ISSUE, key=key, alg="A256GCM", place="t/f", nonce=b"n", text=tag.encode()
    )


def registered(level: body.Level = body.Level.COMMITTEE, **other: Any) -> body.Registered:
    """A body of *level*, a committee unless told."""
    superior = None if level is body.Level.DISTRICT else SUBDISTRICT
    fields: dict[str, Any] = {"name": "凌八居民区", "code": "LB", "superior": superior}
    return body.Registered(level=level, **fields | other)


COMPOUND_ADDED = body.CompoundAdded(compound=COMPOUND, name="凌兆一村")


def body_state(*events: object) -> BodyState:
    """A body with this history, the usual committee unless told."""
    state: BodyState = fold(events or (registered(), COMPOUND_ADDED))
    return state


def method_state(text: str = LINBA_TEXT) -> MethodState:
    """The stream of a method of which *text* is the only version."""
    method = parse_method(text)
    return MethodState(name=method.name, texts={method.version: text})


def facts(**other: Any) -> ReportFacts:
    """What the ledger knows: the committee works by linba v4."""
    usual: dict[str, Any] = {
        "committee": body_state(),
        "method": LINBA,
        "vocabulary": VOCABULARY,
        "number": "LB-2026-000001",
        "timetable": TIMETABLE,
    }
    return ReportFacts(**usual | other)


FIFTEEN_MINUTES = Term(clock=Clock.RESPONSE, amount=15, span=Span.MINUTE, basis=Basis.NATURAL)
ONE_DAY = Term(clock=Clock.COMPLETION, amount=24, span=Span.HOUR, basis=Basis.NATURAL)
LINBA_TERMS = (FIFTEEN_MINUTES, ONE_DAY)


CASES = ("water-supply", "lift-failure", "facade-falling", "fire-equipment", "drainage-failure")
HOURS_UP = ((Level.COMMITTEE, 2), (Level.SUBDISTRICT, 8), (Level.DISTRICT, 24))
LINBA_TIMING = Timing(
    grace=60,
    at_risk=80,
    pausable=(Clock.COMPLETION, Clock.NEGOTIATION, Clock.APPROVAL),
    reopening=(
        (Clock.RESPONSE, Reopening.ENDS),
        (Clock.COMPLETION, Reopening.AFRESH),
        (Clock.DISPATCH, Reopening.AFRESH),
        (Clock.NEGOTIATION, Reopening.AFRESH),
    ),
    ladder=tuple(
        Rung(level=level, wait=Limit(amount=hours, span=Span.HOUR, basis=Basis.NATURAL))
        for level, hours in HOURS_UP
    ),
    laddered=(Clock.COMPLETION, Clock.SUPERVISION),
)
LINBA_RULES = Rules(
    fund_exits=(FundExit.STANDING_AUTHORISATION,),
    waives=(Waiver.NEGOTIATION, Waiver.APPROVAL),
    confirmed_by=("owners-committee",),
    cases=CASES,
    timing=LINBA_TIMING,
)
"""The troika agrees jointly, three attempts, three rounds, thirty days: what linba asks."""


TIMETABLE = Timetable(calendar=1, hours=OFFICE)


def ruled(**other: Any) -> Rules:
    """The rules of linba with some of another method."""
    return replace(LINBA_RULES, **other)


def reported(**other: Any) -> issue.Reported:
    """A report at the compound, by a resident, under linba v4, with sites 1 and 2."""
    pinned = issue.PinnedMethod(name="linba", version=4, hash=LINBA.hash)
    fields: dict[str, Any] = {
        "number": "LB-2026-000001",
        "committee": COMMITTEE,
        "compound": COMPOUND,
        "address": None,
        "sites": tuple(issue.Site(number=n, address=sealed(f"{n}")) for n in (1, 2)),
        "channel": "xiaoshi-kuaiban",
        "discovery": issue.Discovery.TOLD,
        "confidential": False,
        "reporter": REPORTER,
        "category": "lighting",
        "summary": None,
        "words": sealed("words"),
        "method": pinned,
        "vocabulary": VOCABULARY.version,
        "terms": LINBA_TERMS,
        "rules": LINBA_RULES,
        "timetable": TIMETABLE,
    }
    return issue.Reported(**fields | other)


def triaged(
    track: Track = Track.NORMAL,
    scale: Scale = Scale.SMALL,
    case: str | None = None,
    waives: tuple[Waiver, ...] = LINBA_RULES.waives,
) -> issue.Triaged:
    """Classified as lighting, on the normal track unless told; emergencies wait for nothing."""
    emergency = issue.Emergency(ground=sealed("ground"), case=case, waives=waives)
    return issue.Triaged(
        category="lighting",
        scale=scale,
        track=track,
        summary=None,
        terms=LINBA_TERMS,
        emergency=emergency if track is Track.EMERGENCY else None,
    )


def dispatched(*parties: UUID) -> issue.Dispatched:
    """Handed to *parties*, the property company unless told."""
    return issue.Dispatched(parties=parties or (PROPERTY,), note=None)


ACKNOWLEDGED = issue.Acknowledged(party=PROPERTY)
COMPLETED = issue.DispatchCompleted(party=PROPERTY, note=None)
RESPONDED = issue.Responded(message=sealed())
REPLIED = issue.Replied(message=sealed())
DONE = issue.Done(
    outcome=issue.Outcome.SOLVED, reply=sealed(), outputs=(), cost=None, unconfirmed=False
)
FAST = triaged(Track.FAST)
NORMAL = triaged()
EMERGENCY = triaged(Track.EMERGENCY)
