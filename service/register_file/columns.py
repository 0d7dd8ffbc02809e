"""The columns of a register's file, the words that may stand in them, in Chinese and English."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from domain.register.events import AreaSource, UnitKind


class Column(StrEnum):
    """What a column holds.

    `unit` is a code that is unique in the compound; `room` is unique in its building and entrance
    alone, and the code is then made of all three: `3-1-501`. A file has one or the other.
    """

    BUILDING = "building"
    ENTRANCE = "entrance"
    UNIT = "unit"
    ROOM = "room"
    KIND = "kind"
    AREA = "area"
    SOURCE = "source"
    OWNER = "owner"
    NAMES = "names"
    PHONE = "phone"
    DEVELOPER = "developer"
    HOUSEHOLDS = "households"
    RESIDENTS = "residents"


REQUIRED: Final = (Column.BUILDING, Column.KIND, Column.AREA, Column.SOURCE, Column.OWNER)
"""Columns without which nothing can be counted; beside them the unit's code or its room."""

_HEADINGS: Mapping[Column, tuple[str, ...]] = {
    Column.BUILDING: ("楼号", "楼栋", "幢号", "building"),
    Column.ENTRANCE: ("门号", "单元", "单元号", "entrance"),
    Column.UNIT: ("编号", "单元编号", "房屋编号", "unit", "unit code"),
    Column.ROOM: ("室号", "房号", "room"),
    Column.KIND: ("类型", "用途", "kind"),
    Column.AREA: ("建筑面积", "面积", "建筑面积(m2)", "area", "area (m2)"),
    Column.SOURCE: ("面积来源", "来源", "area source", "source"),
    Column.OWNER: ("业主编号", "owner", "owner number"),
    Column.NAMES: ("业主姓名", "姓名", "产权人", "业主", "owner name", "owner names", "names"),
    Column.PHONE: ("电话", "联系电话", "phone"),
    Column.DEVELOPER: ("开发商", "developer"),
    Column.HOUSEHOLDS: ("户数", "households"),
    Column.RESIDENTS: ("居民数", "人数", "residents"),
}

NEEDED_HEADINGS: Final = "、".join(_HEADINGS[column][0] for column in REQUIRED)
"""How the columns of `REQUIRED` are usually headed."""

OTHER_HEADINGS: Final = "、".join(
    names[0]
    for column, names in _HEADINGS.items()
    if column not in (*REQUIRED, Column.UNIT, Column.ROOM)
)
"""How all others are, beside the unit's code and its room."""

_BY_HEADING: Mapping[str, Column] = {
    name: column for column, names in _HEADINGS.items() for name in names
}

KINDS: Mapping[str, UnitKind] = {
    "住宅": UnitKind.DWELLING,
    "商铺": UnitKind.COMMERCIAL,
    "商业": UnitKind.COMMERCIAL,
    "车位": UnitKind.PARKING,
    "产权车位": UnitKind.PARKING,
    "其他": UnitKind.OTHER,
    "其它": UnitKind.OTHER,
    **{kind.value: kind for kind in UnitKind},
}

SOURCES: Mapping[str, AreaSource] = {
    "登记": AreaSource.REGISTERED,
    "产证": AreaSource.REGISTERED,
    "测绘": AreaSource.SURVEYED,
    "实测": AreaSource.SURVEYED,
    "合同": AreaSource.CONTRACT,
    **{source.value: source for source in AreaSource},
}

FLAGS: Mapping[str, bool] = {
    **dict.fromkeys(("是", "yes", "true", "1"), True),
    **dict.fromkeys(("否", "no", "false", "0", ""), False),
}


def narrow(text: str) -> str:
    """Full-width letters and digits as narrow ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def column_of(heading: str) -> Column | None:
    """The column that a heading names; None where it names none."""
    return _BY_HEADING.get(" ".join(narrow(heading).lower().split()))
