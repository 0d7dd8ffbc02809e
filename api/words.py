"""What residents read: short texts in both languages, as data in `pages/words.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from api.language import Language, in_language
from domain.issue.lifecycle import Status
from domain.labels import Label
from domain.method.terms import Basis, Clock, Span, Term
from projections.views.status import StatusRow

FOLDER = Path(__file__).with_name("pages")
"""Templates, style and words of the pages."""

WORDS: Mapping[str, Label] = {
    name: Label(**text)
    for name, text in tomllib.loads((FOLDER / "words.toml").read_text("utf-8")).items()
}
"""Every text by its name."""

BY_LANGUAGE: Mapping[Language, Mapping[str, str]] = {
    language: {name: in_language(label, language) for name, label in WORDS.items()}
    for language in ("zh", "en")
}
"""The same by language, for templates."""


def standing(row: StatusRow, language: Language) -> str:
    """Where an issue stands, in plain words: finer than its status where a resident would ask."""
    return BY_LANGUAGE[language][f"standing_{_stage(row)}"]


def promise(term: Term, language: Language) -> str:
    """A promised time: 15 分钟内响应."""
    words = BY_LANGUAGE[language]
    unit = words[f"unit_{term.basis}_{term.span}"]
    if language == "en" and term.amount == 1:
        unit = unit.removesuffix("s")
    clock = words[f"clock_{term.clock}"]
    return words["promise"].format(amount=term.amount, unit=unit, clock=clock)


def needed() -> frozenset[str]:
    """The names that are put together here, which no template mentions."""
    stages = {"triaged", "in-hand", "done-solved", "done-explained", *Status}
    units = {f"unit_{basis}_{span}" for basis in Basis for span in Span}
    return frozenset(
        {"promise", *(f"standing_{s}" for s in stages), *(f"clock_{c}" for c in Clock), *units}
    )


def _stage(row: StatusRow) -> str:
    if row.status is Status.DONE and row.content.outcome is not None:
        return f"done-{row.content.outcome}"
    if row.status is not Status.REPORTED:
        return row.status
    if row.state.busy_parties:
        return "in-hand"
    return "triaged" if row.track else "reported"
