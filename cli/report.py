"""`bihuan report`: a report as a file, or figures in a superior's own form."""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.opened import fail, service
from domain.body.events import ReportKind
from domain.refusal import Refused
from processes.follower import Follower
from projections.views import course
from service.errors import NotFound, NotYet
from service.reports.parts import Report
from service.reports.reports import Asked
from service.reports.template import BadTemplate, filled, mapping_in
from service.service import SYSTEM, Service


class Format(StrEnum):
    """What a report is written as."""

    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"


class Lang(StrEnum):
    """What it speaks."""

    ZH = "zh"
    EN = "en"


def report(
    body: Annotated[str, typer.Argument(help="A body's code or id")],
    kind: Annotated[ReportKind, typer.Argument()],
    first: Annotated[
        datetime, typer.Argument(formats=["%Y-%m-%d"], help="The first day of its period")
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="As the record stood at the end of a day; as it was drawn if unsaid, else today",
        ),
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", help="json if unsaid")] = None,
    template: Annotated[
        Path | None, typer.Option(help="A workbook to be filled; needs --mapping")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help='TOML: "Sheet1!B4" = "rate:satisfied-rate"')
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output if unsaid")
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Of pages and workbooks")] = Lang.ZH,
) -> None:
    """Draw a report of the record: half-monthly, monthly or yearly; or fill a form with it."""
    if (template is None) is not (mapping is None):
        fail("--template and --mapping go together")
    if template and form not in (None, Format.XLSX):
        fail("a template is filled as xlsx")
    if output is None and (template or form is Format.XLSX):
        fail("a workbook needs a file: -o FILE")
    with service() as opened:
        drawn = _drawn(opened, body, kind, first.date(), as_of.date() if as_of else None)
    if template and mapping:
        content = _filled(drawn, template, mapping)
    else:
        content = _written(drawn, form or Format.JSON, lang)
    _hand_out(content, output)


def _drawn(opened: Service, body: str, kind: ReportKind, first: date, as_of: date | None) -> Report:
    """The report by all that is on record now, whoever else follows it."""
    Follower(opened.database, course.VIEW).catch_up()
    try:
        asked = Asked(body=opened.reports.body_named(body), kind=kind, first=first, as_of=as_of)
        return opened.reports.report(SYSTEM, asked)
    except NotFound:
        fail(f"no such body, or no {kind} report begins on {first}")
    except NotYet:
        fail(f"{as_of} is still to come")
    except Refused as refused:
        fail(str(refused.code))


def _written(drawn: Report, form: Format, lang: Lang) -> bytes:
    # Imported here: the HTTP face takes a second that nobody else needs to wait.
    from api.reports.page import printable
    from api.reports.sheet import workbook
    from api.reports.words import Speech
    from api.schemas.reports import report_of

    match form:
        case Format.JSON:
            return report_of(drawn, lang.value).model_dump_json(indent=2).encode() + b"\n"
        case Format.HTML:
            return bytes(printable(drawn, Speech(lang.value)).body)
        case Format.XLSX:
            return workbook(drawn, Speech(lang.value))


def _filled(drawn: Report, template: Path, mapping: Path) -> bytes:
    try:
        wanted, form = mapping.read_bytes(), template.read_bytes()
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
    try:
        return filled(drawn, form, mapping_in(wanted))
    except BadTemplate as fault:
        _refuse(fault, template, mapping)


def _refuse(fault: BadTemplate, template: Path, mapping: Path) -> NoReturn:
    file = template if str(fault.fault).startswith("template") else mapping
    fail(f"{file}: {fault}")


def _hand_out(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
