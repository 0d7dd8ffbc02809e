"""The maintenance fund in an emergency (应急使用): no later vote exists for it in law.

The case stands on a local list and has its certificate; measures are taken at once; the owners'
committee consents or the district acts in its place; the price is reviewed; then the fund pays.
"""

from uuid import UUID

from domain.issue.events import EmergencyConsented, PriceReviewed, SafetySecured
from domain.issue.guards import admit
from domain.issue.state import IssueState
from domain.refusal import Code, Refused
from domain.sealed import Sealed


def secure(state: IssueState, *, measures: Sealed) -> tuple[SafetySecured]:
    """Measures were taken at once (`not-an-emergency`, where its case is on no list)."""
    admit(SafetySecured, state)
    return (SafetySecured(measures=measures),)


def consent(
    state: IssueState, *, organisation: UUID | None, acting: bool, note: Sealed | None
) -> tuple[EmergencyConsented]:
    """The owners' committee consents to the plan, or (*acting*) who stands above does in its place.

    It is the version in force, else the one on the table; another version takes it away.
    *organisation* is None where it holds no seat of the owners' committee and does not stand above.
    Refused: `not-an-emergency`, `safety-unsecured`, `no-proposal`, `not-a-confirmer`.
    """
    admit(EmergencyConsented, state)
    if organisation is None:
        raise Refused(Code.NOT_A_CONFIRMER)
    return (EmergencyConsented(organisation=organisation, acting=acting, note=note),)


def review_price(
    state: IssueState, *, reviewer: UUID, known: bool, amount: int, evidence: str
) -> tuple[PriceReviewed]:
    """An independent reviewer found what the work may cost, in 分; a later finding replaces it.

    *known* says that the reviewer is an organisation; *evidence* is the SHA-256 (hex) of the
    finding. Refused: `not-an-emergency`, `unknown-party`, `reviewer-involved` (who does the work,
    sits at the table or is paid does not review its price).
    """
    admit(PriceReviewed, state)
    if not known:
        raise Refused(Code.UNKNOWN_PARTY)
    if reviewer in _involved(state):
        raise Refused(Code.REVIEWER_INVOLVED)
    return (PriceReviewed(reviewer=reviewer, amount=amount, evidence=evidence),)


def _involved(state: IssueState) -> frozenset[UUID]:
    payers = {account.payer for account in state.accounts if account.payer}
    return state.parties | frozenset(state.works.organisations) | frozenset(state.seated) | payers
