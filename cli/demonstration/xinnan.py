"""新南二: where shall the charging site stand? Agreed by all three seats; a decision is due."""

from cli.demonstration.above import Above
from cli.demonstration.steps import (
    Exhibit,
    Neighbourhood,
    Step,
    body,
    compound,
    neighbour,
    party,
    troika,
)
from cli.demonstration.talks import whole_loop
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Stance
from domain.moment import DAY, HOUR
from domain.organisation.events import OrganisationKind
from service.commands.handling import ClearOutput, Respond
from service.commands.intake import Report
from service.commands.negotiation import ClearLine, NoteMeeting, TableProposal
from service.commands.positions import TakePosition
from service.credentials import KeyRequest
from service.ids import new_id

CLERK, OWNERS, PROPERTY = "clerk-xinnan", "owners-xinnan", "handler-xinnan-property"


class Xinnan:
    """Its ids."""

    def __init__(self) -> None:
        self.committee, self.compound = new_id(), new_id()
        self.owners, self.property, self.site = new_id(), new_id(), new_id()


def xinnan(above: Above) -> Neighbourhood:
    """三驾马车实地考察选址: each seat speaks with a key of its own."""
    p = Xinnan()
    return Neighbourhood(
        setting=[
            body(p.committee, Level.COMMITTEE, "新南二居民区", "XN", above.jiangwan),
            compound(p.committee, p.compound, "新南二小区"),
            party(p.owners, "新南二业委会", OrganisationKind.OWNERS_COMMITTEE),
            party(p.property, "新南二物业", OrganisationKind.PROPERTY_COMPANY),
            *troika(p.committee, p.compound, p.owners, p.property),
        ],
        people={
            CLERK: KeyRequest(roles=frozenset({Role.CLERK}), body=p.committee),
            OWNERS: KeyRequest(
                roles=frozenset({Role.OWNERS_COMMITTEE}),
                compound=p.compound,
                organisation=p.owners,
            ),
            PROPERTY: KeyRequest(roles=frozenset({Role.HANDLER}), organisation=p.property),
        },
        steps=_site(p),
        exhibits=[
            Exhibit(
                p.site,
                "status=negotiated",
                "three seats agreed: clerk-xinnan decides",
            )
        ],
    )


def _site(p: Xinnan) -> list[Step]:
    issue = p.site
    report = Report(
        issue=issue,
        person=new_id(),
        committee=p.committee,
        compound=p.compound,
        channel="window",
        category="ev-charging",
        contact=neighbour("苗若水", "13800008316", "5号楼201室"),
        words="电瓶车推进楼道充电，着了火怎么办？小区里该有个集中充电的地方。",
    )
    welcome = Respond(issue=issue, message="已联系业委会和物业，本周实地看选址。")
    meeting = NoteMeeting(
        issue=issue,
        kind="on-site",
        attendees=(p.committee, p.owners, p.property),
        minutes="实地看了三处空地，比较与住宅的间距、进出和接电条件。",
        outcome="选定小区东侧空地。",
    )
    plan = TableProposal(
        issue=issue,
        plan="在小区东侧空地建非机动车集中公共充电点，配雨棚、监控和灭火装置。",
        outputs=(ClearOutput(item="集中充电点", quantity=1, unit="ge"),),
        budget=8_600_000,
        lines=(
            ClearLine(source="government", amount=5_000_000, pays_for="充电点土建"),
            ClearLine(
                source="property-company",
                payer=p.property,
                amount=3_600_000,
                pays_for="雨棚、监控、灭火装置",
            ),
        ),
    )
    triage = whole_loop(issue, "ev-charging", "电瓶车进楼道充电，缺集中充电点")
    seats = {
        CLERK: "residents-committee",
        OWNERS: "owners-committee",
        PROPERTY: "property-company",
    }
    words = [
        Step(
            by,
            TakePosition(issue=issue, version=1, seat=seat, stance=Stance.AGREE),
            ago=(30 - n) * HOUR,
        )
        for n, (by, seat) in enumerate(seats.items())
    ]
    return [
        Step(CLERK, report, ago=9 * DAY),
        Step(CLERK, welcome, ago=9 * DAY - 3 * HOUR),
        Step(CLERK, triage, ago=8 * DAY),
        Step(CLERK, meeting, ago=4 * DAY),
        Step(CLERK, plan, ago=2 * DAY),
        *words,
    ]
