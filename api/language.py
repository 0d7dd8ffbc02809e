"""Which of the two languages an answer speaks: zh-CN, unless the caller prefers English."""

from functools import lru_cache
from typing import Literal

from domain.labels import Label

Language = Literal["zh", "en"]
TAGS = {"zh": "zh-CN", "en": "en"}


@lru_cache(maxsize=128)
def preferred(accept_language: str | None) -> Language:
    """The better liked of the two in an `Accept-Language` header; Chinese where undecided."""
    weights = {"zh": 0.0, "en": 0.0}
    for part in (accept_language or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        primary = tag.strip().lower().partition("-")[0]
        if primary in weights:
            weights[primary] = max(weights[primary], quality(parameters))
    return "en" if weights["en"] > weights["zh"] else "zh"


def in_language(label: Label, language: Language) -> str:
    """The label in that language."""
    return label.zh if language == "zh" else label.en


def quality(parameters: str) -> float:
    """The `q` among the parameters of an entry of an `Accept` header; 1 where there is none."""
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
