"""What an organisation's stream records. These shapes are the storage format."""

from dataclasses import dataclass
from enum import StrEnum


class OrganisationKind(StrEnum):
    """What sort of party it is; a shop is a party of its own, and a tenant is no owner."""

    PROPERTY_COMPANY = "property-company"
    OWNERS_COMMITTEE = "owners-committee"
    PARTY_BRANCH = "party-branch"
    GOVERNMENT = "government"
    CONTRACTOR = "contractor"
    VOLUNTEERS = "volunteers"
    SHOP = "shop"
    PLATFORM = "platform"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """An organisation exists under its public name."""

    name: str
    kind: OrganisationKind
