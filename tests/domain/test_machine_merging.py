"""Three issues that are merged and parted at random, against two columns on a sheet of paper."""

from dataclasses import dataclass, field
from random import Random

from domain.issue.answer import reply
from domain.issue.events import RevisitKind
from domain.issue.exits import withdraw
from domain.issue.merging import absorb, merge, release, unmerge
from domain.issue.revisit import Answer, require_rateable, revisit
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from tests.domain.dsl import Deed, fold
from tests.domain.examples import reported, sealed, uid
from tests.domain.trying import OUTSIDER

IDS = (uid(31), uid(32), uid(33))


@dataclass
class Sheet:
    """Which issue goes with which, who was answered and has rated that, who is gone; rounds."""

    into: dict[int, int] = field(default_factory=dict)
    answered: set[int] = field(default_factory=set)
    rated: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    rounds: list[int] = field(default_factory=lambda: [1, 1, 1])

    def status(self, one: int) -> str:
        """Where it stands."""
        return "withdrawn" if one in self.gone else "merged" if one in self.into else "reported"

    def merge(self, child: int, target: int) -> Code | None:
        """Both sides at once; the child is asked first."""
        if self.status(child) != "reported":
            return Code.STATUS_FORBIDS
        if child in self.into.values():
            return Code.HAS_CHILDREN
        if child == target:
            return Code.MERGE_INTO_ITSELF
        if self.status(target) != "reported":
            return Code.STATUS_FORBIDS
        self.into[child] = target
        self.answered.discard(child)
        return None

    def part(self, child: int) -> Code | None:
        """Only what is merged."""
        if child not in self.into:
            return Code.STATUS_FORBIDS
        del self.into[child]
        return None

    def answer(self, one: int) -> Code | None:
        """Everybody who is still there."""
        if one in self.gone:
            return Code.STATUS_FORBIDS
        self.answered.add(one)
        self.rated.discard(one)
        return None

    def ask(self, child: int, solved: bool) -> Code | None:
        """A merged issue, once for each answer; what is not solved stands for itself again."""
        if child not in self.into:
            return Code.STATUS_FORBIDS
        if child not in self.answered:
            return Code.REPORTER_UNANSWERED
        if child in self.rated:
            return Code.ALREADY_RATED
        self.rated.add(child)
        if not solved:
            del self.into[child]
            self.answered.discard(child)
            self.rounds[child] += 1
        return None

    def rate(self, child: int, solved: bool) -> Code | None:
        """The reporter says so unasked."""
        return self.ask(child, solved)

    def withdraw(self, one: int) -> Code | None:
        """What has not been merged; its children are parted from it."""
        if self.status(one) != "reported":
            return Code.STATUS_FORBIDS
        self.gone.add(one)
        self.into = {child: target for child, target in self.into.items() if target != one}
        return None


class Desk:
    """The streams of the three issues; a pair is written together or not at all."""

    def __init__(self) -> None:
        self.states: list[IssueState] = [fold([reported()]) for _ in IDS]

    def write(self, one: int, events: tuple[object, ...]) -> None:
        """Append to one stream."""
        self.states[one] = fold([Deed(event, OUTSIDER) for event in events], self.states[one])

    def merge(self, child: int, target: int) -> None:
        """Both sides decide before either is written."""
        ids = {"issue": IDS[child], "target": IDS[target]}
        ours = merge(self.states[child], self.states[target], **ids)
        theirs = absorb(self.states[target], child=IDS[child])
        self.write(child, ours)
        self.write(target, theirs)

    def part(self, child: int) -> None:
        """The child is unmerged and its target lets it go."""
        target = self.states[child].merging.target
        self.write(child, unmerge(self.states[child], reason=None))
        self.let_go(child, target)

    def let_go(self, child: int, target: object) -> None:
        """The target's side, where there is one."""
        for other, issue in enumerate(IDS):
            if issue == target:
                self.write(other, release(self.states[other], child=IDS[child]))

    def answer(self, one: int) -> None:
        """Reply to one reporter."""
        self.write(one, reply(self.states[one], message=sealed()))

    def ask(self, child: int, solved: bool) -> None:
        """Ask one reporter."""
        target = self.states[child].merging.target
        said = Answer(kind=RevisitKind.PHONE, resolved=solved)
        self.write(child, revisit(self.states[child], by=OUTSIDER, answer=said))
        if not solved:
            self.let_go(child, target)

    def rate(self, child: int, solved: bool) -> None:
        """One reporter rates the answer."""
        require_rateable(self.states[child])
        self.ask(child, solved)

    def withdraw(self, one: int) -> None:
        """One reporter takes it back, and its children stand for themselves."""
        children = self.states[one].merging.children
        self.write(one, withdraw(self.states[one], reason=None))
        for child in children:
            self.part(IDS.index(child))


def attempt(desk: Desk, what: str, *words: int | bool) -> Code | None:
    """The refusal, if there is one."""
    try:
        getattr(desk, what)(*words)
    except Refused as refusal:
        return refusal.code
    return None


def agree(desk: Desk, sheet: Sheet) -> None:
    """Both sides of every pair, and where each issue stands."""
    for one, state in enumerate(desk.states):
        assert (state.status, state.round) == (sheet.status(one), sheet.rounds[one])
        target = sheet.into.get(one)
        assert state.merging.target == (None if target is None else IDS[target])
        children = {IDS[child] for child, into in sheet.into.items() if into == one}
        assert set(state.merging.children) == children
        assert len(state.merging.children) == len(children)


def test_pairs_are_merged_and_parted_on_both_sides() -> None:
    seen = set()
    for seed in range(300):
        chance = Random(seed)  # noqa: S311  # repeatable on purpose
        desk, sheet = Desk(), Sheet()
        for _ in range(25):
            one, other, solved = chance.randrange(3), chance.randrange(3), chance.random() < 0.5
            steps: tuple[tuple[str, tuple[int | bool, ...]], ...] = (
                ("merge", (one, other)),
                ("part", (one,)),
                ("answer", (one,)),
                ("ask", (one, solved)),
                ("rate", (one, solved)),
            )
            what, words = ("withdraw", (one,)) if chance.random() < 0.03 else chance.choice(steps)
            predicted: Code | None = getattr(sheet, what)(*words)
            assert attempt(desk, what, *words) == predicted, what
            agree(desk, sheet)
            seen.add((what, predicted))
    refusals = {
        "merge": {Code.STATUS_FORBIDS, Code.HAS_CHILDREN, Code.MERGE_INTO_ITSELF},
        "part": {Code.STATUS_FORBIDS},
        "answer": {Code.STATUS_FORBIDS},
        "ask": {Code.STATUS_FORBIDS, Code.REPORTER_UNANSWERED, Code.ALREADY_RATED},
        "rate": {Code.STATUS_FORBIDS, Code.REPORTER_UNANSWERED, Code.ALREADY_RATED},
        "withdraw": {Code.STATUS_FORBIDS},
    }
    everything = {(what, code) for what, codes in refusals.items() for code in (*codes, None)}
    assert seen == everything
