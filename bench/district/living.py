"""The issues that are alive: what they are searched by, who may take them in, when they go."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bench.district.case import Case
from bench.district.folding import Folding
from bench.district.memory import Memory
from domain.issue.events import Absorbed, Reported
from domain.issue.guards import would_accept
from ledger.envelope import Recorded
from ledger.streams import ISSUE, PERSON

_RECENT = 6
"""Among how many of a committee's issues one is looked for that takes another in."""


@dataclass(slots=True)
class _Household:
    """Issues that go together: one, and those that were merged into it."""

    cases: list[Case]
    living: int


class Living:
    """Keeps in memory what may still be asked for, and nothing else."""

    def __init__(self, memory: Memory, folding: Folding) -> None:
        self._memory = memory
        self._folding = folding
        self._opened: dict[UUID, int] = {}
        self._recent: dict[UUID, deque[UUID]] = {}
        self._homes: dict[UUID, _Household] = {}

    def expect(self, cases: Sequence[Case]) -> None:
        """These will be reported."""
        for case in cases:
            self._homes[case.issue] = _Household([case], 1)

    def apply(self, recorded: Recorded[object]) -> None:
        """Take notice of an event."""
        match recorded.event:
            case Reported(committee=committee):
                self._opened[recorded.stream] = recorded.position
                self._recent.setdefault(committee, deque(maxlen=_RECENT)).append(recorded.stream)
            case Absorbed(child=child):
                self._join(recorded.stream, child)
            case _:
                pass

    def opened(self, issue: UUID) -> int:
        """The position of an issue's report."""
        return self._opened[issue]

    def neighbour(self, committee: UUID, issue: UUID) -> UUID | None:
        """Another issue of the committee that can take this one in now."""
        for other in self._recent.get(committee, ()):
            folded = self._memory.get(ISSUE, other)
            if other != issue and folded and would_accept(Absorbed, folded.state):
                return other
        return None

    def end(self, case: Case) -> None:
        """Nothing more happens to it; it goes when nothing happens to its household either."""
        home = self._homes[case.issue]
        home.living -= 1
        if not home.living:
            for one in home.cases:
                self._forget(one)

    def _join(self, target: UUID, child: UUID) -> None:
        home, former = self._homes[target], self._homes[child]
        if home is former:
            return
        home.cases += former.cases
        home.living += former.living
        for case in former.cases:
            self._homes[case.issue] = home

    def _forget(self, case: Case) -> None:
        del self._homes[case.issue]
        self._opened.pop(case.issue, None)
        self._memory.forget(ISSUE, case.issue)
        self._folding.end(case.issue)
        if case.person is not None:
            self._memory.forget(PERSON, case.person)
        for subject in case.subjects:
            self._memory.keys.pop(subject, None)
