"""Statistics (统计) of a body, what became of its clocks, and the definitions of rates."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api import openapi
from api.cursors import fact_cursor, link_header, versions_page
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.directory import DirectoryFilter
from api.schemas.explanation import ExplanationFilter, ExplanationShown, explanation_of
from api.schemas.metrics import MetricsDetail, MetricsList, metrics_of, summary_of
from api.schemas.statistics import (
    Asked,
    ComplianceFilter,
    ComplianceShown,
    PeriodFilter,
    StatisticsFilter,
    StatisticsShown,
    compliance_of,
    statistics_of,
)
from api.waiting import TheWaiting
from processes.waiting import Waiting
from projections.views import course
from service.errors import NotFound
from service.statistics import Figures

router = APIRouter(
    prefix="/v1", tags=["statistics"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

_REFUSED = ("not-found", "period-inverted", "period-too-long", "split-not-kept", "view-behind")


@router.get(
    "/bodies/{body}/statistics",
    response_model=StatisticsShown,
    summary="Read a body's figures (统计)",
    responses=openapi.reads(*_REFUSED, "unknown-definitions"),
)
async def read_statistics(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    asked: Annotated[StatisticsFilter, Query()],
) -> Response:
    """What counts in a period, as the record stood at the end of a day.

    Facts count by the day on which they happened, clocks by that on which they began; what was
    recorded after the as-of day changes nothing. Rates are two whole numbers by a version of the
    definitions (`GET /v1/metrics`), beside everything that they leave out.
    """
    wanted = asked.wanted(body, asked.definitions)
    await _folded(waiting, asked)
    figures = await asyncio.to_thread(service.statistics.figures, principal, wanted)
    vocabulary = await asyncio.to_thread(service.directory.vocabulary, principal)
    return _answer(request, figures, statistics_of(figures, vocabulary, language_of(request)))


@router.get(
    "/bodies/{body}/statistics/explanation",
    response_model=ExplanationShown,
    summary="Read what a figure is made of (数字从何而来)",
    responses=openapi.reads(*_REFUSED, "unknown-definitions", "unknown-figure"),
)
async def explain_figure(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    asked: Annotated[ExplanationFilter, Query()],
) -> Response:
    """The facts that a figure counts, and the events that made each: what the same question to
    the statistics adds up.

    Facts come by committee and day. A page looks into few committees, so that it may be short, or
    empty, and `next` go on all the same. An issue that the caller may not view stands without its
    id, number and events.
    """
    figure, mark = asked.figure_of(body), fact_cursor(asked.cursor)
    await _folded(waiting, asked)
    explained = await asyncio.to_thread(
        service.explanations.page, principal, figure, after=mark, limit=asked.limit
    )
    vocabulary = await asyncio.to_thread(service.directory.vocabulary, principal)
    shown = explanation_of(explained, vocabulary, language_of(request))
    headers = {POSITION: str(shown.position), **link_header(request, {"next": shown.next})}
    return answer(request, shown, version=0, headers=headers)


@router.get(
    "/bodies/{body}/compliance",
    response_model=ComplianceShown,
    summary="Read what became of a body's clocks (时限合规)",
    responses=openapi.reads(*_REFUSED),
)
async def read_compliance(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    body: UUID,
    asked: Annotated[ComplianceFilter, Query()],
) -> Response:
    """The clocks that began in a period, as the record stood at the end of a day."""
    wanted = asked.wanted(body)
    await _folded(waiting, asked)
    figures = await asyncio.to_thread(service.statistics.figures, principal, wanted)
    vocabulary = await asyncio.to_thread(service.directory.vocabulary, principal)
    return _answer(request, figures, compliance_of(figures, vocabulary, language_of(request)))


@router.get(
    "/metrics",
    response_model=MetricsList,
    summary="List versions of the definitions of rates (指标口径)",
    responses=openapi.reads(),
)
async def list_metrics(
    request: Request,
    service: TheService,
    principal: Caller,
    wanted: Annotated[DirectoryFilter, Query()],
) -> Response:
    """The newest first; an old report can be drawn again by the version that it names."""
    state = await asyncio.to_thread(service.directory.metrics, principal)
    versions = state.texts if state else ()
    page, following = versions_page(versions, wanted.cursor, wanted.limit)
    items = [summary_of(state, version) for version in page] if state else []
    shown = MetricsList(items=items, next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/metrics/{version}",
    response_model=MetricsDetail,
    summary="Read a version of the definitions of rates",
    responses=openapi.reads("not-found"),
)
async def read_metrics(
    request: Request,
    service: TheService,
    principal: Caller,
    version: Annotated[int, Path(ge=1, le=10**6)],
) -> Response:
    """What each rate counts, of what, and what is left out."""
    state = await asyncio.to_thread(service.directory.metrics, principal)
    if state is None or version not in state.texts:
        raise NotFound
    shown = metrics_of(state.version(version), state.texts[version], language_of(request))
    return answer(request, shown, version=version)


async def _folded(waiting: Waiting, asked: PeriodFilter) -> None:
    if asked.at_least is not None:
        await waiting.folded(course.VIEW, asked.at_least)


def _answer(request: Request, figures: Figures, shown: Asked) -> Response:
    return answer(request, shown, version=0, headers={POSITION: str(figures.position)})
