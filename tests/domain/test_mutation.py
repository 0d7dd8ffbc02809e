"""The checks and specs notice any change of the tables.

Every single edge is removed, added or led elsewhere, and every single policy removed or asked of
a further event; each time what the suite runs on the real tables must raise AssertionError.
"""

from collections.abc import Callable, Iterator
from functools import partial

from domain.issue import demands, events, guards, lifecycle, policies
from domain.issue.lifecycle import LIFECYCLE, Status
from domain.issue.policies import Policy
from tests.domain import checks
from tests.domain.checks import CHECKS
from tests.domain.described import EVENTS, moves
from tests.domain.dsl import specs_of
from tests.domain.implied import implied
from tests.domain.mutants import (
    TARGETS,
    Guarded,
    Mutant,
    changed,
    damaged,
    edges_asked,
    fails,
    guards_asked,
    overguarded,
    removed,
    unguarded,
)
from tests.domain.stages import STAGES
from tests.domain.willing import BY_TIME, LET_GO

SPECS = specs_of(*STAGES)

ASKED_AGAIN = {
    events.Acknowledged,
    events.DispatchCompleted,
    events.ReturnRequested,
    events.ReturnGranted,
    events.ReturnRefused,
    events.DispatchRecalled,
    events.Escalated,
    events.HandedDown,
    events.ClockPaused,
    events.ClockResumed,
    events.DeadlineExtended,
    events.FundsSpent,
    events.FundsReturned,
    events.BallotEnded,
    events.SharePaid,
    events.ReferralEnded,
}
"""Their decisions ask the same of one party, clock, line or level by name, so that the policy,
which speaks for all of them, decides nothing but what is offered."""

ALONG = frozenset({events.ReworkOrdered, events.Negotiated}) | BY_TIME | LET_GO
"""Decided in the same breath as a revisit or a last word, which ask for their own edge, or by
nobody at all."""


def unnoticed(mutants: Iterator[Mutant], check: Callable[[Mutant], None]) -> list[Mutant]:
    """The damaged lifecycles that pass *check*."""
    silent = []
    for mutant in mutants:
        with damaged(lifecycle, "LIFECYCLE", mutant.table):
            if not fails((partial(check, mutant),)):
                silent.append(mutant)
    return silent


def look_up(mutant: Mutant) -> None:
    """What the table itself says of that edge."""
    event, status = mutant.edge
    pairs = [] if status is None else [(event, status)]
    checks.check_permits(pairs)
    checks.check_arrive(pairs)


def act(mutant: Mutant) -> None:
    """What folds and decisions make of that edge."""
    event, status = mutant.edge
    assert status is not None
    checks.check_evolve([(event, status)])
    checks.check_decisions([(event, status)])


def play(mutant: Mutant) -> None:
    """What the specs make of it, those that come by that edge."""
    for spec in SPECS:
        if mutant.edge in edges_asked(spec):
            spec()


def silent_guards(
    mutants: Iterator[Guarded], check: Callable[[Guarded], None]
) -> set[tuple[str, type, Policy]]:
    """The damaged policies that pass *check*."""
    silent = set()
    for mutant in mutants:
        with damaged(guards, mutant.table, mutant.value):
            if not fails((partial(check, mutant),)):
                silent.add(mutant.key)
    return silent


def play_guards(mutant: Guarded) -> None:
    """What the specs make of it, those that ask the policies of that event."""
    for spec in SPECS:
        if mutant.event in guards_asked(spec):
            spec()


def test_the_real_tables_fail_nothing() -> None:
    assert not fails((*CHECKS, *SPECS))


def test_there_is_a_mutant_for_every_edge_and_every_gap() -> None:
    pairs = {(event, before) for event in EVENTS for before in (None, *Status)}
    assert {mutant.edge for mutant in removed()} == set(LIFECYCLE)
    assert {mutant.edge for mutant in changed()} == pairs
    # Eleven targets for each pair, less those that write the table as it is: one for each edge,
    # and one more where it stays, which is written as `same` or as the status itself.
    stays = [edge for edge, target in LIFECYCLE.items() if target in ("same", edge[1])]
    assert len(TARGETS) == 11
    assert len(list(changed())) == 11 * len(pairs) - len(LIFECYCLE) - len(stays)


def test_no_edge_can_be_removed() -> None:
    assert unnoticed(removed(), look_up) == []
    assert unnoticed((m for m in removed() if met(m)), act) == []


def test_no_edge_can_be_added_or_led_elsewhere() -> None:
    assert unnoticed(changed(), look_up) == []
    assert unnoticed((m for m in changed() if met(m)), act) == []


def met(mutant: Mutant) -> bool:
    """Whether a fold or a command can tell the difference.

    What only stays where it is shows in a decision of its own. What comes along with another
    event has none; a withdrawal from approval on is the detachment, and an annulment once the work
    is done is a voiding, whose edges they ask.
    """
    event, status = mutant.edge
    if event is events.Reported or status is None:
        return False
    detaches = event is events.Withdrawn and status in (Status.APPROVED, Status.DONE)
    voids = event is events.ApprovalAnnulled and status in (Status.DONE, Status.REVISITED)
    silent = event in ALONG or detaches or voids
    opened = (mutant.target is None) == (mutant.edge in LIFECYCLE)
    return mutant.moves_elsewhere or (opened and not silent)


def test_the_specs_notice_every_step_that_is_lost_or_goes_astray() -> None:
    """The edges that only record a fact are noticed one by one above."""
    steps = {edge for edge in LIFECYCLE if edge[1] is not None and moves(edge[0], edge[1])}
    lost = (m for m in removed() if m.edge in steps)
    astray = (m for m in changed() if m.edge in steps and met(m))
    assert unnoticed(lost, play) == []
    assert unnoticed(astray, play) == []


def test_no_policy_can_be_removed() -> None:
    assert silent_guards(unguarded(), offer) & silent_guards(unguarded(), tell) == set()
    beyond_commands = {events.ReworkOrdered}
    unplayed = silent_guards(unguarded(), play_guards)
    # The method that is played asks for nothing, and no office is asked: specs of their own do.
    unasked = {
        policies.no_referral_open,
        demands.ready_to_agree,
        demands.ready_to_approve,
        demands.ready_to_finish,
        demands.something_to_check,
    }
    silent = {event for _, event, policy in unplayed if policy not in unasked}
    assert silent - beyond_commands == ASKED_AGAIN


def test_no_policy_can_be_asked_of_a_further_event() -> None:
    silent = silent_guards(overguarded(), offer)
    assert silent == {m.key for m in overguarded() if implied(m.table, m.event, m.policy)}


def offer(mutant: Guarded) -> None:
    """What issues offer, after histories and under burdens."""
    checks.check_offers([mutant.event])
    checks.check_burdens([mutant.event])


def tell(_mutant: Guarded) -> None:
    """Which of several objections is told."""
    checks.check_told()
