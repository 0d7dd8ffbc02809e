"""Definitions of rates (指标口径), as they are shown."""

from api.labels import label_of
from api.language import Language, in_language
from api.schemas.fields import Shown
from domain.metric.state import MetricState
from domain.metric.text import Definitions, Metric


class MetricsSummary(Shown):
    """A version in a list, with the names of its rates."""

    version: int
    hash: str
    metrics: list[str]


class MetricsList(Shown):
    """A page of versions, the newest first: rates are made by that one unless another is named."""

    items: list[MetricsSummary]
    next: str | None


class CodeShown(Shown):
    """What is counted."""

    code: str
    label: str


class MetricShown(Shown):
    """One rate: `numerator` by `denominator`; what is `excluded` is in neither, and shown."""

    name: str
    label: str
    numerator: list[CodeShown]
    denominator: list[CodeShown]
    excluded: list[CodeShown]


class MetricsDetail(Shown):
    """One version, and the text as people wrote it."""

    version: int
    hash: str
    metrics: list[MetricShown]
    text: str


def summary_of(state: MetricState, version: int) -> MetricsSummary:
    """A version in a list."""
    found = state.version(version)
    return MetricsSummary(version=version, hash=found.hash, metrics=list(found.metrics))


def metrics_of(found: Definitions, text: str, language: Language) -> MetricsDetail:
    """One version in full."""
    return MetricsDetail(
        version=found.version,
        hash=found.hash,
        metrics=[_metric(name, metric, language) for name, metric in found.metrics.items()],
        text=text,
    )


def _metric(name: str, metric: Metric, language: Language) -> MetricShown:
    return MetricShown(
        name=name,
        label=in_language(metric.label, language),
        numerator=_codes(metric.numerator, language),
        denominator=_codes(metric.denominator, language),
        excluded=_codes(metric.excluded, language),
    )


def _codes(codes: tuple[str, ...], language: Language) -> list[CodeShown]:
    return [CodeShown(code=code, label=label_of("figure", code, language)) for code in codes]
