"""The stage: for every cell a fresh thing on the right side of the caller, then one request."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from itertools import count
from typing import Any
from uuid import UUID

from api.forms import MEDIA_TYPE
from domain.actor import Role
from domain.body.events import Level
from domain.issue.events import Outcome
from domain.method.terms import Scale, Track
from domain.organisation.events import OrganisationKind
from projections.engine import fetch
from projections.views import directory
from service.calendars import library_text
from service.commands.directory import AddCompound, FillSeat, RegisterBody, RegisterOrganisation
from service.commands.handling import Complete, CompleteDispatch, Dispatch
from service.commands.intake import Triage
from service.commands.system import RegisterPerson
from service.ids import new_id
from service.policy import Principal
from service.service import SYSTEM
from tests.access.matrix import Cell, Side
from tests.access.scene import Place, Scene
from tests.access.stage_asking import ASKING_ROUTES, Asking
from tests.access.stage_ballots import PREFIX as BALLOTS
from tests.access.stage_ballots import Ballots
from tests.access.stage_board import PREFIXES as BOARD
from tests.access.stage_board import Board
from tests.access.stage_early import EARLY_BODIES, EARLY_PREPARED, ERASURE, Preparation
from tests.access.stage_elections import PREFIX as ELECTIONS
from tests.access.stage_elections import Elections
from tests.access.stage_late import CHECKS, LATE_BODIES, LATE_PREPARED, POSITIONS, home_table
from tests.access.stage_linking import PREFIXES as LINKING
from tests.access.stage_linking import REFERRED, Linking
from tests.access.stage_meetings import MEETING_ROUTES, Meetings
from tests.access.stage_registers import is_registers, register_call
from tests.access.stage_timing import TIMING_BODIES, TIMING_PREPARED, TIMING_QUERIES
from tests.access.stage_undertakings import PREFIX as UNDERTAKINGS
from tests.access.stage_undertakings import UNDERTAKINGS_QUERIES, undertaking_call
from tests.access.stage_visits import VISIT_ROUTES, Visits
from tests.access.stage_votes import VOTES_BODIES, VOTES_PREPARED, VOTES_QUERIES
from tests.api.face import Call, Face
from tests.evidence import PNG
from tests.neighbourhood import Neighbourhood, principal

COMPLETION = "POST /v1/issues/{issue}/completion"
UPLOAD = "POST /v1/issues/{issue}/files"
ALIKE = frozenset({None, Role.AUDITOR, Role.INTEGRATOR, Role.ADMINISTRATOR})
"""Whose requests, inside, are about the same thing and say the same."""


class Stage:
    """The town of the tests with what the matrix needs beside it."""

    def __init__(self, face: Face) -> None:
        self.face, self.town = face, face.town
        self._codes = (f"ZZ{number}" for number in count(1))
        self._untouched: dict[str, Call] = {}
        self.third = new_id()
        kind = OrganisationKind.VOLUNTEERS
        self._set(RegisterOrganisation(organisation=self.third, name="晨星志愿队", kind=kind))
        town = self.town
        self.home = Place(committee=town.committee, compound=town.compound, clerk=town.clerk)
        self.beside = Place(
            committee=town.next_committee, compound=town.next_compound, clerk=town.next_clerk
        )
        self.across = Place(
            committee=town.committee, compound=self._compound(town.committee), clerk=town.clerk
        )
        self.far = self._another_district()
        self.signed = face.service.checkpoints.sign(SYSTEM).size
        self.table = home_table(town)
        self.board = Board(self.table)
        self.elections = Elections(town, self.table.owners)
        self.meetings = Meetings(town, self.table.owner)
        self.asking = Asking(face)
        self.linking = Linking(town)
        self.visits = Visits(town)
        self.ballots = Ballots(town, self.beside, self._another_district(), self.table.owner)
        self.people: Mapping[Role | None, Principal | None] = {
            None: None,
            Role.RESIDENT: town.resident,
            Role.CLERK: town.clerk,
            Role.HANDLER: town.handler,
            Role.OWNERS_COMMITTEE: self.table.owner,
            Role.SUPERIOR: self.table.superior,
            Role.AUDITOR: town.auditor,
            Role.INTEGRATOR: town.integrator,
            Role.ADMINISTRATOR: town.administrator,
        }

    def prepare(self, cell: Cell) -> Call:
        """Make what the request is about; done under the real policy, before the request."""
        method, template = cell.route.split()
        scene = self._scene(cell)
        if template.startswith(BOARD):
            return replace(self.board.call(cell.route, scene), by=self.people[cell.role])
        if template.startswith(UNDERTAKINGS):
            called = undertaking_call(self.town, cell.route, scene)
            return replace(called, by=self.people[cell.role])
        if template.startswith(ASKING_ROUTES):
            return replace(self.asking.call(cell.route, scene), by=self.people[cell.role])
        if template.startswith(BALLOTS):
            return replace(self.ballots.call(cell, scene), by=self.people[cell.role])
        if template.startswith(ELECTIONS):
            return replace(self.elections.call(cell.route, scene), by=self.people[cell.role])
        if template.startswith(LINKING) or cell.route == f"GET {REFERRED}":
            return replace(self.linking.call(cell.route, scene), by=self.people[cell.role])
        if template.startswith(VISIT_ROUTES):
            return replace(self.visits.call(cell.route, scene), by=self.people[cell.role])
        if template.startswith(MEETING_ROUTES):
            return replace(self.meetings.call(cell.route, scene), by=self.people[cell.role])
        issue = self._issue(cell, scene) if "{issue}" in template else None
        posts = cell.route in BODIES
        headers = {} if issue is None else {"If-Match": f'"{self.town.issue(issue).version}"'}
        path = template.format(
            issue=issue,
            body=scene.place.committee,
            compound=scene.compound,
            organisation=scene.third,
            code="not-found",
            name="linba",
            version=4 if "methods" in template else 1,
            kind="monthly",
            first="2020-01-01",
            token=self._token(cell, scene) if "{token}" in template else None,
            size=self.signed,
            digest=self._digest(scene, issue) if "{digest}" in template else None,
            person="{person}",
            unit="{unit}",
            objection="{objection}",
            authorisation="{authorisation}",
        )
        if is_registers(cell.route):
            plain = Call(method=method, path=path, by=self.people[cell.role])
            return register_call(self.face, cell, scene.place, plain)
        if cell.route in QUERIES:
            path = f"{path}?{QUERIES[cell.route](scene)}"
        if cell.route == ERASURE:
            return self._erasure(cell, path)
        if cell.route in FORMS:
            media = {"Content-Type": MEDIA_TYPE}
            content = FORMS[cell.route]
            return Call(path=path, by=self.people[cell.role], content=content, headers=media)
        if cell.route == UPLOAD:
            media = {"Content-Type": "image/png"}
            return Call(path=path, by=self.people[cell.role], content=PNG, headers=media)
        return Call(
            method=method,
            path=path,
            by=self.people[cell.role],
            body=BODIES[cell.route](scene) if posts else None,
            headers=headers if posts else {},
        )

    def play(self, cell: Cell) -> int:
        """The status that the caller gets.

        What one was refused is there for the next of whom the preparation makes no difference.
        """
        alike = cell.role in ALIKE and cell.side is Side.INSIDE
        left = self._untouched.pop(cell.route, None) if alike else None
        call = replace(left, by=self.people[cell.role]) if left else self.prepare(cell)
        status = self.face.send(call).status_code
        if call.method != "GET" and status < HTTPStatus.BAD_REQUEST:
            self._untouched.clear()
        elif alike:
            self._untouched[cell.route] = call
        return status

    def _erasure(self, cell: Cell, path: str) -> Call:
        """Somebody new, for nobody is erased twice; a resident asks for themself, inside."""
        somebody = principal(Role.RESIDENT, body=self.town.committee, compound=self.town.compound)
        assert somebody.person is not None
        self.town.do(RegisterPerson(person=somebody.person), by=SYSTEM)
        own = cell.role is Role.RESIDENT and cell.side is Side.INSIDE
        by = somebody if own else self.people[cell.role]
        return Call(path=path.format(person=somebody.person), by=by, body={})

    def _scene(self, cell: Cell) -> Scene:
        place = self._place(cell)
        compound = self._compound(place.committee) if "/bodies/" in cell.route else place.compound
        if cell.route.endswith("/vacancies"):
            self._fill(place.committee, compound)
        # Who only sits at the table sees the issue by that seat alone.
        elsewhere = cell.side is Side.OUTSIDE or cell.route == POSITIONS
        outside = cell.role is Role.HANDLER and elsewhere
        return Scene(
            place=place,
            party=self.town.contractor if outside else self.town.property_company,
            third=self.third,
            code=next(self._codes),
            method=self._other_method(place.committee),
            compound=compound,
            receiver=self.town.next_committee,
            received_in=self.town.next_compound,
            other=lambda: self._reported(place),
            role=cell.role,
            known=self.town.resident.person,
            calendar=self._next_calendar(),
        )

    def _place(self, cell: Cell) -> Place:
        if cell.side is Side.INSIDE:
            return self.home
        # Of two neighbours' issues the compound is the same: only the reporter differs.
        neighbour = self.home if "{issue}" in cell.route else self.beside
        return {
            Role.RESIDENT: neighbour,
            Role.CLERK: self.beside,
            Role.HANDLER: self.home,
            Role.OWNERS_COMMITTEE: self.across,
            Role.SUPERIOR: self.far,
            Role.INTEGRATOR: self.far,
        }[Role(str(cell.role))]

    def _issue(self, cell: Cell, scene: Scene) -> UUID:
        """Triaged and handed to the party, so that every command on it can succeed."""
        place, town = scene.place, self.town
        own = cell.role is Role.RESIDENT and cell.side is Side.INSIDE
        report = self._asked_of if cell.route == CHECKS else self._reported
        issue = report(place, by=town.resident if own else None)
        fast: dict[str, Any] = {"scale": Scale.SMALL, "track": Track.FAST}
        town.do(Triage(issue=issue, category="lighting", **fast), by=place.clerk)
        town.do(Dispatch(issue=issue, parties=(scene.party,)), by=place.clerk)
        if cell.route == COMPLETION:
            town.do(CompleteDispatch(issue=issue, party=scene.party), by=place.clerk)
        if cell.route in PREPARED:
            PREPARED[cell.route](town, scene, issue)
        # Nobody outside gets far enough to see how far it has come.
        if cell.route in AT_TABLE and cell.side is Side.INSIDE:
            AT_TABLE[cell.route](self.table, scene, issue)
        return issue

    def _token(self, cell: Cell, scene: Scene) -> str:
        """What the reporter of such an issue holds."""
        issue = self._issue(cell, scene)
        reporter = self.town.issue(issue).reporter
        return self.face.service.follow_ups.create(issue, reporter)[1]

    def _digest(self, scene: Scene, issue: UUID | None) -> str:
        """A photograph that the issue's own clerk has uploaded."""
        assert issue is not None
        return self.face.service.files.upload(scene.place.clerk, issue, PNG).digest

    def _reported(self, place: Place, by: Principal | None = None) -> UUID:
        where: dict[str, Any] = {"committee": place.committee, "compound": place.compound}
        if by is None:
            return self.town.report(by=place.clerk, **where)
        return self.town.report(by=by, contact=None, **where)

    def _asked_of(self, place: Place, by: Principal | None = None) -> UUID:
        """The same under a method that has checklists."""
        where: dict[str, Any] = {"committee": place.committee, "compound": place.compound}
        contact: dict[str, Any] = {} if by is None else {"contact": None}
        return self.town.report_asked_of(by=by or place.clerk, **where, **contact)

    def _other_method(self, committee: UUID) -> str:
        """One that the committee has not adopted, so that it can."""
        with self.face.service.database.read() as connection:
            row = fetch(connection, directory.VIEW, (committee,))
        newest = row.adoptions[-1].method if row and row.adoptions else None
        return "default" if newest == "linba" else "linba"

    def _next_calendar(self) -> int:
        state = self.face.service.calendars()
        assert state is not None
        return state.newest + 1

    def _compound(self, committee: UUID) -> UUID:
        compound = new_id()
        name = f"桂香里{next(self._codes)}"
        self._set(AddCompound(body=committee, compound=compound, name=name))
        return compound

    def _fill(self, committee: UUID, compound: UUID) -> None:
        seat = "owners-committee"
        self._set(FillSeat(body=committee, seat=seat, organisation=self.third, compound=compound))

    def _another_district(self) -> Place:
        district, subdistrict, committee = new_id(), new_id(), new_id()
        for body, level, above in (
            (district, Level.DISTRICT, None),
            (subdistrict, Level.SUBDISTRICT, district),
            (committee, Level.COMMITTEE, subdistrict),
        ):
            name = f"远山{level}"
            code = next(self._codes)
            self._set(RegisterBody(body=body, level=level, name=name, code=code, superior=above))
        clerk = principal(Role.CLERK, body=committee, organisation=committee)
        return Place(committee=committee, compound=self._compound(committee), clerk=clerk)

    def _set(self, command: Any) -> None:
        self.town.do(command, by=self.town.administrator)


