"""Labels for the codes of figures, put together of those of what they are made of."""

from collections.abc import Mapping

from domain.figures.codes import KNOWN_CODES
from domain.labels import Label

Labels = Mapping[str, Mapping[str, Label]]

_WHOLE: Mapping[str, Label] = {
    "open": Label(zh="未了事项", en="Open"),
    "meeting": Label(zh="会议", en="Meetings"),
    "supervised": Label(zh="督办", en="Supervised"),
    "urged": Label(zh="催办", en="Urged"),
    "reopened.rework": Label(zh="重开：返工", en="Reopened: Rework"),
}
_HEADS: Mapping[str, tuple[str, Label]] = {
    "reported": ("discovery", Label(zh="上报", en="Reported")),
    "scale": ("scale", Label(zh="分级", en="Scale")),
    "done": ("outcome", Label(zh="办结", en="Completed")),
    "reopened": ("reopen-cause", Label(zh="重开", en="Reopened")),
    "asked": ("answer", Label(zh="回访", en="Asked")),
    "inspection": ("answer", Label(zh="现场查看", en="Inspected")),
    "rating": ("satisfaction", Label(zh="评价", en="Rated")),
    "settled": ("handling-level", Label(zh="解决层级", en="Solved at")),
    "escalated": ("handling-level", Label(zh="上报至", en="Escalated to")),
    "exit": ("exit", Label(zh="退出", en="Left")),
    "position": ("stance", Label(zh="表态", en="Position")),
    "funds": ("money", Label(zh="资金", en="Money")),
    "stage": ("stage", Label(zh="用时", en="Time taken")),
}
"""The first part of a code, and the kind of its second part."""


def figure_labels(labels: Labels) -> Mapping[str, Label]:
    """A label for every code of a fact, made of *labels* by kind."""
    return {code: _label(code, labels) for code in KNOWN_CODES}


def _label(code: str, labels: Labels) -> Label:
    if code in _WHOLE:
        return _WHOLE[code]
    first, _, second = code.partition(".")
    clock = labels["clock"].get(first)
    kind, head = _HEADS[first] if clock is None else ("clock-outcome", clock)
    of = labels[kind][second]
    return Label(zh=f"{head.zh}：{of.zh}", en=f"{head.en}: {of.en}")
