"""Notices on a register of units: which version is in force, building by building."""

from functools import partial
from uuid import UUID

from domain.moment import local
from domain.refusal import Code, Refused
from domain.register.state import RegisterState, Version
from ledger.streams import REGISTER
from service.notices.names import place_of
from service.notices.parts import Subject, Words, square_metres
from service.work import Work


def register(work: Work, subject: UUID) -> Subject | None:
    """The register that hangs out (名册公示); owners are counted and never named."""
    state = work.state(REGISTER, subject)
    if state is None:
        return None
    write = partial(_write, work, state)
    return Subject(committee=state.committee, compound=state.compound, write=write)


def _write(work: Work, state: RegisterState) -> Words:
    current, published = state.current, state.published
    if current is None or published is None or not state.is_published:
        raise Refused(Code.NOTHING_TO_TELL)
    lines = (
        f"名册版本：第{current.number}版",
        f"房屋（含车位等）：{len(current.units)}套，合计{square_metres(current.area)}",
        f"业主：{len(current.owners)}人（共有的计一人）",
        *_buildings(current),
        f"异议提出截止：{local(published.until):%Y-%m-%d %H:%M}",
        "每套的面积及其来源可在居委会查阅。",
        f"名册摘要：{current.digest}",
    )
    place = place_of(work, state.committee, state.compound)
    return Words(heading=f"{place}业主名册公示", lines=lines)


def _buildings(version: Version) -> tuple[str, ...]:
    found: dict[str, tuple[int, int]] = {}
    for unit in version.units.values():
        units, area = found.get(unit.building, (0, 0))
        found[unit.building] = (units + 1, area + unit.area)
    return tuple(
        f"　{building}：{units}套，{square_metres(area)}"
        for building, (units, area) in sorted(found.items())
    )
