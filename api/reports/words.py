"""The words of reports, as data in `pages/report.toml`."""

import tomllib
from collections.abc import Mapping
from typing import Final

from api.labels import label_of
from api.language import Language, in_language
from api.words import FOLDER
from domain.figures.durations import BEYOND, DAY, HOUR, MINUTE
from domain.labels import Label

WORDS: Final[Mapping[str, Label]] = {
    name: Label(**text)
    for name, text in tomllib.loads((FOLDER / "report.toml").read_text("utf-8")).items()
}


class Speech:
    """The words in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __getitem__(self, name: str) -> str:
        """A word of reports."""
        return in_language(WORDS[name], self.language)

    def label(self, label: Label) -> str:
        """Any label."""
        return in_language(label, self.language)

    def fixed(self, kind: str, code: str) -> str:
        """A fixed code of the house: of a kind of `api.labels`."""
        return label_of(kind, code, self.language)

    def span(self, seconds: int) -> str:
        """How long something took, to the width of its class: minutes, hours, days."""
        if seconds == BEYOND:
            return self["year"]
        if seconds <= HOUR:
            return self["minutes"].format(n=seconds // MINUTE)
        if seconds <= DAY:
            return self["hours"].format(n=f"{seconds / HOUR:g}")
        return self["days"].format(n=f"{seconds / DAY:g}")
