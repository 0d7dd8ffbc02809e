"""Publications (公示) as everybody may read them."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.checkpoints import Signed
from api.schemas.fields import AtLeast, Body, Cursor, Named, Shown, Time
from domain.issue.lifecycle import Status
from domain.vocabulary.state import Vocabulary
from service.publications import Page, Seen


class PublicationFilter(Body):
    """How the list is narrowed and paged."""

    committee: UUID | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    at_least: AtLeast | None = None


class PublicationLabels(Shown):
    """The codes of a publication in the reader's language."""

    status: str = Field(examples=["已批准"])
    category: str | None = Field(examples=["照明"])


class PublicationShown(Shown):
    """An issue in the words in which it was published, and where it stands."""

    number: str = Field(examples=["LB-2026-000017"])
    committee: Named
    status: Status
    category: str | None
    text: str | None = Field(
        description="None where it can no longer be opened", examples=["三号楼路灯不亮，周五更换。"]
    )
    published_at: Time
    changed_at: Time = Field(description="when something shown here last changed")
    labels: PublicationLabels


class PublicationList(Shown):
    """A page of publications, newest first."""

    items: list[PublicationShown]
    next: str | None
    checkpoint: Signed | None


def publications_of(page: Page, language: Language) -> list[PublicationShown]:
    """The entries of a page."""
    return [_publication(one, page, language) for one in page.items]


def _publication(seen: Seen, page: Page, language: Language) -> PublicationShown:
    row = seen.row
    return PublicationShown(
        number=row.number,
        committee=Named(id=row.committee, name=page.committees.get(row.committee)),
        status=row.status,
        category=row.category,
        text=seen.text,
        published_at=row.published_at or row.changed_at,
        changed_at=row.changed_at,
        labels=PublicationLabels(
            status=label_of("status", row.status, language),
            category=_category(row.category, page.vocabulary, language),
        ),
    )


def _category(code: str | None, vocabulary: Vocabulary, language: Language) -> str | None:
    return in_language(vocabulary.categories[code], language) if code else None
