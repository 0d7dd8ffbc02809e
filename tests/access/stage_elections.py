"""The matrix's requests for elections of an owners' committee."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.moment import local
from service.policy import Action
from tests.access.scene import Scene
from tests.api.face import Call
from tests.elections import Owners
from tests.neighbourhood import Neighbourhood

PREFIX = "/v1/elections"
_ONE = f"{PREFIX}/{{election}}"

ELECTIONS_FELT_AT: Mapping[Action, str] = {
    Action.ELECTION_VIEW: f"GET {_ONE}",
    Action.ELECTION_KEEP: f"POST {PREFIX}",
    Action.ELECTION_FILE: f"POST {_ONE}/filing",
}


class Elections:
    """An election for each request, in the place that the request is about."""

    def __init__(self, town: Neighbourhood, seated: UUID) -> None:
        """*seated* holds the owners' committee's seat at home, and keeps it."""
        self._town, self._seated = town, seated
        self._known: dict[UUID, Owners] = {}

    def call(self, route: str, scene: Scene) -> Call:
        """The request, by nobody yet."""
        method, template = route.split()
        owners = self._owners(scene)
        if "{election}" not in template:
            owners.over()
            body = _forming(owners) if method == "POST" else None
            return Call(method=method, path=template, by=None, body=body)
        election = _AS_FAR_AS[route](owners)
        body = _BODIES[route](self, owners) if route in _BODIES else None
        match = {"If-Match": f'"{owners.version(election)}"'} if body is not None else {}
        path = template.format(election=election)
        return Call(method=method, path=path, by=None, body=body, headers=match)

    def _owners(self, scene: Scene) -> Owners:
        place = scene.place
        if place.compound not in self._known:
            made = Owners(self._town, committee=place.committee, compound=place.compound)
            self._known[place.compound] = made
        return self._known[place.compound]

    def soon(self) -> str:
        """A week from now."""
        return (local(self._town.service.now()) + timedelta(days=7)).isoformat()

    def filing(self, _owners: Owners) -> Mapping[str, Any]:
        """Who sits there already."""
        return {"organisation": str(self._seated), "number": "长业备〔2026〕17号"}


def _forming(owners: Owners) -> Mapping[str, Any]:
    return {
        "committee_id": str(owners.committee),
        "compound_id": str(owners.compound),
        "kind": "renewal",
        "seats": 3,
        "members": [
            {"person": str(owners.secretary), "seat": "residents-committee"},
            {"person": str(owners.persons[-1])},
        ],
    }


_AS_FAR_AS: Mapping[str, Callable[[Owners], UUID]] = {
    f"GET {_ONE}": Owners.published,
    f"POST {_ONE}/nominations": Owners.formed,
    f"POST {_ONE}/vettings": Owners.nominated,
    f"POST {_ONE}/withdrawals": Owners.nominated,
    f"POST {_ONE}/publication": Owners.vetted,
    f"POST {_ONE}/filing": Owners.elected,
    f"POST {_ONE}/abandonment": Owners.formed,
}

_BODIES: Mapping[str, Callable[[Elections, Owners], Mapping[str, Any]]] = {
    f"POST {_ONE}/nominations": lambda _, owners: {"person": str(owners.persons[0]), "by": "self"},
    f"POST {_ONE}/vettings": lambda _, __: {"candidate": 1, "eligible": True},
    f"POST {_ONE}/withdrawals": lambda _, __: {"candidate": 1},
    f"POST {_ONE}/publication": lambda made, _: {"until": made.soon()},
    f"POST {_ONE}/filing": Elections.filing,
    f"POST {_ONE}/abandonment": lambda _, __: {"reason": "无人参选"},
}
"""A body that the rules accept, for every command."""
