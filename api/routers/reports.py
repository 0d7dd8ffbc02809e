"""Reports (报表) of a body: those on record, and each as JSON, as a page, as a workbook."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.cursors import encode, link_header, version_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.media import JSON, preferred_media
from api.rendering import DISCREET
from api.reports.page import printable
from api.reports.sheet import XLSX, workbook
from api.reports.words import Speech
from api.representation import POSITION, VARY, answer, language_of
from api.schemas.directory import DirectoryFilter
from api.schemas.fields import Day
from api.schemas.reports import ReportFilter, ReportList, ReportShown, drawn_of, report_of
from api.waiting import TheWaiting
from domain.body.events import ReportKind
from projections.views import course
from service.reports.parts import Report
from service.reports.reports import Asked

HTML = "text/html"

router = APIRouter(
    prefix="/v1/bodies/{body}/reports",
    tags=["reports"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)


@router.get(
    "",
    response_model=ReportList,
    summary="List a body's reports (报表)",
    responses=openapi.reads("not-found"),
)
async def list_reports(
    request: Request,
    service: TheService,
    principal: Caller,
    body: UUID,
    wanted: Annotated[DirectoryFilter, Query()],
) -> Response:
    """Those that were drawn when their periods were over, the newest first.

    Any other period's can be had as well, whether it is on record or not.
    """
    found = await asyncio.to_thread(
        service.reports.listed,
        principal,
        body,
        older_than=version_cursor(wanted.cursor),
        limit=wanted.limit + 1,
    )
    page, rest = found[: wanted.limit], found[wanted.limit :]
    following = encode("version", page[-1].version) if rest else None
    items = [drawn_of(one, language_of(request)) for one in page]
    shown = ReportList(items=items, next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/{kind}/{first}",
    response_model=ReportShown,
    summary="Read a report (半月分析、月度考评、年度考评)",
    responses=openapi.reads("not-found", "not-a-committee", "view-behind")
    | {
        200: {
            "content": {
                HTML: {"schema": {"type": "string"}},
                XLSX: {"schema": {"type": "string", "format": "binary"}},
            }
        }
    },
)
async def read_report(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    kind: ReportKind,
    first: Day,
    wanted: Annotated[ReportFilter, Query()],
) -> Response:
    """The report of the period that begins on a day, drawn of the record as it is asked for.

    As JSON; as a page to print where `Accept` prefers `text/html`, and as a workbook where it
    prefers XLSX. A half-monthly analysis is a committee's alone.
    """
    if wanted.at_least is not None:
        await waiting.folded(course.VIEW, wanted.at_least)
    asked = Asked(body=body, kind=kind, first=first, as_of=wanted.as_of)
    report = await asyncio.to_thread(service.reports.report, principal, asked)
    media = preferred_media(request, (JSON, HTML, XLSX), otherwise=JSON)
    return await asyncio.to_thread(_written, request, report, media)


def _written(request: Request, report: Report, media: str) -> Response:
    speech = Speech(language_of(request))
    headers = {POSITION: str(report.position), "Vary": f"{VARY}, Accept"}
    match media:
        case "text/html":
            return printable(report, speech, headers)
        case "application/json":
            shown = report_of(report, speech.language)
            return answer(request, shown, version=report.position, headers=headers)
        case _:
            name = f"{report.of.code}-{report.kind}-{report.period.first}.xlsx"
            saved = {"Content-Disposition": f'attachment; filename="{name}"'}
            told = {**DISCREET, **headers, **saved, "X-Content-Type-Options": "nosniff"}
            return Response(workbook(report, speech), media_type=XLSX, headers=told)
