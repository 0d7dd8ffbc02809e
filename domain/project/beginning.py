"""A project begins, and gets its parts, each with its plan."""

from collections.abc import Sequence
from uuid import UUID

from domain.body.registry import require_committee
from domain.body.state import BodyState
from domain.project.events import (
    Begun,
    PartAdded,
    PartDropped,
    PartPlanned,
    ProjectKind,
    Spot,
    Step,
)
from domain.project.state import Part, ProjectState
from domain.project.ways import way_of
from domain.refusal import Code, Refused
from domain.sealed import Sealed

AGREED = (Step.CONSENTED, Step.REVIEWED, Step.SIGNED)
"""Steps at which somebody has agreed to the plan as it then stood."""


def begin(
    body: BodyState,
    *,
    committee: UUID,
    compound: UUID | None,
    kind: ProjectKind,
    name: str,
    steps: Sequence[Step] | None,
    issue: UUID | None,
) -> tuple[Begun]:
    """A programme of a committee; *steps* None for the whole way of its kind.

    Refused: `not-a-committee`, `unknown-compound`, `unknown-way`.
    """
    require_committee(body)
    if compound is not None and compound not in body.compounds:
        raise Refused(Code.UNKNOWN_COMPOUND)
    way = way_of(kind, steps)
    return (
        Begun(committee=committee, compound=compound, kind=kind, name=name, steps=way, issue=issue),
    )


def add_part(
    state: ProjectState,
    *,
    part: str,
    spot: Spot | None,
    issue: UUID | None,
    plan: Sealed | None,
) -> tuple[PartAdded]:
    """A household, an entrance, a site, a micro-project.

    Refused: `project-closed`, `part-exists` (also for the code of one that was dropped).
    """
    require_open(state)
    if part in state.parts:
        raise Refused(Code.PART_EXISTS, part=part)
    return (PartAdded(part=part, spot=spot, issue=issue, plan=plan),)


def plan_part(state: ProjectState, *, part: str, plan: Sealed) -> tuple[PartPlanned]:
    """The plan for one part (一户一策), new or changed.

    Refused beside `require_part`: `plan-agreed`, where somebody has agreed to the plan as it is;
    that is to be revoked first.
    """
    known = require_part(state, part)
    if any(known.has_reached(step) for step in AGREED):
        raise Refused(Code.PLAN_AGREED, part=part)
    return (PartPlanned(part=part, plan=plan),)


def drop_part(state: ProjectState, *, part: str, reason: Sealed) -> tuple[PartDropped]:
    """The project goes on without it.

    Refused beside `require_part`: `part-finished` for one at the end of the way.
    """
    if state.finished(require_part(state, part)):
        raise Refused(Code.PART_FINISHED, part=part)
    return (PartDropped(part=part, reason=reason),)


def require_open(state: ProjectState) -> None:
    """Refuse with `project-closed` what a closed project takes no more."""
    if state.closed_at is not None:
        raise Refused(Code.PROJECT_CLOSED)


def require_part(state: ProjectState, part: str) -> Part:
    """A part that goes on; refused: `project-closed`, `unknown-part`, `part-dropped`."""
    require_open(state)
    return require_kept_part(state, part)


def require_kept_part(state: ProjectState, part: str) -> Part:
    """A part of the project, closed or not; refused: `unknown-part`, `part-dropped`."""
    known = state.parts.get(part)
    if known is None:
        raise Refused(Code.UNKNOWN_PART)
    if known.dropped:
        raise Refused(Code.PART_DROPPED, part=part)
    return known
