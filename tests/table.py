"""A table with seats around one compound, and issues brought to each stage of the loop.

    table = Table(town)          # a compound of its own: committee, owners, property company
    issue = table.approved()     # reported, triaged, tabled, agreed, approved
    table.agree(issue)           # every seat says yes to the version on the table

Everything goes through the door, as the persons who may do it.
"""

from typing import Any
from uuid import UUID

from domain.issue.events import Outcome, RevisitKind, Satisfaction, Stance
from domain.method.terms import Scale, Track
from service.commands.approval import Approve
from service.commands.handling import Complete
from service.commands.intake import Triage
from service.commands.negotiation import ClearLine, TableProposal
from service.commands.positions import TakePosition
from service.commands.revisit import Revisit
from service.commands.works import StartWork
from service.policy import Principal
from tests.seats import COMMITTEE, COMPANY, OWNERS, Seats

__all__ = ["COMMITTEE", "COMPANY", "OWNERS", "SHARES", "Table"]

SHARES = (
    ClearLine(source="government", amount=18_000_000, pays_for="公共管线归整"),
    ClearLine(source="shops", amount=6_000_000, pays_for="沿街店招"),
)
"""Two shares that add up to 240,000 元."""


class Table(Seats):
    """A table, and every stage to which an issue is brought around it."""

    def reported(self, **fields: Any) -> UUID:
        """A new issue here."""
        return self.town.report(**{"compound": self.compound, **fields})

    def asked(self) -> UUID:
        """One under a method that has checklists."""
        return self.town.report_asked_of(compound=self.compound)

    def triaged(self, track: Track = Track.NORMAL, **fields: Any) -> UUID:
        """Taken in; an emergency with its ground."""
        issue = self.reported(**fields)
        self.triage(issue, track)
        return issue

    def triage(self, issue: UUID, track: Track, case: str | None = None) -> None:
        """Classify it."""
        ground = "配电箱起火，不能等" if track is Track.EMERGENCY else None
        scale = Scale.SMALL if track is Track.FAST else Scale.HARD
        command = Triage(
            issue=issue,
            category="ev-charging",
            scale=scale,
            track=track,
            ground=ground,
            case=case,
        )
        self.town.do(command, by=self.town.clerk)

    def table(self, issue: UUID, *, by: Principal | None = None, **fields: Any) -> int:
        """Table a proposal; returns its version."""
        usual: dict[str, Any] = {
            "plan": "新南二东侧空地设充电棚",
            "budget": sum(line.amount for line in fields.get("lines", SHARES)),
            "lines": SHARES,
        }
        self.town.do(TableProposal(issue=issue, **usual | fields), by=by or self.town.clerk)
        return self.town.issue(issue).state.negotiation.versions

    def tabled(self, issue: UUID | None = None, **fields: Any) -> UUID:
        """With a plan on the table."""
        issue = issue or self.triaged()
        self.table(issue, **fields)
        return issue

    def say(
        self, issue: UUID, seat: str, stance: Stance = Stance.AGREE, *, by: Principal | None = None
    ) -> None:
        """A seat's word on the version on the table, by its own voice."""
        version = self.town.issue(issue).state.negotiation.versions
        command = TakePosition(issue=issue, version=version, seat=seat, stance=stance)
        self.town.do(command, by=by or self.voices[seat])

    def agree(self, issue: UUID) -> None:
        """Every seat says yes."""
        proposal = self.town.issue(issue).state.negotiation.proposal
        assert proposal is not None
        for seat in proposal.seats:
            self.say(issue, seat.seat)

    def agreed(self, issue: UUID | None = None, **fields: Any) -> UUID:
        """All seats agree."""
        issue = self.tabled(issue, **fields)
        self.agree(issue)
        return issue

    def approved(self, issue: UUID | None = None, **fields: Any) -> UUID:
        """The plan may be carried out."""
        issue = self.agreed(issue, **fields)
        self.town.do(Approve(issue=issue), by=self.town.clerk)
        return issue

    def varied(self, issue: UUID | None = None) -> UUID:
        """All seats agree to a later version than the approved one."""
        issue = self.approved(issue)
        self.table(issue)
        self.agree(issue)
        return issue

    def started(self, issue: UUID | None = None) -> UUID:
        """Work goes on."""
        issue = self.approved(issue)
        start = StartWork(issue=issue, party=self.town.property_company)
        self.town.do(start, by=self.town.clerk)
        return issue

    def emergency(self, *, case: str | None = None, worked: bool = True) -> UUID:
        """Work came first."""
        issue = self.reported()
        self.triage(issue, Track.EMERGENCY, case)
        if worked:
            start = StartWork(issue=issue, party=self.town.property_company)
            self.town.do(start, by=self.town.clerk)
        return issue

    def done(self, issue: UUID | None = None, **fields: Any) -> UUID:
        """Completed on the fast track by a colleague of the clerk."""
        issue = issue or self.triaged(Track.FAST, **fields)
        self.complete(issue)
        return issue

    def complete(self, issue: UUID, *, by: Principal | None = None) -> None:
        """Complete it, by the colleague where nobody else is named."""
        command = Complete(issue=issue, outcome=Outcome.SOLVED, reply="充电棚已启用")
        self.town.do(command, by=by or self.colleague)

    def dissatisfy(self, issue: UUID) -> None:
        """The reporter is asked, and is not content."""
        command = Revisit(
            issue=issue,
            kind=RevisitKind.PHONE,
            resolved=False,
            satisfaction=Satisfaction.DISSATISFIED,
        )
        self.town.do(command, by=self.town.clerk)

    def exhausted(self, issue: UUID | None = None) -> UUID:
        """After the last round of its method, and still not accepted."""
        issue = self.done(issue)
        rounds = self.town.issue(issue).state.rules.rounds
        for number in range(1, rounds + 1):
            self.dissatisfy(issue)
            if number < rounds:
                self.complete(issue)
        return issue
