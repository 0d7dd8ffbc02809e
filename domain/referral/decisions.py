"""What is decided of a referral (三所联动): made, accepted, advised on, concluded."""

from collections.abc import Collection, Sequence
from uuid import UUID

from domain.referral.events import (
    Accepted,
    Advised,
    Concluded,
    Made,
    ReferralOutcome,
    Referred,
)
from domain.referral.state import Office, ReferralState
from domain.refusal import Code, Refused
from domain.sealed import Sealed
from domain.vocabulary.state import Vocabulary

_WITHOUT_ADVICE = frozenset({ReferralOutcome.FAILED, ReferralOutcome.WITHDRAWN})
"""What it may come to though nobody has said anything."""


def make(
    *,
    committee: UUID,
    compound: UUID | None,
    issue: UUID,
    parties: Sequence[Referred],
    known: Collection[UUID],
    vocabulary: Vocabulary,
    question: Sealed,
) -> tuple[Made]:
    """An issue is put to *parties*; *known* are those of them that are organisations.

    Refused: `unknown-office` (a role that the vocabulary has not), `unknown-organisation`,
    `party-repeated`.
    """
    for one in parties:
        if one.role not in vocabulary.offices:
            raise Refused(Code.UNKNOWN_OFFICE, vocabulary=vocabulary.version)
        if one.organisation not in known:
            raise Refused(Code.UNKNOWN_ORGANISATION)
    if len({one.organisation for one in parties}) < len(parties):
        raise Refused(Code.PARTY_REPEATED)
    made = Made(
        committee=committee,
        compound=compound,
        issue=issue,
        parties=tuple(parties),
        question=question,
    )
    return (made,)


def accept(state: ReferralState, *, organisation: UUID) -> tuple[Accepted]:
    """One of them takes it on.

    Refused: `referral-concluded`, `not-asked`, `already-accepted`.
    """
    if _require_asked(state, organisation).accepted_at is not None:
        raise Refused(Code.ALREADY_ACCEPTED)
    return (Accepted(organisation=organisation),)


def advise(state: ReferralState, *, organisation: UUID, advice: Sealed) -> tuple[Advised]:
    """One of them says what it thinks, once or again.

    Refused: `referral-concluded`, `not-asked`, `not-accepted`.
    """
    if _require_asked(state, organisation).accepted_at is None:
        raise Refused(Code.NOT_ACCEPTED)
    return (Advised(organisation=organisation, advice=advice),)


def conclude(
    state: ReferralState, *, outcome: ReferralOutcome, conclusion: Sealed
) -> tuple[Concluded]:
    """What it came to.

    Refused: `referral-concluded`, and `advice-missing`: it cannot have come to anything where
    nobody has said a word.
    """
    _require_open(state)
    if outcome not in _WITHOUT_ADVICE and not state.advices:
        raise Refused(Code.ADVICE_MISSING)
    return (Concluded(outcome=outcome, conclusion=conclusion),)


def _require_open(state: ReferralState) -> None:
    if state.outcome is not None:
        raise Refused(Code.REFERRAL_CONCLUDED)


def _require_asked(state: ReferralState, organisation: UUID) -> Office:
    _require_open(state)
    office = state.offices.get(organisation)
    if office is None:
        raise Refused(Code.NOT_ASKED)
    return office
