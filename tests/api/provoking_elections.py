"""Provocations: elections of an owners' committee."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2

from domain.moment import local
from domain.organisation.events import OrganisationKind
from service.ids import new_id
from tests.api.face import Face
from tests.api.posts_elections import PREFIX, asking, forming
from tests.elections import Owners

Provocation = Callable[[Face], httpx2.Response]
Making = Callable[[Owners], UUID]
_TWO = [{"number": number, "text": "请选出委员。"} for number in (1, 2)]
Told = Callable[[Owners], Mapping[str, Any]]


def _formed(**other: Any) -> Provocation:
    return lambda face: face.post(PREFIX, forming(Owners(face.town), **other), face.town.clerk)


def _members(*members: Told) -> Provocation:
    def provoke(face: Face) -> httpx2.Response:
        owners = Owners(face.town)
        told = [dict(one(owners)) for one in members]
        return face.post(PREFIX, forming(owners, members=told), face.town.clerk)

    return provoke


def _on(make: Making, noun: str, body: Told, *, by: str = "clerk") -> Provocation:
    """A command on an election that has come so far."""

    def provoke(face: Face) -> httpx2.Response:
        owners = Owners(face.town)
        election = make(owners)
        match = f'"{owners.version(election)}"'
        path = f"{PREFIX}/{election}/{noun}"
        return face.post(path, body(owners), getattr(face.town, by), if_match=match)

    return provoke


def _vetted(make: Making, **body: Any) -> Provocation:
    return _on(make, "vettings", lambda _: {"candidate": 1, "eligible": True} | body)


def _published(make: Making, days: int = 7) -> Provocation:
    def until(owners: Owners) -> Mapping[str, Any]:
        now = local(owners.town.service.now())
        return {"until": (now + timedelta(days=days)).isoformat()}

    return _on(make, "publication", until)


def _filed(make: Making, kind: OrganisationKind = OrganisationKind.OWNERS_COMMITTEE) -> Provocation:
    def body(owners: Owners) -> Mapping[str, Any]:
        return {"organisation": str(owners.registered(kind)), "number": "1号"}

    return _on(make, "filing", body, by="superior")


def _asked(make: Making, **other: Any) -> Provocation:
    """A ballot is opened on an election that has come so far."""

    def provoke(face: Face) -> httpx2.Response:
        owners = Owners(face.town)
        body = asking(owners, make(owners), **other)
        return face.post("/v1/ballots", body, face.town.clerk)

    return provoke


def _person(number: int) -> Told:
    return lambda owners: {"person": str(owners.persons[number]), "by": "self"}


def _withdrawn(owners: Owners) -> UUID:
    election = owners.nominated()
    owners.withdraw(election, 1)
    return election


def _again(face: Face) -> httpx2.Response:
    owners = Owners(face.town)
    owners.formed()
    return face.post(PREFIX, forming(owners), face.town.clerk)


def _of_the_committee(owners: Owners) -> Mapping[str, Any]:
    return {"person": str(owners.secretary), "seat": "residents-committee"}


def _twice(owners: Owners) -> Mapping[str, Any]:
    return {"person": str(owners.secretary), "seat": "party-branch"}


ELECTIONS: Mapping[str, Provocation] = {
    "election-begun": _again,
    "seats-not-odd": _formed(seats=4),
    "member-repeated": _members(_of_the_committee, _twice),
    "group-incomplete": _members(
        _of_the_committee,
        lambda owners: {"person": str(owners.persons[0]), "seat": "property-company"},
    ),
    "not-an-owner": _on(
        Owners.formed, "nominations", lambda owners: {"person": str(owners.secretary), "by": "self"}
    ),
    "already-nominated": _on(Owners.nominated, "nominations", _person(0)),
    "unknown-candidate": _vetted(Owners.formed),
    "candidate-withdrew": _vetted(_withdrawn),
    "reason-required": _vetted(Owners.nominated, eligible=False),
    "publication-in-the-past": _published(Owners.vetted, days=-1),
    "candidate-unvetted": _published(Owners.nominated),
    "too-few-candidates": _published(Owners.formed),
    "seats-filled": _published(Owners.elected),
    "list-published": _on(Owners.published, "nominations", _person(5)),
    "ballot-running": _vetted(Owners.voting),
    "election-over": _vetted(Owners.filed),
    "not-elected": _filed(Owners.vetted),
    "seats-unfilled": _filed(lambda owners: owners.elected(1)),
    "unknown-election": _asked(lambda _: new_id()),
    "list-unpublished": _asked(Owners.vetted),
    "publication-running": _asked(Owners.published),
    "not-its-election": _asked(Owners.hung, items=_TWO),
    "not-an-owners-committee": _filed(Owners.elected, OrganisationKind.VOLUNTEERS),
}
