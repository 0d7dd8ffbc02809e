"""A register's versions as they are shown."""

from pydantic import Field

from api.schemas.fields import Shown, Time
from domain.register.events import Sums
from projections.views.register_version import VersionRow


class VersionShown(Shown):
    """A version: imported (of `file`), or corrected (on a `ground`, for those who keep it).

    `units`, `owners`, `area` and `digest` are None until it is in force.
    """

    version: int
    base: int = Field(description="the imported version that it is, or is a correction of")
    file: str | None = Field(description="SHA-256; None of a correction")
    ground: str | None
    begun_at: Time
    in_force_at: Time | None
    abandoned: bool
    units: int | None
    owners: int | None
    area: int | None = Field(description="of all units, in 0.01 m²")
    digest: str | None
    published_at: Time | None = Field(description="None: it never hung out")
    published_until: Time | None


class VersionList(Shown):
    """A page of versions, the newest first."""

    items: list[VersionShown]
    next: str | None


def version_of(row: VersionRow, ground: str | None) -> VersionShown:
    """A version."""
    sums: Sums | None = row.sums
    return VersionShown(
        version=row.version,
        base=row.base,
        file=row.file,
        ground=ground,
        begun_at=row.begun_at,
        in_force_at=row.in_force_at,
        abandoned=row.abandoned,
        units=sums.units if sums else None,
        owners=sums.owners if sums else None,
        area=sums.area if sums else None,
        digest=row.digest,
        published_at=row.published_at,
        published_until=row.published_until,
    )
