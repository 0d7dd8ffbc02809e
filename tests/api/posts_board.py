"""Good requests for projects and notices, each about one of its own."""

from typing import Any
from uuid import UUID

from domain.moment import DAY, Moment, local
from domain.notice.events import Duty
from domain.project.events import ProjectKind, Spot, Step
from service.commands.base import Command
from service.commands.notices import DrawUpNotice, PutUpNotice, WithdrawNotice
from service.commands.projects import AddPart, BeginProject, ReachSteps, StepTaken
from service.ids import new_id
from tests.api.face import Face
from tests.api.posting import Post, post
from tests.table import Table

PROJECTS, NOTICES = "/v1/projects", "/v1/notices"
HASH = "ab" * 32
PART = "3-2"


def posts_board(face: Face) -> list[Post]:
    """Requests each accepted whatever the others did."""
    return [*_project_posts(face), *_notice_posts(face)]


def _project_posts(face: Face) -> list[Post]:
    town, now = face.town, local(face.service.now())
    when = {"occurred_at": now.isoformat()}
    soon = local(Moment(face.service.now() + 9 * DAY)).date().isoformat()
    beginning = beginning_in(face, steps=["asked", "signed"], issue=str(town.report()))
    spot = {"building": "4号楼", "entrance": "1", "unit": "101"}
    part = {"part": "4-1", "spot": spot, "issue": str(town.report()), "plan": "北侧加装"}
    step = {"step": "asked", "ballot": None, "evidence": HASH, "note": "八户都问过"} | when
    upkeep = {"kind": "inspection", "party": str(town.contractor), "cost": 80_000, "next_due": soon}
    nouns: dict[str, tuple[UUID, Any]] = {
        "plan": (project(face), {"plan": "南侧加装"}),
        "steps": (project(face), {"steps": [step]}),
        "undoing": (project(face, Step.ASKED), {"step": "asked", "reason": "问错了门洞"}),
        "removal": (project(face), {"reason": "不再加装"}),
        "upkeep": (project(face, *BUILT), upkeep | {"note": "年检合格"}),
    }
    return [
        post(PROJECTS, PROJECTS, beginning | when, town.clerk),
        _on(face, f"{PROJECTS}/{{project}}/parts", project(face), part | when),
        _on(face, f"{PROJECTS}/{{project}}/closure", project(face, part=False), {"note": "了结"}),
        *(
            _on(face, f"{PROJECTS}/{{project}}/parts/{{part}}/{noun}", of, {**when, **body})
            if noun != "steps"
            else _on(face, f"{PROJECTS}/{{project}}/parts/{{part}}/{noun}", of, body)
            for noun, (of, body) in nouns.items()
        ),
    ]


def _notice_posts(face: Face) -> list[Post]:
    plan = Table(face.town).tabled()
    drawing = {"duty": "plan", "subject": str(plan), "days": 7}
    posting = {"boards": ["1号门岗", "居委会门口"], "photo": HASH}
    nouns = {
        "posting": (notice(face, plan), posting),
        "removal": (notice(face, plan, up=True, wrong=True), {"photo": HASH}),
        "withdrawal": (notice(face, plan), {"reason": "金额有误"}),
    }
    return [
        post(NOTICES, NOTICES, drawing, face.town.clerk),
        *(
            _on(face, f"{NOTICES}/{{notice}}/{noun}", of, body)
            for noun, (of, body) in nouns.items()
        ),
    ]


BUILT = (Step.ASKED, Step.CONSENTED, Step.SIGNED, Step.RUNNING, Step.BUILT)


def beginning_in(face: Face, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/projects`."""
    usual: dict[str, Any] = {
        "committee_id": str(face.town.committee),
        "compound_id": str(face.town.compound),
        "kind": "lifts",
        "name": "加装电梯",
    }
    return usual | other


def project(face: Face, *steps: Step, part: bool = True, kind: str = "lifts") -> UUID:
    """A project of one part that has come to these steps; or of none."""
    town, made = face.town, new_id()
    begun = Moment(town.service.now() - DAY)
    begin = BeginProject(
        project=made,
        committee=town.committee,
        compound=town.compound,
        kind=ProjectKind(kind),
        name="加装电梯",
        occurred_at=begun,
    )
    _do(face, begin)
    if part:
        spot = Spot(building="3号楼", entrance="2", unit=None)
        _do(face, AddPart(project=made, part=PART, spot=spot, occurred_at=begun))
    if steps:
        taken = tuple(
            StepTaken(step=one, occurred_at=begun, evidence=HASH if one is Step.SIGNED else None)
            for one in steps
        )
        _do(face, ReachSteps(project=made, part=PART, steps=taken))
    return made


def notice(face: Face, subject: UUID, *, up: bool = False, wrong: bool = False) -> UUID:
    """A notice on a plan, put up or withdrawn where asked."""
    made = new_id()
    _do(face, DrawUpNotice(notice=made, duty=Duty.PLAN, subject=subject, days=7))
    if up:
        _do(face, PutUpNotice(notice=made, boards=("1号门岗",)))
    if wrong:
        _do(face, WithdrawNotice(notice=made, reason="有误"))
    return made


def _on(face: Face, template: str, of: UUID, body: Any) -> Post:
    path = template.format(project=of, notice=of, part=PART)
    return post(template, path, body, face.town.clerk)


def _do(face: Face, command: Command) -> None:
    face.town.do(command, by=face.town.clerk)
