"""What a database would do for the statements of a question, told in one way for both.

with explaining(service) as plans:
    service.reader.issues(…)
plans.told        # one `Plan` for each SELECT
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, event

from ledger.database import Database
from service.service import Service

BIG = (
    "view_status",
    "view_publication",
    "view_deadline",
    "view_timeline",
    "view_assignment",
    "view_course",
    "view_fact",
    "view_tally",
    "event",
    "gram",
    "claim",
    "vault_key",
)
"""Tables that grow with history, by the beginning of their names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement: tables read from end to end, whether positions are sorted before the page
    is cut, the indexes that are used, and what of them is looked up in the database's words."""

    statement: str
    scanned: frozenset[str]
    sorts: bool
    indexes: frozenset[str]
    conditions: frozenset[str]


class Plans:
    """The plans of everything that was asked meanwhile."""

    def __init__(self) -> None:
        self.told: list[Plan] = []

    def of(self, table: str) -> list[Plan]:
        """Those whose statement names a table."""
        return [plan for plan in self.told if table in plan.statement]


@contextmanager
def explaining(
    service: Service, database: Database | None = None, *, spare_tables: bool = False
) -> Iterator[Plans]:
    """Explains every SELECT just before it is carried out, on the same connection.

    PostgreSQL reads a small table whole where it guesses that many of its rows are wanted;
    *spare_tables* asks whether it has to.
    """
    plans = Plans()

    def before(connection: Connection, _cursor: Any, sql: str, given: Any, *_: Any) -> None:
        if sql.startswith("SELECT"):
            if spare_tables and connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plans.told.append(_explained(connection, sql, given))

    engine = (database or service.database).engine
    event.listen(engine, "before_cursor_execute", before)
    try:
        yield plans
    finally:
        event.remove(engine, "before_cursor_execute", before)


def _explained(connection: Connection, sql: str, given: Any) -> Plan:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given).all()
        return _of_sqlite(sql, [row[3] for row in rows])
    found = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {sql}", given).scalar_one()
    plain = msgspec.json.decode(found) if isinstance(found, str) else found
    return _of_postgres(sql, plain[0]["Plan"])


def _of_sqlite(sql: str, lines: list[str]) -> Plan:
    """A `SCAN t` without an index reads everything; the page itself is never sorted whole."""
    scans = (
        line.split()[1] for line in lines if line.startswith("SCAN ") and " INDEX " not in line
    )
    indexes = (line.split(" INDEX ")[1].split()[0] for line in lines if " INDEX " in line)
    return Plan(
        statement=sql,
        scanned=frozenset(table for table in scans if table.startswith(BIG)),
        sorts=any("TEMP B-TREE" in line for line in lines),
        indexes=frozenset(indexes),
        conditions=frozenset(line.partition("(")[2] for line in lines if "(" in line),
    )


def _of_postgres(sql: str, root: Mapping[str, Any]) -> Plan:
    """Sorting the rows of one page, above its limit, is what a page costs."""
    nodes = list(_nodes(root, limited=False))
    scans = (n["Relation Name"] for n, _ in nodes if n["Node Type"] == "Seq Scan")
    return Plan(
        statement=sql,
        scanned=frozenset(table for table in scans if table.startswith(BIG)),
        sorts=any(limited and "Sort" in n["Node Type"] for n, limited in nodes),
        indexes=frozenset(n["Index Name"] for n, _ in nodes if "Index Name" in n),
        conditions=frozenset(n["Index Cond"] for n, _ in nodes if "Index Cond" in n),
    )


def _nodes(node: Mapping[str, Any], *, limited: bool) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Every node, and whether it stands below a limit."""
    yield node, limited
    below = limited or node["Node Type"] == "Limit"
    for child in node.get("Plans", ()):
        yield from _nodes(child, limited=below)
