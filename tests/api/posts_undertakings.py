"""Good requests for undertakings, each about one of its own."""

from typing import Any
from uuid import UUID

from tests.api.face import Face
from tests.api.posting import Post, post
from tests.undertakings import begun, furnished, meeting_held

UNDERTAKINGS = "/v1/undertakings"
ON = f"{UNDERTAKINGS}/{{undertaking}}"
HASH = "ab" * 32


def posts_undertakings(face: Face) -> list[Post]:
    """Requests each accepted whatever the others did."""
    town = face.town
    covenant = begun(town, "residents-covenant")
    text = {
        "text": "一、楼道不堆物。",
        "holds_from": "2026-06-01",
        "ballot": None,
        "meeting": str(meeting_held(town)),
        "note": "一致通过",
    }
    return [
        post(UNDERTAKINGS, UNDERTAKINGS, beginning_in(face), town.clerk),
        *(
            _on(face, f"{ON}/{noun}", furnished(town, begun(town)), body)
            for noun, body in _parts(face).items()
        ),
        _on(face, f"{ON}/texts", covenant, text),
    ]


def beginning_in(face: Face, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/undertakings`."""
    town = face.town
    usual: dict[str, Any] = {
        "committee_id": str(town.committee),
        "compound_id": str(town.compound),
        "kind": "lending",
        "name": "周转车位",
        "about": "施工期间周转",
        "measures": [{"code": "spaces", "unit": "wei", "target": 30}],
        "first": "2026-01-01",
        "last": "2026-12-31",
        "recurrence": {"beat": "weekly", "day": 4},
        "person": str(town.resident.person),
        "credit": "李阿姨",
        "organisation": str(town.contractor),
        "above": str(begun(town, "programme")),
    }
    return usual | other


def _parts(face: Face) -> dict[str, Any]:
    town = face.town
    step = {"step": "agreed", "participant": 1, "evidence": HASH, "note": "三方签字"}
    line = {"text": "折叠轮椅", "unit": "jian", "quantity": 2, "due": "2027-12-31"}
    count = {"measure": "spaces", "number": 8}
    occasion = {"on": "2026-01-15", "counts": [count], "participant": 1, "line": 1, "note": "晴"}
    return {
        "steps": {"steps": [step]},
        "undoing": {"step": "proposed", "reason": "提早了"},
        "links": {"kind": "issue", "to": str(town.report()), "line": 1},
        "ending": {"result": "车位全部归还"},
        "participants": {
            "person": str(town.resident.person),
            "role": "borrower",
            "skills": ["repair"],
            "people": 3,
            "note": "夜班",
        },
        "participants/{participant}/departure": {"reason": "开学了"},
        "lines": {"lines": [line]},
        "lines/{line}/steps": {
            "step": "lent",
            "participant": 1,
            "due": "2099-12-31",
            "note": "押金未收",
        },
        "occasions": {"occasions": [occasion]},
        "occasions/{number}/correction": {"counts": [count], "reason": "多数了四个"},
    }


def _on(face: Face, template: str, of: UUID, body: Any) -> Post:
    path = template.format(undertaking=of, participant=1, line=1, number=1)
    return post(template, path, body, face.town.clerk)
