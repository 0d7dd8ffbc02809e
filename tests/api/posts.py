"""One good request for every POST route, in an order in which each is accepted.

`posts` are those whose body is JSON, `uploads` those whose body is a file.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.moment import SHANGHAI
from service.calendars import library_text
from tests.api.face import Call, Face
from tests.api.posting import Post, post
from tests.api.posts_asking import posts_asking
from tests.api.posts_ballots import posts_ballots
from tests.api.posts_board import posts_board
from tests.api.posts_early import posts_early
from tests.api.posts_elections import posts_elections
from tests.api.posts_late import posts_late
from tests.api.posts_linking import posts_linking
from tests.api.posts_meetings import posts_meetings
from tests.api.posts_registers import posts_registers, uploads_registers
from tests.api.posts_undertakings import posts_undertakings
from tests.api.posts_visits import posts_visits
from tests.api.posts_votes import posts_votes
from tests.evidence import JPEG

PAST = (datetime.now(SHANGHAI) - timedelta(days=2)).isoformat(timespec="seconds")
"""Before anything else that the tests do, and not too long ago for any method."""

DAY = PAST[:10]
"""The day of it, in Shanghai."""

_OUTPUT = {"item": "路灯", "quantity": 2, "unit": "zhan", "site": 1}


def posts(face: Face) -> Sequence[Post]:
    """Requests about one new issue and the neighbourhood's first committee."""
    issue = face.town.report(compound=None, address="春晖路12弄", sites=("1号楼", "2号楼"))
    return (
        *_issue_posts(face, issue),
        *_directory_posts(face),
        _person_post(face),
        _erasure_post(face),
        _what_if_post(face),
        _signing_post(face),
        *posts_early(face),
        *posts_late(face),
        *posts_asking(face),
        *posts_elections(face),
        *posts_ballots(face),
        *posts_registers(face),
        *posts_board(face),
        *posts_undertakings(face),
        *posts_linking(face),
        *posts_visits(face),
        *posts_meetings(face),
        *posts_meetings(face),
        *posts_registers(face),
        *posts_votes(face),
    )


def uploads(face: Face) -> Sequence[Post]:
    """The same for the routes whose body is no JSON."""
    template = "/v1/issues/{issue}/files"
    path = template.format(issue=face.town.report())
    media = {"Content-Type": "image/jpeg"}
    photograph = Call(path=path, by=face.town.clerk, content=JPEG, headers=media)
    return (Post(template, photograph), *uploads_registers(face))


def _issue_posts(face: Face, issue: UUID) -> list[Post]:
    town = face.town
    party = str(town.property_company)
    report = face.reporting(
        sites=["3号楼东", "3号楼西"],
        discovery="told",
        confidential=False,
        category="lighting",
        summary="路灯不亮",
        occurred_at=PAST,
    )
    nouns: dict[str, dict[str, Any]] = {
        "triage": {
            "category": "lighting",
            "scale": "small",
            "track": "fast",
            "summary": "路灯",
            "ground": None,
            "case": None,
        },
        "dispatches": {"parties": [party], "note": "请今天去看"},
        "acknowledgements": {"party": party, "occurred_at": None},
        "dispatch-completions": {"party": party, "note": "换了灯", "occurred_at": None},
        "responses": {"message": "已收到", "occurred_at": None},
        "disclosures": {"purpose": "contact-reporter"},
        "completion": {
            "outcome": "solved",
            "reply": "修好了",
            "outputs": [_OUTPUT],
            "cost": 36000,
            "unconfirmed": False,
            "occurred_at": None,
        },
        "replies": {"message": "欢迎再来"},
        "receipts": {"revoke_earlier": True},
    }
    made = [post("/v1/issues", "/v1/issues", report, town.clerk)]
    for noun, body in nouns.items():
        template = f"/v1/issues/{{issue}}/{noun}"
        made.append(post(template, template.format(issue=issue), body, town.clerk))
    # Both need `If-Match`: the triage follows the report, the completion five more events.
    for index, version in ((1, 1), (7, 6)):
        call = replace(made[index].call, headers={"If-Match": f'"{version}"'})
        made[index] = replace(made[index], call=call)
    return made


def _directory_posts(face: Face) -> list[Post]:
    town = face.town
    compound, body = str(town.compound), "/v1/bodies/{body}"
    seat = {"seat": "party-branch", "compound_id": compound}
    level = {"level": "committee", "name": "凌三", "code": "LS", "superior": str(town.subdistrict)}
    nouns: dict[str, dict[str, Any]] = {
        "/v1/bodies": level,
        f"{body}/compounds": {"name": "冬青苑"},
        f"{body}/seats": seat | {"organisation": str(town.property_company)},
        f"{body}/vacancies": seat,
        f"{body}/method-adoptions": {"method": "default", "version": 4},
        f"{body}/hours": {"periods": [{"opens": "09:00", "closes": "12:00"}]},
        "/v1/calendars": {"text": next_calendar(face)},
        "/v1/organisations": {"name": "和顺物业", "kind": "property-company"},
    }
    return [
        post(template, template.format(body=town.committee), content, town.administrator)
        for template, content in nouns.items()
    ]


def next_calendar(face: Face, then: int = 1) -> str:
    """The text of the version behind the newest, or of another counted from there."""
    state = face.service.calendars()
    assert state is not None
    return library_text(state.newest + then)


def _person_post(face: Face) -> Post:
    path = "/v1/persons/searches"
    return post(path, path, {"phone": "13800001234"}, face.town.clerk)


def _signing_post(face: Face) -> Post:
    path = "/v1/ledger/checkpoints"
    return post(path, path, {}, face.town.auditor)


def _erasure_post(face: Face) -> Post:
    person = face.town.issue(face.town.report()).reporter
    template = "/v1/persons/{person}/erasure"
    body = {"asked_at": PAST}
    return post(template, template.format(person=person), body, face.town.administrator)


def _what_if_post(face: Face) -> Post:
    template = "/v1/bodies/{body}/what-if"
    body = {"first": DAY, "last": DAY, "method": "deli", "version": 2, "calendar": 1}
    return post(template, template.format(body=face.town.committee), body, face.town.clerk)
