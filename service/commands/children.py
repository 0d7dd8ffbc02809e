"""What happens to merged issues when something happens to the one that they were merged into.

All of it is staged in the target's own command, so that it is recorded in one transaction.
"""

from uuid import UUID

from domain.issue import answer, merging
from domain.issue.events import Replied, Unmerged
from domain.issue.guards import would_accept
from domain.issue.state import IssueState
from domain.sealed import KeyScope
from ledger.streams import ISSUE
from service.work import Work


def reply_to_children(work: Work, state: IssueState, text: str) -> None:
    """Answer the reporter of every issue that is merged into the one of *state*.

    The answer is given now, also where what it tells of is dated back: it cannot have reached
    anybody before. Raises `KeysMissing` where the children's keys are not at hand yet.
    """
    children = {
        child: found
        for child in state.merging.children
        if (found := work.state(ISSUE, child))
        and found.texts_erased is None
        and would_accept(Replied, found)
    }
    work.need_keys((KeyScope.ISSUE, child) for child in children)
    for child, found in children.items():
        message = work.seal(KeyScope.ISSUE, child, child, "issue.replied/message", text)
        work.append(ISSUE, child, answer.reply(found, message=message))


def unmerge_children(work: Work, target: UUID) -> None:
    """Let every child of *target* stand for itself again.

    No reason is given: it would be the target's own, and a child's reporter knows of no target.
    """
    for child in work.require(ISSUE, target).state.merging.children:
        found = work.state(ISSUE, child)
        if found is not None and would_accept(Unmerged, found):
            work.append(ISSUE, child, merging.unmerge(found, reason=None))
        release(work, target, child)


def release(work: Work, target: UUID, child: UUID) -> None:
    """Tell *target* that *child* has left it; nothing where it knows of none."""
    found = work.state(ISSUE, target)
    if found is not None:
        work.append(ISSUE, target, merging.release(found, child=child))
