"""双登记双交办 checked against itself: how the list is asked for and shown."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Body, Cursor, Named, Shown, Time
from api.schemas.issue_parts import Coded
from domain.issue.lifecycle import Status
from projections.views.status import Half
from service.cross_check import Gap, Gaps


class CrossCheckAsked(Body):
    """Which half is asked for, and how the list is paged."""

    half: Annotated[Half, Field(description="which half is missing; either, unless told")] = (
        Half.ANY
    )
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class GapShown(Shown):
    """An issue that lacks a register, a party, or both."""

    id: UUID
    number: str
    status: Status
    status_label: str
    committee: Named
    compound: Named | None
    category: str | None
    category_label: str | None
    reported_at: Time
    age_days: int = Field(description="whole days since it was reported")
    registers: list[Coded] = Field(description="in which it stands")
    missing_registers: int
    parties: list[Named] = Field(description="to which it was handed")
    missing_parties: int


class GapList(Shown):
    """A page of them, the newest first, as of `at`."""

    items: list[GapShown]
    next: str | None
    at: Time


def gaps_of(found: Gaps, language: Language) -> list[GapShown]:
    """The entries of a page."""
    return [_gap(one, found, language) for one in found.items]


def _gap(gap: Gap, found: Gaps, language: Language) -> GapShown:
    row, words = gap.row, found.vocabulary
    category = words.categories.get(row.category) if row.category else None
    held = dict.fromkeys(d.party for d in row.state.dispatches if not d.taken_back)
    return GapShown(
        id=row.issue,
        number=row.number,
        status=row.status,
        status_label=label_of("status", row.status, language),
        committee=_named(row.committee, found),
        compound=_named(row.compound, found) if row.compound else None,
        category=row.category,
        category_label=in_language(category, language) if category else None,
        reported_at=row.reported_at,
        age_days=gap.age,
        registers=[
            Coded(code=code, label=in_language(words.registers[code], language))
            for code in row.state.registers
        ],
        missing_registers=row.missing_registers,
        parties=[_named(party, found) for party in held],
        missing_parties=row.missing_parties,
    )


def _named(id: UUID, found: Gaps) -> Named:
    return Named(id=id, name=found.names.get(id))
