"""Labels: the words for one thing in Chinese and English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The same term in both languages of the house."""

    zh: str
    en: str
