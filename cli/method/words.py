"""What a method's rules are called where they are printed."""

from collections.abc import Iterable, Mapping

from domain.issue.diagram import STATUS_LABELS
from domain.issue.lifecycle import Status
from domain.labels import Label
from domain.method.rules import Step
from domain.method.terms import Basis, Limit, Scale, Term
from domain.method.text import Method


def step_name(method: Method, step: Step) -> str:
    """A step by its standard name, and the method's own beside it."""
    standard = STATUS_LABELS[Status(step)]
    own = method.names.steps.get(step)
    told = f"{step} {standard.zh}"
    return told if own is None else f"{told} · {own.zh} {own.en}"


def named(codes: Iterable[str], labels: Mapping[str, Label], own: Mapping[str, Label]) -> str:
    """Codes in words, a method's own name beside the standard one."""
    return ", ".join(_named(code, labels, own) for code in codes) or "—"


def limit_of(limit: Limit | Term) -> str:
    """15 natural minutes, 3 working days."""
    plural = "s" if limit.amount > 1 else ""
    working = "working " if limit.basis is Basis.WORKING else ""
    return f"{limit.amount} {working}{limit.span}{plural}"


def scales_of(scales: Iterable[Scale]) -> str:
    """For which scales something is asked; nothing where it is asked of all."""
    # The labels stand in the HTTP face, which takes longer to load than most commands do.
    from api.labels import label_of

    told = ", ".join(f"{scale} {label_of('scale', scale, 'zh')}" for scale in scales)
    return f" ({told})" if told else ""


def _named(code: str, labels: Mapping[str, Label], own: Mapping[str, Label]) -> str:
    standard = labels[code].zh if code in labels else code
    return f"{standard} · {own[code].zh}" if code in own else standard
