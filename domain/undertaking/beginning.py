"""An undertaking begins: of a kind that the vocabulary knows, with the way of that kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.undertaking.events import Beat, Begun, Deciding, Measure, Recurrence, Way
from domain.undertaking.state import UndertakingState
from domain.vocabulary.state import UndertakingKind, Vocabulary

_LAST_DAY = {Beat.WEEKLY: 7, Beat.FORTNIGHTLY: 7, Beat.MONTHLY: 31, Beat.YEARLY: 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedMeasure:
    """What is to be counted; `unit` None for the unit that the measure has in this kind."""

    code: str
    unit: str | None = None
    target: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to begin; the fields are those of `Begun`.

    `measures` None for all of the kind, without a target.
    """

    committee: UUID
    compound: UUID | None = None
    kind: str
    name: str
    about: Sealed | None = None
    measures: Sequence[WantedMeasure] | None = None
    first: date | None = None
    last: date | None = None
    recurrence: Recurrence | None = None
    person: UUID | None = None
    credit: Sealed | None = None
    organisation: UUID | None = None
    above: UUID | None = None


def begin(
    body: BodyState,
    *,
    wanted: Wanted,
    vocabulary: Vocabulary,
    above: UndertakingState | None,
) -> tuple[Begun]:
    """*above* is what it is to be part of, None where there is no such thing in this committee.

    Refused: `not-a-committee`, `unknown-compound`, `unknown-undertaking-kind`, `unknown-measure`,
    `measure-repeated`, `other-unit`, `period-inverted`, `day-not-of-beat`,
    `credit-without-person`, `unknown-undertaking`.
    """
    require_committee(body)
    if wanted.compound is not None and wanted.compound not in body.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)
    kind = vocabulary.undertakings.get(wanted.kind)
    if kind is None:
        raise Refused(Code.UNKNOWN_UNDERTAKING_KIND, vocabulary=vocabulary.version)
    _require_sound(wanted, above)
    return (
        Begun(
            committee=wanted.committee,
            compound=wanted.compound,
            kind=wanted.kind,
            name=wanted.name,
            about=wanted.about,
            vocabulary=vocabulary.version,
            way=way_of(kind),
            measures=_measures(kind, wanted.measures),
            first=wanted.first,
            last=wanted.last,
            recurrence=wanted.recurrence,
            person=wanted.person,
            credit=wanted.credit,
            organisation=wanted.organisation,
            above=wanted.above,
        ),
    )


def way_of(kind: UndertakingKind) -> Way:
    """The way of a kind, as it is pinned."""
    return Way(
        steps=kind.steps,
        ends=kind.ends,
        line_steps=kind.line_steps,
        line_ends=kind.line_ends,
        cycles=kind.cycles,
        by_party=kind.by_party,
        texts=None if kind.texts is None else Deciding(kind.texts),
    )


def _require_sound(wanted: Wanted, above: UndertakingState | None) -> None:
    if wanted.first is not None and wanted.last is not None and wanted.last < wanted.first:
        raise Refused(Code.PERIOD_INVERTED)
    again = wanted.recurrence
    if again is not None and again.day is not None and not 1 <= again.day <= _LAST_DAY[again.beat]:
        raise Refused(Code.DAY_NOT_OF_BEAT, beat=again.beat)
    if wanted.credit is not None and wanted.person is None:
        raise Refused(Code.CREDIT_WITHOUT_PERSON)
    if wanted.above is not None and (above is None or above.begun.committee != wanted.committee):
        raise Refused(Code.UNKNOWN_UNDERTAKING)


def _measures(kind: UndertakingKind, wanted: Sequence[WantedMeasure] | None) -> tuple[Measure, ...]:
    if wanted is None:
        pairs = kind.measures.items()
        return tuple(Measure(code=code, unit=unit, target=None) for code, unit in pairs)
    found: dict[str, Measure] = {}
    for one in wanted:
        unit = kind.measures.get(one.code)
        if unit is None:
            raise Refused(Code.UNKNOWN_MEASURE, measure=one.code)
        if one.code in found:
            raise Refused(Code.MEASURE_REPEATED, measure=one.code)
        if one.unit not in (None, unit):
            raise Refused(Code.OTHER_UNIT, measure=one.code, unit=unit)
        found[one.code] = Measure(code=one.code, unit=unit, target=one.target)
    return tuple(found.values())
