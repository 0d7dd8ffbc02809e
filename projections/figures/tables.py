"""The tables that figures are read from, made of how the course of an issue changes.

A *fact* holds from the day on which it was recorded up to the day on which that was undone: for
one committee or compound that is few rows. For wider scopes, and for long times, *tallies* say
by how much each recorded day or month changed the facts of a day or month: they are only ever
added to.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Uuid

from domain.figures.codes import OPEN
from projections.columns import Code
from projections.engine import view_table
from projections.figures.rows import Grain

FACT = view_table(
    "fact",
    1,
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
    1,
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
# begins with the committee, by the order in which they were made, and read all that ever was.
Index(
    f"{FACT.name}_open",
    _F.committee,
    _F.code,
    _F.until,
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
