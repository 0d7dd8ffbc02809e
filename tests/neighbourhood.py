"""A small neighbourhood for tests: who is there, and an issue's life played through the door.

    town = settle(service)                   # bodies, compounds, organisations, principals
    issue = town.report()                    # a new issue; any field of `Report` can be given
    town.do(Reply(issue=issue, message="…"), by=town.clerk)
    town.play()                              # a fast-track issue from report to completion

`do` fills in a required `If-Match` with the issue's present version. Names are invented.
"""

from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Outcome
from domain.method.terms import Scale, Track
from domain.organisation.events import OrganisationKind
from domain.person.events import Purpose
from projections.engine import fetch
from projections.views import status
from service.answers import Answer, Idempotency
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
    Disclose,
    Dispatch,
    Reply,
    Respond,
)
from service.commands.intake import Contact, Report, Triage
from service.commands.issue_command import IssueCommand
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM, Service
from tests.running import run


class Neighbourhood:
    """The ids of bodies and parties, one principal of each role, and verbs to act with."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.district, self.subdistrict = new_id(), new_id()
        self.committee, self.compound = new_id(), new_id()
        self.next_committee, self.next_compound = new_id(), new_id()
        self.property_company, self.contractor = new_id(), new_id()
        self.administrator = principal(Role.ADMINISTRATOR)
        self.resident = principal(Role.RESIDENT, body=self.committee, compound=self.compound)
        self.clerk = principal(Role.CLERK, body=self.committee, organisation=self.committee)
        self.next_clerk = principal(
            Role.CLERK, body=self.next_committee, organisation=self.next_committee
        )
        self.handler = principal(Role.HANDLER, organisation=self.property_company)
        self.owner = principal(Role.OWNERS_COMMITTEE, body=self.committee, compound=self.compound)
        self.superior = principal(Role.SUPERIOR, body=self.subdistrict)
        self.auditor = principal(Role.AUDITOR)
        self.integrator = principal(Role.INTEGRATOR, body=self.district)

    def do(
        self,
        command: Command,
        *,
        by: Principal,
        if_match: int | None = None,
        idempotency: Idempotency | None = None,
    ) -> Answer:
        """Run one command and wait for its answer."""
        if if_match is None and command.match_required and isinstance(command, IssueCommand):
            if_match = self.issue(command.issue).version
        doing = self.service.execute(
            command, principal=by, if_match=if_match, idempotency=idempotency
        )
        return run(doing)

    def issue(self, issue: UUID) -> status.StatusRow:
        """The issue as it stands."""
        with self.service.database.read() as connection:
            row = fetch(connection, status.VIEW, (issue,))
        assert row is not None
        return row

    def reporting(self, **fields: Any) -> Report:
        """A report about the first committee's compound; *fields* replace or add."""
        usual: dict[str, Any] = {
            "issue": new_id(),
            "person": new_id(),
            "committee": self.committee,
            "compound": self.compound,
            "channel": "window",
            "contact": Contact(name="王小明", phone="13800000001", room="3号楼501"),
            "words": "3号楼门口的路灯坏了，晚上看不清台阶",
        }
        return Report(**usual | fields)

    def report(self, *, by: Principal | None = None, **fields: Any) -> UUID:
        """Report an issue, by the clerk where nobody else is named; returns its id."""
        command = self.reporting(**fields)
        self.do(command, by=by or self.clerk)
        return command.issue

    def report_asked_of(self, *, by: Principal | None = None, **fields: Any) -> UUID:
        """The same under a method that has checklists, which the committee works by no longer."""
        committee = fields.get("committee", self.committee)
        usual = "linba" if committee == self.committee else "default"
        self.do(AdoptMethod(body=committee, method="kanghui", version=1), by=self.administrator)
        issue = self.report(by=by, **fields)
        self.do(AdoptMethod(body=committee, method=usual, version=4), by=self.administrator)
        return issue

    def play(self) -> UUID:
        """A fast-track issue from report to completion; returns its id."""
        issue = self.report()
        party = self.property_company
        outputs = (ClearOutput(item="路灯", quantity=2, unit="zhan"),)
        for command, by in (
            (Triage(issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST), None),
            (Respond(issue=issue, message="已收到，今天派人查看"), None),
            (Dispatch(issue=issue, parties=(party, self.contractor), note="两家同去"), None),
            (Acknowledge(issue=issue), self.handler),
            (CompleteDispatch(issue=issue, note="换了两盏"), self.handler),
            (CompleteDispatch(issue=issue, party=self.contractor), None),
            (Disclose(issue=issue, purpose=Purpose.CONTACT_REPORTER), None),
            (Complete(issue=issue, outcome=Outcome.SOLVED, reply="已修好", outputs=outputs), None),
            (Reply(issue=issue, message="欢迎再来反映"), None),
        ):
            self.do(command, by=by or self.clerk)
        return issue

    def key(self, who: Principal) -> str:
        """A bearer key for one of the principals."""
        assert who.person is not None
        return self.service.keyring.create(who, who.person)[1]


def principal(role: Role, **scope: UUID) -> Principal:
    """A new person with one role; *scope* is `body`, `compound`, `organisation`."""
    return Principal(person=new_id(), roles=frozenset({role}), **scope)


def settle(service: Service) -> Neighbourhood:
    """Register everything that a neighbourhood needs before its first issue."""
    town = Neighbourhood(service)
    # Together, and so in one commit: this opens hundreds of tests.
    commands = (*_bodies(town), *_parties(town))
    answers = run(service.execute_in_order(commands, principal=town.administrator))
    assert [one for one in answers if not isinstance(one, Answer)] == []
    assert town.resident.person is not None
    resident = RegisterPerson(person=town.resident.person, contact=Contact(name="李小红"))
    town.do(resident, by=SYSTEM)
    return town


def _bodies(town: Neighbourhood) -> tuple[Command, ...]:
    above: dict[str, Any] = {"level": Level.COMMITTEE, "superior": town.subdistrict}
    return (
        RegisterBody(body=town.district, level=Level.DISTRICT, name="江畔区", code="JP"),
        RegisterBody(
            body=town.subdistrict,
            level=Level.SUBDISTRICT,
            name="东平路街道",
            code="DP",
            superior=town.district,
        ),
        RegisterBody(body=town.committee, name="凌一", code="LY", **above),
        RegisterBody(body=town.next_committee, name="凌二", code="LE", **above),
        AddCompound(body=town.committee, compound=town.compound, name="春晖苑"),
        AddCompound(body=town.next_committee, compound=town.next_compound, name="秋月苑"),
        AdoptMethod(body=town.committee, method="linba", version=4),
    )


def _parties(town: Neighbourhood) -> tuple[Command, ...]:
    company, contractor = town.property_company, town.contractor
    return (
        RegisterOrganisation(
            organisation=company, name="安居物业", kind=OrganisationKind.PROPERTY_COMPANY
        ),
        RegisterOrganisation(
            organisation=contractor, name="明亮电工", kind=OrganisationKind.CONTRACTOR
        ),
        FillSeat(body=town.committee, seat="property-company", organisation=company),
    )
