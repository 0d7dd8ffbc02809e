"""Questionnaires (问卷) for staff: asking, reading, taking up what was answered."""

import asyncio
import secrets
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from api import openapi
from api.answers import seen_by
from api.call import Call, TheCall
from api.cursors import answer_cursor, encode, link_header, position_cursor
from api.entrance import BEARER, Caller, Entrance, TheService
from api.links import base_of
from api.representation import answer, language_of
from api.schemas.issues import Issue, issue_of
from api.schemas.questionnaires import (
    AnswerFilter,
    AnswerIssueBody,
    AnswerUndertakingBody,
    AnswerVoidBody,
    DeskAnswerBody,
    FiguresFilter,
    ProlongationBody,
    QuestionnaireBody,
    QuestionnaireFilter,
)
from api.schemas.questionnaires_shown import (
    AnswerList,
    FiguresShown,
    QuestionnaireList,
    QuestionnaireShown,
    answers_of,
    entry_of,
    figures_of,
    questionnaire_of,
)
from api.waiting import TheWaiting
from projections.views import answer as answers
from projections.views import questionnaire as view
from service.commands.base import Command

router = APIRouter(
    prefix="/v1/questionnaires",
    tags=["questionnaires"],
    route_class=Entrance,
    dependencies=[Depends(BEARER)],
)

ANSWERING = (
    "questionnaire-not-begun",
    "questionnaire-closed",
    "questionnaire-full",
    "unknown-group",
    "answer-empty",
    "question-repeated",
    "unknown-question",
    "answer-missing",
    "text-too-long",
    "answer-misfits",
    "unknown-option",
    "option-repeated",
    "number-out-of-bounds",
)
"""What can be wrong with an answer, by link or not."""

_TAKING = ("unknown-answer", "answer-voided", "unknown-question", "answer-taken")


@router.post(
    "",
    status_code=201,
    response_model=QuestionnaireShown,
    summary="Open a questionnaire (发布问卷)",
    responses=openapi.creates(
        "unknown-committee",
        "not-a-committee",
        "unknown-compound",
        "unknown-group",
        "no-question",
        "questionnaire-too-long",
        "question-repeated",
        "options-required",
        "option-repeated",
        "option-unexpected",
        "bounds-malformed",
        "unknown-topic",
        "period-inverted",
        "period-too-long",
    ),
)
async def open_questionnaire(body: QuestionnaireBody, call: TheCall) -> Response:
    """It gets a link of its own, to be printed and passed on: whoever has it can answer."""
    # 96 random bits in 16 characters: short enough for a code on paper, and never guessed.
    return await _told(call, body.command(secrets.token_urlsafe(12)), status=201)


