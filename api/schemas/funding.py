"""The funding ledger as it is shown: lines, and sums by source and period."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.language import Language, in_language
from api.schemas.fields import AtLeast, Body, Cursor, Named, Shown
from domain.vocabulary.state import Vocabulary
from projections.views.funding import FundedLine, FundingRow, FundingSum
from service.funding import Books


class FundingFilter(Body):
    """How the books are narrowed and paged; a page has so many issues."""

    compound: UUID | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    at_least: AtLeast | None = None


class FundingLineShown(Shown):
    """One line of one issue's plan, in 分."""

    issue: UUID
    number: str = Field(examples=["LB-2026-000017"])
    compound: Named | None
    line: int
    source: str = Field(examples=["government"])
    source_label: str = Field(examples=["政府补贴"])
    payer: Named | None
    planned: int = Field(description="by the plan in force, 0 where none is")
    pledged: int
    received: int
    spent: int
    returned: int
    held: int = Field(description="received, and neither spent nor returned")


class FundingList(Shown):
    """The funding ledger (资金台账), the newest issue first."""

    items: list[FundingLineShown]
    next: str | None


class FundingPeriod(StrEnum):
    """The periods by which raising and use are published."""

    QUARTER = "quarter"
    HALF_YEAR = "half-year"


Year = Annotated[int, Field(ge=2000, le=2999)]


class FundingSumFilter(Body):
    """Which periods, of which compound."""

    year: Year
    by: FundingPeriod = FundingPeriod.QUARTER
    compound: UUID | None = None
    at_least: AtLeast | None = None


class FundingSumShown(Shown):
    """What was booked on a source in one period, in 分."""

    period: str = Field(examples=["2026-Q3", "2026-H2"])
    source: str = Field(examples=["government"])
    source_label: str = Field(examples=["政府补贴"])
    pledged: int
    received: int
    spent: int
    returned: int


class FundingSums(Shown):
    """Raising and use of a year by source and period (Civil Code art. 281), newest first."""

    items: list[FundingSumShown]
    next: str | None = None


def books_of(
    books: Books, vocabulary: Vocabulary, following: str | None, language: Language
) -> FundingList:
    """A page of the books."""
    items = [
        _line(row, line, books, vocabulary, language) for row in books.rows for line in row.lines
    ]
    return FundingList(items=items, next=following)


def sums_of(
    sums: Sequence[FundingSum], span: FundingPeriod, vocabulary: Vocabulary, language: Language
) -> FundingSums:
    """The sums by period."""
    return FundingSums(
        items=[
            FundingSumShown(
                period=period,
                source=source,
                source_label=in_language(vocabulary.sources[source], language),
                pledged=sum(one.pledged for one in some),
                received=sum(one.received for one in some),
                spent=sum(one.spent for one in some),
                returned=sum(one.returned for one in some),
            )
            for (period, source), some in _by_period(sums, span)
        ]
    )


def _by_period(
    sums: Sequence[FundingSum], span: FundingPeriod
) -> Iterator[tuple[tuple[str, str], list[FundingSum]]]:
    found: dict[tuple[str, str], list[FundingSum]] = {}
    for one in sums:
        found.setdefault((_period(one.quarter, span), one.source), []).append(one)
    yield from found.items()


def _period(quarter: int, span: FundingPeriod) -> str:
    year, number = divmod(quarter, 10)
    return f"{year}-Q{number}" if span is FundingPeriod.QUARTER else f"{year}-H{(number + 1) // 2}"


def _line(
    row: FundingRow, line: FundedLine, books: Books, vocabulary: Vocabulary, language: Language
) -> FundingLineShown:
    return FundingLineShown(
        issue=row.issue,
        number=row.number,
        compound=_named(row.compound, books),
        line=line.line,
        source=line.source,
        source_label=in_language(vocabulary.sources[line.source], language),
        payer=_named(line.payer, books),
        planned=line.planned,
        pledged=line.pledged,
        received=line.received,
        spent=line.spent,
        returned=line.returned,
        held=line.received - line.spent - line.returned,
    )


def _named(one: UUID | None, books: Books) -> Named | None:
    return None if one is None else Named(id=one, name=books.names.get(one))
