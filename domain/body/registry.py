"""Decisions about bodies: the hierarchy, its compounds, who sits where, what they adopt."""

from datetime import date, timedelta
from uuid import UUID

from domain.body.events import (
    CompoundAdded,
    HoursSet,
    Level,
    MethodAdopted,
    Registered,
    ReportDrawn,
    ReportKind,
    SeatFilled,
    SeatVacated,
)
from domain.body.state import BodyState, in_force
from domain.calendar.hours import Hours
from domain.calendar.hours import require as require_hours
from domain.method.state import MethodState
from domain.period import Period
from domain.refusal import Code, Refused
from domain.vocabulary.state import Vocabulary

SUPERIOR: dict[Level, Level | None] = {
    Level.DISTRICT: None,
    Level.SUBDISTRICT: Level.DISTRICT,
    Level.COMMITTEE: Level.SUBDISTRICT,
}
"""The level right above each level: 居委会 → 街道 → 区."""

_MOST_AHEAD = 366
"""A method is adopted for a day within a year: what is further off is a slip of the pen."""

OWNERS_COMMITTEE = "owners-committee"
"""The one seat that the law ties to a compound; all others are what the vocabulary says."""


def register(
    *, level: Level, name: str, code: str, superior: UUID | None, superior_state: BodyState | None
) -> tuple[Registered]:
    """A new body under its superior.

    Refused: `superior-required`, `superior-forbidden` (a district has none),
    `unknown-superior` (not registered, or not of the level right above).
    """
    above = SUPERIOR[level]
    if above is None and superior is not None:
        raise Refused(Code.SUPERIOR_FORBIDDEN, level=level)
    if above is not None and superior is None:
        raise Refused(Code.SUPERIOR_REQUIRED, level=level)
    if above is not None and (superior_state is None or superior_state.level is not above):
        raise Refused(Code.UNKNOWN_SUPERIOR, level=level)
    return (Registered(level=level, name=name, code=code, superior=superior),)


def require_committee(state: BodyState) -> None:
    """Refuse with `not-a-committee` what only a residents' committee has."""
    if state.level is not Level.COMMITTEE:
        raise Refused(Code.NOT_A_COMMITTEE, level=state.level)


def add_compound(state: BodyState, *, compound: UUID, name: str) -> tuple[CompoundAdded]:
    """A compound joins the committee; its name is unique there (`compound-exists`)."""
    require_committee(state)
    if name in state.compounds.values():
        raise Refused(Code.COMPOUND_EXISTS)
    return (CompoundAdded(compound=compound, name=name),)


def fill_seat(
    state: BodyState,
    *,
    vocabulary: Vocabulary,
    seat: str,
    organisation: UUID,
    organisation_known: bool,
    compound: UUID | None,
    acting: bool = False,
) -> tuple[SeatFilled]:
    """An organisation takes a vacant seat.

    Refused: `unknown-seat`, `unknown-organisation`, `unknown-compound`, `seat-taken` (vacate it
    first, so that no holder disappears unnoticed), and `compound-required`: an owners'
    committee is elected by the owners of one compound.
    """
    require_committee(state)
    _require_compound(state, compound)
    if seat not in vocabulary.seats:
        raise Refused(Code.UNKNOWN_SEAT, vocabulary=vocabulary.version)
    if seat == OWNERS_COMMITTEE and compound is None:
        raise Refused(Code.COMPOUND_REQUIRED, seat=seat)
    if not organisation_known:
        raise Refused(Code.UNKNOWN_ORGANISATION)
    if state.seats.get((seat, compound)) is not None:
        raise Refused(Code.SEAT_TAKEN, seat=seat)
    return (SeatFilled(seat=seat, organisation=organisation, compound=compound, acting=acting),)


def vacate_seat(state: BodyState, *, seat: str, compound: UUID | None) -> tuple[SeatVacated]:
    """A seat becomes empty; refused with `seat-vacant` where nobody sits."""
    require_committee(state)
    if state.seats.get((seat, compound)) is None:
        raise Refused(Code.SEAT_VACANT, seat=seat)
    return (SeatVacated(seat=seat, compound=compound),)


def adopt_method(
    state: BodyState,
    method: MethodState | None,
    *,
    name: str,
    version: int,
    effective: date | None,
    today: date,
) -> tuple[MethodAdopted]:
    """The committee works by this version from the day *effective* on; None is from now on.

    *method* is the stream of that name. What was to begin on the same day gives way to it.
    Refused: `unknown-method`, `effective-in-the-past`, `effective-too-far`,
    `method-already-adopted` (it holds on that day anyway).
    """
    require_committee(state)
    if method is None or method.name != name or version not in method.texts:
        raise Refused(Code.UNKNOWN_METHOD, version=version)
    since = effective or today
    if since < today:
        raise Refused(Code.EFFECTIVE_IN_THE_PAST, today=today.isoformat())
    if since > today + timedelta(days=_MOST_AHEAD):
        raise Refused(Code.EFFECTIVE_TOO_FAR, days=_MOST_AHEAD)
    held = in_force(state.adoptions, since)
    if held is not None and (held.method, held.version) == (name, version):
        raise Refused(Code.METHOD_ALREADY_ADOPTED, version=version)
    return (MethodAdopted(method=name, version=version, effective=effective),)


def set_hours(state: BodyState, *, hours: Hours) -> tuple[HoursSet]:
    """The committee works at these hours from now on.

    Refused: `hours-malformed`, and `hours-unchanged` where it does already.
    """
    require_committee(state)
    require_hours(hours)
    if state.hours == hours:
        raise Refused(Code.HOURS_UNCHANGED)
    return (HoursSet(hours=hours),)


def _require_compound(state: BodyState, compound: UUID | None) -> None:
    if compound is not None and compound not in state.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)


def draw_report(
    state: BodyState, *, kind: ReportKind, period: Period, today: date, definitions: int
) -> tuple[ReportDrawn]:
    """The report of a period that is over, as of the day before *today*.

    Refused: `period-not-over`, and `already-drawn` where one of this kind reaches as far.
    """
    if period.last >= today:
        raise Refused(Code.PERIOD_NOT_OVER, today=today.isoformat())
    newest = state.drawn.get(kind)
    if newest is not None and newest >= period.last:
        raise Refused(Code.ALREADY_DRAWN, last=newest.isoformat())
    drawn = ReportDrawn(
        kind=kind,
        first=period.first,
        last=period.last,
        as_of=today - timedelta(days=1),
        definitions=definitions,
    )
    return (drawn,)
