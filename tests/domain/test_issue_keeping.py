"""首问负责: who receives a matter keeps it until it is handed over."""

from domain.actor import Actor, Role
from domain.issue.events import KeeperNamed
from domain.issue.keeping import hand_over
from domain.issue.parts import Keeper
from domain.refusal import Code
from tests.domain.dsl import Deed, Outcome, given
from tests.domain.examples import (
    CLERK,
    COMMITTEE,
    CONTRACTOR,
    DONE,
    FAST,
    MANAGER,
    NORMAL,
    PROPERTY,
    REPLIED,
    reported,
)
from tests.domain.loop import UNHAPPY, transferred
from tests.domain.voting import KEPT


def by(role: Role, event: object, **other: object) -> Deed:
    """*event*, done by somebody in that role."""
    actor = Actor(role=role, person=CLERK, **other)  # type: ignore[arg-type]
    return Deed(event, actor)


def keeper(*history: object) -> Keeper | None:
    found: Keeper | None = given(*history).state.keeper
    return found


def handing(*history: object, **other: object) -> Outcome:
    """The committee hands it to the property company."""
    usual: dict[str, object] = {
        "organisation": PROPERTY,
        "person": None,
        "known": True,
        "by_organisation": None,
    }
    return given(*history).when(hand_over, **usual | other)


def test_whoever_takes_the_report_in_keeps_it() -> None:
    clerk = by(Role.CLERK, reported(), organisation=COMMITTEE)
    assert keeper(clerk) == Keeper(organisation=COMMITTEE, person=CLERK)
    assert keeper(clerk, by(Role.HANDLER, REPLIED, organisation=PROPERTY)) == keeper(clerk)
    window = by(Role.OWNERS_COMMITTEE, reported(), organisation=CONTRACTOR)
    assert keeper(window) == Keeper(organisation=CONTRACTOR, person=CLERK)


def test_what_a_resident_brings_is_kept_by_who_is_first_to_see_to_it() -> None:
    brought = by(Role.RESIDENT, reported())
    assert keeper(brought) is None
    assert keeper(brought, by(Role.SUPERIOR, REPLIED)) is None
    seen = (brought, by(Role.CLERK, NORMAL))
    assert keeper(*seen) == Keeper(organisation=COMMITTEE, person=CLERK)


def test_what_was_typed_in_for_somebody_is_theirs() -> None:
    typed = by(Role.CLERK, reported(), organisation=COMMITTEE, on_behalf_of=PROPERTY)
    assert keeper(typed) == Keeper(organisation=PROPERTY, person=None)


def test_after_a_transfer_it_is_kept_by_who_receives_it() -> None:
    moved = (by(Role.CLERK, reported()), by(Role.SUPERIOR, transferred()))
    assert keeper(*moved) is None
    assert keeper(*moved, by(Role.CLERK, NORMAL)) is not None


def test_it_is_handed_over() -> None:
    handing(reported()).then(KEPT).leaves(keeper=Keeper(organisation=PROPERTY, person=None))
    named = KeeperNamed(organisation=PROPERTY, person=MANAGER)
    handing(reported(), KEPT, person=MANAGER).then(named)
    handing(reported(), KEPT).refused(Code.ALREADY_KEPT)
    handing(reported(), known=False).refused(Code.UNKNOWN_PARTY)
    handing(reported(), FAST, DONE, UNHAPPY).refused(Code.STATUS_FORBIDS, status="revisited")


def test_only_the_keeper_or_the_committee_hands_it_over() -> None:
    mine = {"organisation": CONTRACTOR, "by_organisation": PROPERTY}
    assert handing(reported(), KEPT, **mine).refusal is None
    handing(reported(), **mine).refused(Code.NOT_THE_KEEPER)
    handing(reported(), KEPT, organisation=COMMITTEE, by_organisation=CONTRACTOR).refused(
        Code.NOT_THE_KEEPER
    )


def test_who_keeps_it_sees_it() -> None:
    assert PROPERTY in given(reported(), KEPT).state.seated
