"""The named rules of an issue beyond its status, listed together.

Each takes the state and refuses by name, or says nothing. Decisions call them; so does
`allowed_actions`, so that what is offered and what is accepted cannot drift apart.
"""

from collections.abc import Callable
from uuid import UUID

from domain.issue.events import Discovery, FundingLine, Level
from domain.issue.fund import MAINTENANCE_FUND, listed_emergency, route_open
from domain.issue.lifecycle import Status
from domain.issue.parts import Account, Dispatch
from domain.issue.seats import agreement_of
from domain.issue.state import IssueState
from domain.method.rules import Waiver
from domain.method.terms import Track
from domain.refusal import Code, Refused

Policy = Callable[[IssueState], None]


def triaged_first(state: IssueState) -> None:
    """Nothing is done before somebody said what it is (`not-triaged`)."""
    if state.track is None:
        raise Refused(Code.NOT_TRIAGED)


def short_way_open(state: IssueState) -> None:
    """From *reported*, only the fast track and emergency work lead to *done* (`not-fast-track`)."""
    short = state.track in (Track.FAST, Track.EMERGENCY)
    if state.status is Status.REPORTED and not short:
        raise Refused(Code.NOT_FAST_TRACK, track=str(state.track))


def emergency_worked(state: IssueState) -> None:
    """An emergency is done only where work was begun (`work-not-started`)."""
    if state.track is Track.EMERGENCY and not state.works.started:
        raise Refused(Code.WORK_NOT_STARTED)


def no_dispatch_open(state: IssueState) -> None:
    """Nothing is done while a party still has the order in hand (`dispatch-open`)."""
    still = sum(d.open for d in state.dispatches)
    if still:
        raise Refused(Code.DISPATCH_OPEN, open=still)


def reporter_answered(state: IssueState) -> None:
    """Nobody stays unanswered: the unknown are answered in public (`reporter-unanswered`)."""
    unknown = state.discovery is Discovery.TOLD and state.reporter is None
    if unknown and not state.published:
        raise Refused(Code.REPORTER_UNANSWERED)


def child_answered(state: IssueState) -> None:
    """A merged issue is revisited once its reporter has had an answer (`reporter-unanswered`)."""
    if state.status is Status.MERGED and not state.answered:
        raise Refused(Code.REPORTER_UNANSWERED)


def child_unasked(state: IssueState) -> None:
    """A merged issue is revisited once for each answer (`already-rated`)."""
    if state.status is Status.MERGED and state.settled_at is not None:
        raise Refused(Code.ALREADY_RATED)


def somebody_dispatched(state: IssueState) -> None:
    """A party can report on its order only while one is open (`not-dispatched`)."""
    if not any(d.open for d in state.dispatches):
        raise Refused(Code.NOT_DISPATCHED)


def order_waiting(state: IssueState) -> None:
    """An order is taken once, so one must still wait to be taken (`already-acknowledged`)."""
    if all(d.acknowledged or not d.open for d in state.dispatches):
        raise Refused(Code.ALREADY_ACKNOWLEDGED)


def return_to_ask(state: IssueState) -> None:
    """An order's return is asked for once at a time (`return-pending`)."""
    if all(d.return_requested for d in state.dispatches if d.open):
        raise Refused(Code.RETURN_PENDING)


def return_to_decide(state: IssueState) -> None:
    """Only a return that was asked for is decided (`no-return-requested`)."""
    if not any(d.return_requested for d in state.dispatches):
        raise Refused(Code.NO_RETURN_REQUESTED)


def level_above(state: IssueState) -> None:
    """Above the district there is nobody to pass it up to (`level-not-higher`)."""
    if state.level is Level.DISTRICT:
        raise Refused(Code.LEVEL_NOT_HIGHER, level=state.level)


def level_below(state: IssueState) -> None:
    """At its lowest level there is nobody to hand it down to (`level-not-lower`)."""
    lowest = Level.COMMITTEE if state.compound is None else Level.COMPOUND
    if state.level is lowest:
        raise Refused(Code.LEVEL_NOT_LOWER, level=state.level)


def is_published(state: IssueState) -> None:
    """Only what is public can be withdrawn from the public (`not-published`)."""
    if not state.published:
        raise Refused(Code.NOT_PUBLISHED)


def talks_open(state: IssueState) -> None:
    """After a failure nothing is tabled or said until talks are reopened (`negotiation-over`)."""
    if state.negotiation.failed:
        raise Refused(Code.NEGOTIATION_OVER)


def talks_stopped(state: IssueState) -> None:
    """Talks are reopened after a failure or an agreement (`negotiation-not-failed`)."""
    if state.status is Status.REPORTED and not state.negotiation.failed:
        raise Refused(Code.NEGOTIATION_NOT_FAILED)


