"""The way that the parts of a project go: which steps, in which order."""

from collections.abc import Mapping, Sequence

from domain.project.events import ProjectKind, Step
from domain.refusal import Code, Refused

WAYS: Mapping[ProjectKind, Sequence[Step]] = {
    ProjectKind.HOUSEHOLDS: (
        Step.ASKED,
        Step.PLANNED,
        Step.CONSENTED,
        Step.RUNNING,
        Step.ACCEPTED,
    ),
    ProjectKind.MICRO: (
        Step.PROPOSED,
        Step.REVIEWED,
        Step.RUNNING,
        Step.FINISHING,
        Step.CLOSED,
    ),
    ProjectKind.LIFTS: (
        Step.ASKED,
        Step.CONSENTED,
        Step.SIGNED,
        Step.RUNNING,
        Step.BUILT,
        Step.IN_UPKEEP,
    ),
    ProjectKind.SITES: (
        Step.PLANNED,
        Step.RUNNING,
        Step.BUILT,
        Step.ACCEPTED,
    ),
}
"""What each kind of project goes through, where nobody says otherwise."""


def way_of(kind: ProjectKind, steps: Sequence[Step] | None) -> tuple[Step, ...]:
    """The way of a new project: that of its kind, or some of its steps in their order.

    Refused: `unknown-way` for a step that the kind does not know, twice, or out of order, and for
    none at all.
    """
    whole = WAYS[kind]
    if steps is None:
        return tuple(whole)
    given = set(steps)
    if not steps or tuple(steps) != tuple(step for step in whole if step in given):
        raise Refused(Code.UNKNOWN_WAY, kind=kind)
    return tuple(steps)
