"""What needs no key: health, the start page, what problems mean, the API's own description."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Literal

import yaml
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from api import openapi
from api.entrance import TheService
from api.language import TAGS, in_language, preferred
from api.problem_types import PROBLEMS
from api.problems import Problem
from api.schemas.fields import Shown
from api.waiting import keeping_in, stalls_in
from domain.moment import local
from processes.follower import Stall
from processes.timekeeper import Keeping

router = APIRouter(tags=["public"])

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
"""The same text in a third of the time, where PyYAML was built with its library."""


class Health(Shown):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Stalled(Shown):
    """Where a view cannot go on, as this process has found: a position, and an error's class."""

    position: int
    error: str


class FollowingLag(Shown):
    """A view that is folded behind the commands; when it has not come far, commands go on."""

    lag: int
    stalled: Stalled | None


class TimeKept(Shown):
    """How this process keeps time: its last look, how many issues were then overdue for a record
    (预警、超时、升级), and what kept it from making one, by an error's class. `unsigned` is what
    keeps it from signing checkpoints."""

    looked_at: datetime | None
    overdue: int
    fault: str | None
    unsigned: str | None


class Readiness(Shown):
    """Whether commands can be served. `lag` counts events for each view that they need.

    Views that follow, the search index and the timekeeper are told and make nothing unready:
    `search_lag` is None where the index has been dropped, `timekeeper` where others keep time.
    """

    ready: bool
    migrated: bool
    halted: str | None
    lag: dict[str, int]
    following: dict[str, FollowingLag]
    search_lag: int | None
    timekeeper: TimeKept | None


@router.get("/healthz", response_model=Health, summary="Is the process alive?")
async def healthz() -> Health:
    """Does no I/O."""
    return Health()


@router.get(
    "/readyz",
    response_model=Readiness,
    summary="Can it serve?",
    responses={503: {"model": Readiness, "description": "Not ready"}},
)
async def readyz(request: Request, service: TheService) -> Response:
    """Checks databases, migrations, the writer and the lag of every view."""
    told = await asyncio.to_thread(service.readiness)
    following = _following(told["following"], stalls_in(request.app))
    beside = {"following": following, "timekeeper": _time_kept(keeping_in(request.app))}
    state = Readiness.model_validate({**told, **beside})
    headers = {} if state.ready else {"Retry-After": "1"}
    return JSONResponse(
        state.model_dump(mode="json"), status_code=200 if state.ready else 503, headers=headers
    )


def _following(lags: Mapping[str, int], stalls: Mapping[str, Stall]) -> Mapping[str, FollowingLag]:
    stalled = {
        view: Stalled(position=stall.position, error=stall.error) for view, stall in stalls.items()
    }
    return {view: FollowingLag(lag=lag, stalled=stalled.get(view)) for view, lag in lags.items()}


def _time_kept(keeping: Keeping | None) -> TimeKept | None:
    if keeping is None:
        return None
    looked_at = None if keeping.looked_at is None else local(keeping.looked_at)
    return TimeKept(
        looked_at=looked_at,
        overdue=keeping.overdue,
        fault=keeping.fault,
        unsigned=keeping.unsigned,
    )


@router.get(
    "/problems/{code}",
    response_class=HTMLResponse,
    summary="What a problem means",
    responses=openapi.problems("not-found"),
)
async def problem_page(request: Request, code: str) -> HTMLResponse:
    """The page behind a problem's `type`."""
    if code not in PROBLEMS:
        raise Problem("not-found")
    problem = PROBLEMS[code]
    language = preferred(request.headers.get("accept-language"))
    title, advice = in_language(problem.title, language), in_language(problem.advice, language)
    return _page(title, f"<p>{escape(advice)}</p><p>HTTP {problem.status} · {code}</p>", language)


@router.get("/", response_class=HTMLResponse, summary="Start page")
async def start(request: Request) -> HTMLResponse:
    """Where to go from here."""
    language = preferred(request.headers.get("accept-language"))
    words = {
        "zh": ("Bihuan 闭环", "社区事项从上报到回访的事件账本。", "接口描述", "就绪状态"),
        "en": (
            "Bihuan 闭环",
            "A ledger of neighbourhood issues, from report to revisit.",
            "API description",
            "Readiness",
        ),
    }[language]
    body = (
        f"<p>{words[1]}</p><ul><li><a href='/openapi.yaml'>{words[2]}</a></li>"
        f"<li><a href='/readyz'>{words[3]}</a></li></ul>"
    )
    return _page(words[0], body, language)


@router.get("/openapi.yaml", include_in_schema=False)
async def openapi_yaml(request: Request) -> Response:
    """The API's description, as committed. Written once: it takes a second."""
    state = request.app.state
    if not hasattr(state, "described"):
        state.described = await asyncio.to_thread(lambda: described(request.app.openapi()))
    return Response(state.described, media_type="application/yaml")


def described(schema: object) -> str:
    """An OpenAPI document as YAML, the same text every time."""
    return yaml.dump(schema, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=100)


def _page(title: str, body: str, language: Literal["zh", "en"]) -> HTMLResponse:
    html = (
        f"<!doctype html><html lang='{TAGS[language]}'><meta charset='utf-8'>"
        f"<title>{escape(title)}</title><h1>{escape(title)}</h1>{body}</html>"
    )
    headers = {"Content-Language": TAGS[language], "Vary": "Accept-Language"}
    return HTMLResponse(html, headers=headers)
