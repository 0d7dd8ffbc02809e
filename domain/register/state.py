"""A register as its stream tells it: what is in force, what hangs out, what depends on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never
from uuid import UUID, uuid5

from domain.history import Stamp, begun
from domain.moment import Moment
from domain.register.events import (
    Adopted,
    AuthorisationDrawn,
    AuthorisationGranted,
    AuthorisationReturned,
    AuthorisationRevoked,
    Begun,
    Corrected,
    ElectionBegun,
    ElectionEnded,
    ImportAbandoned,
    ImportBegun,
    ObjectionAnswered,
    ObjectionRaised,
    ProcedureFiled,
    Published,
    RegisterEvent,
    RollReleased,
    RollTaken,
    UnitsEntered,
)
from domain.register.folds import (
    authorisation,
    draft_of,
    entered,
    put_right,
    raised,
    replaced,
)
from domain.register.parts import (
    Authorisation,
    Draft,
    Filing,
    Objection,
    Publication,
    Version,
)
from domain.replacing import replace

__all__ = [
    "Authorisation",
    "Draft",
    "Filing",
    "Objection",
    "Publication",
    "RegisterState",
    "Version",
    "evolve",
    "register_stream",
]

_NAMESPACE = UUID("72656769-7374-5572-8000-000000000000")


def register_stream(compound: UUID) -> UUID:
    """The stream id of a compound's register; the same in every ledger."""
    return uuid5(_NAMESPACE, str(compound))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterState:
    """The register of one compound.

    `current` is in force, `draft` is being entered; `newest` is the highest version number ever
    used. `rolls` are ballots that run, each with the version that its roll was taken from.
    `election` is the election that runs. `procedure` are the rules filed last.
    """

    committee: UUID
    compound: UUID
    current: Version | None = None
    draft: Draft | None = None
    newest: int = 0
    files: Mapping[str, int] = field(default_factory=dict)
    published: Publication | None = None
    objections: Mapping[int, Objection] = field(default_factory=dict)
    rolls: Mapping[UUID, int] = field(default_factory=dict)
    election: UUID | None = None
    procedure: Filing | None = None
    authorisations: Mapping[int, Authorisation] = field(default_factory=dict)

    @property
    def is_published(self) -> bool:
        """Whether what is in force hangs out, or has."""
        if self.current is None or self.published is None:
            return False
        return self.published.version == self.current.number

    def was_heard(self, now: Moment) -> bool:
        """Whether the time for objections to what is in force is over."""
        return self.is_published and self.published is not None and now >= self.published.until

    @property
    def open_objections(self) -> tuple[int, ...]:
        """Objections that are unanswered, or upheld and not put right yet."""
        return tuple(n for n, objection in self.objections.items() if not objection.settled)

    def counting_of(self, version: int) -> Filing | None:
        """The procedure of that version, where it is the one filed last."""
        filed = self.procedure
        return filed if filed is not None and filed.version == version else None


def evolve(state: RegisterState | None, event: RegisterEvent, stamp: Stamp) -> RegisterState:
    """The state after *event*; never refuses, for history is history."""
    if isinstance(event, Begun):
        return RegisterState(committee=event.committee, compound=event.compound)
    state = begun(state)
    match event:
        case ImportBegun() | UnitsEntered() | ImportAbandoned() | Adopted() | Corrected():
            return _versioned(state, event, stamp)
        case Published() | ObjectionRaised() | ObjectionAnswered():
            return _shown(state, event, stamp)
        case RollTaken():
            return replace(state, rolls={**state.rolls, event.ballot: event.version})
        case RollReleased():
            rolls = {b: version for b, version in state.rolls.items() if b != event.ballot}
            return replace(state, rolls=rolls)
        case ElectionBegun():
            return replace(state, election=event.election)
        case ElectionEnded():
            return replace(state, election=None)
        case ProcedureFiled():
            filed = Filing(version=event.version, counting=event.counting, evidence=event.evidence)
            return replace(state, procedure=filed)
        case _:
            return _authorised(state, event)


def _versioned(
    state: RegisterState,
    event: ImportBegun | UnitsEntered | ImportAbandoned | Adopted | Corrected,
    stamp: Stamp,
) -> RegisterState:
    match event:
        case ImportBegun():
            return replace(state, draft=draft_of(event), newest=event.version)
        case UnitsEntered():
            return replace(state, draft=entered(state.draft, event))
        case ImportAbandoned():
            return replace(state, draft=None)
        case Adopted():
            return _adopted(state, event)
        case Corrected():
            return _corrected(state, event, stamp)
        case _:
            assert_never(event)


def _adopted(state: RegisterState, event: Adopted) -> RegisterState:
    draft = begun(state.draft)
    version = Version(
        number=draft.number,
        base=draft.number,
        units=draft.units,
        owners=draft.owners,
        digest=event.digest,
    )
    files = {**state.files, draft.file: draft.number}
    # What was found wrong in the version before is put right by a new one, and by nothing else.
    found = tuple(number for number, one in state.objections.items() if one.upheld)
    return replace(
        state,
        current=version,
        draft=None,
        files=files,
        objections=put_right(state.objections, found, event.version),
    )


def _corrected(state: RegisterState, event: Corrected, stamp: Stamp) -> RegisterState:
    units, owners = replaced(
        begun(state.current), owners=event.owners, units=event.units, removed=event.removed
    )
    version = Version(
        number=event.version, base=event.base, units=units, owners=owners, digest=event.digest
    )
    return replace(
        state,
        current=version,
        newest=event.version,
        objections=put_right(state.objections, event.objections, event.version),
        published=_still_published(state, event, stamp),
    )


def _still_published(state: RegisterState, event: Corrected, stamp: Stamp) -> Publication | None:
    """What hangs out stays out where it was corrected before its time, or as somebody objected."""
    published = state.published
    if published is None or not state.is_published:
        return published
    follows = bool(event.objections) or stamp.at < published.until
    return replace(published, version=event.version) if follows else published


def _shown(
    state: RegisterState, event: Published | ObjectionRaised | ObjectionAnswered, stamp: Stamp
) -> RegisterState:
    match event:
        case Published():
            out = Publication(version=event.version, at=stamp.at, until=event.until)
            return replace(state, published=out)
        case ObjectionRaised():
            objections = {**state.objections, event.objection: raised(event, stamp)}
            return replace(state, objections=objections)
        case ObjectionAnswered():
            answered = replace(
                begun(state.objections.get(event.objection)),
                upheld=event.upheld,
                answer=event.answer,
            )
            return replace(state, objections={**state.objections, event.objection: answered})
        case _:
            assert_never(event)


def _authorised(
    state: RegisterState,
    event: AuthorisationGranted | AuthorisationDrawn | AuthorisationReturned | AuthorisationRevoked,
) -> RegisterState:
    after = authorisation(state.authorisations.get(event.authorisation), event)
    return replace(state, authorisations={**state.authorisations, event.authorisation: after})