def plan_tabled(state: IssueState) -> None:
    """A position needs a version to speak to (`no-proposal`)."""
    if state.negotiation.proposal is None or state.plan_in_force:
        raise Refused(Code.NO_PROPOSAL)


def variation_agreed(state: IssueState) -> None:
    """A variation is approved after all seats agreed to it (`variation-not-agreed`)."""
    if state.plan_in_force or agreement_of(state) is None:
        raise Refused(Code.VARIATION_NOT_AGREED)


def budget_covered(state: IssueState) -> None:
    """The shares add up to the budget, here what they lack of it in 分 (`funding-gap`)."""
    proposal = state.negotiation.proposal
    if proposal is not None and proposal.funding_gap:
        raise Refused(Code.FUNDING_GAP, gap=proposal.funding_gap)


def no_ballot_open(state: IssueState) -> None:
    """While a ballot runs, nothing else decides and nothing leads away from it (`ballot-open`)."""
    if state.ballot is not None:
        raise Refused(Code.BALLOT_OPEN)


def ballot_running(state: IssueState) -> None:
    """Only a ballot that runs can end (`no-ballot-open`)."""
    if state.ballot is None:
        raise Refused(Code.NO_BALLOT_OPEN)


def no_referral_open(state: IssueState) -> None:
    """One referral at a time, and none is left behind at a transfer (`referral-open`)."""
    if state.referral is not None:
        raise Refused(Code.REFERRAL_OPEN)


def referral_running(state: IssueState) -> None:
    """Only a referral that runs can end (`no-referral-open`)."""
    if state.referral is None:
        raise Refused(Code.NO_REFERRAL_OPEN)


def question_agreed(state: IssueState) -> None:
    """What is voted on in place of an approved plan is agreed first (`variation-not-agreed`)."""
    if state.status is Status.APPROVED:
        variation_agreed(state)


def plan_approved(state: IssueState) -> None:
    """It takes an approved plan (`no-approved-plan`)."""
    if state.approval is None or state.approval.proposal is None:
        raise Refused(Code.NO_APPROVED_PLAN)


def approval_stands(state: IssueState) -> None:
    """What was annulled after the work was done pays for nothing more (`approval-annulled`)."""
    if state.voided:
        raise Refused(Code.APPROVAL_ANNULLED)


def approval_waived(state: IssueState) -> None:
    """Before approval, work begins in an emergency alone (`not-an-emergency`)."""
    _require_waiver(state, Waiver.APPROVAL)


def negotiation_waived(state: IssueState) -> None:
    """Before agreement, only emergency work is confirmed or refused (`not-an-emergency`)."""
    _require_waiver(state, Waiver.NEGOTIATION)


def work_to_start(state: IssueState) -> None:
    """Work begins once, and is neither ended nor given away at once (`work-already-started`)."""
    if state.works.started:
        raise Refused(Code.WORK_ALREADY_STARTED)


def work_under_way(state: IssueState) -> None:
    """Progress is noted of work that has begun (`work-not-started`)."""
    if not state.works.started:
        raise Refused(Code.WORK_NOT_STARTED)


def emergency_listed(state: IssueState) -> None:
    """The fund's way without a vote is for emergencies of the local list (`not-an-emergency`)."""
    if not listed_emergency(state):
        raise Refused(Code.NOT_AN_EMERGENCY)


def safety_secured(state: IssueState) -> None:
    """Measures come first, and consent to their cost after them (`safety-unsecured`)."""
    if not state.route.secured:
        raise Refused(Code.SAFETY_UNSECURED)


def plan_to_consent_to(state: IssueState) -> None:
    """Measures wait for no plan, but consent is to one (`no-proposal`)."""
    if state.plan is None:
        raise Refused(Code.NO_PROPOSAL)


def account_open(state: IssueState) -> None:
    """After the final account nothing more is booked (`account-rendered`)."""
    if state.rendered:
        raise Refused(Code.ACCOUNT_RENDERED)


def share_to_pay(state: IssueState) -> None:
    """A unit pays of a share that it has (`line-not-allocated`)."""
    if not state.allocations:
        raise Refused(Code.LINE_NOT_ALLOCATED)


def line_to_split(state: IssueState) -> None:
    """Only a line of the plan is split among units (`line-not-approved`)."""
    lines_known(state)
    if state.plan is None or not state.plan.lines:
        raise Refused(Code.LINE_NOT_APPROVED, line=state.accounts[0].line)


