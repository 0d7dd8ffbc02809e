"""The words of reports, as data in `pages/report.toml`."""

import tomllib
from collections.abc import Mapping
from typing import Final

from api.labels import LABELS
from api.language import Language, in_language
from api.words import FOLDER
from domain.figures.codes import CLOCKED, Stage, lasted
from domain.figures.durations import BEYOND, DAY, HOUR, MINUTE
from domain.labels import Label

_TEXT = tomllib.loads((FOLDER / "report.toml").read_text("utf-8"))


def _labels(section: str) -> Mapping[str, Label]:
    return {name: Label(**text) for name, text in _TEXT[section].items()}


WORDS: Final[Mapping[str, Label]] = _labels("words")
STAGES: Final[Mapping[Stage, Label]] = {Stage(n): label for n, label in _labels("stages").items()}


def _clocked(code: str) -> Label:
    clock, _, outcome = code.partition(".")
    name, became = LABELS["clock"][clock], WORDS[outcome]
    return Label(zh=f"{name.zh}：{became.zh}", en=f"{name.en}: {became.en}")


CODES: Final[Mapping[str, Label]] = {
    **_labels("codes"),
    **{code: _clocked(code) for code in CLOCKED},
    **{lasted(stage): label for stage, label in STAGES.items()},
}
"""Every code of a fact. A test holds them equal to those that there are."""


class Speech:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __getitem__(self, name: str) -> str:
        """A word of reports."""
        return in_language(WORDS[name], self.language)

    def code(self, code: str) -> str:
        """What a fact counts as."""
        return in_language(CODES[code], self.language)

    def stage(self, stage: Stage) -> str:
        """A part of the way through the loop."""
        return in_language(STAGES[stage], self.language)

    def label(self, label: Label) -> str:
        """Any label."""
        return in_language(label, self.language)

    def fixed(self, kind: str, code: str) -> str:
        """A fixed code of the house."""
        return in_language(LABELS[kind][code], self.language)

    def span(self, seconds: int) -> str:
        """How long something took, to the width of its class: minutes, hours, days."""
        if seconds == BEYOND:
            return self["year"]
        if seconds <= HOUR:
            return self["minutes"].format(n=seconds // MINUTE)
        if seconds <= DAY:
            return self["hours"].format(n=f"{seconds / HOUR:g}")
        return self["days"].format(n=f"{seconds / DAY:g}")
