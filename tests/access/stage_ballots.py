"""The matrix's requests for ballots."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.moment import local
from service.policy import Action, Principal
from tests.access.matrix import Cell, Side
from tests.access.scene import Place, Scene
from tests.api.face import Call
from tests.ballots import UNITS, Voters
from tests.neighbourhood import Neighbourhood

PREFIX = "/v1/ballots"
_ONE = f"{PREFIX}/{{ballot}}"

BALLOTS_FELT_AT: Mapping[Action, str] = {
    Action.BALLOT_VIEW: f"GET {_ONE}",
    Action.BALLOT_SEE_VOTES: f"GET {_ONE}/papers",
    Action.BALLOT_KEEP: f"POST {PREFIX}",
    Action.BALLOT_COUNT: f"POST {_ONE}/deliveries",
    Action.BALLOT_VOTE: f"POST {_ONE}/votes",
    Action.BALLOT_CHALLENGE: f"POST {_ONE}/challenges",
    Action.BALLOT_ANNUL: f"POST {_ONE}/annulment",
}

BALLOTS_SEEN_FIRST: Mapping[str, Action] = {
    f"POST {_ONE}": Action.BALLOT_VIEW,
    f"GET {_ONE}/": Action.BALLOT_VIEW,
}

FLAT = "1-1-101"
"""The unit that every register of the matrix has."""

_BY_COUNTERS = ("deliveries", "votes", "voids")


class Ballots:
    """A ballot for each request, in the place that the request is about."""

    def __init__(self, town: Neighbourhood, beside: Place, apart: Place, owner: Principal) -> None:
        """*beside* is where a resident has nothing to see but what names them.

        *apart* is where no request fills a seat, *owner* the owners' committee of the matrix.
        """
        self._town, self._beside, self._apart, self._owner = town, beside, apart, owner
        self._known: dict[UUID, tuple[Voters, UUID]] = {}

    def call(self, cell: Cell, scene: Scene) -> Call:
        """The request, by nobody yet."""
        method, template = cell.route.split()
        if "{ballot}" not in template:
            asked = None if method == "GET" else opening(self._voters(scene.place))
            return Call(method=method, path=template, by=None, body=asked)
        accepted = cell.status < HTTPStatus.BAD_REQUEST
        elsewhere = cell.role is Role.HANDLER and cell.side is Side.OUTSIDE
        place = self._apart if elsewhere else scene.place
        voters, ballot = self._ready(cell, scene) if accepted else self._any(place)
        version = voters.row(ballot).version
        making = _BODIES.get(template.rpartition("/")[2])
        body = {} if making is None else making(voters)
        return Call(
            method=method,
            path=template.format(ballot=ballot, challenge=1),
            by=None,
            body=body if method == "POST" else None,
            headers={"If-Match": f'"{version}"'} if method == "POST" else {},
        )

    def _ready(self, cell: Cell, scene: Scene) -> tuple[Voters, UUID]:
        """A new one, come as far as the request needs it; who counts is the caller."""
        noun = cell.route.rpartition("/")[2]
        resident = cell.role is Role.RESIDENT and cell.side is Side.INSIDE
        place = self._beside if resident and noun in _BY_COUNTERS else scene.place
        voters = self._voters(place, owner=cell.side is Side.NAMED)
        callers = {
            Role.RESIDENT: self._town.resident,
            Role.CLERK: place.clerk,
            Role.OWNERS_COMMITTEE: self._owner,
        }
        caller = callers.get(cell.role) if cell.role else None
        named = [one.person for one in (voters.counter, caller) if one is not None and one.person]
        fields: dict[str, Any] = {}
        if noun in _BY_COUNTERS and cell.side is not Side.NAMED:
            fields["counters"] = tuple(named)
        come = _AS_FAR_AS.get(noun)
        return voters, voters.opened(**fields) if come is None else come(voters, **fields)

    def _any(self, place: Place) -> tuple[Voters, UUID]:
        """Whoever is turned away does not get far enough to see how far it is."""
        if place.compound not in self._known:
            voters = self._voters(place)
            self._known[place.compound] = (voters, voters.opened())
        return self._known[place.compound]

    def _voters(self, place: Place, *, owner: bool = False) -> Voters:
        """The voters of a place; *owner* says that the resident owns something there."""
        person = self._town.resident.person
        return Voters(
            self._town,
            compound=place.compound,
            committee=place.committee,
            clerk=place.clerk,
            units=[(FLAT if one[0] == "101" else one[0], *one[1:]) for one in UNITS],
            known={"o3": person} if owner and person else {},
        )


def opening(voters: Voters, **other: Any) -> dict[str, Any]:
    """A good body for `POST /v1/ballots`."""
    now = local(voters.town.service.now())
    told = (now - timedelta(days=20)).isoformat()
    usual: dict[str, Any] = {
        "compound_id": str(voters.compound),
        "title": "使用维修资金更换水泵",
        "rule": "owners-ordinary",
        "matter": "use-fund",
        "electorate": "owners",
        "items": [{"number": 1, "text": "是否同意使用维修资金更换水泵？"}],
        "counting": {
            "unreturned": "absent",
            "blank": "abstains",
            "spoilt": "abstains",
            "turnout_per_item": False,
            "channels": ["paper", "visit", "online", "external"],
            "proxies": 1,
        },
        "counters": [str(voters.counter.person)],
        "notified_at": told,
        "told_at": told,
        "closes_at": (now + timedelta(days=30)).isoformat(),
    }
    return usual | other


def voted(voters: Voters, **fields: Any) -> UUID:
    """All papers are back, and it is not closed."""
    ballot = voters.opened(**fields)
    voters.all_vote(ballot)
    return ballot


def contested(voters: Voters) -> UUID:
    """It is closed, and somebody contests it."""
    ballot = voters.decided()
    voters.contest(ballot)
    return ballot


_AS_FAR_AS: Mapping[str, Callable[..., UUID]] = {
    "voids": voted,
    "closure": voted,
    "annulment": Voters.decided,
    "challenges": Voters.decided,
    "answer": contested,
    "results": Voters.outside,
}

RESULT: Mapping[str, Any] = {
    "system": "市业主决策系统",
    "reference": "SH-2026-000731",
    "evidence": "5e" * 32,
    "tallies": [
        {
            "item": 1,
            "taking_part": {"voters": 7, "area": 92_000},
            "agree": {"voters": 7, "area": 92_000},
        }
    ],
}

_BODIES: Mapping[str, Callable[[Voters], Mapping[str, Any]]] = {
    "deliveries": lambda _: {"deliveries": [{"unit": FLAT, "how": "hand"}]},
    "votes": lambda _: {
        "unit": FLAT,
        "marks": [{"item": 1, "choice": "agree"}],
        "channel": "paper",
    },
    "voids": lambda _: {"unit": FLAT, "reason": "签名不符"},
    "results": lambda _: RESULT,
    "closure": lambda _: {"note": "结果公示七日"},
    "cancellation": lambda _: {"reason": "另行组织"},
    "annulment": lambda _: {"reason": "名册有误"},
    "challenges": lambda _: {"text": "要求复核"},
    "answer": lambda _: {"answer": "经复核无误"},
}
"""A body that the rules accept, for every command."""
