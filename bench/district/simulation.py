"""The simulation: lives go on side by side, each step at its own moment, decided by the domain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count, islice
from random import Random

from bench.district import hours
from bench.district.case import Case, Cases, Step
from bench.district.entropy import Entropy
from bench.district.folding import Folding
from bench.district.ground import committees_for, lay_out, setting
from bench.district.lives import brief, whole
from bench.district.living import Living
from bench.district.memory import Memory
from bench.district.plan import BEGIN, WEEKS, Plan
from bench.district.writer import Writer
from domain.ledger.events import LedgerKind
from domain.moment import Moment
from domain.refusal import Refused
from ledger.vault import Subject, Vault
from projections.anew import Progress
from projections.engine import discover
from service.commands.base import Command
from service.commands.system import OpenLedger
from service.migrate import installation
from service.policy import Principal
from service.search.grams import Grams
from service.search.index import Posting
from service.service import SYSTEM

_AHEAD = 500
"""How many cases are prepared at a time: their keys are made in one transaction."""

_PORTION = 20_000
"""Events of one transaction."""

_TEXTS = 50_000

_ALLOCATED = 200_000
"""Objects that are new before those among them that lie in cycles are looked for."""


@dataclass(slots=True)
class _Life:
    case: Case
    steps: Iterator[Step]
    pending: Step


class Simulation:
    """One run."""

    def __init__(
        self, plan: Plan, entropy: Entropy, vault: Vault, grams: Grams, writer: Writer
    ) -> None:
        self._plan = plan
        # The same again is what is asked for, and nothing secret.
        self._random = Random(plan.seed)  # noqa: S311  # foreseeable on purpose
        self._entropy, self._vault, self._writer = entropy, vault, writer
        committees = plan.committees or committees_for(plan.events)
        self.district = lay_out(entropy, self._random, BEGIN, committees)
        self.memory = Memory(BEGIN)
        self._folding = Folding(discover())
        self._living = Living(self.memory, self._folding)
        self._cases = Cases(self.district, entropy, self._random, self._living.neighbour)
        self._grams = lru_cache(maxsize=_TEXTS)(grams.of_text)
        self._postings: list[Posting] = []
        self._heap: list[tuple[Moment, int, _Life]] = []
        self._order = count()
        per_week = plan.events / plan.events_per_issue / WEEKS
        self._arrivals = hours.arrivals(self._random, BEGIN, per_week)
        self._prepared = BEGIN
        self.issues = self.refused = 0

    def run(self, progress: Progress) -> None:
        """Everything, written."""
        wanted = self._plan.events
        with _rarely_collected():
            self._install()
            while self.memory.position < wanted:
                self._next()
                if len(self.memory.news.rows) >= _PORTION:
                    self._write()
                    progress(min(self.memory.position, wanted), wanted)
            self._folding.end_all()
            self._write()
        progress(wanted, wanted)

    def _install(self) -> None:
        genesis = OpenLedger(ledger=self.district.ledger, kind=LedgerKind.DEMONSTRATION)
        self._do(genesis, SYSTEM)
        self.memory.ledger = self.district.ledger
        for command in installation(None):
            self._do(command, SYSTEM)
        for command in setting(self.district):
            self._do(command, self.district.administrator)
        # The calendar, by which views fold, is asked for where everybody else asks for it.
        self._write()
        self._folding.fold_by(self._writer.bound())

    def _next(self) -> None:
        while not self._heap or self._heap[0][0] >= self._prepared:
            self._prepare()
        at, _, life = heappop(self._heap)
        self.memory.now = max(self.memory.now, at)
        self._turn(life)

    def _prepare(self) -> None:
        """Draw the next cases, and make their keys."""
        drawn = [(at, self._cases.draw(at)) for at in islice(self._arrivals, _AHEAD)]
        cases = [case for _, case in drawn]
        subjects: list[Subject] = [one for case in cases for one in case.subjects]
        known = ((case.person, case.contact.phone) for case in cases)
        phones = {person: phone for person, phone in known if person and phone}
        self.memory.keys.update(self._vault.make_keys(subjects, phones))
        self._living.expect(cases)
        for at, case in drawn:
            steps = brief(case) if self._plan.brief else whole(case)
            heappush(self._heap, (at, next(self._order), _Life(case, steps, next(steps))))
        self._prepared = drawn[-1][0]

    def _turn(self, life: _Life) -> None:
        """Take the pending step of a life, and arrange for the next."""
        following = next(life.steps, None) if self._taken(life.pending) else None
        if following is None:
            self._living.end(life.case)
            return
        life.pending = following
        at = Moment(self.memory.now + following.wait)
        if following.office:
            at = hours.in_office(at, self._random)
        heappush(self._heap, (at, next(self._order), life))

    def _taken(self, step: Step) -> bool:
        """Whether the rules let a step pass."""
        if step.command is None:
            return True
        try:
            self._do(step.command, step.by)
        except Refused:
            if self._plan.strict:
                raise
            self.refused += 1
            return False
        return True

    def _do(self, command: Command, by: Principal) -> None:
        made = self._entropy.id_at(self.memory.now)
        work = self.memory.perform(command, by, made, strict=self._plan.strict)
        for one in work.recorded:
            self._folding.apply(one)
            self._living.apply(one)
            self.issues += one.topic == "issue.reported"
        for issue, text in work.searchable:
            opened = self._living.opened(issue)
            self._postings += ((gram, opened) for gram in self._grams(text))

    def _write(self) -> None:
        self._writer.write(self.memory.take_news(), self._folding.take_ready(), self._postings)
        self._postings = []


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Lives have no cycles, so that looking through them for some costs time for nothing."""
    usual = gc.get_threshold()
    gc.set_threshold(_ALLOCATED, *usual[1:])
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
