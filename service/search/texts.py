"""Which texts of an issue a role finds it by: those that it is shown, and no others.

To be found by a text is to be told that it stands there. So whatever a role is not shown must
not make a hit for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from domain.actor import Role
from domain.sealed import Sealed
from projections.views.status import StatusRow
from service.opening import Opener, sees_words, shown
from service.policy import Grant
from service.search import numbers
from service.search.grams import normal


def fields(row: StatusRow) -> Iterator[Sealed]:
    """Every searchable field of an issue as it stands."""
    content = row.content
    for one in (content.summary, content.triage_summary, content.address):
        if one is not None:
            yield one
    yield from (site.address for site in content.sites)


def fields_for(row: StatusRow, grant: Grant) -> Sequence[Sealed]:
    """The same as far as who sees it by *grant* is shown them, in the detail or the timeline."""
    words = sees_words(grant, row.state)
    found = [one for one in fields(row) if shown(one, with_words=words)]
    if grant.role is Role.RESIDENT and row.content.triage_summary is not None:
        # A resident's timeline does not hold what triage has worded anew.
        return [one for one in found if one != row.content.summary]
    return found


def places_of(rows: Iterable[StatusRow]) -> set[UUID]:
    """The compounds and committees whose names are shown with these issues."""
    ids = {place for row in rows for place in (row.compound, row.committee)}
    return {place for place in ids if place is not None}


def holds(
    row: StatusRow, texts: Sequence[str | None], names: Mapping[UUID, str], wanted: str
) -> bool:
    """Whether what is *wanted* (normalised) stands in one of its texts.

    These are its number, the names of its compound and committee, and the opened *texts*.
    """
    told = (*(names.get(place) for place in places_of([row])), *texts)
    if any(wanted in normal(text) for text in told if text is not None):
        return True
    return numbers.is_told_by(row.number, wanted)


def opened(
    opener: Opener, rows: Sequence[StatusRow], grants: Sequence[Grant]
) -> list[list[str | None]]:
    """The texts of each row for the grant by which it is seen; one look-up for all."""
    named = [fields_for(row, grant) for row, grant in zip(rows, grants, strict=True)]
    flat: list[tuple[UUID, Sealed]] = [
        (row.issue, one) for row, some in zip(rows, named, strict=True) for one in some
    ]
    texts = iter(opener.texts(flat))
    return [[next(texts) for _ in some] for some in named]
