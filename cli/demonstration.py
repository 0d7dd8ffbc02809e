"""The demonstration: two stories from the source documents, played through the one door.

凌八: parking, by one tap, with 15 minutes and 24 hours promised at the report.
飞乐: solar lamps in lanes that belong to no compound, four sites on one issue.
Places and figures are public; persons are invented.
"""

import asyncio
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Outcome
from domain.ledger.events import LedgerKind
from domain.method.terms import Scale, Track
from domain.organisation.events import OrganisationKind
from projections.replay import Progress
from service.commands.base import Command
from service.commands.directory import (
    AddCompound,
    AdoptMethod,
    FillSeat,
    RegisterBody,
    RegisterOrganisation,
)
from service.commands.handling import (
    Acknowledge,
    ClearOutput,
    Complete,
    CompleteDispatch,
    Dispatch,
    Reply,
    Respond,
)
from service.commands.intake import Contact, Report, Triage
from service.credentials import KeyRequest, give_key
from service.ids import new_id
from service.policy import Principal
from service.service import Service


@dataclass(frozen=True, slots=True)
class Step:
    """One command, by somebody who is named like their key."""

    by: str
    command: Command


Given = tuple[Principal, str]
"""A principal and the key that was made for them."""


class Places:
    """The ids of the demonstration's neighbourhoods and parties."""

    def __init__(self) -> None:
        self.pudong, self.dongming, self.lingba = new_id(), new_id(), new_id()
        self.changning, self.huayang, self.feile = new_id(), new_id(), new_id()
        self.lingzhao = new_id()
        self.volunteers, self.property, self.electrician = new_id(), new_id(), new_id()


def play(service: Service, progress: Progress) -> None:
    """Set the neighbourhoods up, give the keys, play both stories."""
    places = Places()
    setting = [Step("administrator", command) for command in _neighbourhoods(places)]
    stories = [*_parking(places), *_lamps(places)]
    total = len(setting) + len(stories)

    given = _give_keys(
        service, {"administrator": KeyRequest(roles=frozenset({Role.ADMINISTRATOR}))}
    )
    _run(service, setting, given, lambda done, _: progress(done, total))
    given |= _give_keys(service, _people(places))
    _run(service, stories, given, lambda done, _: progress(len(setting) + done, total))
    # Last, so that their presence says that everything was played.
    _write_keys(service, {name: key for name, (_, key) in given.items()})


def was_cut_short(service: Service) -> bool:
    """Whether this is a demonstration that was not played to its end."""
    return service.ledger.kind is LedgerKind.DEMONSTRATION and not _keys_path(service).exists()


def keys_text(service: Service) -> str:
    """The demonstration keys, as they were written when it was played."""
    path = _keys_path(service)
    if not path.exists():
        return "this ledger has no demonstration keys; make one with `bihuan key create`"
    return f"demonstration keys (also in {path}):\n{path.read_text()}".rstrip()


def _give_keys(service: Service, wanted: Mapping[str, KeyRequest]) -> dict[str, Given]:
    return {name: give_key(service, request) for name, request in wanted.items()}


def _run(
    service: Service, steps: Sequence[Step], people: Mapping[str, Given], progress: Progress
) -> None:
    versions: dict[UUID, int] = {}
    for done, step in enumerate(steps, start=1):
        issue: UUID | None = getattr(step.command, "issue", None)
        known = versions.get(issue) if issue and step.command.match_required else None
        by, _ = people[step.by]
        answer = asyncio.run(service.execute(step.command, principal=by, if_match=known))
        if issue:
            versions[issue] = answer.row.version
        progress(done, len(steps))


def _neighbourhoods(p: Places) -> list[Command]:
    """Two districts with one committee each, and the parties that do the work."""
    return [
        RegisterBody(body=p.pudong, level=Level.DISTRICT, name="浦东新区", code="PD"),
        RegisterBody(
            body=p.dongming,
            level=Level.SUBDISTRICT,
            name="东明路街道",
            code="DML",
            superior=p.pudong,
        ),
        RegisterBody(
            body=p.lingba, level=Level.COMMITTEE, name="凌八居民区", code="LB", superior=p.dongming
        ),
        AddCompound(body=p.lingba, compound=p.lingzhao, name="凌兆八村"),
        AdoptMethod(body=p.lingba, method="linba", version=2),
        RegisterBody(body=p.changning, level=Level.DISTRICT, name="长宁区", code="CN"),
        RegisterBody(
            body=p.huayang,
            level=Level.SUBDISTRICT,
            name="华阳路街道",
            code="HYL",
            superior=p.changning,
        ),
        RegisterBody(
            body=p.feile, level=Level.COMMITTEE, name="飞乐居民区", code="FL", superior=p.huayang
        ),
        RegisterOrganisation(
            organisation=p.volunteers, name="凌八志愿服务队", kind=OrganisationKind.VOLUNTEERS
        ),
        RegisterOrganisation(
            organisation=p.property, name="凌兆物业", kind=OrganisationKind.PROPERTY_COMPANY
        ),
        RegisterOrganisation(
            organisation=p.electrician, name="武夷路照明施工队", kind=OrganisationKind.CONTRACTOR
        ),
        FillSeat(body=p.lingba, seat="residents-committee", organisation=p.lingba),
        FillSeat(
            body=p.lingba,
            seat="property-company",
            organisation=p.property,
            compound=p.lingzhao,
        ),
        FillSeat(body=p.feile, seat="residents-committee", organisation=p.feile),
    ]


