"""The answer to a command on an issue: the issue as it then stands."""

import asyncio

from fastapi import Response

from api.call import Call
from api.representation import answer
from api.schemas.issues import issue_of
from service.answers import Answer
from service.commands.issue_command import IssueCommand
from service.presenting import SeenIssue


async def show(call: Call, command: IssueCommand, *, clear: bool = False) -> Response:
    """Run the command and show the issue to the caller; *clear* opens the reporter's contact."""
    done = await call.execute(command)
    # A success that is told again was recorded once, and opens nothing a second time.
    seen = await seen_by(call, done, clear=clear and not done.replayed)
    return answer(call.request, issue_of(seen, call.language), version=done.row.version)


async def seen_by(call: Call, done: Answer, *, clear: bool = False) -> SeenIssue:
    """The issue that was answered, as the caller sees it; a thread only where a database is asked.

    A thread costs the loop more than the whole rest of it.
    """
    reader = call.service.reader
    at_hand = reader.at_hand(call.principal, done, clear=clear)
    if at_hand is not None:
        return at_hand
    return await asyncio.to_thread(reader.present, call.principal, done, clear=clear)
