"""Public names for notices: of bodies, compounds, organisations, and of codes."""

from collections.abc import Mapping
from uuid import UUID

from domain.issue.state import IssueState
from domain.labels import Label
from domain.vocabulary.state import VOCABULARY_STREAM
from ledger.streams import BODY, ORGANISATION, VOCABULARY
from service.work import Work

_UNNAMED = "（名称不详）"


def place_of(work: Work, committee: UUID, compound: UUID | None) -> str:
    """The committee's name, and that of the compound where it is one compound's matter."""
    body = work.state(BODY, committee)
    if body is None:
        return _UNNAMED
    return body.name + (body.compounds.get(compound, "") if compound else "")


def party(work: Work, organisation: UUID, committee: UUID) -> str:
    """An organisation's public name, or the committee's own."""
    known = work.state(ORGANISATION, organisation)
    return place_of(work, committee, None) if known is None else known.name


def is_hidden(issue: IssueState) -> bool:
    """Whether a notice may not even say that there is such an issue.

    One that is confidential is told of no further than it was published.
    """
    return issue.confidential and not issue.published


class Codes:
    """The Chinese labels of codes in the newest vocabulary; a code that it lacks stands itself."""

    def __init__(self, work: Work) -> None:
        state = work.state(VOCABULARY, VOCABULARY_STREAM)
        self._vocabulary = state.current if state else None

    def category(self, code: str | None) -> str:
        """Of a category; 未分类 before triage."""
        return "未分类" if code is None else self._of("categories", code)

    def matter(self, issue: IssueState) -> str:
        """Of which sort an issue is: “照明”事项; a confidential one keeps that to itself."""
        return "事项" if issue.confidential else f"“{self.category(issue.category)}”事项"

    def source(self, code: str) -> str:
        """Of a source of money."""
        return self._of("sources", code)

    def seat(self, code: str) -> str:
        """Of a seat."""
        return self._of("seats", code)

    def meeting(self, code: str) -> str:
        """Of a kind of meeting."""
        return self._of("meetings", code)

    def unit(self, code: str) -> str:
        """Of a unit."""
        return self._of("units", code)

    def _of(self, section: str, code: str) -> str:
        if self._vocabulary is None:
            return code
        labels: Mapping[str, Label] = getattr(self._vocabulary, section)
        return labels[code].zh if code in labels else code
