"""What single events make of the parts of a register's state."""

from collections.abc import Collection, Iterable, Mapping
from typing import assert_never
from uuid import UUID

from rpds import HashTrieMap

from domain.history import Stamp, begun
from domain.register.events import (
    AuthorisationDrawn,
    AuthorisationGranted,
    AuthorisationReturned,
    AuthorisationRevoked,
    ImportBegun,
    ObjectionRaised,
    Owner,
    Unit,
    UnitsEntered,
)
from domain.register.parts import Authorisation, Draft, Objection, Version
from domain.replacing import replace


def draft_of(event: ImportBegun) -> Draft:
    """A version of which nothing is entered yet."""
    return Draft(
        number=event.version,
        file=event.file,
        expected=event.units,
        units=HashTrieMap(),
        owners=HashTrieMap(),
    )


def entered(draft: Draft | None, event: UnitsEntered) -> Draft:
    """With a further part of it."""
    draft = begun(draft)
    return replace(
        draft,
        units=draft.units.update({unit.unit: unit for unit in event.units}),
        owners=draft.owners.update({owner.owner: owner for owner in event.owners}),
    )


def raised(event: ObjectionRaised, stamp: Stamp) -> Objection:
    """An objection that nobody has answered yet."""
    return Objection(
        unit=event.unit,
        person=event.person,
        at=stamp.at,
        text=event.text,
        upheld=None,
        answer=None,
        corrected=None,
    )


def put_right(
    objections: Mapping[int, Objection], numbers: Collection[int], version: int
) -> Mapping[int, Objection]:
    """Those of the numbers were right, and are put right by that version."""
    return {
        number: replace(one, corrected=one.corrected or version) if number in numbers else one
        for number, one in objections.items()
    }


def replaced(
    before: Version,
    *,
    owners: Iterable[Owner],
    units: Iterable[Unit],
    removed: Iterable[str],
) -> "tuple[HashTrieMap[str, Unit], HashTrieMap[str, Owner]]":
    """Units and owners as a correction leaves them: who owns nothing any more is gone."""
    after = before.units.update({unit.unit: unit for unit in units})
    for code in removed:
        after = after.discard(code)
    holders = before.owners.update({owner.owner: owner for owner in owners})
    for number in set(holders) - {unit.owner for unit in after.values()}:
        holders = holders.discard(number)
    return after, holders


def authorisation(
    before: Authorisation | None,
    event: AuthorisationGranted | AuthorisationDrawn | AuthorisationReturned | AuthorisationRevoked,
) -> Authorisation:
    """An authorisation as it stands after *event*."""
    if isinstance(event, AuthorisationGranted):
        return Authorisation(
            cap=event.cap,
            purpose=event.purpose,
            until=event.until,
            revoked=False,
            draws={},
            ballot=event.ballot,
            evidence=event.evidence,
        )
    before = begun(before)
    match event:
        case AuthorisationDrawn():
            return _drawing(before, event.issue, event.amount)
        case AuthorisationReturned():
            return _drawing(before, event.issue, -event.amount)
        case AuthorisationRevoked():
            return replace(before, revoked=True)
        case _:
            assert_never(event)


def _drawing(before: Authorisation, issue: UUID, amount: int) -> Authorisation:
    draws = {**before.draws, issue: before.draws.get(issue, 0) + amount}
    return replace(before, draws={one: sum_ for one, sum_ in draws.items() if sum_ != 0})
