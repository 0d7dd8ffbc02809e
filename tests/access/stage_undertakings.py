"""The matrix's requests for undertakings, and for what they come to."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from service.policy import Action
from tests.access.scene import Scene
from tests.api.face import Call
from tests.neighbourhood import Neighbourhood
from tests.undertakings import begun, furnished, meeting_held

PREFIX = "/v1/undertakings"
_ON = "/v1/undertakings/{undertaking}"
_TEXTS = f"POST {_ON}/texts"
_FIGURES = "/v1/bodies/{body}"

UNDERTAKINGS_FELT_AT: Mapping[Action, str] = {
    Action.UNDERTAKING_VIEW: f"GET {_ON}",
    Action.UNDERTAKING_KEEP: f"POST {_ON}/lines",
}

UNDERTAKINGS_QUERIES: Mapping[str, Callable[[Scene], str]] = {
    f"GET {_FIGURES}/{noun}": lambda _: "first=2026-01-01&last=2026-12-31"
    for noun in ("participation", "occasions")
}


def undertaking_call(town: Neighbourhood, route: str, scene: Scene) -> Call:
    """The request, about one in the place that it is about, by nobody yet."""
    method, template = route.split()
    place = scene.place
    where: dict[str, Any] = {
        "clerk": place.clerk,
        "committee": place.committee,
        "compound": place.compound,
    }
    body = _BODIES[route](scene) if route in _BODIES else None
    made: UUID | None
    if route == _TEXTS:
        made = begun(town, "residents-covenant", **where)
        meeting = str(meeting_held(town, **where))
        body = {"text": "一、楼道不堆物。", "holds_from": "2026-06-01", "meeting": meeting}
    else:
        made = begun(town, **where) if "{undertaking}" in template else None
        if made is not None:
            furnished(town, made, place.clerk)
    path = template.format(undertaking=made, participant=1, line=1, number=1)
    return Call(method=method, path=path, by=None, body=body)


_BODIES: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    "POST /v1/undertakings": lambda scene: {
        "committee_id": str(scene.place.committee),
        "compound_id": str(scene.place.compound),
        "kind": "lending",
        "name": "周转车位",
    },
    f"POST {_ON}/steps": lambda _: {"steps": [{"step": "agreed"}]},
    f"POST {_ON}/undoing": lambda _: {"step": "proposed", "reason": "有误"},
    f"POST {_ON}/links": lambda scene: {"kind": "issue", "to": str(scene.other())},
    f"POST {_ON}/ending": lambda _: {},
    f"POST {_ON}/participants": lambda scene: {
        "organisation": str(scene.third),
        "role": "borrower",
    },
    f"POST {_ON}/participants/{{participant}}/departure": lambda _: {},
    f"POST {_ON}/lines": lambda _: {"lines": [{"text": "折叠轮椅"}]},
    f"POST {_ON}/lines/{{line}}/steps": lambda _: {"step": "lent"},
    f"POST {_ON}/occasions": lambda _: {
        "occasions": [{"on": "2026-01-15", "counts": [{"measure": "spaces", "number": 3}]}]
    },
    f"POST {_ON}/occasions/{{number}}/correction": lambda _: {"counts": [], "reason": "未开"},
}
"""A body that the rules accept, for every command."""
