"""Good requests for elections of an owners' committee, each about one of its own."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.moment import local
from service.policy import Principal
from tests.api.face import Face
from tests.api.posting import Post, post
from tests.elections import Owners

PREFIX = "/v1/elections"


def posts_elections(face: Face) -> list[Post]:
    """Requests each accepted whatever the others did."""
    town = face.town
    until = (local(face.service.now()) + timedelta(days=7)).isoformat()
    owners = [Owners(town) for _ in range(6)]
    filing = {"organisation": str(owners[4].organisation), "number": "长业备〔2026〕17号"}
    barred = {"candidate": 1, "eligible": False, "reason": "拖欠物业费"}
    standing = {"person": str(owners[0].persons[0]), "by": "owners"}
    return [
        post(PREFIX, PREFIX, forming(Owners(town)), town.clerk),
        _on("nominations", owners[0], owners[0].formed(), standing, town.clerk),
        _on("vettings", owners[1], owners[1].nominated(), barred, town.clerk),
        _on("withdrawals", owners[2], owners[2].nominated(), {"candidate": 1}, town.clerk),
        _on("publication", owners[3], owners[3].vetted(), {"until": until}, town.clerk),
        _on("filing", owners[4], owners[4].elected(), filing, town.superior),
        _on("abandonment", owners[5], owners[5].formed(), {"reason": "无人参选"}, town.clerk),
    ]


def forming(owners: Owners, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/elections`."""
    usual: dict[str, Any] = {
        "committee_id": str(owners.committee),
        "compound_id": str(owners.compound),
        "kind": "renewal",
        "seats": 3,
        "members": [
            {"person": str(owners.secretary), "seat": "residents-committee"},
            {"person": str(owners.persons[-1]), "seat": None},
        ],
    }
    return usual | other


def asking(owners: Owners, election: UUID, /, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/ballots` that elects; it opens at once, for two weeks."""
    now = local(owners.town.service.now())
    told = (now - timedelta(days=16)).isoformat()
    usual: dict[str, Any] = {
        "compound_id": str(owners.compound),
        "election": str(election),
        "title": "业委会换届选举",
        "rule": "owners-ordinary",
        "matter": "committee",
        "electorate": "owners",
        "items": [{"number": 1, "text": "请选出不超过三名委员。"}],
        "counting": {
            "unreturned": "absent",
            "blank": "abstains",
            "spoilt": "absent",
            "turnout_per_item": False,
            "channels": ["paper"],
        },
        "counters": [str(owners.clerk.person)],
        "notified_at": told,
        "told_at": told,
        "closes_at": (now + timedelta(days=14)).isoformat(),
    }
    return usual | other


def _on(noun: str, owners: Owners, election: UUID, body: Mapping[str, Any], by: Principal) -> Post:
    path = f"{PREFIX}/{election}/{noun}"
    return post(f"{PREFIX}/{{election}}/{noun}", path, body, by, owners.version(election))
