"""What if (假设推演): compliance of the past under other terms, beside the actual figures."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from api import openapi
from api.entrance import BEARER, Caller, Entrance, TheService
from api.language import TAGS, Language
from api.media import prefers
from api.ndjson import NDJSON, UNKEPT, line
from api.representation import VARY, answer, language_of
from api.schemas.what_if import ProgressLine, WhatIfBody, WhatIfShown, what_if_of
from api.stepwise import Last, Step, stepwise
from service.what_if import Answered

router = APIRouter(
    prefix="/v1/bodies/{body}",
    tags=["figures"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)
MOST = 20_000
"""Of how many issues one answer may tell: they take some tens of seconds."""

_LINES = {"oneOf": [ProgressLine.model_json_schema(), {"$ref": "#/components/schemas/WhatIfShown"}]}


@router.post(
    "/what-if",
    response_model=WhatIfShown,
    summary="Reckon the past under other terms (假设推演)",
    responses=openapi.asks(
        "not-found",
        "unknown-method",
        "unknown-calendar",
        "period-inverted",
        "period-too-long",
        "too-many-issues",
    )
    | {200: {"content": {NDJSON: {"schema": _LINES}}}},
)
async def what_if(
    request: Request, service: TheService, principal: Caller, body: UUID, content: WhatIfBody
) -> Response:
    """Each kind of clock as it was kept, and as it would have been: a question, which changes
    nothing and is answered anew each time.

    As NDJSON where `Accept` prefers `application/x-ndjson`: lines tell how many issues are done,
    and the last line is the answer. At most 20,000 issues; the command line knows no limit.
    """
    question, language = content.question(body), language_of(request)
    asked = await asyncio.to_thread(service.what_if.ask, principal, question, most=MOST)
    headers = {"Vary": f"{VARY}, Accept"}
    if not prefers(request, NDJSON):
        answered = await asyncio.to_thread(service.what_if.answer, asked)
        return answer(request, what_if_of(answered, language), headers=headers)
    steps = stepwise(partial(service.what_if.answer, asked))
    # Whatever keeps it from being reckoned at all is told before the first line.
    first = await anext(steps)
    headers |= UNKEPT | {"Content-Language": TAGS[language]}
    return StreamingResponse(_lines(first, steps, language), media_type=NDJSON, headers=headers)


async def _lines(
    first: Step | Last[Answered], rest: AsyncGenerator[Step | Last[Answered]], language: Language
) -> AsyncIterator[bytes]:
    async with aclosing(rest):
        yield _line(first, language)
        async for one in rest:
            yield _line(one, language)


def _line(told: Step | Last[Answered], language: Language) -> bytes:
    match told:
        case Step(done=done, of=of):
            return line(ProgressLine(done=done, of=of))
        case Last(answer=answered):
            return line(what_if_of(answered, language))
