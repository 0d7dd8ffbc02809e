"""The tables that figures are read from, made of how the course of an issue changes.

A *fact* holds from the day on which it was recorded up to the day on which that was undone: for
one committee or compound that is few rows. For wider scopes, and for long times, *tallies* say
by how much each recorded day or month changed the facts of a day or month: they are only ever
added to.
"""

from sqlalchemy import DDL, BigInteger, Column, Index, Integer, String, Uuid, event

from domain.figures.codes import OPEN
from projections.columns import Code
from projections.engine import view_table
from projections.figures.rows import Grain

FACT = view_table(
    "fact",
    3,
    Column("issue", Uuid, primary_key=True),
    Column("slot", String(40), primary_key=True),
    Column("since", Integer, primary_key=True),
    Column("until", Integer, nullable=False),
    Column("committee", Uuid, nullable=False),
    Column("compound", Uuid),
    Column("category", String(40)),
    Column("channel", String(40), nullable=False),
    Column("method", String(60), nullable=False),
    Column("code", String(40), nullable=False),
    Column("detail", String(40), nullable=False),
    Column("day", Integer, nullable=False),
    Column("value", BigInteger, nullable=False),
)

TALLY = view_table(
    "tally",
    3,
    Column("body", Uuid, primary_key=True),
    Column("split", String(10), primary_key=True),
    Column("grain", Code(Grain), primary_key=True),
    Column("code", String(40), primary_key=True),
    Column("happened", Integer, primary_key=True),
    Column("recorded", Integer, primary_key=True),
    Column("key", String(60), primary_key=True),
    Column("detail", String(40), primary_key=True),
    Column("n", BigInteger, nullable=False),
    Column("amount", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

_F, _T = FACT.c, TALLY.c
_waits = _F.code == OPEN
Index(f"{FACT.name}_committee", _F.committee, _F.day)
Index(f"{FACT.name}_compound", _F.compound, _F.day)
Index(f"{FACT.name}_begun", _F.committee, _F.since)
Index(f"{FACT.name}_ended", _F.committee, _F.until)
# The code is in the key as well: SQLite, which keeps no statistics, might else take any index that
# begins with the committee, by the order in which they were made, and read all that ever was. All
# else that the backlog asks for stands there, too: it is one of the many facts of an issue.
Index(
    f"{FACT.name}_open",
    _F.committee,
    _F.code,
    _F.until,
    _F.since,
    _F.day,
    _F.compound,
    _F.category,
    _F.channel,
    _F.method,
    sqlite_where=_waits,
    postgresql_where=_waits,
)
_days = _T.grain == Grain.DAY
Index(
    f"{TALLY.name}_recorded",
    _T.body,
    _T.recorded,
    sqlite_where=_days,
    postgresql_where=_days,
)

# What is counted by day is of the topmost body alone, and most of its rows are. PostgreSQL, which
# takes columns for independent, would expect so many by month that it read the table to its end.
_told = DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy says nothing of its types
    f"CREATE STATISTICS {TALLY.name}_body (mcv) ON body, split, grain FROM {TALLY.name}"
)
event.listen(TALLY, "after_create", _told.execute_if(dialect="postgresql"))
