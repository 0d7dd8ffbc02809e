"""Where a walk takes place: a committee in which every seat is held, and people of its own."""

from collections.abc import Sequence
from uuid import UUID

from domain.actor import Actor, Role
from domain.body.events import Level
from domain.body.state import BodyState, Holder
from domain.sealed import KeyScope, Sealed
from domain.vocabulary.state import Vocabulary

COMMITTEE, COMPOUND, SUPERIOR, REPORTER, BALLOT = (UUID(int=number) for number in range(1, 6))
_CLERK, _WORKER, _REVISITOR = (UUID(int=number) for number in range(11, 14))
_SEATS, _PARTIES, _VOICES = 1_000, 2_000, 3_000

SAID = Sealed(
    scope=KeyScope.ISSUE, key=UUID(int=0), alg="none", place="walk", nonce=b"", text=b"said"
)
"""Whatever somebody writes: rules carry it and never look inside."""

CLERK = Actor(role=Role.CLERK, person=_CLERK, organisation=COMMITTEE)
REVISITOR = Actor(role=Role.CLERK, person=_REVISITOR, organisation=COMMITTEE)


def worker(party: UUID) -> Actor:
    """Somebody of the party that does the work."""
    return Actor(role=Role.HANDLER, person=_WORKER, organisation=party)


def holder_of(vocabulary: Vocabulary, seat: str) -> UUID:
    """The organisation that holds *seat*: each of them another one."""
    return UUID(int=_SEATS + list(vocabulary.seats).index(seat))


def voice_of(vocabulary: Vocabulary, seat: str) -> UUID:
    """The person who speaks for *seat*: nobody speaks for two."""
    return UUID(int=_VOICES + list(vocabulary.seats).index(seat))


def parties(number: int) -> Sequence[UUID]:
    """So many parties to which the work is handed."""
    return [UUID(int=_PARTIES + index) for index in range(max(1, number))]


def committee(vocabulary: Vocabulary) -> BodyState:
    """It has one compound, in which every seat of the vocabulary is held."""
    return BodyState(
        level=Level.COMMITTEE,
        name="走查",
        code="WALK",
        superior=SUPERIOR,
        compounds={COMPOUND: "走查小区"},
        seats={
            (seat, COMPOUND): Holder(organisation=holder_of(vocabulary, seat), acting=False)
            for seat in vocabulary.seats
        },
    )
