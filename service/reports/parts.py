"""What a report consists of, whatever it is shown as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.body.events import Level, ReportKind
from domain.labels import Label
from domain.period import Period
from domain.vocabulary.state import Vocabulary
from ledger.checkpoints import Stored
from service.reports.record import Drawn
from service.sections import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Of:
    """Whose report it is."""

    body: UUID
    name: str
    code: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One key's figures in the period, and in the one before (None: there were none)."""

    name: Label
    section: Section
    before: Section | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A hot spot (热点): a category in a compound, and how many reports there were of it.

    `category_code` and `compound_id` are "" for what has none.
    """

    category: Label
    category_code: str
    compound: Label
    compound_id: str
    reports: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A day or month of the trend."""

    period: Period
    section: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What was not in order at the end of the as-of day, whenever it began.

    `overdue` issues were not completed in time and still are not; `unanswered` have had no first
    answer, of which `late` should have had it. The numbers (编号) of issues are those of today,
    the longest first and at most `MOST_NUMBERS`; None as of another day, and above a committee.
    """

    overdue: int
    unanswered: int
    late: int
    overdue_numbers: Sequence[str] | None
    unanswered_numbers: Sequence[str] | None


MOST_NUMBERS = 200
"""How many issues a report names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of a period: `preliminary` while that is not over, or as of a day within it.

    `drawn` is the one on record. `final` says that nothing can change it any more, `position`
    how far the record was read, `definitions` the version that its rates are by. `places` has the
    names of committees and compounds in it. `checkpoint` is the newest of the record: by what
    leaves the house, the house can be held to it.
    """

    of: Of
    kind: ReportKind
    period: Period
    as_of: date
    drawn: Drawn | None
    preliminary: bool
    final: bool
    position: int
    definitions: int
    whole: Section
    before: Section
    before_period: Period
    categories: Sequence[Line]
    committees: Sequence[Line]
    spots: Sequence[Spot]
    trend: Sequence[Step]
    standing: Standing
    vocabulary: Vocabulary
    places: Mapping[UUID, str]
    checkpoint: Stored | None = None
