"""An issue as a person at the counter would describe it, and the commands that can be tried.

Written from the requirements. It knows neither the lifecycle table nor the policies; each
prediction is the code of the first objection, or None where the command is accepted.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from domain.issue import answer, dispatch, intake
from domain.issue.events import Outcome, Output
from domain.method.terms import Scale, Track
from domain.refusal import Code
from tests.domain.dsl import Rule
from tests.domain.examples import CONTRACTOR, LINBA, PROPERTY, STRANGER, VOCABULARY, sealed

KNOWN = (PROPERTY, CONTRACTOR)


@dataclass
class Model:
    """One paper card: finished or not, its track, and each party's newest order."""

    finished: bool = False
    track: str | None = None
    orders: dict[UUID, str] = field(default_factory=dict)

    def triage(self, category: str, scale: str, track: str) -> Code | None:
        """Linba keeps the fast track for small and urgent matters."""
        if self.finished:
            return Code.STATUS_FORBIDS
        if category != "lighting":
            return Code.UNKNOWN_CATEGORY
        if track == "fast" and scale == "hard":
            return Code.FAST_TRACK_CLOSED
        self.track = track
        return None

    def dispatch(self, *parties: UUID) -> Code | None:
        """Known parties, each once, none with an order in hand."""
        if self.finished:
            return Code.STATUS_FORBIDS
        if len(parties) > len(set(parties)):
            return Code.PARTY_REPEATED
        for party in parties:
            if party not in KNOWN:
                return Code.UNKNOWN_PARTY
            if self.orders.get(party, "finished") != "finished":
                return Code.DISPATCH_STILL_OPEN
        self.orders |= dict.fromkeys(parties, "waiting")
        return None

    def acknowledge(self, party: UUID) -> Code | None:
        """Once for each order."""
        if self.finished:
            return Code.STATUS_FORBIDS
        if self.orders.get(party, "finished") == "finished":
            return Code.NOT_DISPATCHED
        if self.orders[party] == "taken":
            return Code.ALREADY_ACKNOWLEDGED
        self.orders[party] = "taken"
        return None

    def complete_dispatch(self, party: UUID) -> Code | None:
        """Taken or only waiting."""
        if self.finished:
            return Code.STATUS_FORBIDS
        if self.orders.get(party, "finished") == "finished":
            return Code.NOT_DISPATCHED
        self.orders[party] = "finished"
        return None

    def respond(self) -> Code | None:
        """Until the issue is finished."""
        return Code.STATUS_FORBIDS if self.finished else None

    def reply(self) -> Code | None:
        """Always."""
        return None

    def complete(self, unit: str, site: int | None) -> Code | None:
        """Classified, fast, nobody at work, and counted in known units at known sites."""
        if self.finished:
            return Code.STATUS_FORBIDS
        if self.track is None:
            return Code.NOT_TRIAGED
        if self.track != "fast":
            return Code.NOT_FAST_TRACK
        if set(self.orders.values()) - {"finished"}:
            return Code.DISPATCH_OPEN
        if unit != "zhan":
            return Code.UNKNOWN_UNIT
        if site not in (None, 1, 2):
            return Code.UNKNOWN_SITE
        self.finished = True
        return None


@dataclass(frozen=True)
class Command:
    """One thing to try: how the model sees it, and the rule with its arguments."""

    predict: Callable[[Model], Code | None]
    rule: Rule
    arguments: dict[str, object]


def triage(category: str, scale: Scale, track: Track) -> Command:
    """Classify."""
    arguments: dict[str, object] = {"category": category, "scale": scale, "track": track}
    law = {"method": LINBA, "vocabulary": VOCABULARY, "summary": None}
    return Command(lambda m: m.triage(category, scale, track), intake.triage, arguments | law)


def hand(*parties: UUID) -> Command:
    """Dispatch."""
    arguments: dict[str, object] = {"known_parties": KNOWN, "parties": parties, "note": None}
    return Command(lambda m: m.dispatch(*parties), dispatch.dispatch, arguments)


def take(party: UUID) -> Command:
    """Acknowledge."""
    return Command(lambda m: m.acknowledge(party), dispatch.acknowledge, {"party": party})


def finish(party: UUID) -> Command:
    """Complete one's dispatch."""
    arguments: dict[str, object] = {"party": party, "note": None}
    return Command(lambda m: m.complete_dispatch(party), dispatch.complete_dispatch, arguments)


def complete(unit: str = "zhan", site: int | None = None) -> Command:
    """Complete the issue."""
    output = Output(item=sealed(), quantity=4, unit=unit, site=site)
    arguments: dict[str, object] = {"vocabulary": VOCABULARY, "outcome": Outcome.SOLVED}
    rest = {"reply": sealed(), "outputs": [output], "cost": None}
    return Command(lambda m: m.complete(unit, site), answer.complete, arguments | rest)


TRIAGES = [triage(c, s, t) for c in ("lighting", "weather") for s in Scale for t in Track]
HANDS = [
    hand(PROPERTY),
    hand(CONTRACTOR),
    hand(PROPERTY, CONTRACTOR),
    hand(CONTRACTOR, PROPERTY),
    hand(PROPERTY, PROPERTY),
    hand(STRANGER),
    hand(PROPERTY, STRANGER),
]
TAKES = [take(party) for party in (*KNOWN, STRANGER)]
FINISHES = [finish(party) for party in (*KNOWN, STRANGER)]
ANSWERS = [
    Command(Model.respond, answer.respond, {"message": sealed()}),
    Command(Model.reply, answer.reply, {"message": sealed()}),
]
COMPLETIONS = [complete(), complete(site=2), complete(unit="bushel"), complete(site=3)]
COMMANDS = [*TRIAGES, *HANDS, *TAKES, *FINISHES, *ANSWERS, *COMPLETIONS]
