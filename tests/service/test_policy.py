"""One predicate, said twice: who may see an issue in Python is whom a list shows it to in SQL."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.actor import Role
from domain.body.events import Level
from domain.referral.events import ReferralOutcome, Referred
from ledger.log import read_head
from ledger.now import clock
from ledger.streams import ISSUE
from projections.views import status
from service.batch import Batch
from service.commands.directory import RegisterBody
from service.commands.handling import CompleteDispatch, Dispatch
from service.commands.referrals import ConcludeReferral, MakeReferral
from service.ids import new_id
from service.memory import Memory
from service.orders import Order
from service.policy import POLICY, Action, Principal, Reach, Scope, role_for
from service.visibility import visible_issues
from service.work import Work
from tests.neighbourhood import Neighbourhood, settle
from tests.service.installed import installed
from tests.table import Table

ASKED = {"asked", "asked-once"}
EVERYTHING_HERE = {"told", "own", "street", "beside", "handed", "handed-beside", "seated", *ASKED}
"""The issues of both committees of the town."""


@dataclass(frozen=True, kw_only=True)
class Street:
    """A neighbourhood with issues of every sort, each by a name, and whom each concerns."""

    town: Neighbourhood
    issues: Mapping[str, UUID]
    reaches: Mapping[UUID, Reach]
    bodies: Sequence[UUID]

    def listed(self, principal: Principal) -> set[str]:
        """The names of the issues in this principal's list; a search asks the same otherwise."""
        with self.town.service.database.read() as connection:
            found, proposed = (
                set(connection.execute(select(status.TABLE.c.issue).where(visible)).scalars())
                for visible in (
                    visible_issues(principal),
                    visible_issues(principal, proposed=True),
                )
            )
        assert found == proposed
        return {name for name, issue in self.issues.items() if issue in found}

    def covered(self, principal: Principal) -> set[str]:
        """The names of the issues that the policy lets this principal see one by one."""
        return {
            name
            for name, issue in self.issues.items()
            if role_for(principal, Action.VIEW, self.reaches[issue]) is not None
        }


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def street(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Street]:
    """Built once on each database."""
    with installed(request, tmp_path_factory) as service:
        town = settle(service)
        far = another_branch(town)
        issues = report_all(town, far[-1])
        bodies = (town.district, town.subdistrict, town.committee, town.next_committee, *far)
        reaches = {issue: reach_of(town, issue) for issue in issues.values()}
        yield Street(town=town, issues=issues, reaches=reaches, bodies=bodies)


def another_branch(town: Neighbourhood) -> tuple[UUID, UUID, UUID]:
    """A second district with a subdistrict and a committee."""
    district, subdistrict, committee = new_id(), new_id(), new_id()
    for body, level, code, above in (
        (district, Level.DISTRICT, "XQ", None),
        (subdistrict, Level.SUBDISTRICT, "XJ", district),
        (committee, Level.COMMITTEE, "XW", subdistrict),
    ):
        command = RegisterBody(body=body, level=level, name=code, code=code, superior=above)
        town.do(command, by=town.administrator)
    return district, subdistrict, committee


def report_all(town: Neighbourhood, far: UUID) -> Mapping[str, UUID]:
    beside = {"committee": town.next_committee, "compound": town.next_compound}
    away = {"committee": far, "compound": None, "address": "远处路1号"}
    far_clerk = Principal(person=new_id(), roles=frozenset({Role.CLERK}), body=far)
    issues = {
        "told": town.report(),
        "own": town.report(by=town.resident, contact=None),
        "street": town.report(compound=None, address="春晖路12弄"),
        "beside": town.report(by=town.next_clerk, **beside),
        "far": town.report(by=far_clerk, contact=None, **away),
        "handed": town.report(contact=None),
        "handed-beside": town.report(by=town.next_clerk, **beside),
        "seated": Table(town).tabled(),
        "asked": town.report(contact=None),
        "asked-once": town.report(contact=None),
    }
    company, contractor = town.property_company, town.contractor
    town.do(Dispatch(issue=issues["handed"], parties=(company, contractor)), by=town.clerk)
    beside_parties = Dispatch(issue=issues["handed-beside"], parties=(company, town.next_committee))
    town.do(beside_parties, by=town.next_clerk)
    town.do(CompleteDispatch(issue=issues["handed"], party=contractor), by=town.clerk)
    office = Referred(organisation=company, role="law-firm")
    for issue in (issues["asked"], issues["asked-once"]):
        referral = new_id()
        put = MakeReferral(issue=issue, referral=referral, parties=(office,), question="能否")
        town.do(put, by=town.clerk)
    outcome = ReferralOutcome.WITHDRAWN
    end = ConcludeReferral(referral=referral, outcome=outcome, conclusion="撤回")
    town.do(end, by=town.clerk)
    return issues


