"""The issues that are late or unanswered today, by number: no name, no word of anybody."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from projections.figures.rows import ALWAYS
from projections.figures.tables import FACT
from projections.views.status import TABLE as STATUS
from service.reports.parts import MOST_NUMBERS


def numbers(connection: Connection, committee: UUID, codes: Collection[str]) -> Sequence[str]:
    """Of issues with one of these facts in force, from the one that has it the longest."""
    query = (
        select(STATUS.c.number)
        .join(FACT, FACT.c.issue == STATUS.c.issue)
        .where(FACT.c.committee == committee, FACT.c.until == ALWAYS, FACT.c.code.in_(codes))
        .order_by(FACT.c.day, STATUS.c.number)
        .limit(MOST_NUMBERS)
    )
    # One issue may have several such clocks: merged reporters keep their own.
    return list(dict.fromkeys(connection.execute(query).scalars()))
