"""A register as its stream tells it: what is in force, what hangs out, what depends on it.

Units and owners are persistent maps, so that a compound of 10,000 units is never copied for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never
from uuid import UUID, uuid5

from rpds import HashTrieMap

from domain.ballot.counting import Counting
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
    Owner,
    ProcedureFiled,
    Published,
    RegisterEvent,
    RollReleased,
    RollTaken,
    Unit,
    UnitsEntered,
)
from domain.replacing import replace

_NAMESPACE = UUID("72656769-7374-5572-8000-000000000000")


def register_stream(compound: UUID) -> UUID:
    """The stream id of a compound's register; the same in every ledger."""
    return uuid5(_NAMESPACE, str(compound))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A whole register: units by their code, owners by their number.

    `digest` is the SHA-256 (hex) of its canonical form.
    """

    number: int
    units: HashTrieMap[str, Unit]
    owners: HashTrieMap[str, Owner]
    digest: str

    @property
    def area(self) -> int:
        """The area of all units together, in 0.01 m²."""
        return sum(unit.area for unit in self.units.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version that is being entered: `expected` units, of a file of that SHA-256 (hex)."""

    number: int
    file: str
    expected: int
    units: HashTrieMap[str, Unit]
    owners: HashTrieMap[str, Owner]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What hangs out: since `at`, and objections are heard until `until`.

    `version` grows with every correction that belongs to it.
    """

    version: int
    at: Moment
    until: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What somebody said is wrong. `upheld` is None until it is answered.

    `corrected` is the version that put right what was upheld.
    """

    unit: str | None
    person: UUID | None
    upheld: bool | None
    corrected: int | None

    @property
    def settled(self) -> bool:
        """Answered, and put right where it was right."""
        return self.upheld is False or self.corrected is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """The rules of procedure as they were filed last; `evidence` is SHA-256 (hex) of the text."""

    version: int
    counting: Counting
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """What the fund may pay without a further decision: 分. `drawn` is by issue, never empty."""

    cap: int
    until: Moment | None
    revoked: bool
    draws: Mapping[UUID, int]
    ballot: UUID | None
    evidence: str | None

    @property
    def drawn(self) -> int:
        """What plans draw of it, in 分."""
        return sum(self.draws.values())

    @property
    def left(self) -> int:
        """What can still be drawn, in 分."""
        return self.cap - self.drawn


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
            return replace(state, draft=_begun(event), newest=event.version)
        case UnitsEntered():
            return replace(state, draft=_entered(state.draft, event))
        case ImportAbandoned():
            return replace(state, draft=None)
        case Adopted():
            return _adopted(state, event)
        case Corrected():
            return _corrected(state, event, stamp)
        case _:
            assert_never(event)


def _begun(event: ImportBegun) -> Draft:
    return Draft(
        number=event.version,
        file=event.file,
        expected=event.units,
        units=HashTrieMap(),
        owners=HashTrieMap(),
    )


def _entered(draft: Draft | None, event: UnitsEntered) -> Draft:
    draft = begun(draft)
    return replace(
        draft,
        units=draft.units.update({unit.unit: unit for unit in event.units}),
        owners=draft.owners.update({owner.owner: owner for owner in event.owners}),
    )


def _adopted(state: RegisterState, event: Adopted) -> RegisterState:
    draft = begun(state.draft)
    version = Version(
        number=draft.number, units=draft.units, owners=draft.owners, digest=event.digest
    )
    files = {**state.files, draft.file: draft.number}
    # What is said of the version before is not said of this one.
    return replace(state, current=version, draft=None, files=files, objections={})


def _corrected(state: RegisterState, event: Corrected, stamp: Stamp) -> RegisterState:
    before = begun(state.current)
    version = corrected(before, event)
    objections = {
        number: replace(one, corrected=event.version) if number in event.objections else one
        for number, one in state.objections.items()
    }
    return replace(
        state,
        current=version,
        newest=event.version,
        objections=objections,
        published=_still_published(state, event, stamp),
    )


def corrected(before: Version, event: Corrected) -> Version:
    """The version that a correction makes of *before*."""
    units = before.units.update({unit.unit: unit for unit in event.units})
    for code in event.removed:
        units = units.discard(code)
    held = {unit.owner for unit in units.values()}
    owners = before.owners.update({owner.owner: owner for owner in event.owners})
    for number in set(owners) - held:
        owners = owners.discard(number)
    return Version(number=event.version, units=units, owners=owners, digest=event.digest)


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
            raised = Objection(unit=event.unit, person=event.person, upheld=None, corrected=None)
            return replace(state, objections={**state.objections, event.objection: raised})
        case ObjectionAnswered():
            answered = replace(state.objections[event.objection], upheld=event.upheld)
            return replace(state, objections={**state.objections, event.objection: answered})
        case _:
            assert_never(event)


def _authorised(
    state: RegisterState,
    event: AuthorisationGranted | AuthorisationDrawn | AuthorisationReturned | AuthorisationRevoked,
) -> RegisterState:
    after = _authorisation(state.authorisations.get(event.authorisation), event)
    return replace(state, authorisations={**state.authorisations, event.authorisation: after})


def _authorisation(
    before: Authorisation | None,
    event: AuthorisationGranted | AuthorisationDrawn | AuthorisationReturned | AuthorisationRevoked,
) -> Authorisation:
    if isinstance(event, AuthorisationGranted):
        return Authorisation(
            cap=event.cap,
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
