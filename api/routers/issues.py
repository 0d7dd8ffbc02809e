"""Report, list, read: issues and their timelines."""

import asyncio
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api import openapi
from api.answers import seen_by
from api.call import TheCall
from api.cursors import encode, issue_cursor, link_header
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.as_of import IssueMoment
from api.schemas.commands import ReportBody
from api.schemas.fields import Body
from api.schemas.issue_filter import IssueFilter
from api.schemas.issue_list import IssueList, summary_of
from api.schemas.issues import Issue, issue_of
from api.schemas.timeline import Timeline, entry_of
from api.waiting import TheWaiting
from projections.views import deadline

router = APIRouter(
    prefix="/v1/issues", tags=["issues"], route_class=Entrance, dependencies=[Depends(BEARER)]
)


class TimelinePage(Body):
    """How a timeline is paged."""

    after: Annotated[int, Field(ge=0, le=2**31 - 1, description="a version")] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


@router.post(
    "",
    status_code=201,
    response_model=Issue,
    summary="Report an issue (上报)",
    responses=openapi.creates(
        "unknown-committee",
        "not-a-committee",
        "unknown-compound",
        "place-required",
        "place-ambiguous",
        "words-required",
        "reporter-is-caller",
        "staff-alone",
        "unknown-channel",
        "channel-closed",
        "unknown-category",
        "occurred-in-future",
        "occurred-too-early",
        "no-method",
        "person-restricted",
        "erased",
    ),
)
async def report(body: ReportBody, call: TheCall) -> Response:
    """A new issue. The clocks of its terms start now, or at `occurred_at`."""
    done = await call.execute(body.command())
    seen = await seen_by(call, done)
    return answer(
        call.request,
        issue_of(seen, call.language),
        version=done.row.version,
        status=201,
        headers={"Location": f"/v1/issues/{done.row.issue}"},
    )


@router.get(
    "",
    response_model=IssueList,
    summary="List issues",
    responses=openapi.reads("staff-alone", "view-behind"),
)
async def list_issues(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    wanted: Annotated[IssueFilter, Query()],
) -> Response:
    """The issues that the caller may see, newest first, by pages.

    `due_before`, `overdue`, `at_risk` and `paused` are answered by a view that follows the record
    within moments; `at_least` waits for it. All else is as fresh as the last command. Residents
    are told of their own issues what is due, and cannot ask by it.

    With `q`, those that hold it in their number, staff's summary, address or sites, or in the
    name of their compound or committee, as far as the caller is shown these. Width, case and white
    space make no difference. Of very many places of such names, those with the shortest count.
    """
    older, newer = issue_cursor(wanted.cursor)
    if wanted.at_least is not None:
        await waiting.folded(deadline.VIEW, wanted.at_least)
    issues = service.reader.issues
    if wanted.q is not None:
        issues = partial(service.finder.issues, text=wanted.q)
    found = await asyncio.to_thread(
        issues,
        principal,
        wanted.wanted(service.now()),
        older_than=older,
        newer_than=newer,
        limit=wanted.limit + 1,
    )
    more = len(found) > wanted.limit
    page = found[: wanted.limit] if newer is None else found[-wanted.limit :]
    has_next = more if newer is None else bool(page)
    has_prev = more if newer is not None else older is not None and bool(page)
    following = encode("older", page[-1].row.opened) if page and has_next else None
    previous = encode("newer", page[0].row.opened) if page and has_prev else None
    language = language_of(request)
    return answer(
        request,
        IssueList(items=[summary_of(one, language) for one in page], next=following, prev=previous),
        headers=link_header(request, {"next": following, "prev": previous}),
    )


@router.get(
    "/{issue}",
    response_model=Issue,
    summary="Read an issue",
    responses=openapi.reads("not-found"),
)
async def read_issue(
    request: Request,
    service: TheService,
    principal: Caller,
    issue: UUID,
    moment: Annotated[IssueMoment, Query()],
) -> Response:
    """One issue with what the caller may do next; or as it stood, with nothing to be done.

    `as_of` counts when things were recorded, not when they happened.
    """
    if moment.as_of is None:
        seen = await asyncio.to_thread(service.reader.issue, principal, issue)
    else:
        seen = await asyncio.to_thread(service.reader.issue_as_of, principal, issue, moment.as_of)
    return answer(request, issue_of(seen, language_of(request)), version=seen.row.version)


@router.get(
    "/{issue}/events",
    response_model=Timeline,
    summary="Read an issue's timeline",
    responses=openapi.reads("not-found"),
)
async def read_timeline(
    request: Request,
    service: TheService,
    principal: Caller,
    issue: UUID,
    page: Annotated[TimelinePage, Query()],
) -> Response:
    """What happened, oldest first, as far as it is meant for the caller."""
    found = await asyncio.to_thread(
        service.reader.timeline, principal, issue, after=page.after, limit=page.limit + 1
    )
    entries = found[: page.limit]
    following = entries[-1].row.version if len(found) > page.limit else None
    language = language_of(request)
    return answer(
        request, Timeline(items=[entry_of(one, language) for one in entries], next=following)
    )
