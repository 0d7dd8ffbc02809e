"""Who takes part, and who does no more."""

from uuid import UUID

from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.undertaking.events import Joined, Left
from domain.undertaking.state import Party, UndertakingState
from domain.vocabulary.state import Vocabulary


def join(
    state: UndertakingState,
    *,
    person: UUID | None,
    organisation: UUID | None,
    role: str,
    skills: tuple[str, ...],
    people: int | None,
    note: Sealed | None,
    vocabulary: Vocabulary,
) -> tuple[Joined]:
    """A person or an organisation takes part, under the next number.

    Refused: `undertaking-over`, `person-or-organisation`, `unknown-role`, `unknown-skill`,
    `already-takes-part`, which names their number.
    """
    require_open(state)
    who = person or organisation
    if who is None or (person is not None and organisation is not None):
        raise Refused(Code.PERSON_OR_ORGANISATION)
    if role not in vocabulary.roles:
        raise Refused(Code.UNKNOWN_ROLE, vocabulary=vocabulary.version)
    if not set(skills) <= set(vocabulary.skills):
        raise Refused(Code.UNKNOWN_SKILL, vocabulary=vocabulary.version)
    if who in state.takers:
        raise Refused(Code.ALREADY_TAKES_PART, participant=state.takers[who])
    return (
        Joined(
            party=len(state.parties) + 1,
            person=person,
            organisation=organisation,
            role=role,
            skills=skills,
            people=people,
            note=note,
        ),
    )


def leave(state: UndertakingState, *, party: int, reason: Sealed | None) -> tuple[Left]:
    """They take part no more; who comes again later gets a number of its own.

    Refused beside `require_party`: `undertaking-over`.
    """
    require_open(state)
    require_party(state, party)
    return (Left(party=party, reason=reason),)


def require_open(state: UndertakingState) -> None:
    """Refuse with `undertaking-over` what an ended undertaking takes no more."""
    if state.ended_at is not None:
        raise Refused(Code.UNDERTAKING_OVER)


def require_party(state: UndertakingState, number: int) -> Party:
    """Who takes part under that number; refused: `unknown-participant`, `participant-left`."""
    party = state.parties.get(number)
    if party is None:
        raise Refused(Code.UNKNOWN_PARTICIPANT)
    if party.left_at is not None:
        raise Refused(Code.PARTICIPANT_LEFT, participant=number)
    return party
