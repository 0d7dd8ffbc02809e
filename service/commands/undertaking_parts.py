"""Undertakings: who takes part, what each occasion came to, and which text holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.sealed import KeyScope
from domain.undertaking import counting, joining, texts
from domain.undertaking.events import Count
from ledger.streams import BALLOT, MEETING
from ledger.vault import Subject
from service.commands.intake import vocabulary
from service.commands.undertakings import (
    UndertakingCommand,
    require_party,
    require_person,
    with_person,
)
from service.policy import Principal
from service.work import Work


@dataclass(frozen=True, kw_only=True, repr=False)
class Join(UndertakingCommand):
    """A person or an organisation takes part; `people` is how many it brings."""

    person: UUID | None = None
    organisation: UUID | None = None
    role: str
    skills: tuple[str, ...] = ()
    people: int | None = None
    note: str | None = None

    def subjects(self, principal: Principal) -> Sequence[Subject]:
        """What is noted of a person is theirs."""
        return with_person(super().subjects(principal), self.person)

    def run(self, work: Work) -> None:
        """Refused beside the rule: `unknown-person`, `unknown-organisation`."""
        state = self.state(work)
        require_person(work, self.person)
        require_party(work, self.organisation, state.committee)
        events = joining.join(
            state,
            person=self.person,
            organisation=self.organisation,
            role=self.role,
            skills=self.skills,
            people=self.people,
            note=self.sealed_of(work, self.person, "undertaking.joined/note", self.note),
            vocabulary=vocabulary(work),
        )
        self.record(work, events, self.happened(work, state.began_at))


@dataclass(frozen=True, kw_only=True, repr=False)
class Leave(UndertakingCommand):
    """They take part no more."""

    party: int
    reason: str | None = None

    def run(self, work: Work) -> None:
        """What is said of a person is closed with their key."""
        state = self.state(work)
        known = state.parties.get(self.party)
        person = None if known is None else known.person
        if person is not None and self.reason is not None:
            work.need_keys([(KeyScope.PERSON, person)])
        reason = self.sealed_of(work, person, "undertaking.left/reason", self.reason)
        events = joining.leave(state, party=self.party, reason=reason)
        since = state.began_at if known is None else known.since
        self.record(work, events, self.happened(work, since))


@dataclass(frozen=True, kw_only=True, repr=False)
class WantedOccasion:
    """An occasion, in clear."""

    on: date
    counts: tuple[Count, ...]
    party: int | None = None
    line: int | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class CountOccasions(UndertakingCommand):
    """What took place; each under the next number."""

    occasions: tuple[WantedOccasion, ...]

    def run(self, work: Work) -> None:
        """All of them or none."""
        for one in self.occasions:
            events = counting.count(
                self.state(work),
                on=one.on,
                counts=one.counts,
                party=one.party,
                line=one.line,
                note=self.sealed_if(work, "undertaking.counted/note", one.note),
                now=work.now,
            )
            self.record(work, events, work.now)


@dataclass(frozen=True, kw_only=True, repr=False)
class RecountOccasion(UndertakingCommand):
    """The counts of an occasion were wrong; none at all: it did not take place."""

    number: int
    counts: tuple[Count, ...]
    reason: str

    def run(self, work: Work) -> None:
        """With a reason, on record."""
        reason = self.sealed(work, "undertaking.recounted/reason", self.reason)
        events = counting.recount(
            self.state(work), number=self.number, counts=self.counts, reason=reason
        )
        self.record(work, events, work.now)


@dataclass(frozen=True, kw_only=True, repr=False)
class AdoptText(UndertakingCommand):
    """The next version of a text that holds from a day on."""

    text: str
    holds_from: date
    ballot: UUID | None = None
    meeting: UUID | None = None
    note: str | None = None

    def run(self, work: Work) -> None:
        """By the vote or the meeting that the kind asks for."""
        state = self.state(work)
        events = texts.adopt(
            state,
            text=self.text,
            holds_from=self.holds_from,
            ballot=self.ballot,
            found_ballot=None if self.ballot is None else work.state(BALLOT, self.ballot),
            meeting=self.meeting,
            found_meeting=None if self.meeting is None else work.state(MEETING, self.meeting),
            note=self.sealed_if(work, "undertaking.text-adopted/note", self.note),
        )
        self.record(work, events, work.now)
