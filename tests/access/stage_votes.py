"""The matrix's requests for shares, the final account, the fund in an emergency, and keepers."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from domain.actor import Role
from domain.issue.events import AllocationKey
from domain.method.terms import Track
from domain.register.state import register_stream
from ledger.streams import REGISTER, load
from service.commands.handling import CompleteDispatch
from service.commands.intake import Contact
from service.commands.keeping import NameKeeper
from service.commands.register_versions import AdoptImport, BeginImport, EnterUnits, NewOwner
from service.commands.shares import AllocateCost
from service.commands.urgent_fund import SecureSafety
from service.ids import new_id
from service.policy import Action
from tests.access.scene import Scene
from tests.access.stage_late import TablePreparation
from tests.api.registering import DIGEST
from tests.domain.voting import unit
from tests.table import Table

_ON = "POST /v1/issues/{issue}/"
SHARES = "GET /v1/issues/{issue}/shares"
FUNDING = "GET /v1/bodies/{body}/funding"

VOTES_BODIES: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    f"{_ON}allocations": lambda _: {"line": 1},
    f"{_ON}shares": lambda _: {"line": 1, "unit": "1-1-101", "amount": 1},
    f"{_ON}account": lambda _: {},
    f"{_ON}safety": lambda _: {"measures": "停梯封闭"},
    f"{_ON}consents": lambda _: {},
    f"{_ON}price-reviews": lambda scene: {
        "reviewer": str(scene.third),
        "amount": 900,
        "evidence": DIGEST,
    },
    f"{_ON}keeper": lambda scene: {"organisation": str(scene.place.committee)},
}


def _registered(table: Table, scene: Scene) -> None:
    """One flat of one owner, where the compound has no register yet."""
    place, town = scene.place, table.town
    with town.service.database.read() as connection:
        if load(connection, REGISTER, register_stream(place.compound)) is not None:
            return
    where: dict[str, Any] = {"committee": place.committee, "compound": place.compound}
    owner = NewOwner(owner="1-1-101", developer=True, contacts={new_id(): Contact(name="春晖置业")})
    for command in (
        BeginImport(**where, file=DIGEST, units=1),
        EnterUnits(**where, file=DIGEST, owners=(owner,), units=(unit("1-1-101", 6000),)),
        AdoptImport(**where, file=DIGEST),
    ):
        town.do(command, by=place.clerk)


def _approved(table: Table, scene: Scene, issue: UUID) -> None:
    _registered(table, scene)
    table.approved(issue)


def _split(table: Table, scene: Scene, issue: UUID) -> None:
    _approved(table, scene, issue)
    by = scene.place.clerk
    table.town.do(AllocateCost(issue=issue, line=1, key=AllocationKey.AREA), by=by)


def _finished(table: Table, scene: Scene, issue: UUID) -> None:
    table.approved(issue)
    finished = CompleteDispatch(issue=issue, party=scene.party)
    table.town.do(finished, by=scene.place.clerk)
    table.complete(issue)


def _listed(table: Table, _scene: Scene, issue: UUID) -> None:
    table.triage(issue, Track.EMERGENCY, "lift-failure")


def _secured(table: Table, scene: Scene, issue: UUID) -> None:
    _listed(table, scene, issue)
    table.tabled(issue)
    table.town.do(SecureSafety(issue=issue, measures="停梯封闭"), by=scene.place.clerk)


def _kept(table: Table, scene: Scene, issue: UUID) -> None:
    """By the caller's own house, or the party in its place."""
    owners = scene.role is Role.OWNERS_COMMITTEE
    house = table.owners if owners else scene.party
    table.town.do(NameKeeper(issue=issue, organisation=house), by=scene.place.clerk)


VOTES_PREPARED: Mapping[str, TablePreparation] = {
    f"{_ON}allocations": _approved,
    f"{_ON}shares": _split,
    SHARES: _split,
    f"{_ON}account": _finished,
    f"{_ON}safety": _listed,
    f"{_ON}consents": _secured,
    f"{_ON}price-reviews": _listed,
    f"{_ON}keeper": _kept,
}


def _of_compound(scene: Scene) -> str:
    """The owners' committee asks for its compound's."""
    owners = scene.role is Role.OWNERS_COMMITTEE
    return f"compound={scene.place.compound}" if owners else "limit=20"


VOTES_QUERIES: Mapping[str, Callable[[Scene], str]] = {
    SHARES: lambda _: "line=1",
    FUNDING: _of_compound,
    f"{FUNDING}/periods": lambda scene: f"{_of_compound(scene)}&year=2026".replace("limit=20&", ""),
}

VOTES_FELT_AT: Mapping[Action, str] = {
    Action.KEEP: f"{_ON}keeper",
    Action.SECURE_SAFETY: f"{_ON}safety",
    Action.CONSENT: f"{_ON}consents",
    Action.REVIEW_PRICE: f"{_ON}price-reviews",
    Action.FUNDING_VIEW: FUNDING,
}
