"""The application: routers, problems, logging, one service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from api import openapi, problems
from api.access_log import AccessLog
from api.routers import directory, handling, issues, methods, public
from service.service import Service

VERSION = "0.1.0"
_DESCRIPTION = """\
Bihuan 闭环 keeps every neighbourhood issue on record, as events.

Errors are RFC 9457 problems. Every command takes an `Idempotency-Key`; decisions that must not
be made on what has changed meanwhile need `If-Match`. Personal fields are sealed at rest and
masked in answers.
"""


def create_app(service: Service) -> FastAPI:
    """The app around a service that has been migrated and started; it stops the service."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        service.stop()

    app = FastAPI(
        title="Bihuan 闭环",
        version=VERSION,
        summary="Event-sourced ticketing and governance loop for neighbourhoods",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = service
    for one in (public, issues, handling, directory, methods):
        app.include_router(one.router)
    problems.install(app)
    openapi.install(app)
    app.add_middleware(AccessLog)
    return app
