"""Moments in a timeline's payloads read as every other time does."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from api.schemas.timeline import MOMENTS, timed
from domain.moment import Moment
from ledger.catalogue import ENTRIES
from tests.golden.expected import EXPECTED

SHAPES = [entry.shape for entry in ENTRIES if entry.name.startswith("issue.")]


def hinted(shape: Any) -> Iterator[tuple[str, Any]]:
    """Every field of a shape and of the shapes within it, with its type."""
    for kind in (shape, *get_args(shape)):
        if is_dataclass(kind):
            hints = get_type_hints(kind)
            for field in fields(kind):
                yield field.name, hints[field.name]
                yield from hinted(hints[field.name])


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_field_is_a_moment_by_its_name_alone(shape: type) -> None:
    for name, hint in hinted(shape):
        is_moment = Moment in (hint, *get_args(hint))
        assert is_moment == (name in MOMENTS), (name, hint)


def test_a_recalculation_reads_as_times() -> None:
    _, event = EXPECTED["issue.deadline-recalculated", 1]
    data: Any = timed(msgspec.json.decode(msgspec.json.encode(event)))
    [moved, *_] = data["moved"]
    assert moved["after"].endswith("+08:00")
    assert isinstance(moved["clock"]["number"], int)
