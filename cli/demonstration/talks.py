"""What the stories of the whole loop share: members of a seat, their word, the usual triage."""

from dataclasses import dataclass
from uuid import UUID

from cli.demonstration.steps import Step
from domain.issue.events import Stance
from domain.method.terms import Scale, Track
from service.commands.intake import Contact, Triage
from service.commands.persons import AddPerson
from service.commands.positions import TakePosition


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who speaks for a seat and has no key: the clerk types in what they said."""

    seat: str
    person: UUID
    name: str


def introduced(clerk: str, *members: Member) -> list[Step]:
    """The members become known, once for all issues of their committee."""
    return [
        Step(clerk, AddPerson(person=one.person, contact=Contact(name=one.name))) for one in members
    ]


def agreed(clerk: str, issue: UUID, *members: Member, ago: int, version: int = 1) -> list[Step]:
    """The residents' committee and these members agree to a version, one after the other."""
    own = TakePosition(
        issue=issue, version=version, seat="residents-committee", stance=Stance.AGREE
    )
    others = [
        TakePosition(
            issue=issue, version=version, seat=one.seat, person=one.person, stance=Stance.AGREE
        )
        for one in members
    ]
    return [Step(clerk, word, ago=ago) for word in (own, *others)]


def whole_loop(issue: UUID, category: str, summary: str) -> Triage:
    """大事多方办: nothing here is done before many have agreed."""
    return Triage(
        issue=issue, category=category, scale=Scale.HARD, track=Track.NORMAL, summary=summary
    )
