"""A register's file: what it would come to, and every fault in it."""

from collections.abc import Sequence

from pydantic import Field

from api.labels import label_of
from api.language import Language
from api.schemas.fields import Shown
from api.schemas.register_units_shown import BuildingShown
from service.register_file.columns import Column
from service.register_file.faults import Fault, FaultCode
from service.register_file.reading import ReadFile


class FaultShown(Shown):
    """A fault: where it is, and never what stands there."""

    row: int = Field(description="as a spreadsheet counts it: 1 the headings, 0 the file")
    place: int = Field(description="the column's number from 1; 0 where it is no single one")
    column: Column | None
    column_label: str | None
    code: FaultCode
    label: str


class PreviewShown(Shown):
    """What a file would come to; `units` to `buildings` of the rows that are right."""

    file: str = Field(description="SHA-256 of the file")
    right: bool = Field(description="whether it can be imported")
    units: int
    owners: int
    area: int = Field(description="in 0.01 m²")
    buildings: list[BuildingShown]
    faults: list[FaultShown]


def preview_of(read: ReadFile, language: Language) -> PreviewShown:
    """A file as it was read."""
    return PreviewShown(
        file=read.digest,
        right=not read.faults,
        units=len(read.units),
        owners=len(read.owners),
        area=sum(unit.area for unit in read.units),
        buildings=[
            BuildingShown(building=one.building, units=one.units, owners=one.owners, area=one.area)
            for one in read.buildings
        ],
        faults=[_fault(fault, language) for fault in read.faults],
    )


def errors_of(faults: Sequence[Fault]) -> list[dict[str, str]]:
    """The same faults, as a problem lists them: `/12/area` is the area of row 12."""
    return [
        {
            "pointer": f"/{fault.row}/{fault.column or fault.place}",
            "in": "body",
            "reason": fault.code.replace("-", "_"),
        }
        for fault in faults
    ]


def _fault(fault: Fault, language: Language) -> FaultShown:
    column = fault.column
    return FaultShown(
        row=fault.row,
        place=fault.place,
        column=column,
        column_label=None if column is None else label_of("register-column", column, language),
        code=fault.code,
        label=label_of("register-fault", fault.code, language),
    )
