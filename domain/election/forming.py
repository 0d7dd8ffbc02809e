"""Forming the group that prepares an election (筹备组、换届改选小组)."""

from collections.abc import Set
from uuid import UUID

from domain.election.events import ElectionKind, GroupFormed, GroupMember
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary

RESIDENTS_COMMITTEE = "residents-committee"
"""The seat that has to be in the group."""


def form(
    *,
    committee: UUID,
    compound: UUID,
    kind: ElectionKind,
    seats: int,
    members: tuple[GroupMember, ...],
    owners: Set[UUID],
    vocabulary: Vocabulary,
) -> tuple[GroupFormed]:
    """The group stands; a member without a seat is there for the owners (业主代表).

    *owners* are the persons who own something in the compound. An owners' committee is odd in
    number (业主大会和业主委员会指导规则 art. 31). Refused: `seats-not-odd`, `member-repeated`,
    `unknown-seat`, `not-an-owner`, `group-incomplete` without the residents' committee or an owner.
    """
    require_odd(seats)
    if len({member.person for member in members}) < len(members):
        raise Refused(Code.MEMBER_REPEATED)
    for member in members:
        _require_place(member, owners, vocabulary)
    for needed in (RESIDENTS_COMMITTEE, None):
        if needed not in {member.seat for member in members}:
            raise Refused(Code.GROUP_INCOMPLETE, seat=needed or "owners")
    formed = GroupFormed(
        committee=committee, compound=compound, kind=kind, seats=seats, members=members
    )
    return (formed,)


def require_odd(members: int) -> None:
    """So many members can always decide; refused with `seats-not-odd`."""
    if members % 2 == 0:
        raise Refused(Code.SEATS_NOT_ODD, seats=members)


def _require_place(member: GroupMember, owners: Set[UUID], vocabulary: Vocabulary) -> None:
    if member.seat is None and member.person not in owners:
        raise Refused(Code.NOT_AN_OWNER)
    if member.seat is not None and member.seat not in vocabulary.seats:
        raise Refused(Code.UNKNOWN_SEAT, vocabulary=vocabulary.version)
