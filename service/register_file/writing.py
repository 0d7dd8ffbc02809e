"""A register as CSV, in the form in which it is read: numbers of owners, and no names.

UTF-8 with a byte order mark, without which Excel takes it for something else.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from domain.register.events import AreaSource, Owner, Unit, UnitKind
from service.register_file.columns import FLAGS, KINDS, SOURCES

_HEADINGS = (
    "编号",
    "楼号",
    "门号",
    "类型",
    "建筑面积",
    "面积来源",
    "业主编号",
    "开发商",
    "户数",
    "居民数",
)
# The first word for each is the one that is written.
_KIND_WORDS: Mapping[UnitKind, str] = {kind: word for word, kind in reversed(list(KINDS.items()))}
_SOURCE_WORDS: Mapping[AreaSource, str] = {
    one: word for word, one in reversed(list(SOURCES.items()))
}
_FLAG_WORDS: Mapping[bool, str] = {flag: word for word, flag in reversed(list(FLAGS.items()))}


def written(units: Iterable[Unit], owners: Mapping[str, Owner]) -> bytes:
    """The units in the order of their codes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADINGS)
    for unit in sorted(units, key=lambda one: one.unit):
        writer.writerow(_cells(unit, developer=owners[unit.owner].developer))
    return text.getvalue().encode("utf-8-sig")


def _cells(unit: Unit, *, developer: bool) -> tuple[str, ...]:
    return (
        unit.unit,
        unit.building,
        unit.entrance or "",
        _KIND_WORDS[unit.kind],
        square_metres(unit.area),
        _SOURCE_WORDS[unit.source],
        unit.owner,
        _FLAG_WORDS[developer],
        str(unit.households),
        "" if unit.residents is None else str(unit.residents),
    )


def square_metres(area: int) -> str:
    """An area in 0.01 m² as square metres: 8957 is 89.57."""
    return f"{area // 100}.{area % 100:02d}"
