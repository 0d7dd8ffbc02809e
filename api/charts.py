"""Charts as SVG of our own: no script, no font, nothing from elsewhere; they print as they are.

Every mark carries its name and number as a `<title>`, for who points at it or has it read out.
Colours differ in lightness too, so that a grey print tells them apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

_WIDTH = 680
_NAME, _NUMBER = 150, 50
"""How wide the names of bars are, and the numbers behind them."""

_ROW, _BAR = 24, 16
_PLOT, _TOP, _LEFT, _FOOT = 170, 12, 34, 22
_LEGEND = 20
_INK, _GRID = "#1a1a1a", "#cccccc"
_FILLS: Final = ("#0b57a4", "#e0a030", "#5b8f3a", "#8a4a8f")
_FEWEST_LINES = 4


@dataclass(frozen=True, slots=True)
class Series:
    """A name, and a number for each label of the chart."""

    name: str
    values: Sequence[int]


def bars(title: str, items: Sequence[tuple[str, int]]) -> str:
    """A bar for each name, from the left; one line of height for each."""
    return stacked_bars(title, [name for name, _ in items], [Series("", [n for _, n in items])])


def stacked_bars(title: str, names: Sequence[str], series: Sequence[Series]) -> str:
    """A bar for each name, put together of the series, with their sum behind it."""
    legend = _LEGEND if len(series) > 1 else 0
    drawing = _drawing(title, legend + _ROW * len(names) + 4)
    _legend(drawing, series)
    sums = [sum(values) for values in zip(*(one.values for one in series), strict=True)]
    scale = (_WIDTH - _NAME - _NUMBER) / max([1, *sums])
    for row, (name, total) in enumerate(zip(names, sums, strict=True)):
        y = legend + row * _ROW + 4
        _text(drawing, _NAME - 8, y + 12, name, anchor="end")
        x = float(_NAME)
        for number, one in enumerate(series):
            told = f"{name} {one.name} {one.values[row]}".replace("  ", " ")
            x += _rect(drawing, (x, y, one.values[row] * scale, _BAR), number, told)
        _text(drawing, x + 6, y + 12, str(total))
    return _written(drawing)


def stacked_columns(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """A column for each label, put together of the series from below."""
    drawing, scale = _plotted(title, labels, series, stacked=True)
    step = (_WIDTH - _LEFT) / max(1, len(labels))
    for place, label in enumerate(labels):
        y = float(_base(series))
        for number, one in enumerate(series):
            height = one.values[place] * scale
            y -= height
            box = (_LEFT + place * step + step * 0.15, y, step * 0.7, height)
            _rect(drawing, box, number, f"{label} {one.name} {one.values[place]}")
    return _written(drawing)


def lines(title: str, labels: Sequence[str], series: Sequence[Series]) -> str:
    """A line for each series over the labels, with a mark at every number."""
    drawing, scale = _plotted(title, labels, series, stacked=False)
    step = (_WIDTH - _LEFT) / max(1, len(labels))
    for number, one in enumerate(series):
        marks = [
            (_LEFT + (place + 0.5) * step, _base(series) - value * scale)
            for place, value in enumerate(one.values)
        ]
        _line(drawing, marks, number)
        for label, value, (x, y) in zip(labels, one.values, marks, strict=True):
            mark = SubElement(drawing, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3")
            mark.set("fill", _fill(number))
            SubElement(mark, "title").text = f"{label} {one.name} {value}"
    return _written(drawing)


def _plotted(
    title: str, labels: Sequence[str], series: Sequence[Series], *, stacked: bool
) -> tuple[Element, float]:
    """Legend, rules and labels of a chart with columns or lines; how high one is."""
    drawing = _drawing(title, _base(series) + _FOOT)
    _legend(drawing, series)
    columns = zip(*(one.values for one in series), strict=True)
    highest = max((sum(c) if stacked else max(c) for c in columns), default=0)
    top = _round_up(highest)
    scale = _PLOT / top
    for rule in range(0, top + 1, top // _FEWEST_LINES):
        y = _base(series) - rule * scale
        _rule(drawing, y)
        _text(drawing, _LEFT - 6, y + 4, str(rule), anchor="end")
    step = (_WIDTH - _LEFT) / max(1, len(labels))
    every = -(-len(labels) * 44 // (_WIDTH - _LEFT)) or 1
    for place, label in enumerate(labels):
        if place % every == 0:
            _text(drawing, _LEFT + (place + 0.5) * step, _base(series) + 16, label, anchor="middle")
    return drawing, scale


def _base(series: Sequence[Series]) -> int:
    return (_LEGEND if len(series) > 1 else 0) + _TOP + _PLOT


def _round_up(highest: int) -> int:
    """The next of 4, 8, 20, 40, 80, 200, … so that rules stand at whole numbers."""
    top = _FEWEST_LINES
    while True:
        for factor in (1, 2, 5):
            if top * factor >= highest:
                return top * factor
        top *= 10


def _drawing(title: str, height: int) -> Element:
    """An empty drawing as wide as the page, that says what it is."""
    box = f"0 0 {_WIDTH} {height}"
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "role": "img"}
    drawing = Element("svg", {**attributes, "font-size": "12", "fill": _INK, "aria-label": title})
    SubElement(drawing, "title").text = title
    return drawing


def _legend(drawing: Element, series: Sequence[Series]) -> None:
    if len(series) < 2:
        return
    for number, one in enumerate(series):
        x = _LEFT + number * (_WIDTH - _LEFT) / len(series)
        _rect(drawing, (x, 3, 12, 12), number, one.name)
        _text(drawing, x + 18, 13, one.name)


def _rect(
    drawing: Element, box: tuple[float, float, float, float], number: int, told: str
) -> float:
    """A filled box with its title; its width."""
    names = ("x", "y", "width", "height")
    rect = SubElement(drawing, "rect", {n: f"{v:.1f}" for n, v in zip(names, box, strict=True)})
    rect.set("fill", _fill(number))
    SubElement(rect, "title").text = told
    return box[2]


def _line(drawing: Element, marks: Iterable[tuple[float, float]], number: int) -> None:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in marks)
    line = SubElement(drawing, "polyline", points=points, fill="none")
    line.set("stroke", _fill(number))
    line.set("stroke-width", "2")


def _rule(drawing: Element, y: float) -> None:
    ends = {"x1": str(_LEFT), "x2": str(_WIDTH), "y1": f"{y:.1f}", "y2": f"{y:.1f}"}
    SubElement(drawing, "line", {**ends, "stroke": _GRID})


def _text(drawing: Element, x: float, y: float, text: str, *, anchor: str = "start") -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}
    SubElement(drawing, "text", place).text = text


def _fill(number: int) -> str:
    return _FILLS[number % len(_FILLS)]


def _written(drawing: Element) -> str:
    return tostring(drawing, encoding="unicode")
