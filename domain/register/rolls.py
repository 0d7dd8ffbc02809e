"""Decisions on what depends on a register: ballots that take their roll from it, elections."""

from uuid import UUID

from domain.refusal import Code, Refused
from domain.register.events import ElectionBegun, ElectionEnded, RollReleased, RollTaken
from domain.register.state import RegisterState


def take_roll(state: RegisterState, ballot: UUID) -> tuple[RollTaken]:
    """A ballot takes its roll from the version in force; none other comes into force meanwhile.

    Refused: `register-not-adopted`. Whether it was published is asked by the ballot.
    """
    if state.current is None:
        raise Refused(Code.REGISTER_NOT_ADOPTED)
    return (RollTaken(ballot=ballot, version=state.current.number),)


def release_roll(state: RegisterState, ballot: UUID) -> tuple[RollReleased, ...]:
    """The ballot has ended; nothing to record where it had taken no roll here."""
    return (RollReleased(ballot=ballot),) if ballot in state.rolls else ()


def begin_election(state: RegisterState, election: UUID) -> tuple[ElectionBegun]:
    """The owners elect their committee; refused where they do already: `election-begun`."""
    if state.election is not None:
        raise Refused(Code.ELECTION_BEGUN)
    return (ElectionBegun(election=election),)


def end_election(state: RegisterState, election: UUID) -> tuple[ElectionEnded, ...]:
    """It is over; nothing to record where it is not the one that runs."""
    return (ElectionEnded(election=election),) if state.election == election else ()
