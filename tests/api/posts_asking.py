"""Good requests about questionnaires and ratings."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.moment import local
from service.commands.ratings import ClearMember, SetRoster
from service.ids import new_id
from tests.api.face import Face
from tests.api.posting import Post, post
from tests.projections.asking import answer, ask, resident

PREFIX = "/v1/questionnaires"
RATED = "/v1/committees/{committee}"


def asking_body(face: Face, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/questionnaires`."""
    now = local(face.service.now())
    usual: dict[str, Any] = {
        "committee_id": str(face.town.committee),
        "compound_id": str(face.town.compound),
        "name": "问卷",
        "questions": [
            {
                "code": "charging",
                "kind": "choice",
                "label": {"zh": "有充电桩吗？", "en": "A charger?"},
                "options": [
                    {"code": "yes", "label": {"zh": "有", "en": "Yes"}},
                    {"code": "no", "label": {"zh": "没有", "en": "No"}},
                ],
            }
        ],
        "groups": ["ev-owners"],
        "until": (now + timedelta(days=1)).isoformat(),
    }
    return usual | other


def answered(face: Face) -> UUID:
    """A questionnaire with one answer."""
    made = ask(face.town)
    answer(face.town, made, 3, group=None)
    return made


def link_of(face: Face, questionnaire: UUID) -> str:
    """Its link."""
    seen = face.service.questionnaires.one(face.town.clerk, questionnaire)
    return seen.row.link


def name_member(face: Face) -> UUID:
    """Somebody new on the roster."""
    member = new_id()
    members = (ClearMember(member=member, name="程秋云", duty="member"),)
    face.town.do(SetRoster(committee=face.town.committee, members=members), by=face.town.superior)
    return member


def posts_asking(face: Face) -> list[Post]:
    """Requests each accepted whatever the others did."""
    town = face.town
    later = (local(face.service.now()) + timedelta(days=2)).isoformat()
    taken = {"number": 1, "question": "wish"}
    said = [{"question": "scale", "number": 4}, {"question": "wish", "text": "加装充电桩"}]
    contact = {"name": "江照晚", "phone": "13916624705"}
    by_link = {"token": secrets.token_urlsafe(32), "answers": said, "contact": contact}
    public = "/v1/public/questionnaires"
    return [
        post(PREFIX, PREFIX, asking_body(face), town.clerk),
        _on(face, "answers", {"answers": said, "contact": contact}),
        _on(face, "voids", {"number": 1, "reason": "重复"}),
        _on(face, "prolongation", {"until": later}),
        _on(face, "issues", {**taken, "channel": "window"}),
        _on(face, "undertakings", {**taken, "undertaking": str(new_id())}),
        post(f"{public}/{{link}}", f"{public}/{link_of(face, ask(town))}", by_link, town.clerk),
        *_ratings(face),
    ]


def _on(face: Face, noun: str, body: dict[str, Any]) -> Post:
    path = f"{PREFIX}/{answered(face)}/{noun}"
    return post(f"{PREFIX}/{{questionnaire}}/{noun}", path, body, face.town.clerk)


def _ratings(face: Face) -> list[Post]:
    town, path = face.town, RATED.format(committee=face.town.committee)
    first = (local(face.service.now()) + timedelta(days=1)).date()
    window = {"year": first.year, "first": f"{first}", "last": f"{first}"}
    roster = {"members": [{"name": "程秋云", "duty": "member"}]}
    mark = {"kind": "daily", "score": 5, "words": "很及时"}
    return [
        post(f"{RATED}/roster", f"{path}/roster", roster, town.superior),
        post(f"{RATED}/year-ends", f"{path}/year-ends", window, town.superior),
        post(f"{RATED}/ratings", f"{path}/ratings", mark, resident(town)),
    ]
