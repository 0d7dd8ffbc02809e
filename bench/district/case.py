"""One issue before it is reported: where, by whom, about what, and what its life may ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from bench.district import words
from bench.district.entropy import Entropy
from bench.district.ground import Committee, Compound, District
from domain.actor import Role
from domain.moment import Moment
from domain.sealed import KeyScope
from ledger.vault import Subject
from service.commands.base import Command
from service.commands.intake import Contact
from service.policy import Principal

INTAKES: Mapping[str, int] = {"told": 52, "own": 18, "hotline": 14, "found": 11, "anonymous": 5}
"""How issues come in, weighted: typed in by a clerk, by the resident's own telephone, through
12345, found by staff (主动发现), or told by somebody unknown."""

_COMPOUND_SHARE = 0.9
_CONFIDENTIAL_SHARE = 0.03
_WITHOUT_REPORTER = {"found", "anonymous"}


@dataclass(frozen=True, slots=True)
class Step:
    """A command, *wait* µs after the step before; None only waits.

    Staff keep office hours, residents do not.
    """

    wait: int
    by: Principal
    command: Command | None
    office: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a life is told about.

    `neighbour` finds another issue of the committee that can take this one in, as of now.
    """

    issue: UUID
    person: UUID | None
    contact: Contact
    district: District
    committee: Committee
    compound: Compound | None
    intake: str
    category: str
    matter: str
    confidential: bool
    random: Random
    neighbour: Callable[[UUID], UUID | None]

    @property
    def subjects(self) -> Sequence[Subject]:
        """Whose keys it seals with."""
        issue: Subject = (KeyScope.ISSUE, self.issue)
        return (issue,) if self.person is None else (issue, (KeyScope.PERSON, self.person))

    @property
    def resident(self) -> Principal:
        """The reporter, as who acts for themself."""
        compound = self.compound.id if self.compound else None
        return Principal(
            person=self.person,
            roles=frozenset({Role.RESIDENT}),
            body=self.committee.id,
            compound=compound,
        )

    @property
    def party(self) -> Principal:
        """Who is handed the work: the property company half of the time, else a contractor."""
        if self.compound is not None and self.issue.int % 2:
            return self.compound.property
        return self.committee.handlers[self.issue.int % len(self.committee.handlers)]

    def chance(self, share: float) -> bool:
        """True in that share of all cases."""
        return self.random.random() < share

    def between(self, least: int, most: int) -> int:
        """A while, in µs."""
        return self.random.randrange(least, most)


class Cases:
    """Draws cases, one after another."""

    def __init__(
        self,
        district: District,
        entropy: Entropy,
        random: Random,
        neighbour: Callable[[UUID, UUID], UUID | None],
    ) -> None:
        self._district = district
        self._entropy = entropy
        self._random = random
        self._neighbour = neighbour

    def draw(self, at: Moment) -> Case:
        """The case that is reported at *at*."""
        random = self._random
        committee = random.choice(self._district.committees)
        intake = random.choices(tuple(INTAKES), tuple(INTAKES.values()))[0]
        if intake == "hotline" and not committee.hotline:
            intake = "told"
        category = words.category(random)
        known = intake not in _WITHOUT_REPORTER
        within = intake == "own" or random.random() < _COMPOUND_SHARE
        return Case(
            issue=self._entropy.id_at(at),
            person=self._entropy.id_at(at) if known else None,
            contact=_contact(random),
            district=self._district,
            committee=committee,
            compound=random.choice(committee.compounds) if within else None,
            intake=intake,
            category=category,
            matter=words.matter(random, category),
            confidential=known and random.random() < _CONFIDENTIAL_SHARE,
            random=random,
            neighbour=lambda issue: self._neighbour(committee.id, issue),
        )


def _contact(random: Random) -> Contact:
    return Contact(name=words.person(random), phone=words.phone(random), room=words.room(random))
