"""The matrix's requests for questionnaires and ratings."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from api.forms import MEDIA_TYPE
from domain.actor import Role
from domain.labels import Label
from domain.moment import DAY, SHANGHAI, Moment
from domain.questionnaire.events import Question, QuestionKind
from service.commands.answer_uptake import TakeUpAsIssue
from service.commands.questionnaires import AnswerByLink, ClearAnswer, OpenQuestionnaire
from service.commands.ratings import ClearMember, SetRoster
from service.ids import new_id
from service.policy import Action, Principal
from service.questionnaires import digest_of
from tests.access.scene import Scene
from tests.api.face import Call, Face
from tests.neighbourhood import principal
from tests.projections.following import follow

_ON = "/v1/questionnaires/{questionnaire}"
_RATED = "/v1/committees/{committee}"
ANSWER_BY_LINK = "POST /v1/public/questionnaires/{link}"
ASKING_ROUTES = (
    "/v1/questionnaires",
    "/v1/public/questionnaires",
    "/ask/",
    *(f"{_RATED}/{noun}" for noun in ("roster", "year-ends", "ratings", "appraisal")),
)

ASKING_FELT_AT: Mapping[Action, str] = {
    Action.QUESTIONNAIRE_VIEW: f"GET {_ON}",
    Action.QUESTIONNAIRE_KEEP: "POST /v1/questionnaires",
    Action.RATING_VIEW: f"GET {_RATED}/roster",
    Action.RATING_KEEP: f"POST {_RATED}/roster",
    Action.RATING_GIVE: f"POST {_RATED}/ratings",
}
ASKING_SEEN_FIRST: Mapping[str, Action] = {
    f"POST {_ON}": Action.QUESTIONNAIRE_VIEW,
    f"POST {_RATED}": Action.RATING_VIEW,
}
WORDS = Question(
    code="wish",
    kind=QuestionKind.TEXT,
    label=Label(zh="您的需求", en="What you need"),
    options=(),
    required=True,
    lowest=None,
    highest=None,
    topic=None,
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A questionnaire that somebody has answered once."""

    id: UUID
    link: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))


class Asking:
    """Makes the questionnaire, or names the members, that a request is about."""

    def __init__(self, face: Face) -> None:
        self._face, self._town = face, face.town

    def call(self, route: str, scene: Scene) -> Call:
        """The request, by nobody yet."""
        method, template = route.split()
        if template.startswith(_RATED):
            return self._rating(method, template, scene)
        if template == "/v1/questionnaires":
            return Call(method=method, path=template, by=None, body=_opening(method, scene))
        asked = self._answered(scene.place.committee, scene.place.compound, scene.place.clerk)
        if template.endswith("{place}"):
            self._take_up(asked, scene.place.clerk)
        path = template.format(questionnaire=asked.id, link=asked.link, token=asked.token, place=1)
        if method == "POST" and template.startswith("/ask/"):
            fields = {"token": secrets.token_urlsafe(32), "q.wish": "加装充电桩"}
            content = urlencode(fields).encode()
            media = {"Content-Type": MEDIA_TYPE}
            return Call(path=path, by=None, content=content, headers=media)
        body = None if method == "GET" else _body(template)
        return Call(method=method, path=path, by=None, body=body)

    def _answered(self, committee: UUID, compound: UUID, clerk: Principal) -> Asked:
        asked = Asked(id=new_id())
        now = self._face.service.now()
        opened = OpenQuestionnaire(
            questionnaire=asked.id,
            committee=committee,
            compound=compound,
            name="问卷",
            link=asked.link,
            questions=(WORDS,),
            until=Moment(now + DAY),
            most=10,
        )
        self._town.do(opened, by=clerk)
        by_link = self._face.service.questionnaires.public(asked.link).principal
        given = AnswerByLink(
            questionnaire=asked.id,
            person=new_id(),
            answers=(ClearAnswer(question="wish", text="加装充电桩"),),
            token=digest_of(asked.token),
        )
        self._town.do(given, by=by_link)
        return asked

    def _take_up(self, asked: Asked, clerk: Principal) -> None:
        taken = TakeUpAsIssue(
            questionnaire=asked.id,
            number=1,
            question="wish",
            issue=new_id(),
            words="加装充电桩",
            author=None,
            channel="window",
            reported_at=None,
        )
        self._town.do(taken, by=clerk)
        follow(self._face.service)

    def _rating(self, method: str, template: str, scene: Scene) -> Call:
        committee, member = scene.place.committee, new_id()
        path = template.format(committee=committee)
        if template.endswith("/appraisal"):
            return Call(method=method, path=f"{path}?year=2026", by=None)
        if template.endswith("/ratings"):
            self._name(committee, member)
        body = None if method == "GET" else _rated(template, member)
        return Call(method=method, path=path, by=None, body=body)

    def _name(self, committee: UUID, member: UUID) -> None:
        members = (ClearMember(member=member, name="程秋云", duty="member"),)
        self._town.do(
            SetRoster(committee=committee, members=members),
            by=principal(Role.SUPERIOR, body=committee),
        )


def _days(count: int) -> datetime:
    return datetime.now(SHANGHAI) + timedelta(days=count)


def _opening(method: str, scene: Scene) -> Mapping[str, Any] | None:
    if method == "GET":
        return None
    return {
        "committee_id": str(scene.place.committee),
        "name": "问卷",
        "questions": [{"code": "wish", "kind": "text", "label": {"zh": "您的需求"}}],
        "until": _days(1).isoformat(),
    }


def _rated(template: str, member: UUID) -> Mapping[str, Any]:
    match template.rpartition("/")[2]:
        case "roster":
            return {"members": [{"name": "程秋云", "duty": "member"}]}
        case "year-ends":
            first, last = _days(1).date(), _days(2).date()
            return {"year": first.year, "first": f"{first}", "last": f"{last}"}
        case _:
            return {"kind": "daily", "score": 5, "member": str(member)}


def _body(template: str) -> Mapping[str, Any]:
    """What the rules accept."""
    answers = [{"question": "wish", "text": "加装充电桩"}]
    match template.rpartition("/")[2]:
        case "answers":
            return {"answers": answers}
        case "voids":
            return {"number": 1, "reason": "重复提交"}
        case "prolongation":
            return {"until": _days(2).isoformat()}
        case "issues":
            return {"number": 1, "question": "wish", "channel": "window"}
        case "undertakings":
            return {"number": 1, "question": "wish", "undertaking": str(new_id())}
        case _:
            return {"token": secrets.token_urlsafe(32), "answers": answers}
