"""苏一 · 万凯: 84 households, no property company. An emergency, and a report merged into it."""

from cli.demonstration.above import Above
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Step,
    body,
    compound,
    neighbour,
    party,
    seat,
)
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Discovery
from domain.method.terms import Scale, Track
from domain.moment import HOUR, MINUTE
from domain.organisation.events import OrganisationKind
from service.commands.handling import Dispatch, Respond
from service.commands.intake import Report, Triage
from service.commands.merging import Merge
from service.commands.works import NoteProgress, StartWork
from service.credentials import KeyRequest
from service.ids import new_id

CLERK = "clerk-suyi"


class Suyi:
    """Its ids."""

    def __init__(self) -> None:
        self.committee, self.wankai = new_id(), new_id()
        self.owners, self.plumber = new_id(), new_id()
        self.pump, self.dry = new_id(), new_id()


def suyi(above: Above) -> Neighbourhood:
    """A seat that was never filled is not waited for."""
    p = Suyi()
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "苏一居民区", "SY", above.huayang),
            compound(p.committee, p.wankai, "万凯小区"),
            party(p.owners, "万凯小区业委会", OrganisationKind.OWNERS_COMMITTEE),
            party(p.plumber, "二次供水抢修队", OrganisationKind.CONTRACTOR),
            seat(p.committee, "residents-committee", p.committee),
            seat(p.committee, "owners-committee", p.owners, p.wankai),
        ],
        people={
            CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
            "owners-wankai": KeyRequest(
                roles=frozenset({Role.OWNERS_COMMITTEE}), compound=p.wankai, organisation=p.owners
            ),
        },
        steps=[*_pump(p), *_dry(p)],
        exhibits=[
            Exhibit(
                p.pump,
                "track=emergency",
                "work came first; owners-wankai confirms it",
            ),
            Exhibit(p.dry, "status=merged", "the same pump, reported by a household"),
        ],
    )


def _pump(p: Suyi) -> list[Step]:
    """The pump house leans: work begins, and is confirmed afterwards."""
    issue = p.pump
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.wankai,
        channel="patrol",
        discovery=Discovery.FOUND,
        category="facilities",
        summary="万凯小区水泵房倾斜，水管开裂",
    )
    triage = Triage(
        issue=issue,
        category="facilities",
        scale=Scale.URGENT,
        track=Track.EMERGENCY,
        ground="水泵房倾斜，水管已开裂，84户随时可能断水。",
        case="water-supply",
    )
    order = Dispatch(issue=issue, parties=(p.plumber,), note="请立即支护泵房、接临时供水。")
    start = StartWork(issue=issue, party=p.plumber, note="已到场支护。")
    half_way = NoteProgress(
        issue=issue, party=p.plumber, note="临时供水已接通，泵房加固过半。", percent=60
    )
    return [
        Step(CLERK, report, ago=7 * HOUR),
        Step(CLERK, triage, ago=7 * HOUR - 10 * MINUTE),
        Step(CLERK, order, ago=6 * HOUR),
        Step(CLERK, start, ago=5 * HOUR),
        Step(CLERK, half_way, ago=HOUR),
    ]


def _dry(p: Suyi) -> list[Step]:
    """Its reporter keeps an answer of their own, and never sees the other issue."""
    issue = p.dry
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.wankai,
        channel="phone",
        category="facilities",
        contact=neighbour("纪南乔", "13800006142", "2号楼602室"),
        summary="2号楼六楼断水",
        words="六楼今天早上没水了，是不是水泵坏了？",
    )
    welcome = Respond(issue=issue, message="水泵房正在抢修，临时供水今天接通。")
    return [
        Step(CLERK, report, ago=4 * HOUR),
        Step(CLERK, welcome, ago=4 * HOUR - 5 * MINUTE),
        Step(CLERK, Merge(issue=issue, target=p.pump), ago=3 * HOUR),
    ]
