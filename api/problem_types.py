"""Every problem that this API can tell (RFC 9457), with a page behind each `type`.

The texts are data, in `problems.toml`; a refusal code of the domain without one is a mistake that
shows at import.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.labels import Label
from domain.refusal import Code


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A stable code, its status, its title, and what the caller can do about it."""

    code: str
    status: int
    title: Label
    advice: Label


def _load(path: Path) -> Mapping[str, ProblemType]:
    tables = tomllib.loads(path.read_text("utf-8"))
    without = {code.value for code in Code} - tables.keys()
    if without:
        raise LookupError(f"{path.name} lacks {', '.join(sorted(without))}")
    return {code: _problem(code, table) for code, table in tables.items()}


def _problem(code: str, table: Mapping[str, Any]) -> ProblemType:
    return ProblemType(code, table["status"], Label(**table["title"]), Label(**table["advice"]))


PROBLEMS: Mapping[str, ProblemType] = _load(Path(__file__).with_name("problems.toml"))
"""Every problem by its code."""