def lines_known(state: IssueState) -> None:
    """Money is booked on a line of a plan (`unknown-line`)."""
    if not state.accounts:
        raise Refused(Code.UNKNOWN_LINE)


def spending_allowed(state: IssueState) -> None:
    """Before approval, an emergency alone spends, and not everywhere (`no-approved-plan`)."""
    emergency = state.emergency
    waived = emergency is not None and Waiver.APPROVAL in emergency.waives
    if state.approval is None and not waived:
        raise Refused(Code.NO_APPROVED_PLAN)


def line_to_spend(state: IssueState) -> None:
    """Some line of the plan has money and may spend it (e.g. `line-not-approved`)."""
    stuck: Refused | None = None
    for account in state.accounts:
        try:
            payable_line(state, account)
        except Refused as refused:
            stuck = stuck or refused
        else:
            return
    if stuck:
        raise stuck


def money_to_return(state: IssueState) -> None:
    """Only what is held can be returned (`returned-beyond-held`)."""
    if state.held <= 0:
        raise Refused(Code.RETURNED_BEYOND_HELD, held=state.held)


def funds_settled(state: IssueState) -> None:
    """No exit with money that was neither spent nor returned (`funds-unsettled`)."""
    if state.held:
        raise Refused(Code.FUNDS_UNSETTLED, held=state.held)


def no_funds(state: IssueState) -> None:
    """What has received money is not merged away (`funds-present`)."""
    if any(account.received for account in state.accounts):
        raise Refused(Code.FUNDS_PRESENT)


def no_children(state: IssueState) -> None:
    """Merges have a depth of one (`has-children`)."""
    if state.merging.children:
        raise Refused(Code.HAS_CHILDREN, children=len(state.merging.children))


def reporter_present(state: IssueState) -> None:
    """Only a reporter who is known and still there can leave (`reporter-gone`)."""
    if not state.asks_reporter:
        raise Refused(Code.REPORTER_GONE)


def somebody_to_reach(state: IssueState) -> None:
    """Where there is nobody to ask, it is inspected (`inspection-only`)."""
    if not state.asks_reporter:
        raise Refused(Code.INSPECTION_ONLY)


def round_answered(state: IssueState) -> None:
    """A round is reopened by an answer that asks for it (`not-objected`)."""
    waiting = state.status in (Status.REPORTED, Status.NEGOTIATED)
    if waiting and not state.objected:
        raise Refused(Code.NOT_OBJECTED)


def objected(state: IssueState) -> None:
    """What the reporter accepts needs no further round and no conclusion (`not-objected`)."""
    if not state.objected:
        raise Refused(Code.NOT_OBJECTED)


def last_round(state: IssueState) -> None:
    """It is concluded after the last round of its method (`rounds-left`)."""
    if state.round < state.rules.rounds:
        raise Refused(Code.ROUNDS_LEFT, round=state.round, rounds=state.rules.rounds)


def rounds_left(state: IssueState) -> None:
    """After the method's last round only the superior ends it (`last-round`)."""
    if state.round >= state.rules.rounds:
        raise Refused(Code.LAST_ROUND, round=state.round)


def open_dispatch(state: IssueState, party: UUID) -> Dispatch:
    """The order that *party* has in hand; refused with `not-dispatched` where there is none."""
    dispatch = state.dispatch_of(party)
    if dispatch is None or not dispatch.open:
        raise Refused(Code.NOT_DISPATCHED)
    return dispatch


def payable_line(state: IssueState, account: Account) -> FundingLine:
    """The account's line in the plan in force, where more of it may be spent.

    In an emergency, before approval, it is that of the plan on the table. Refused:
    `line-not-approved`, `needs-owners-decision` (nothing of the maintenance fund before its exit
    was decided on), as by `route_open`, `spent-beyond-received`, `spent-beyond-line`.
    """
    lines = state.plan.lines if state.plan else ()
    line = next((one for one in lines if one.number == account.line), None)
    if line is None:
        raise Refused(Code.LINE_NOT_APPROVED, line=account.line)
    if state.approval is None and line.source == MAINTENANCE_FUND:
        raise Refused(Code.NEEDS_OWNERS_DECISION, line=line.number)
    if line.source == MAINTENANCE_FUND:
        route_open(state)
    if account.held <= 0:
        raise Refused(Code.SPENT_BEYOND_RECEIVED, held=account.held)
    if account.spent_on_plan >= line.amount:
        raise Refused(Code.SPENT_BEYOND_LINE, left=line.amount - account.spent_on_plan)
    return line


def _require_waiver(state: IssueState, waiver: Waiver) -> None:
    if state.emergency is None or waiver not in state.emergency.waives:
        raise Refused(Code.NOT_AN_EMERGENCY)
