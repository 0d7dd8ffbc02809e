"""Meetings (会议): notice, agenda, matters taken in, the session record, conclusions."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import encode, link_header, meeting_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import POSITION, answer, language_of
from api.schemas.meetings import (
    CalendarFilter,
    CallBody,
    MatterBody,
    MeetingCancellationBody,
    PointBody,
    PointConclusionBody,
    ReschedulingBody,
    SessionRecordBody,
)
from api.schemas.meetings_shown import MeetingList, MeetingShown, meeting_of, meetings_of
from api.waiting import TheWaiting
from projections.views import meeting as view
from service.commands.base import Command
from service.meetings import SeenMeeting

router = APIRouter(
    prefix="/v1/meetings", tags=["meetings"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

SEATS = ("unknown-organisation", "unknown-seat", "seat-repeated", "party-repeated")
PLACE = ("unknown-committee", "not-a-committee", "unknown-compound", "unknown-meeting-kind")
POINTS = ("point-empty", "point-repeated", "unknown-issue", "issue-elsewhere")
TIMES = ("meeting-in-the-past", "meeting-too-far")
_UNHELD = ("meeting-cancelled", "meeting-held")


@router.post(
    "",
    status_code=201,
    response_model=MeetingShown,
    summary="Call a meeting (会议通知)",
    responses=openapi.creates(*PLACE, *TIMES, "notice-too-late", *SEATS, *POINTS),
)
async def call_meeting(body: CallBody, call: TheCall) -> Response:
    """A hearing, a coordination meeting, a reception … with its agenda.

    What has begun can be entered for 30 days, and nobody is invited to it any more.
    """
    return await created(call, body.command())


@router.get(
    "",
    response_model=MeetingList,
    summary="List meetings (会议日历)",
    responses=openapi.reads("view-behind"),
)
async def list_meetings(
    request: Request,
    service: TheService,
    waiting: TheWaiting,
    principal: Caller,
    wanted: Annotated[CalendarFilter, Query()],
) -> Response:
    """The calendar of who asks, the latest first.

    It follows the record within moments; `at_least` waits for it.
    """
    before = meeting_cursor(wanted.cursor)
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
    found = await asyncio.to_thread(
        service.meetings.calendar,
        principal,
        wanted.wanted(),
        before=before,
        limit=wanted.limit + 1,
    )
    items = meetings_of(found, language_of(request))[: wanted.limit]
    more = len(found.items) > wanted.limit
    following = encode("meeting", items[-1].at, str(items[-1].id)) if more else None
    headers = {POSITION: str(found.position), **link_header(request, {"next": following})}
    return answer(request, MeetingList(items=items, next=following), headers=headers)


@router.get(
    "/{meeting}",
    response_model=MeetingShown,
    summary="Read a meeting",
    responses=openapi.reads("not-found"),
)
async def read_meeting(
    request: Request, service: TheService, principal: Caller, meeting: UUID
) -> Response:
    """One meeting; to residents of the committee only its notice."""
    seen = await asyncio.to_thread(service.meetings.meeting, principal, meeting)
    return answer(request, meeting_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/{meeting}/rescheduling",
    response_model=MeetingShown,
    summary="Put a meeting off (改期)",
    responses=openapi.amends(*_UNHELD, "meeting-begun", *TIMES),
)
async def reschedule(meeting: UUID, body: ReschedulingBody, call: TheCall) -> Response:
    """Another time, perhaps elsewhere, until it has begun."""
    return await amended(call, body.command(meeting))


@router.post(
    "/{meeting}/cancellation",
    response_model=MeetingShown,
    summary="Cancel a meeting (取消)",
    responses=openapi.amends(*_UNHELD),
)
async def cancel(meeting: UUID, body: MeetingCancellationBody, call: TheCall) -> Response:
    """It does not take place."""
    return await amended(call, body.command(meeting))


@router.post(
    "/{meeting}/points",
    response_model=MeetingShown,
    summary="Add a point to the agenda (议题)",
    responses=openapi.amends(*_UNHELD, *POINTS),
)
async def add_point(meeting: UUID, body: PointBody, call: TheCall) -> Response:
    """An issue or a topic, until the meeting is on record."""
    return await amended(call, body.command(meeting))


@router.post(
    "/{meeting}/matters",
    response_model=MeetingShown,
    summary="Take a matter in (接待登记)",
    responses=openapi.amends(
        "meeting-cancelled",
        "meeting-not-begun",
        "unknown-issue",
        "issue-elsewhere",
        "status-forbids",
        "matter-repeated",
        "matter-taken",
        "unknown-organisation",
        *openapi.NAMED_PERSON,
    ),
)
async def take_matter(meeting: UUID, body: MatterBody, call: TheCall) -> Response:
    """Somebody came with it and it was reported as an issue; who was asked keeps it (首问负责)."""
    return await amended(call, body.command(meeting))


@router.post(
    "/{meeting}/session-record",
    response_model=MeetingShown,
    summary="Record that it was held (会议记录)",
    responses=openapi.amends(*_UNHELD, "meeting-not-begun", *SEATS),
)
async def record_session(meeting: UUID, body: SessionRecordBody, call: TheCall) -> Response:
    """Who was there by seat and organisation, how many people, and the minutes."""
    return await amended(call, body.command(meeting))


@router.post(
    "/{meeting}/conclusions",
    response_model=MeetingShown,
    summary="Conclude a point (议定事项)",
    responses=openapi.amends(
        "meeting-cancelled",
        "meeting-not-held",
        "unknown-point",
        "point-concluded",
        "hearing-after-decision",
        "appraisal-before-done",
        "texts-erased",
    ),
)
async def conclude(meeting: UUID, body: PointConclusionBody, call: TheCall) -> Response:
    """What they came to on one point, with the experts heard; an issue has it in its own record."""
    return await amended(call, body.command(meeting))


async def created(call: Call, command: Command) -> Response:
    """The new meeting, as the record then has it."""
    seen = await _after(call, command)
    headers = {"Location": f"/v1/meetings/{seen.id}"}
    shown = meeting_of(seen, call.language)
    return answer(call.request, shown, version=seen.version, status=201, headers=headers)


async def amended(call: Call, command: Command) -> Response:
    """The meeting, as the record then has it."""
    seen = await _after(call, command)
    return answer(call.request, meeting_of(seen, call.language), version=seen.version)


async def _after(call: Call, command: Command) -> SeenMeeting:
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on a meeting did not tell which")
    read = call.service.meetings.meeting
    return await asyncio.to_thread(read, call.principal, done.made, upto=done.position)
