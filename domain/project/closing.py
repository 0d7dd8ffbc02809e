"""A project is closed (结项) once every part is at the end of the way, or was dropped."""

from domain.project.beginning import require_open
from domain.project.events import Closed
from domain.project.state import ProjectState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def close(state: ProjectState, *, note: Sealed) -> tuple[Closed]:
    """Refused: `project-closed`, `parts-unfinished` with how many are on their way."""
    require_open(state)
    under_way = (part for part in state.parts.values() if not part.dropped)
    unfinished = sum(not state.finished(part) for part in under_way)
    if unfinished:
        raise Refused(Code.PARTS_UNFINISHED, parts=unfinished)
    return (Closed(note=note),)