def _people(p: Places) -> dict[str, KeyRequest]:
    """One key for each role that the stories or a curious visitor need."""
    return {
        "resident-lingba": KeyRequest(roles=frozenset({Role.RESIDENT}), compound=p.lingzhao),
        "clerk-lingba": KeyRequest(roles=frozenset({Role.CLERK}), body=p.lingba),
        "handler-volunteers": KeyRequest(
            roles=frozenset({Role.HANDLER}), organisation=p.volunteers
        ),
        "handler-electrician": KeyRequest(
            roles=frozenset({Role.HANDLER}), organisation=p.electrician
        ),
        "clerk-feile": KeyRequest(roles=frozenset({Role.CLERK}), body=p.feile),
        "superior-pudong": KeyRequest(roles=frozenset({Role.SUPERIOR}), body=p.pudong),
        "integrator-changning": KeyRequest(roles=frozenset({Role.INTEGRATOR}), body=p.changning),
        "auditor": KeyRequest(roles=frozenset({Role.AUDITOR})),
    }


def _parking(p: Places) -> list[Step]:
    """凌八: 一键上报, 15分钟响应, 24小时办结; 小事专人管."""
    issue = new_id()
    clerk, handler = "clerk-lingba", "handler-volunteers"
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.lingba,
        compound=p.lingzhao,
        channel="xiaoshi-kuaiban",
        category="parking",
        contact=Contact(name="沈秋禾", phone="13800001234", room="12号楼502室"),
        words="小区门口晚上总有外来车辆违停，我们下班回来没地方停，进出也堵。",
    )
    done = Complete(
        issue=issue,
        outcome=Outcome.SOLVED,
        reply="违停车辆已劝离，晚间增派志愿者巡查，出入口已恢复畅通。",
        outputs=(ClearOutput(item="晚间巡查", quantity=3, unit="ci"),),
    )
    return [
        Step(clerk, report),
        Step(clerk, Respond(issue=issue, message="您好，已收到您的反映，志愿者正赶往现场。")),
        Step(
            clerk,
            Triage(
                issue=issue,
                category="parking",
                scale=Scale.SMALL,
                track=Track.FAST,
                summary="小区出入口外来车辆违停",
            ),
        ),
        Step(clerk, Dispatch(issue=issue, parties=(p.volunteers,), note="请今晚到场劝离。")),
        Step(handler, Acknowledge(issue=issue)),
        Step(handler, CompleteDispatch(issue=issue, note="已劝离3辆外来车辆。")),
        Step(clerk, done),
        Step(clerk, Reply(issue=issue, message="如再有违停，可随时一键上报。")),
    ]


def _lamps(p: Places) -> list[Step]:
    """飞乐: 武夷路52弄、92号、114号、116号 have no public meter; solar lamps need none."""
    issue = new_id()
    clerk, handler = "clerk-feile", "handler-electrician"
    sites = ("武夷路52弄", "武夷路92号", "武夷路114号", "武夷路116号")
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.feile,
        address="武夷路沿线老弄堂出入口",
        sites=sites,
        channel="visit",
        category="lighting",
        contact=Contact(name="郑晚棠", phone="13900005678", room="52弄7号"),
        words="弄堂口到了晚上一点光都没有，老人进出要摸黑。",
    )
    outputs = tuple(
        ClearOutput(item="太阳能路灯", quantity=1, unit="zhan", site=number)
        for number in range(1, len(sites) + 1)
    )
    done = Complete(
        issue=issue,
        outcome=Outcome.SOLVED,
        reply="四处弄堂出入口均已装上太阳能路灯，天黑自动亮。",
        outputs=outputs,
    )
    return [
        Step(clerk, report),
        Step(
            clerk,
            Triage(
                issue=issue,
                category="lighting",
                scale=Scale.SMALL,
                track=Track.FAST,
                summary="武夷路四处弄堂出入口夜间无照明",
            ),
        ),
        Step(clerk, Respond(issue=issue, message="无公共电表箱，居委会正研究太阳能路灯方案。")),
        Step(
            clerk,
            Dispatch(
                issue=issue, parties=(p.electrician, p.feile), note="施工队安装，居委会协调。"
            ),
        ),
        Step(handler, Acknowledge(issue=issue)),
        Step(handler, CompleteDispatch(issue=issue, note="四处均已安装并试亮。")),
        Step(clerk, CompleteDispatch(issue=issue, note="已逐处查看。")),
        Step(clerk, done),
    ]


def _keys_path(service: Service) -> Path:
    return service.settings.master_key_file.parent / "demonstration-keys.txt"


def _write_keys(service: Service, keys: dict[str, str]) -> None:
    path = _keys_path(service)
    path.parent.mkdir(parents=True, exist_ok=True)
    width = max(map(len, keys))
    text = "".join(f"  {name:<{width}}  {key}\n" for name, key in keys.items())
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
