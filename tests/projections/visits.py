"""Door visits to which everything has happened."""

from datetime import timedelta
from uuid import UUID

from domain.moment import local
from domain.visit.events import DoorOutcome
from service.commands.base import Command
from service.commands.intake import Contact
from service.commands.persons import AddPerson
from service.commands.visiting import Attempt, ClearFinding, PassChanges, RaiseUndertaking
from service.commands.visits import (
    AssignDoors,
    BeginRound,
    CloseVisits,
    DropDoor,
    ListDoors,
    PlanVisits,
)
from service.ids import new_id
from tests.neighbourhood import Neighbourhood

MOVED = ClearFinding(topic="population", change="moved-in", text="新搬来一家")


def play(town: Neighbourhood) -> None:
    """Each of their events, once at least; one plan stays open, one is closed."""
    visit = planned(town, "1-101", "1-102", every=7)
    do(town, AssignDoors(visit=visit, visitor=town.clerk.person, doors=("1-101",)))
    tried(town, visit, "1-101", DoorOutcome.OPENED, MOVED)
    tried(town, visit, "1-102", DoorOutcome.ABSENT, MOVED)
    do(town, RaiseUndertaking(visit=visit, number=1, undertaking=new_id(), line=2))
    do(town, PassChanges(visit=visit, numbers=(1,), to="shequ-yun"))
    do(town, BeginRound(visit=visit, due=local(town.service.now()).date()))
    do(town, DropDoor(visit=visit, door="1-102", reason="迁出"))
    do(town, CloseVisits(visit=planned_for_one(town)))


def planned(
    town: Neighbourhood, *units: str, every: int | None = None, due: int = 0, first: int = 0
) -> UUID:
    """A plan for some doors, to be done in so many days."""
    visit, today = new_id(), local(town.service.now()).date()
    plan = PlanVisits(
        visit=visit,
        committee=town.committee,
        kind="full",
        name="大走访",
        first=today + timedelta(days=first),
        due=today + timedelta(days=due),
        every=every,
    )
    do(town, plan, ListDoors(visit=visit, units=units))
    return visit


def planned_for_one(town: Neighbourhood) -> UUID:
    """A plan for one person of a group."""
    visit, person, today = new_id(), new_id(), local(town.service.now()).date()
    do(
        town,
        AddPerson(person=person, contact=Contact(name="沈秋禾")),
        PlanVisits(
            visit=visit,
            committee=town.committee,
            compound=town.compound,
            kind="priority",
            group="hardship",
            name="必访",
            first=today,
            due=today,
        ),
        ListDoors(visit=visit, persons=(person,)),
        AssignDoors(visit=visit, organisation=town.contractor, doors=("1",)),
    )
    return visit


def tried(
    town: Neighbourhood, visit: UUID, door: str, outcome: DoorOutcome, *findings: ClearFinding
) -> None:
    """Somebody was there."""
    do(town, Attempt(visit=visit, door=door, outcome=outcome, findings=findings))


def do(town: Neighbourhood, *commands: Command) -> None:
    """The committee's clerk does it."""
    for command in commands:
        town.do(command, by=town.clerk)
