"""Letting go (删除): of the reporter, and of the texts that staff wrote."""

from dataclasses import dataclass

from domain.ground import Ground
from domain.moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReporterErased:
    """Whoever reported it is let go: from here on as if nobody had ever said who they are."""

    ground: Ground
    asked_at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsErased:
    """The issue's key and files are let go; numbers, dates, levels and money stay."""

    ground: Ground
