"""Merging (合并): depth one, reversible, and nobody loses their own answer."""

from uuid import UUID

from domain.issue.events import Absorbed, Merged, Released, Unmerged
from domain.issue.guards import admit
from domain.issue.lifecycle import permits
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def merge(
    state: IssueState, target_state: IssueState, *, issue: UUID, target: UUID
) -> tuple[Merged]:
    """The child's side.

    Refused: `status-forbids`, the policies of `Merged` (open orders, work, children of its
    own, money), `merge-into-itself`, `merge-elsewhere` (another committee's issue).
    """
    admit(Merged, state)
    if issue == target:
        raise Refused(Code.MERGE_INTO_ITSELF)
    if state.committee != target_state.committee:
        raise Refused(Code.MERGE_ELSEWHERE)
    return (Merged(target=target),)


def absorb(state: IssueState, *, child: UUID) -> tuple[Absorbed]:
    """The target's side; refused with `status-forbids` where the target is merged or over."""
    admit(Absorbed, state)
    return (Absorbed(child=child),)


def unmerge(state: IssueState, *, reason: Sealed | None) -> tuple[Unmerged]:
    """The child stands for itself again, where it stood before."""
    admit(Unmerged, state)
    return (Unmerged(reason=reason),)


def release(state: IssueState, *, child: UUID) -> tuple[Released, ...]:
    """The target's side of it; nothing where the child is not there (any more)."""
    if child not in state.merging.children or not permits(Released, state.status):
        return ()
    return (Released(child=child),)
