"""The tour: a line for each issue and each other thing to look at, and a receipt without a key."""

from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.table import Table

from cli.address import web_address
from cli.demonstration.steps import Exhibit, Sight
from domain.issue.diagram import STATUS_LABELS
from service.following import Receipt
from service.policy import Principal
from service.presenting import SeenIssue
from service.service import Service

_WIDTH = 280
"""Filters are there to be copied: never cut them to a terminal's width."""


def tour(
    service: Service,
    reader: Principal,
    exhibits: Sequence[Exhibit],
    sights: Sequence[Sight],
    receipt: Receipt,
) -> str:
    """The two tables and the receipt's address, as text of any width."""
    table = Table("number", "status", "place", "GET /v1/issues?…", "what to look at", box=None)
    for one in exhibits:
        seen = service.reader.issue(reader, one.issue)
        status = STATUS_LABELS[seen.row.status].zh
        table.add_row(seen.row.number, status, _place(seen), one.filter, one.why)
    beside = Table("GET /v1/…", "what to look at", box=None)
    for sight in sights:
        beside.add_row(sight.path, sight.why)
    text = StringIO()
    Console(file=text, width=_WIDTH, color_system=None).print(table, "", beside)
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    return "\n".join([*lines, "", *_receipt(service, receipt), ""])


def _place(seen: SeenIssue) -> str:
    row = seen.row
    return " ".join(seen.names[one] for one in (row.committee, row.compound) if one is not None)


def _receipt(service: Service, receipt: Receipt) -> Sequence[str]:
    settings = service.settings
    base = settings.public_url or web_address(settings.host, settings.port)
    page = f"{base}/follow/{receipt.secret}"
    return (
        f"  without a key: the resident's pages of {receipt.number}, once the service runs",
        f"  {page}",
        f"  {page}/receipt",
    )
