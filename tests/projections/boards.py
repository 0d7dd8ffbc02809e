"""Projects and notices to which everything has happened."""

from uuid import UUID

from domain.moment import DAY, Moment, local
from domain.notice.events import Duty
from domain.project.events import ProjectKind, Spot, Step, Upkeep
from service.commands.base import Command
from service.commands.notices import DrawUpNotice, PutUpNotice, TakeDownNotice, WithdrawNotice
from service.commands.projects import (
    AddPart,
    BeginProject,
    CloseProject,
    DropPart,
    NoteUpkeep,
    PlanPart,
    ReachSteps,
    RevokeStep,
    StepTaken,
)
from service.ids import new_id
from service.policy import Principal
from tests.neighbourhood import Neighbourhood
from tests.table import Table

WAY = (Step.PLANNED, Step.RUNNING, Step.BUILT, Step.ACCEPTED)
_SPOT = Spot(building="3号楼", entrance="2", unit=None)


def play(town: Neighbourhood) -> None:
    """Each of their events, once at least."""
    project = begun(town)
    plan = PlanPart(project=project, part="a", plan="改为两盏")
    undo = RevokeStep(project=project, part="a", step=Step.PLANNED, reason="点位有误")
    drop = DropPart(project=project, part="b", reason="不再安装")
    added(town, project, "b")
    added(town, project, "a")
    reach(town, project, "a", 1)
    _do(town, undo, plan, drop)
    reach(town, project, "a", 4)
    look_after(town, project, "a", 365)
    _do(town, CloseProject(project=project, note="全部验收"))
    notice = drawn(town, Table(town).tabled())
    _do(town, PutUpNotice(notice=notice, boards=("1号门岗",)))
    _do(town, WithdrawNotice(notice=notice, reason="有误"), TakeDownNotice(notice=notice))


def begun(
    town: Neighbourhood,
    kind: ProjectKind = ProjectKind.SITES,
    *,
    committee: UUID | None = None,
    compound: UUID | None = None,
    by: Principal | None = None,
) -> UUID:
    """A project that began the day before."""
    project = new_id()
    begin = BeginProject(
        project=project,
        committee=committee or town.committee,
        compound=compound,
        kind=kind,
        name="路灯",
        occurred_at=_yesterday(town),
    )
    town.do(begin, by=by or town.clerk)
    return project


def added(town: Neighbourhood, project: UUID, part: str) -> None:
    """A part with its plan."""
    when = _yesterday(town)
    _do(town, AddPart(project=project, part=part, spot=_SPOT, plan="加装一盏", occurred_at=when))


def reach(town: Neighbourhood, project: UUID, part: str, far: int) -> None:
    """The part comes so far on its way."""
    steps = tuple(StepTaken(step=step) for step in WAY[:far])
    _do(town, ReachSteps(project=project, part=part, steps=steps))


def look_after(town: Neighbourhood, project: UUID, part: str, days: int) -> None:
    """It is inspected, and again in so many days."""
    due = local(Moment(town.service.now() + days * DAY)).date()
    _do(town, NoteUpkeep(project=project, part=part, kind=Upkeep.INSPECTION, next_due=due))


def drawn(town: Neighbourhood, subject: UUID, days: int = 7) -> UUID:
    """A notice on a plan."""
    notice = new_id()
    _do(town, DrawUpNotice(notice=notice, duty=Duty.PLAN, subject=subject, days=days))
    return notice


def _yesterday(town: Neighbourhood) -> Moment:
    return Moment(town.service.now() - DAY)


def _do(town: Neighbourhood, *commands: Command) -> None:
    for command in commands:
        town.do(command, by=town.clerk)
