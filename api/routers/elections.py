"""Elections of an owners' committee (业委会组建、换届)."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.call import Call, TheCall
from api.cursors import election_cursor, encode, link_header
from api.entrance import BEARER, Caller, Entrance, TheService
from api.representation import answer, language_of
from api.schemas.election_forms import (
    CandidateWithdrawalBody,
    CommitteeFilingBody,
    ElectionAbandonmentBody,
    ElectionBody,
    ElectionFilter,
    ListPublicationBody,
    NominationBody,
    VettingBody,
)
from api.schemas.elections import ElectionList, ElectionShown, election_of, summary_of
from api.waiting import TheWaiting
from projections.views import election as view
from service.commands.base import Command

router = APIRouter(
    prefix="/v1/elections", tags=["elections"], route_class=Entrance, dependencies=[Depends(BEARER)]
)

_PEOPLE = ("not-an-owner", *openapi.NAMED_PERSON, "register-not-adopted")
_BETWEEN = ("ballot-running", "election-over")
_STANDING = ("unknown-candidate", "candidate-withdrew", *_BETWEEN)


@router.post(
    "",
    status_code=201,
    response_model=ElectionShown,
    summary="Form the group that prepares an election (成立筹备组)",
    responses=openapi.creates(
        "unknown-committee",
        "not-a-committee",
        "unknown-compound",
        "seats-not-odd",
        "member-repeated",
        "unknown-seat",
        "group-incomplete",
        "election-begun",
        *_PEOPLE,
    ),
)
async def form_group(body: ElectionBody, call: TheCall) -> Response:
    """The election runs from now on, and owners decide on no other major matter meanwhile."""
    return await _told(call, body.command(), status=201)


@router.get(
    "",
    response_model=ElectionList,
    summary="List elections",
    responses=openapi.reads("view-behind"),
)
async def list_elections(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[ElectionFilter, Query()],
) -> Response:
    """The newest first. The list follows the record within moments; `at_least` waits for it."""
    older = election_cursor(wanted.cursor)
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
    found = await asyncio.to_thread(
        service.elections.page,
        principal,
        compound=wanted.compound,
        stage=wanted.stage,
        older_than=older,
        limit=wanted.limit + 1,
    )
    page, more = found[: wanted.limit], len(found) > wanted.limit
    following = encode("election", page[-1].row.begun) if more else None
    language = language_of(request)
    shown = ElectionList(items=[summary_of(one, language) for one in page], next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/{election}",
    response_model=ElectionShown,
    summary="Read an election",
    responses=openapi.reads("not-found"),
)
async def read_election(
    request: Request, service: TheService, principal: Caller, election: UUID
) -> Response:
    """Who stands, what hangs out, who won; names in clear once the list was published."""
    seen = await asyncio.to_thread(service.elections.one, principal, election)
    return answer(request, election_of(seen, language_of(request)), version=seen.version)


@router.post(
    "/{election}/nominations",
    response_model=ElectionShown,
    summary="Nominate an owner (推荐候选人)",
    responses=openapi.amends("already-nominated", "list-published", *_PEOPLE, *_BETWEEN),
)
async def nominate(election: UUID, body: NominationBody, call: TheCall) -> Response:
    """The person stands under the next number; not while a list hangs out or is voted on."""
    return await _told(call, body.command(election))


@router.post(
    "/{election}/vettings",
    response_model=ElectionShown,
    summary="Vet a candidate (资格审查)",
    responses=openapi.amends(*_STANDING, "reason-required"),
)
async def vet(election: UUID, body: VettingBody, call: TheCall) -> Response:
    """May be found anew. A finding while the list hangs out takes it down."""
    return await _told(call, body.command(election))


@router.post(
    "/{election}/withdrawals",
    response_model=ElectionShown,
    summary="Withdraw a candidate (退出参选)",
    responses=openapi.amends(*_STANDING),
)
async def withdraw(election: UUID, body: CandidateWithdrawalBody, call: TheCall) -> Response:
    """Who was elected and withdraws before the filing gives the seat back."""
    return await _told(call, body.command(election))


@router.post(
    "/{election}/publication",
    response_model=ElectionShown,
    summary="Publish the list of candidates (候选人公示)",
    responses=openapi.amends(
        "match-required",
        "publication-in-the-past",
        "candidate-unvetted",
        "too-few-candidates",
        "seats-filled",
        *_BETWEEN,
    ),
)
async def publish(election: UUID, body: ListPublicationBody, call: TheCall) -> Response:
    """Whoever is eligible hangs out until then; afterwards a ballot may be opened on them.

    Needs `If-Match`.
    """
    return await _told(call, body.command(election))


@router.post(
    "/{election}/filing",
    response_model=ElectionShown,
    summary="Put the committee on file (备案)",
    responses=openapi.amends(
        "match-required",
        "not-elected",
        "seats-unfilled",
        "seats-not-odd",
        "unknown-organisation",
        "not-an-owners-committee",
        "list-published",
        *_BETWEEN,
    ),
)
async def file_committee(election: UUID, body: CommitteeFilingBody, call: TheCall) -> Response:
    """By the superior. The committee takes its seat in the compound. Needs `If-Match`."""
    return await _told(call, body.command(election))


@router.post(
    "/{election}/abandonment",
    response_model=ElectionShown,
    summary="Abandon an election (终止)",
    responses=openapi.amends("match-required", *_BETWEEN),
)
async def abandon(election: UUID, body: ElectionAbandonmentBody, call: TheCall) -> Response:
    """It ends without a committee. Needs `If-Match`."""
    return await _told(call, body.command(election))


async def _told(call: Call, command: Command, *, status: int = 200) -> Response:
    """The election as it then stands, read from the record itself."""
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on an election names none")
    seen = await asyncio.to_thread(call.service.elections.one, call.principal, done.made)
    shown = election_of(seen, call.language)
    headers = {"Location": f"/v1/elections/{done.made}"} if status == 201 else None
    return answer(call.request, shown, version=seen.version, status=status, headers=headers)
