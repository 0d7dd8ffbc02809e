"""The parts of an issue as it is shown."""

from uuid import UUID

from pydantic import Field

from api.schemas.fields import Named, Shown, Time
from domain.issue.events import LinkKind
from domain.method.terms import Basis, Clock, Span


class Coded(Shown):
    """A code with its label in the caller's language."""

    code: str
    label: str


class OrderShown(Shown):
    """The number under which another system keeps the same matter."""

    source: str
    number: str


class FileShown(Shown):
    """A file that was attached, by its content."""

    digest: str
    media_type: str
    size: int


class LinkShown(Shown):
    """Another issue that this one points to."""

    issue: UUID
    kind: LinkKind


class SupervisionShown(Shown):
    """A superior's supervision (督办) with its own limit."""

    at: Time
    amount: int
    span: Span
    basis: Basis
    demand: str | None


class SiteShown(Shown):
    """One of the places concerned."""

    number: int
    address: str | None


class ContactShown(Shown):
    """The reporter: masked, or in clear in the answer to a disclosure."""

    person: UUID
    name: str | None = Field(examples=["沈*"])
    phone: str | None = Field(examples=["138****1234"])
    room: str | None = Field(examples=["***"])


class TermShown(Shown):
    """A limit that was promised at the report or by triage."""

    clock: Clock
    amount: int
    span: Span
    basis: Basis


class MethodShown(Shown):
    """The text under which the issue runs."""

    name: str
    version: int
    hash: str


class DispatchShown(Shown):
    """A party's order."""

    party: Named
    round: int
    since: Time = Field(description="when it was handed over")
    acknowledged: bool
    completed: bool
    return_requested: bool = Field(description="the party asks to be relieved (退单)")
    taken_back: bool = Field(description="returned or recalled")


class OutputShown(Shown):
    """Something that was or is to be made."""

    item: str | None
    quantity: int
    unit: str
    site: int | None
