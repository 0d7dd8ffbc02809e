"""A report as a page to print: A4, without scripts and without anything from elsewhere."""

from collections.abc import Mapping, Sequence

from fastapi.responses import HTMLResponse

from api.rendering import page
from api.reports.about import about, days, title, where_to_check
from api.reports.cells import Cell, Column, Grid, Kind, Share
from api.reports.grids import grids
from api.reports.pictures import pictures
from api.reports.words import Speech
from service.reports.parts import Report


def printable(
    report: Report, speech: Speech, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """The page; every number is written out with what it is made of."""
    told = (about(report, speech, has_footer=True), *grids(report, speech))
    return page(
        "report",
        speech.language,
        headers=headers,
        style="report",
        title=title(report, speech),
        days=days(report.period, speech),
        preliminary=speech["preliminary"] if report.preliminary else "",
        nobody_types=speech["nobody_types"],
        where_to_check=where_to_check(report, speech),
        grids=[_written(grid, speech) for grid in told],
        pictures=pictures(report, speech),
    )


def _written(grid: Grid, speech: Speech) -> Mapping[str, object]:
    rows = [
        [(column.kind, text_of(column, cell, speech)) for column, cell in _pairs(grid, row)]
        for row in grid.rows
    ]
    return {"name": grid.name, "title": grid.title, "columns": grid.columns, "rows": rows}


def _pairs(grid: Grid, row: Sequence[Cell]) -> Sequence[tuple[Column, Cell]]:
    return list(zip(grid.columns, row, strict=True))


def text_of(column: Column, cell: Cell, speech: Speech) -> str:
    """A cell as people read it."""
    match column.kind, cell:
        case _, None:
            return speech["none"]
        case Kind.SHARE, Share() as share:
            of = f"{share.numerator}/{share.denominator}"
            return of if share.value is None else f"{share.value:.1%} ({of})"
        case Kind.CHANGE, int(number):
            return f"{number:+d}" if number else "0"
        case Kind.POINTS, float(number):
            return f"{number:+.1f}" if number else "0.0"
        case Kind.SPAN, int(seconds):
            return speech.span(seconds)
        case Kind.MONEY, int(fen):
            return f"{fen / 100:,.2f}"
        case _:
            return str(cell)
