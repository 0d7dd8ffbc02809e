"""The answer to a command on an issue: the issue as it then stands."""

import asyncio

from fastapi import Response

from api.call import Call
from api.representation import answer
from api.schemas.issues import issue_of
from service.commands.issue_command import IssueCommand


async def show(call: Call, command: IssueCommand, *, clear: bool = False) -> Response:
    """Run the command and show the issue to the caller; *clear* opens the reporter's contact."""
    done = await call.execute(command)
    reader = call.service.reader
    # A success that is told again was recorded once, and opens nothing a second time.
    clear = clear and not done.replayed
    seen = await asyncio.to_thread(reader.present, call.principal, done.row, clear=clear)
    return answer(call.request, issue_of(seen, call.language), version=done.row.version)
