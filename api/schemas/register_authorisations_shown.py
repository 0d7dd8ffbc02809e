"""Standing authorisations (授权) as they are shown."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import Field

from api.schemas.fields import Shown, Time
from service.registers import SeenAuthorisation


class AuthorisationShown(Shown):
    """A standing authorisation; money in 分."""

    number: int
    cap: int
    drawn: int
    left: int
    purpose: str | None
    until: Time | None = Field(description="None: until somebody revokes it")
    revoked: bool
    ballot: UUID | None = Field(description="the vote that granted it; else `evidence` does")
    evidence: str | None = Field(description="SHA-256 of the document")


class AuthorisationList(Shown):
    """Standing authorisations by number."""

    items: list[AuthorisationShown]
    next: None = None


def authorisations_of(seen: Sequence[SeenAuthorisation]) -> AuthorisationList:
    """Standing authorisations."""
    return AuthorisationList(
        items=[
            AuthorisationShown(
                number=one.number,
                cap=one.authorisation.cap,
                drawn=one.authorisation.drawn,
                left=one.authorisation.left,
                purpose=one.purpose,
                until=one.authorisation.until,
                revoked=one.authorisation.revoked,
                ballot=one.authorisation.ballot,
                evidence=one.authorisation.evidence,
            )
            for one in seen
        ]
    )
