"""What a report says of itself: whose, of which days, as of when, by which definitions."""

from collections.abc import Sequence

from api.reports.cells import Column, Grid, Kind
from api.reports.words import Speech
from api.schemas.checkpoints import root_told
from domain.moment import local
from domain.period import Period
from ledger.checkpoints import Stored
from service.reports.parts import Report


def about(report: Report, speech: Speech, *, has_footer: bool = False) -> Grid:
    """As a grid, like everything else; where no footer tells how to check it, this does."""
    columns = (Column(speech["item"], Kind.TEXT), Column(speech["value"], Kind.TEXT))
    rows = [(speech[name], text) for name, text in _told(report, speech)]
    if not has_footer and (how := where_to_check(report, speech)):
        rows.append((speech["how_to_check"], how))
    return Grid(name="about", title=speech["about"], columns=columns, rows=rows)


def title(report: Report, speech: Speech) -> str:
    """The body and the kind of the report."""
    gap = "" if speech.language == "zh" else " · "
    return gap.join((report.of.name, speech.fixed("report-kind", report.kind)))


def days(period: Period, speech: Speech) -> str:
    """From when to when."""
    return f"{period.first} {speech['to']} {period.last}"


def where_to_check(report: Report, speech: Speech) -> str:
    """How anybody can hold the record to what is printed here; nothing where nothing is."""
    stored = report.checkpoint
    return speech["check_it"].format(size=stored.size) if stored else ""


def _told(report: Report, speech: Speech) -> Sequence[tuple[str, str]]:
    drawn = report.drawn
    return (
        ("body", f"{report.of.name} ({report.of.code})"),
        ("kind", speech.fixed("report-kind", report.kind)),
        ("period", days(report.period, speech)),
        ("compared", days(report.before_period, speech)),
        ("as_of", str(report.as_of)),
        ("drawn_at", f"{local(drawn.at):%Y-%m-%d %H:%M}" if drawn else speech["not_drawn"]),
        ("definitions", str(report.definitions)),
        ("position", str(report.position)),
        ("checkpoint", _checkpoint(report.checkpoint, speech)),
    )


def _checkpoint(stored: Stored | None, speech: Speech) -> str:
    if stored is None:
        return speech["none"]
    signed_at = f"{local(stored.signed_at):%Y-%m-%d %H:%M}"
    told = {"size": stored.size, "root": root_told(stored), "at": signed_at}
    return speech["checkpoint_told"].format(**told)