def _report(scene: Scene) -> dict[str, Any]:
    return {
        "committee_id": str(scene.place.committee),
        "compound_id": str(scene.place.compound),
        "channel": "window",
        "words": "楼道灯不亮",
    }


def _seat(scene: Scene) -> dict[str, Any]:
    return {"seat": "owners-committee", "compound_id": str(scene.compound)}


def _party(scene: Scene) -> dict[str, Any]:
    return {"party": str(scene.party)}


BODIES: Mapping[str, Callable[[Scene], Mapping[str, Any]]] = {
    "POST /v1/issues": _report,
    "POST /v1/issues/{issue}/triage": lambda _: {
        "category": "parking",
        "scale": "small",
        "track": "fast",
    },
    "POST /v1/issues/{issue}/referrals": lambda scene: {
        "parties": [{"organisation": str(scene.third), "role": "law-firm"}],
        "question": "能否",
    },
    "POST /v1/issues/{issue}/dispatches": lambda scene: {"parties": [str(scene.third)]},
    "POST /v1/issues/{issue}/acknowledgements": _party,
    "POST /v1/issues/{issue}/dispatch-completions": _party,
    "POST /v1/issues/{issue}/responses": lambda _: {"message": "已收到"},
    "POST /v1/issues/{issue}/replies": lambda _: {"message": "已修好"},
    COMPLETION: lambda _: {"outcome": "solved", "reply": "已修好"},
    "POST /v1/issues/{issue}/disclosures": lambda _: {"purpose": "contact-reporter"},
    "POST /v1/issues/{issue}/receipts": lambda _: {},
    "POST /v1/persons/searches": lambda _: {"phone": "13800000001"},
    "POST /v1/bodies": lambda scene: {"level": "district", "name": "新区", "code": scene.code},
    "POST /v1/bodies/{body}/compounds": lambda scene: {"name": f"听雨苑{scene.code}"},
    "POST /v1/bodies/{body}/seats": lambda scene: _seat(scene) | {"organisation": str(scene.third)},
    "POST /v1/bodies/{body}/vacancies": _seat,
    "POST /v1/bodies/{body}/method-adoptions": lambda scene: {
        "method": scene.method,
        "version": 4,
    },
    "POST /v1/bodies/{body}/hours": lambda scene: {
        "periods": [{"opens": f"08:{int(scene.code[2:]) % 60:02}", "closes": "17:00"}]
    },
    "POST /v1/calendars": lambda scene: {"text": library_text(scene.calendar)},
    "POST /v1/organisations": lambda _: {"name": "启明电工", "kind": "contractor"},
    "POST /v1/ledger/checkpoints": lambda _: {},
    **EARLY_BODIES,
    **TIMING_BODIES,
    **LATE_BODIES,
    **VOTES_BODIES,
}
"""A body that the rules accept, for every command."""

QUERIES: Mapping[str, Callable[[Scene], str]] = {
    **TIMING_QUERIES,
    **VOTES_QUERIES,
    **UNDERTAKINGS_QUERIES,
    "GET /v1/ledger/proofs/inclusion": lambda _: "position=1",
    "GET /v1/ledger/proofs/consistency": lambda _: "from=1&to=2",
}
"""What a question needs to be told."""

AT_TABLE = {**LATE_PREPARED, **VOTES_PREPARED}
"""What happens before around the home table."""

FORMS: Mapping[str, bytes] = {
    "POST /follow/{token}/rating": b"resolved=yes&satisfaction=fair",
    "POST /follow/{token}/objection": b"reason=again",
}
"""What a page's forms send."""


def _done(town: Neighbourhood, scene: Scene, issue: UUID) -> None:
    clerk = scene.place.clerk
    town.do(CompleteDispatch(issue=issue, party=scene.party), by=clerk)
    town.do(Complete(issue=issue, outcome=Outcome.SOLVED, reply="已修好"), by=clerk)


PREPARED: Mapping[str, Preparation] = {
    **EARLY_PREPARED,
    **TIMING_PREPARED,
    **dict.fromkeys(FORMS, _done),
}
"""What further has to have happened, by route."""
