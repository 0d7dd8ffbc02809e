"""The text that says what a rate (率) is: what is counted, of what, and what is left out.

    format = 1
    version = 1

    [metrics.response-rate]
    zh = "响应率"
    en = "Response rate"
    numerator = ["response.met"]
    denominator = ["response.met", "response.late"]
    excluded = ["response.cancelled"]

Codes are those of `domain.figures.codes`. What is excluded is in neither number, and is shown
beside them. Conventions differ by city, so no rate is law: an answer names the version by which it
was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from domain.figures.codes import KNOWN_CODES
from domain.labels import Label
from domain.refusal import Code
from domain.text import Table, read

FORMAT = 1
"""How a text of definitions is written."""

LONGEST = 24_000
"""Bytes that a text may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One rate: facts of `numerator` by those of `denominator`; `excluded` are in neither."""

    label: Label
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """One version of all rates, by name."""

    version: int
    hash: str
    metrics: Mapping[str, Metric]


@lru_cache(maxsize=64)
def parse(text: str, *, strict: bool = False) -> Definitions:
    """The definitions in *text*; any fault is `metrics-malformed` with key and remedy.

    *strict* for a text that is to be published: every code is known, something is counted
    of something, and what is excluded is not counted as well.
    """
    root = read(text, Code.METRICS_MALFORMED, strict=strict)
    root.only("format", "version", "metrics")
    if strict:
        _require_publishable(root, text)
    table = root.table("metrics")
    return Definitions(
        version=root.number("version"),
        hash=sha256(text.encode()).hexdigest(),
        metrics={name: _metric(table.table(name)) for name in table.values},
    )


def _require_publishable(root: Table, text: str) -> None:
    if root.number("format") != FORMAT:
        raise root.fault("format", f"format {FORMAT} is the one that can be published")
    if len(text.encode()) > LONGEST:
        raise root.fault("metrics", f"more than {LONGEST} bytes")
    if not root.table("metrics").values:
        raise root.fault("metrics", "at least one metric is required")


def _metric(table: Table) -> Metric:
    table.only("zh", "en", "numerator", "denominator", "excluded")
    metric = Metric(
        label=Label(zh=table.text("zh"), en=table.text("en")),
        numerator=table.texts("numerator"),
        denominator=table.texts("denominator"),
        excluded=table.texts("excluded"),
    )
    if table.strict:
        _require_sound(table, metric)
    return metric


def _require_sound(table: Table, metric: Metric) -> None:
    for key in ("numerator", "denominator", "excluded"):
        unknown = [code for code in getattr(metric, key) if code not in KNOWN_CODES]
        if unknown:
            raise table.fault(key, f"unknown code: {unknown[0]}")
    for key in ("numerator", "denominator"):
        if not getattr(metric, key):
            raise table.fault(key, "at least one code is required")
    if set(metric.excluded) & set(metric.denominator):
        raise table.fault("excluded", "what is excluded cannot be counted as well")
