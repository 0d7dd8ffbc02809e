"""A register through HTTP: its file, and who sends it."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

import httpx2

from domain.actor import Role
from domain.moment import DAY, Moment, local
from domain.register.events import RollTaken
from domain.register.rolls import take_roll
from domain.register.state import RegisterState, Version, register_stream
from ledger.streams import REGISTER, load
from service.commands.registers import RegisterCommand
from service.policy import Action, Principal
from service.work import Work
from tests.api.face import Call, Face, version_of
from tests.neighbourhood import principal
from tests.projections.following import follow

FLAT = {
    "unit": "1-1-101",
    "building": "1",
    "entrance": "1",
    "kind": "dwelling",
    "area": 9857,
    "source": "registered",
    "owner": "Y1",
}
HEADINGS = (
    "楼号",
    "门号",
    "室号",
    "类型",
    "建筑面积",
    "面积来源",
    "业主编号",
    "业主姓名",
    "电话",
    "开发商",
)
ROWS: Sequence[Sequence[str]] = (
    ("1", "1", "101", "住宅", "89.57", "登记", "Y1", "沈秋禾、陆望", "13800001234", ""),
    ("1", "1", "102", "住宅", "60", "测绘", "Y2", "乔一苇", "", "否"),
    ("2", "", "101", "商铺", "70.43", "合同", "Y2", "", "", ""),
    ("2", "", "B1-7", "车位", "12.5", "合同", "K1", "春晖置业", "", "是"),
)
"""A flat of two, a flat and a shop of one, and a parking space of the developer."""

CSV = "text/csv"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
PROCEDURE: dict[str, Any] = {
    "unreturned": "absent",
    "blank": "abstains",
    "spoilt": "absent",
    "turnout_per_item": False,
    "channels": ["paper", "visit"],
    "evidence": DIGEST,
}


def csv_of(
    rows: Iterable[Sequence[str]] = ROWS,
    headings: Sequence[str] = HEADINGS,
    *,
    encoding: str = "utf-8",
) -> bytes:
    """A file of these rows."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def path_of(compound: UUID, step: str = "") -> str:
    """A route of a compound's register."""
    return f"/v1/compounds/{compound}/register{step}"


class Keeper:
    """Whoever keeps the register of a compound, through HTTP."""

    def __init__(
        self, face: Face, compound: UUID | None = None, by: Principal | None = None
    ) -> None:
        self.face = face
        self.compound = compound or face.town.compound
        self.by = by or face.town.clerk

    def send(
        self,
        step: str,
        content: bytes = b"",
        *,
        media: str = CSV,
        by: Principal | None = None,
        **headers: str,
    ) -> httpx2.Response:
        """A file to `/previews` or `/imports`."""
        dashed = {name.replace("_", "-"): value for name, value in headers.items()}
        call = Call(
            path=path_of(self.compound, step),
            by=by or self.by,
            content=content,
            headers={"Content-Type": media, **dashed},
        )
        return self.face.send(call)

    def imported(self, content: bytes | None = None) -> dict[str, Any]:
        """The register right after an import."""
        answer = self.send("/imports", csv_of() if content is None else content)
        assert answer.status_code == 201, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    def get(self, step: str = "", by: Principal | None = None) -> httpx2.Response:
        """A question."""
        return self.face.get(path_of(self.compound, step), by or self.by)

    def read(self, step: str = "", by: Principal | None = None) -> dict[str, Any]:
        """Its answer."""
        answer = self.get(step, by)
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    def post(
        self, step: str, body: Any, by: Principal | None = None, **headers: str
    ) -> httpx2.Response:
        """A command."""
        return self.face.post(path_of(self.compound, step), body, by or self.by, **headers)

    def done(self, step: str, body: Any, by: Principal | None = None, **headers: str) -> Any:
        """Its answer, where it is accepted."""
        answer = self.post(step, body, by, **headers)
        assert answer.is_success, answer.text
        return answer.json()

    def correct(self, **body: Any) -> httpx2.Response:
        """A correction of the register as it stands."""
        match = f'"{version_of(self.get())}"'
        said = {"ground": "按不动产登记簿更正。", **body}
        return self.post("/corrections", said, if_match=match)


def keeper(face: Face) -> Keeper:
    made = Keeper(face)
    made.imported()
    return made


def later(face: Face, days: int = 16) -> str:
    return local(Moment(face.service.now() + days * DAY)).isoformat()


def in_force(face: Face) -> Version:
    """The version in force, from the record itself."""
    with face.service.database.read() as connection:
        folded = load(connection, REGISTER, register_stream(face.town.compound))
    assert folded is not None
    assert folded.state.current is not None
    return folded.state.current


def owning(face: Face, number: str) -> Principal:
    """The first person under a number, with a credential."""
    person = in_force(face).owners[number].persons[0]
    resident = principal(Role.RESIDENT, body=face.town.committee, compound=face.town.compound)
    return replace(resident, person=person)


def units(keeper: Keeper, query: str = "", by: Principal | None = None) -> dict[str, Any]:
    follow(keeper.face.service)
    return keeper.read(f"/units{query}", by)


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeRoll(RegisterCommand):
    """What a ballot does when it opens."""

    action: ClassVar[Action] = Action.REGISTER_KEEP

    ballot: UUID

    def decide(self, work: Work, state: RegisterState) -> tuple[RollTaken]:
        return take_roll(state, self.ballot)