def reach_of(town: Neighbourhood, issue: UUID) -> Reach:
    """As the door counts it, from the streams."""
    with town.service.database.write() as connection:
        views = town.service.views
        head = read_head(connection, lock=True)
        batch = Batch(connection, head, views, Memory(views, 100), clock)
        # The command is not looked at: only the batch's states are.
        work = Work(batch, Order(command=town.reporting(), principal=town.auditor))
        return work.reach(work.require(ISSUE, issue).state)


def concerned(reach: Reach) -> frozenset[UUID]:
    return reach.parties | reach.seated | reach.asked


def one_of(values: Sequence[UUID]) -> st.SearchStrategy[UUID | None]:
    return st.none() | st.sampled_from(values) | st.uuids()


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_the_list_shows_what_the_policy_covers(street: Street, data: st.DataObject) -> None:
    reaches = list(street.reaches.values())
    principal = Principal(
        person=data.draw(one_of([r.reporter for r in reaches if r.reporter])),
        roles=frozenset(data.draw(st.sets(st.sampled_from(Role), max_size=3))),
        organisation=data.draw(one_of(sorted({p for r in reaches for p in concerned(r)}))),
        body=data.draw(one_of(street.bodies)),
        compound=data.draw(one_of([r.compound for r in reaches if r.compound])),
    )
    assert street.listed(principal) == street.covered(principal)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("resident", {"own"}),
        ("clerk", {"told", "own", "street", "handed", "seated", "asked", "asked-once"}),
        ("next_clerk", {"beside", "handed-beside"}),
        ("handler", {"handed", "handed-beside", "seated", "asked"}),
        ("owner", {"told", "own", "handed", "asked", "asked-once"}),
        ("superior", EVERYTHING_HERE),
        ("integrator", EVERYTHING_HERE),
        ("auditor", {*EVERYTHING_HERE, "far"}),
        ("administrator", set()),
    ],
)
def test_each_role_sees_its_own(street: Street, who: str, seen: set[str]) -> None:
    principal: Principal = getattr(street.town, who)
    assert street.listed(principal) == street.covered(principal) == seen


@pytest.mark.parametrize("role", [Role.SUPERIOR, Role.INTEGRATOR])
def test_a_subtree_begins_anywhere(street: Street, role: Role) -> None:
    far_district = street.bodies[4]
    seen = {
        street.town.committee: {"told", "own", "street", "handed", "seated", "asked", "asked-once"},
        street.town.next_committee: {"beside", "handed-beside"},
        far_district: {"far"},
    }
    for body, names in seen.items():
        principal = Principal(person=new_id(), roles=frozenset({role}), body=body)
        assert street.listed(principal) == street.covered(principal) == names


def test_who_finished_the_work_may_still_see_it(street: Street) -> None:
    contractor = Principal(
        person=new_id(), roles=frozenset({Role.HANDLER}), organisation=street.town.contractor
    )
    assert street.listed(contractor) == street.covered(contractor) == {"handed"}


@pytest.mark.parametrize("role", Role)
def test_nobody_in_particular_sees_nothing_in_particular(street: Street, role: Role) -> None:
    nobody = Principal(person=None, roles=frozenset({role}))
    everything = set(street.issues) if role is Role.AUDITOR else set()
    assert street.listed(nobody) == street.covered(nobody) == everything


def test_reach_counts_superiors_and_every_party(street: Street) -> None:
    town = street.town
    assert street.reaches[street.issues["handed"]] == Reach(
        committee=town.committee,
        superiors=frozenset({town.subdistrict, town.district}),
        compound=town.compound,
        reporter=None,
        parties=frozenset({town.property_company, town.contractor}),
        busy=frozenset({town.property_company}),
    )


def test_no_grant_stands_twice() -> None:
    assert len(set(POLICY)) == len(POLICY)


def test_every_scope_is_granted_for_viewing() -> None:
    # Otherwise the equality above would say nothing about that scope.
    # What is in hand bounds what a handler does; what they may see reaches further.
    seen = {grant.scope for grant in POLICY if grant.action is Action.VIEW}
    assert seen == set(Scope) - {Scope.IN_HAND}
