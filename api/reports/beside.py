"""Grids of what goes on beside the loop: levels, money, meetings, positions, ratings."""

from collections.abc import Mapping

from api.reports.cells import Cell, Column, Grid, Kind, Share
from api.reports.words import Speech
from domain.figures.codes import Answer, asked, rated, settled
from domain.issue.events import Satisfaction, Stance
from domain.labels import Label
from domain.levels import Level
from service.reports.parts import Report


def ratings(report: Report, speech: Speech) -> Grid:
    """What reporters think, and beside it whom nobody could ask."""
    columns = (Column(speech["rating"], Kind.TEXT), Column(speech["now"]), Column(speech["before"]))
    told = [(rated(one), speech.fixed("satisfaction", one)) for one in Satisfaction]
    told.append((asked(Answer.UNREACHABLE), speech.fixed("answer", Answer.UNREACHABLE)))
    now, before = report.whole.counts, report.before.counts
    rows = [(name, now.get(code, 0), before.get(code, 0)) for code, name in told]
    return Grid(name="ratings", title=speech["ratings"], columns=columns, rows=rows)


def levels(report: Report, speech: Speech) -> Grid:
    """Solved at which level (小事不出社区)."""
    columns = (
        Column(speech["level"], Kind.TEXT),
        Column(speech["count"]),
        Column(speech["share"], Kind.SHARE),
    )
    counts = {level: report.whole.counts.get(settled(level), 0) for level in Level}
    total = sum(counts.values())
    rows = [
        (speech.fixed("handling-level", level), n, Share(n, total)) for level, n in counts.items()
    ]
    return Grid(name="levels", title=speech["levels"], columns=columns, rows=rows)


def funds(report: Report, speech: Speech) -> Grid:
    """Money by source, and what happened to it."""
    columns = (
        Column(speech["source"], Kind.TEXT),
        Column(speech["money"], Kind.TEXT),
        Column(speech["times"]),
        Column(speech["amount"], Kind.MONEY),
    )
    sources = report.vocabulary.sources
    rows = [
        (
            _named(sources, one.source, speech),
            speech.fixed("money", one.money),
            one.n,
            one.amount,
        )
        for one in report.whole.funds
    ]
    return Grid(name="funds", title=speech["funds"], columns=columns, rows=rows)


def meetings(report: Report, speech: Speech) -> Grid:
    """How often who met."""
    columns = (Column(speech["meeting"], Kind.TEXT), Column(speech["held"]))
    kinds = report.vocabulary.meetings
    rows = [(_named(kinds, kind, speech), n) for kind, n in report.whole.meetings.items()]
    return Grid(name="meetings", title=speech["meetings"], columns=columns, rows=rows)


def positions(report: Report, speech: Speech) -> Grid:
    """What the seats at the table said."""
    columns = (
        Column(speech["seat"], Kind.TEXT),
        *(Column(speech.fixed("stance", stance)) for stance in Stance),
    )
    taken, named = report.whole.positions, report.vocabulary.seats
    seats = dict.fromkeys(seat for seat, _ in taken)
    rows: list[tuple[Cell, ...]] = [
        (
            _named(named, seat, speech),
            *(taken.get((seat, stance), 0) for stance in Stance),
        )
        for seat in seats
    ]
    return Grid(name="positions", title=speech["positions"], columns=columns, rows=rows)


def _named(labels: Mapping[str, Label], code: str, speech: Speech) -> str:
    """A code of the vocabulary; the code itself where that does not know it."""
    return speech.label(labels[code]) if code in labels else code
