"""What can be tried on an issue: how the card sees it, the rule, its words, and who does it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.actor import Actor, Role
from domain.issue import (
    approval,
    dispatch,
    events,
    funding,
    intake,
    negotiation,
    revisit,
    works,
)
from domain.issue.events import RevisitKind
from domain.issue.state import IssueState
from domain.method.terms import Scale, Track
from domain.moment import DAY, Moment
from domain.refusal import Code
from tests.domain.dsl import T0, Rule
from tests.domain.examples import (
    CLERK,
    COLLEAGUE,
    COMMITTEE,
    CONTRACTOR,
    LINBA,
    MANAGER,
    PROPERTY,
    STRANGER,
    SUBDISTRICT,
    VOCABULARY,
    sealed,
)
from tests.domain.loop import SEATS, pinned
from tests.domain.model import Model

Words = dict[str, Any]
CLERKS = Actor(role=Role.CLERK, person=CLERK, organisation=COMMITTEE)
COLLEAGUES = Actor(role=Role.CLERK, person=COLLEAGUE, organisation=COMMITTEE)
MANAGERS = Actor(role=Role.HANDLER, person=MANAGER, organisation=PROPERTY)
OUTSIDER = Actor(role=Role.SUPERIOR, person=STRANGER, organisation=SUBDISTRICT)


@dataclass(frozen=True, repr=False)
class Command:
    """One thing to try."""

    name: str
    predict: Callable[[Model], Code | None]
    rule: Rule
    words: Words | Callable[[IssueState], Words]
    by: Actor = CLERKS

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def arguments(self, state: IssueState) -> Words:
        """The words, where they depend on the state."""
        return self.words(state) if callable(self.words) else self.words


def triage(track: Track) -> Command:
    """Small trouble with the lights."""
    words = {"method": LINBA, "vocabulary": VOCABULARY, "category": "lighting", "summary": None}
    more = {"scale": Scale.SMALL, "track": track, "ground": sealed()}
    return Command(f"triage {track}", lambda m: m.triage(track), intake.triage, words | more)


def hand(*parties: UUID) -> Command:
    """Dispatch."""
    words = {"known_parties": (PROPERTY, CONTRACTOR), "parties": parties, "note": None}
    return Command("hand", lambda m: m.dispatch(*parties), dispatch.dispatch, words)


def order(what: str, rule: Rule, party: UUID, **words: Any) -> Command:
    """Something about one party's order; the property company's manager does it."""
    told = {"party": party} | words
    if what == "finish":
        return Command(what, lambda m: m.finish(party, MANAGER), rule, told, MANAGERS)
    return Command(what, lambda m: m.order(what, party), rule, told, MANAGERS)


def table(seats: tuple[str, ...], gap: int, *sources: str) -> Command:
    """A plan of 100 分 for each source and *gap* more."""
    wanted = [
        funding.WantedLine(source=s, payer=None, amount=100, pays_for=sealed()) for s in sources
    ]
    words = {
        "vocabulary": VOCABULARY,
        "seats": tuple(map(pinned, seats)),
        "plan": sealed(),
        "sites": (),
        "outputs": (),
        "budget": 100 * len(sources) + gap,
        "lines": wanted,
        "by_superior": True,
    }
    rule = negotiation.table_proposal
    return Command(f"table {gap}", lambda m: m.table(seats, gap, sources), rule, words)


def speak(
    seat: str,
    stance: events.Stance = events.Stance.AGREE,
    voice: UUID | None = None,
    back: int = 0,
) -> Command:
    """A seat speaks by its own voice, to the version on the table or an older one."""
    who = voice or SEATS[seat][1]

    def words(state: IssueState) -> Words:
        tabled = state.negotiation.proposal
        version = (tabled.version if tabled else 1) - back
        return {"version": version, "seat": seat, "voice": who, "stance": stance, "reason": None}

    rule = negotiation.take_position
    return Command("speak", lambda m: m.speak(seat, stance, who, back), rule, words)


def decide(superior: bool, confirms: bool) -> list[Command]:
    """Approve, and reject with and without somebody who bears the cost."""
    who: Words = {"by_superior": superior, "confirms": confirms}
    rest: Words = {"note": None, "certificate": None}
    made = [
        Command("approve", lambda m: m.approve(superior, confirms), approval.approve, who | rest)
    ]
    for bearer in (None, PROPERTY):
        words = who | {"reason": sealed(), "bearer": bearer}

        def predict(m: Model, bears: bool = bearer is not None) -> Code | None:
            return m.reject(superior, confirms, bears)

        made.append(Command("reject", predict, approval.reject, words))
    return made


def vary(superior: bool) -> Command:
    """Let the draft take the plan's place."""
    words = {"by_superior": superior, "note": None}
    return Command("vary", lambda m: m.vary(superior), approval.approve_variation, words)


def money(what: str, rule: Rule, line: int, amount: int) -> Command:
    """Book an amount on a line."""
    words = {"line": line, "amount": amount, "note": sealed()}
    return Command(what, lambda m: m.money(what, line, amount), rule, words)


def start(by: Actor) -> Command:
    """That actor's organisation begins."""
    party, person = by.organisation, by.person
    assert party is not None
    assert person is not None
    words = {"party": party, "party_known": True, "note": None}
    return Command("start", lambda m: m.start(party, person), works.start_work, words, by)


def complete(unconfirmed: bool = False) -> Command:
    """The clerk completes it."""
    outcome = events.Outcome.SOLVED
    words = {"vocabulary": VOCABULARY, "outcome": outcome, "reply": sealed(), "outputs": ()}
    more = {"cost": None, "unconfirmed": unconfirmed}
    rule = works.complete
    return Command("complete", lambda m: m.complete(CLERK, unconfirmed), rule, words | more)


def ask(by: Actor, heard: str, look: bool = False, rework: bool = False) -> Command:
    """Somebody goes back and asks, or looks."""
    kind = RevisitKind.INSPECTION if look else RevisitKind.PHONE
    silence = heard == "silence"
    resolved = None if silence else heard == "content"
    answer = revisit.Answer(kind=kind, resolved=resolved, unreachable=silence)
    words = {"by": by, "answer": answer, "rework": rework}
    person, house = by.person, by.organisation
    assert person is not None
    assert house is not None

    def predict(m: Model) -> Code | None:
        return m.revisit(person, house, heard, look, rework)

    return Command(f"ask {heard}", predict, revisit.revisit, words, by)


def late(days: int) -> Command:
    """The reporter objects so many days after."""
    words = {"now": Moment(T0 + days * DAY), "reason": None}
    return Command("object", lambda m: m.object_late(days), revisit.object_late, words)
