"""Decisions on what the owners have laid down: their rules of procedure, and authorisations."""

from uuid import UUID

from domain.ballot.counting import Counting
from domain.moment import Moment
from domain.refusal import Code, Refused
from domain.register.events import (
    AuthorisationDrawn,
    AuthorisationGranted,
    AuthorisationReturned,
    AuthorisationRevoked,
    ProcedureFiled,
)
from domain.register.state import Authorisation, RegisterState
from domain.sealed import Sealed


def file_procedure(
    state: RegisterState, *, counting: Counting, evidence: str
) -> tuple[ProcedureFiled]:
    """The rules of procedure (议事规则) as filed; *evidence* is the SHA-256 (hex) of the text.

    Refused: `procedure-malformed` (a negative number; no channel, or one twice) and
    `procedure-unchanged`.
    """
    if counting.proxies < 0 or counting.notice_days < 0:
        raise Refused(Code.PROCEDURE_MALFORMED)
    if not counting.channels or len(set(counting.channels)) < len(counting.channels):
        raise Refused(Code.PROCEDURE_MALFORMED)
    before = state.procedure
    if before is not None and (before.counting, before.evidence) == (counting, evidence):
        raise Refused(Code.PROCEDURE_UNCHANGED, version=before.version)
    version = before.version + 1 if before else 1
    return (ProcedureFiled(version=version, counting=counting, evidence=evidence),)


def authorise(
    state: RegisterState,
    *,
    cap: int,
    purpose: Sealed,
    ballot: UUID | None,
    evidence: str | None,
    until: Moment | None,
    now: Moment,
) -> tuple[AuthorisationGranted]:
    """The owners let their fund pay up to *cap* 分 (授权); its number is the next.

    Refused: `authorisation-unproven` unless exactly one of *ballot* and *evidence* is given;
    `authorisation-exhausted` for a cap that allows nothing; `authorisation-expired`.
    """
    if (ballot is None) == (evidence is None):
        raise Refused(Code.AUTHORISATION_UNPROVEN)
    if cap <= 0:
        raise Refused(Code.AUTHORISATION_EXHAUSTED, left=0)
    if until is not None and until <= now:
        raise Refused(Code.AUTHORISATION_EXPIRED)
    granted = AuthorisationGranted(
        authorisation=max(state.authorisations, default=0) + 1,
        cap=cap,
        purpose=purpose,
        ballot=ballot,
        evidence=evidence,
        until=until,
    )
    return (granted,)


def draw(
    state: RegisterState, *, authorisation: int, issue: UUID, amount: int, now: Moment
) -> tuple[AuthorisationDrawn]:
    """An approved plan draws *amount* 分 of it.

    Refused: `unknown-authorisation`, `authorisation-revoked`, `authorisation-expired`,
    `authorisation-exhausted` (more than is left).
    """
    found = _known(state, authorisation)
    if found.revoked:
        raise Refused(Code.AUTHORISATION_REVOKED, authorisation=authorisation)
    if found.until is not None and now >= found.until:
        raise Refused(Code.AUTHORISATION_EXPIRED, authorisation=authorisation)
    if not 0 < amount <= found.left:
        raise Refused(Code.AUTHORISATION_EXHAUSTED, left=found.left)
    return (AuthorisationDrawn(authorisation=authorisation, issue=issue, amount=amount),)


def give_back(
    state: RegisterState, *, authorisation: int, issue: UUID, amount: int
) -> tuple[AuthorisationReturned]:
    """An approval was annulled or varied: so much can be drawn again, also of one revoked.

    Refused: `unknown-authorisation`, `drawn-not-as-much` by that issue.
    """
    drawn = _known(state, authorisation).draws.get(issue, 0)
    if not 0 < amount <= drawn:
        raise Refused(Code.DRAWN_NOT_AS_MUCH, drawn=drawn)
    return (AuthorisationReturned(authorisation=authorisation, issue=issue, amount=amount),)


def revoke(
    state: RegisterState, *, authorisation: int, ballot: UUID | None, reason: Sealed
) -> tuple[AuthorisationRevoked]:
    """The owners take it back; what was drawn stays drawn.

    Refused: `unknown-authorisation`, `authorisation-revoked`.
    """
    if _known(state, authorisation).revoked:
        raise Refused(Code.AUTHORISATION_REVOKED, authorisation=authorisation)
    return (AuthorisationRevoked(authorisation=authorisation, ballot=ballot, reason=reason),)


def _known(state: RegisterState, authorisation: int) -> Authorisation:
    found = state.authorisations.get(authorisation)
    if found is None:
        raise Refused(Code.UNKNOWN_AUTHORISATION, authorisation=authorisation)
    return found