@router.get(
    "",
    response_model=QuestionnaireList,
    summary="List questionnaires",
    responses=openapi.reads("view-behind"),
)
async def list_questionnaires(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    wanted: Annotated[QuestionnaireFilter, Query()],
) -> Response:
    """The newest first. The list follows the record within moments; `at_least` waits for it."""
    older = position_cursor(wanted.cursor, of="questionnaire")
    if wanted.at_least is not None:
        await waiting.folded(view.VIEW, wanted.at_least)
    found = await asyncio.to_thread(
        service.questionnaires.page,
        principal,
        committee=wanted.committee,
        older_than=older,
        limit=wanted.limit + 1,
    )
    page, more = found[: wanted.limit], len(found) > wanted.limit
    following = encode("questionnaire", page[-1].row.opened) if more else None
    base = base_of(request, service)
    shown = QuestionnaireList(items=[entry_of(one, base) for one in page], next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.get(
    "/{questionnaire}",
    response_model=QuestionnaireShown,
    summary="Read a questionnaire",
    responses=openapi.reads("not-found"),
)
async def read_questionnaire(
    request: Request, service: TheService, principal: Caller, questionnaire: UUID
) -> Response:
    """Its questions and its link, as the record has them now."""
    seen = await asyncio.to_thread(service.questionnaires.one, principal, questionnaire)
    shown = questionnaire_of(seen, base_of(request, service), language_of(request))
    return answer(request, shown, version=seen.row.version)


@router.get(
    "/{questionnaire}/results",
    response_model=FiguresShown,
    summary="Read what the answers come to",
    responses=openapi.reads("not-found", "view-behind"),
)
async def read_results(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    questionnaire: UUID,
    wanted: Annotated[FiguresFilter, Query()],
) -> Response:
    """Counts by option, sums of numbers, and both by group, of three answers at least."""
    if wanted.at_least is not None:
        await waiting.folded(answers.VIEW, wanted.at_least)
    told = await asyncio.to_thread(service.questionnaires.figures, principal, questionnaire)
    return answer(request, figures_of(told, language_of(request)))


@router.get(
    "/{questionnaire}/answers",
    response_model=AnswerList,
    summary="List the answers, with their words",
    responses=openapi.reads("not-found", "view-behind"),
)
async def list_answers(
    request: Request,
    service: TheService,
    principal: Caller,
    waiting: TheWaiting,
    questionnaire: UUID,
    wanted: Annotated[AnswerFilter, Query()],
) -> Response:
    """For the committee that works with them, by number."""
    after = answer_cursor(wanted.cursor)
    if wanted.at_least is not None:
        await waiting.folded(answers.VIEW, wanted.at_least)
    found = await asyncio.to_thread(
        service.questionnaires.answers,
        principal,
        questionnaire,
        after=after,
        limit=wanted.limit + 1,
    )
    items = answers_of(found, language_of(request))
    page, more = items[: wanted.limit], len(items) > wanted.limit
    following = encode("answer", page[-1].number) if more else None
    shown = AnswerList(items=page, next=following)
    return answer(request, shown, headers=link_header(request, {"next": following}))


@router.post(
    "/{questionnaire}/answers",
    response_model=QuestionnaireShown,
    summary="Enter an answer (代填)",
    responses=openapi.amends(*ANSWERING, *openapi.CLAIMED_TIME),
)
async def enter_answer(questionnaire: UUID, body: DeskAnswerBody, call: TheCall) -> Response:
    """What somebody answered on paper or by word of mouth, while it was open."""
    return await _told(call, body.command(questionnaire))


@router.post(
    "/{questionnaire}/voids",
    response_model=QuestionnaireShown,
    summary="Void an answer (作废)",
    responses=openapi.amends("unknown-answer", "answer-voided", "answer-taken"),
)
async def void_answer(questionnaire: UUID, body: AnswerVoidBody, call: TheCall) -> Response:
    """It was sent twice, or not meant as one: it is not counted."""
    return await _told(call, body.command(questionnaire))


@router.post(
    "/{questionnaire}/prolongation",
    response_model=QuestionnaireShown,
    summary="Prolong, or close (延期、提前截止)",
    responses=openapi.amends("period-inverted", "period-too-long"),
)
async def prolong(questionnaire: UUID, body: ProlongationBody, call: TheCall) -> Response:
    """It stays open until then; a moment that is past closes it."""
    return await _told(call, body.command(questionnaire))


@router.post(
    "/{questionnaire}/issues",
    status_code=201,
    response_model=Issue,
    summary="Take an answer up as an issue (转为事项)",
    responses=openapi.amends(
        *_TAKING,
        "not-a-committee",
        "unknown-compound",
        "place-required",
        "place-ambiguous",
        "words-required",
        "unknown-channel",
        "channel-closed",
        "unknown-category",
        "occurred-too-early",
        "no-method",
        "person-restricted",
        "erased",
    ),
)
async def take_up_as_issue(questionnaire: UUID, body: AnswerIssueBody, call: TheCall) -> Response:
    """In one transaction, by the rules of every report: told by who answered, in their words."""
    author = await asyncio.to_thread(
        call.service.questionnaires.author,
        call.principal,
        questionnaire,
        body.number,
        body.question,
    )
    done = await call.execute(body.command(questionnaire, author))
    seen = await seen_by(call, done)
    headers = {"Location": f"/v1/issues/{done.row.issue}"}
    shown = issue_of(seen, call.language)
    return answer(call.request, shown, version=done.row.version, status=201, headers=headers)


@router.post(
    "/{questionnaire}/undertakings",
    response_model=QuestionnaireShown,
    summary="Take an answer up as an undertaking (金点子、微心愿)",
    responses=openapi.amends(*_TAKING),
)
async def take_up_as_undertaking(
    questionnaire: UUID, body: AnswerUndertakingBody, call: TheCall
) -> Response:
    """What was answered is what that undertaking does; whoever answered stays its author."""
    return await _told(call, body.command(questionnaire))


async def _told(call: Call, command: Command, *, status: int = 200) -> Response:
    """The questionnaire, as the record then has it."""
    done = await call.execute(command)
    if done.made is None:
        raise RuntimeError("a command on a questionnaire did not tell which")
    seen = await asyncio.to_thread(call.service.questionnaires.one, call.principal, done.made)
    shown = questionnaire_of(seen, base_of(call.request, call.service), call.language)
    headers = {"Location": f"/v1/questionnaires/{done.made}"} if status == 201 else None
    return answer(call.request, shown, version=seen.row.version, status=status, headers=headers)
