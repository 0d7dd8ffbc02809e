"""Persons as they are found: masked, with the issues that led to them."""

from uuid import UUID

from pydantic import ConfigDict, Field

from api.schemas.fields import Body, KnownPhone, Shown
from domain.issue.lifecycle import Status
from service.persons import FoundPerson


class PersonSearchBody(Body):
    """Who gave a telephone number. It stands in a body so that no URL and no log ever holds it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone": "138 0000 1234"}]})

    phone: KnownPhone


class ReportedIssue(Shown):
    """An issue that the person reported, as far as the caller may see it."""

    id: UUID
    number: str = Field(examples=["LB-2026-000017"])
    status: Status
    summary: str | None = Field(
        examples=["3号楼路灯不亮"], description="None where there is none yet, or it was erased"
    )


class PersonFound(Shown):
    """One registration, masked. Several may be the same person: that is for people to judge."""

    person: UUID
    name: str | None = Field(examples=["沈*"])
    phone: str | None = Field(examples=["138****1234"])
    room: str | None = Field(examples=["***"])
    issues: list[ReportedIssue] = Field(description="newest first")


class PersonsFound(Shown):
    """Registrations with that number, the newest report first; 100 issues over all at most."""

    items: list[PersonFound]


def found_of(found: FoundPerson) -> PersonFound:
    """A person for the answer."""
    return PersonFound(
        person=found.person,
        name=found.contact.name,
        phone=found.contact.phone,
        room=found.contact.room,
        issues=[
            ReportedIssue(
                id=one.row.issue,
                number=one.row.number,
                status=one.row.status,
                summary=one.texts.of(one.row.content.triage_summary or one.row.content.summary),
            )
            for one in found.issues
        ],
    )
