"""The application: routers, problems, logging, one service."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from fastapi import FastAPI
from starlette.types import Lifespan

from api import openapi, problems
from api.access_log import AccessLog
from api.routers import (
    answer_forms,
    answering,
    approval,
    ballot_papers,
    ballots,
    calendars,
    cases,
    checkpoints,
    clocks,
    cross_check,
    directory,
    elections,
    exits,
    files,
    findings,
    follow_ups,
    funding,
    grids,
    handling,
    handover,
    inquiries,
    issues,
    keeping,
    ledger,
    meeting_calendar,
    meeting_feeds,
    meetings,
    merging,
    methods,
    negotiation,
    notice_board,
    notices,
    oversight,
    page_forms,
    pages,
    participation,
    persons,
    project_parts,
    projects,
    public,
    publications,
    questionnaires,
    ratings,
    receipts,
    record,
    referrals,
    register_files,
    registers,
    reports,
    revisit,
    series,
    shares,
    statistics,
    undertaking_parts,
    undertakings,
    urgent_fund,
    visit_doors,
    visits,
    what_if,
    works,
)
from api.shortcut import Shortcut
from api.surface import surface_of
from api.waiting import waiting_in
from processes.followers import Followers
from processes.timekeeping import Timekeeping
from service.service import Service

VERSION = "0.2.0"
_DESCRIPTION = """\
Bihuan 闭环 keeps every neighbourhood issue on record, as events.

Errors are RFC 9457 problems. Every command takes an `Idempotency-Key`; decisions that must not
be made on what has changed meanwhile need `If-Match`. Personal fields are sealed at rest and
masked in answers.
"""


_BESIDE = 16
"""Threads beside those of readers: for commands, the vault, and what asks no database."""


def create_app(service: Service) -> FastAPI:
    """The app around a service that has been migrated and started; it stops the service.

    While it runs, it follows the views that follow, and keeps time, unless the settings leave
    that to others.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # Whoever is slow to read must not keep those out who ask for a seat of another kind.
        threads = ThreadPoolExecutor(service.settings.pool_size + _BESIDE, "asking")
        asyncio.get_running_loop().set_default_executor(threads)
        followers = Followers(service.database, service.views)
        if service.settings.follow:
            app.state.followers = followers
            followers.start()
        timekeeping = Timekeeping(service, hint=followers.wake)
        if service.settings.timekeeper:
            app.state.timekeeping = timekeeping
            timekeeping.start()
        yield
        await asyncio.to_thread(timekeeping.stop)
        await asyncio.to_thread(followers.stop)
        await asyncio.to_thread(service.stop)

    app = _assembled(lifespan)
    app.state.service = service
    app.openapi = description  # type: ignore[method-assign]  # FastAPI's documented way
    return app


def leave(app: FastAPI) -> None:
    """The server is about to stop: whoever waits for news is answered now."""
    waiting_in(app).leave()


@cache
def description() -> dict[str, Any]:
    """The API's description (OpenAPI 3.1), which needs no database.

    One for all apps, for it takes seconds: nobody may change it.
    """
    return _assembled(None).openapi()


def _assembled(lifespan: Lifespan[FastAPI] | None) -> FastAPI:
    app = FastAPI(
        title="Bihuan 闭环",
        version=VERSION,
        summary="Event-sourced ticketing and governance loop for neighbourhoods",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        # A redirect would tell the caller's own path and query back, and is no problem document.
        redirect_slashes=False,
        # It would look at every request for exporters; and it records exceptions with messages.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        lifespan=lifespan,
    )
    capabilities = (
        public,
        publications,
        pages,
        page_forms,
        follow_ups,
        issues,
        handling,
        record,
        files,
        oversight,
        clocks,
        exits,
        merging,
        negotiation,
        approval,
        works,
        ballots,
        ballot_papers,
        shares,
        urgent_fund,
        keeping,
        funding,
        revisit,
        receipts,
        persons,
        directory,
        elections,
        handover,
        methods,
        calendars,
        what_if,
        statistics,
        reports,
        ledger,
        checkpoints,
        # questionnaires and ratings
        questionnaires,
        answering,
        answer_forms,
        ratings,
        # referrals, inquiries, the library of cases, grids
        referrals,
        inquiries,
        cases,
        grids,
        cross_check,
        # door visits
        visits,
        visit_doors,
        findings,
        # projects and notices
        projects,
        project_parts,
        # undertakings
        undertakings,
        undertaking_parts,
        participation,
        notices,
        notice_board,
        registers,
        register_files,
        meetings,
        series,
        meeting_feeds,
        meeting_calendar,
    )
    routers = [one.router for one in capabilities]
    app.router.routes.append(Shortcut(route for router in routers for route in router.routes))
    for router in routers:
        app.include_router(router)
    app.state.surface = surface_of(route for router in routers for route in router.routes)
    problems.install(app)
    openapi.install(app)
    app.add_middleware(AccessLog)
    return app
