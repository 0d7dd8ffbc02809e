"""Sections of figures with words for their codes, in one language."""

from collections.abc import Mapping
from uuid import UUID

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.figures import (
    Age,
    BacklogShown,
    ClockCounted,
    ClocksShown,
    Counted,
    DimensionShown,
    FundsShown,
    MeetingsShown,
    OnTime,
    PositionsShown,
    RateShown,
    SectionShown,
    StageShown,
    Took,
)
from domain.figures.codes import CLOCKED, STAGES
from domain.labels import Label
from domain.vocabulary.state import Vocabulary
from projections.figures.rows import Split
from service.sections import Backlog, ClockRow, Funds, Rate, Section, StageTime

_ELSEWHERE = frozenset((*CLOCKED, *STAGES))
"""Codes that are told as clocks and stages."""


class Worded:
    """Shows sections; *names* are those of the bodies and compounds in them."""

    def __init__(
        self, language: Language, vocabulary: Vocabulary, names: Mapping[UUID, str]
    ) -> None:
        self._language = language
        self._vocabulary = vocabulary
        self._names = names

    def section(self, section: Section) -> SectionShown:
        """All of it."""
        plain = {code: n for code, n in section.counts.items() if code not in _ELSEWHERE}
        return SectionShown(
            key=self.key(section.key),
            counts=self._counted(plain),
            rates=[self._rate(one) for one in section.rates],
            clocks=[self._clock(row) for row in section.clocks],
            backlog=_backlog(section.backlog),
            stages=[self._stage(one) for one in section.stages],
            funds=[self._funds(one) for one in section.funds],
            meetings=self._meetings(section),
            positions=self._positions(section),
        )

    def clocks(self, section: Section) -> ClocksShown:
        """Its clocks alone."""
        clocks = [self._clock(row) for row in section.clocks]
        return ClocksShown(key=self.key(section.key), clocks=clocks)

    def key(self, told: Mapping[Split, str]) -> list[DimensionShown]:
        """The values of some dimensions; "" is that of issues which have none."""
        return [
            DimensionShown(
                split=split,
                split_label=self._fixed("split", split),
                value=value or None,
                label=self._value(split, value) if value else None,
            )
            for split, value in told.items()
        ]

    def _value(self, split: Split, value: str) -> str | None:
        match split:
            case Split.COMMITTEE | Split.COMPOUND:
                return self._names.get(UUID(value))
            case Split.CATEGORY:
                return self._asked(self._vocabulary.categories, value)
            case Split.CHANNEL:
                return self._asked(self._vocabulary.channels, value)
            case Split.METHOD:
                return value

    def _rate(self, rate: Rate) -> RateShown:
        return RateShown(
            name=rate.name,
            label=in_language(rate.label, self._language),
            numerator=rate.numerator,
            denominator=rate.denominator,
            counted=self._counted(rate.counted),
        )

    def _counted(self, counts: Mapping[str, int]) -> list[Counted]:
        return [
            Counted(code=code, label=self._fixed("figure", code), n=n) for code, n in counts.items()
        ]

    def _clock(self, row: ClockRow) -> ClockCounted:
        return ClockCounted(
            clock=row.clock,
            clock_label=self._fixed("clock", row.clock),
            started=row.started,
            running=row.running,
            met=row.met,
            claimed=row.claimed,
            met_late=row.late,
            missed=row.missed,
            cancelled=row.cancelled,
            on_time=OnTime(numerator=row.met, denominator=row.over),
        )

    def _stage(self, one: StageTime) -> StageShown:
        return StageShown(
            stage=one.stage,
            stage_label=self._fixed("stage", one.stage),
            n=one.count,
            median=_took(one.median),
            p90=_took(one.p90),
        )

    def _funds(self, one: Funds) -> FundsShown:
        return FundsShown(
            money=one.money,
            money_label=self._fixed("money", one.money),
            source=one.source,
            source_label=self._word(self._vocabulary.sources, one.source),
            n=one.n,
            amount=one.amount,
        )

    def _meetings(self, section: Section) -> list[MeetingsShown]:
        kinds = self._vocabulary.meetings
        return [
            MeetingsShown(kind=kind, kind_label=self._word(kinds, kind), n=n)
            for kind, n in section.meetings.items()
        ]

    def _positions(self, section: Section) -> list[PositionsShown]:
        return [
            PositionsShown(
                seat=seat,
                seat_label=self._word(self._vocabulary.seats, seat),
                stance=stance,
                stance_label=self._fixed("stance", stance),
                n=n,
            )
            for (seat, stance), n in section.positions.items()
        ]

    def _fixed(self, kind: str, code: str) -> str:
        return label_of(kind, code, self._language)

    def _asked(self, labels: Mapping[str, Label], code: str) -> str | None:
        """Who asks for a value may ask for one that there is not."""
        return self._word(labels, code) if code in labels else None

    def _word(self, labels: Mapping[str, Label], code: str) -> str:
        return in_language(labels[code], self._language)


def _backlog(backlog: Backlog) -> BacklogShown:
    ages = [Age(days=most or None, n=n) for most, n in backlog.ages.items()]
    return BacklogShown(total=backlog.total, ages=ages)


def _took(most: int | None) -> Took | None:
    return None if most is None else Took(at_most=most or None)
