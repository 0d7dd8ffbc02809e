"""A receipt in a resident's hand, and the pages that it opens."""

from typing import Any
from uuid import UUID

import httpx2

from domain.method.terms import Scale, Track
from service.commands.handling import Dispatch, Reply, Respond
from service.commands.intake import Triage
from tests.api.face import Face
from tests.api.html import Page, parsed


class Holder:
    """Somebody who holds the receipt of an issue, and has no key."""

    def __init__(self, face: Face, issue: UUID) -> None:
        self.face = face
        self.issue = issue
        answer = face.post(f"/v1/issues/{issue}/receipts", {}, face.town.clerk)
        assert answer.status_code == 201, answer.text
        self.receipt: dict[str, Any] = answer.json()
        self.token: str = self.receipt["token"]

    def answers(self) -> list[httpx2.Response]:
        """Everything that the token opens, or all that is told in its place."""
        paths = (f"/follow/{self.token}", f"/follow/{self.token}/receipt")
        return [self.face.get(path, None) for path in (*paths, f"/v1/follow-ups/{self.token}")]

    def status(self, query: str = "", **headers: str) -> Page:
        """The status page."""
        return self._page("", query, **headers)

    def paper(self, query: str = "", **headers: str) -> Page:
        """The receipt."""
        return self._page("/receipt", query, **headers)

    def json(self, **headers: str) -> Any:
        """The same for programs."""
        answer = self.face.get(f"/v1/follow-ups/{self.token}", None, **headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _page(self, step: str, query: str, **headers: str) -> Page:
        answer = self.face.get(f"/follow/{self.token}{step}{query}", None, **headers)
        assert answer.status_code == 200, answer.text
        return parsed(answer.text)


def triaged(face: Face, summary: str, **fields: Any) -> UUID:
    """A new issue, with staff's wording of it."""
    issue = face.town.report(**fields)
    triage = Triage(
        issue=issue, category="lighting", scale=Scale.SMALL, track=Track.FAST, summary=summary
    )
    face.town.do(triage, by=face.town.clerk)
    return issue


def told_everything(face: Face) -> Holder:
    """The holder of the receipt of an issue that is in hand, with two answers so far."""
    issue = triaged(face, "3号楼路灯不亮")
    town = face.town
    town.do(Respond(issue=issue, message="已收到，今天派人查看"), by=town.clerk)
    parties = (town.property_company,)
    town.do(Dispatch(issue=issue, parties=parties, note="业主很着急"), by=town.clerk)
    town.do(Reply(issue=issue, message="灯已换好"), by=town.clerk)
    return Holder(face, issue)
