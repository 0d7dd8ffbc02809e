"""Charts are well-formed SVG that says what it shows, to scale, and loads nothing."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest

from api.charts import Series, bars, lines, stacked_bars, stacked_columns

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "<script>&\"'=停车"
TOLD = Series("居民反映", [3, 0, 9])
FOUND = Series(NASTY, [1, 2, 0])
DAYS = ["04-01", "04-02", "04-03"]

DRAWN: dict[str, Callable[[], str]] = {
    "bars": lambda: bars(NASTY, [("停车", 4), (NASTY, 2)]),
    "stacked_bars": lambda: stacked_bars(NASTY, DAYS, [TOLD, FOUND]),
    "stacked_columns": lambda: stacked_columns(NASTY, DAYS, [TOLD, FOUND]),
    "lines": lambda: lines(NASTY, DAYS, [TOLD, FOUND]),
}


def read(svg: str) -> Element:
    """The drawing, which is our own."""
    return ElementTree.fromstring(svg)  # noqa: S314


def titles(drawing: Element) -> list[str | None]:
    """What the marks are called, the drawing itself first."""
    return [title.text for title in drawing.iter(f"{SVG}title")]


def rects(drawing: Element, told: str) -> list[Element]:
    found = (rect for rect in drawing.iter(f"{SVG}rect"))
    return [rect for rect in found if told in (rect[0].text or "")]


@pytest.mark.parametrize("kind", DRAWN)
def test_it_is_well_formed_and_named(kind: str) -> None:
    svg = DRAWN[kind]()
    drawing = read(svg)
    assert drawing.tag == f"{SVG}svg"
    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", NASTY)
    assert drawing[0].tag == f"{SVG}title"
    assert titles(drawing)[0] == NASTY


@pytest.mark.parametrize("kind", DRAWN)
def test_it_has_no_script_no_style_and_no_address(kind: str) -> None:
    drawing = read(DRAWN[kind]())
    tags = {one.tag.removeprefix(SVG) for one in drawing.iter()}
    assert tags <= {"svg", "title", "rect", "text", "line", "polyline", "circle"}
    names = {name for one in drawing.iter() for name in one.attrib}
    assert not names & {"href", "style", "class", "id"}
    assert not [name for name in names if name.startswith("on")]


def test_bars_are_to_scale() -> None:
    drawing = read(bars("类型", [("停车", 8), ("照明", 2), ("绿化", 0)]))
    widths = [float(rect.get("width", "")) for rect in drawing.iter(f"{SVG}rect")]
    assert widths[0] == pytest.approx(4 * widths[1], abs=0.2)
    assert widths[2] == 0
    assert titles(drawing) == ["类型", "停车 8", "照明 2", "绿化 0"]


def test_stacked_bars_tell_their_sum() -> None:
    drawing = read(
        stacked_bars("类型", ["停车", "照明"], [Series("告", [3, 1]), Series("查", [4, 0])])
    )
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert texts == ["告", "查", "停车", "7", "照明", "1"]
    first, second = rects(drawing, "停车")
    end = float(first.get("x", "")) + float(first.get("width", ""))
    assert end == pytest.approx(float(second.get("x", "")), abs=0.2)


def test_columns_stand_on_one_another() -> None:
    drawing = read(stacked_columns("趋势", DAYS, [TOLD, Series("查", [1, 2, 0])]))
    below, above = rects(drawing, "04-01")
    foot = float(above.get("y", "")) + float(above.get("height", ""))
    assert foot == pytest.approx(float(below.get("y", "")), abs=0.2)
    assert float(below.get("height", "")) == pytest.approx(
        3 * float(above.get("height", "")), abs=0.3
    )


def test_a_line_has_a_mark_at_every_number() -> None:
    drawing = read(lines("趋势", DAYS, [TOLD]))
    marks = [float(mark.get("cy", "")) for mark in drawing.iter(f"{SVG}circle")]
    assert marks[1] > marks[0] > marks[2]
    [line] = drawing.iter(f"{SVG}polyline")
    assert len(line.get("points", "").split()) == 3
    assert titles(drawing)[1:] == ["04-01 居民反映 3", "04-02 居民反映 0", "04-03 居民反映 9"]


@pytest.mark.parametrize("highest", [0, 1, 4, 5, 39, 100, 4_321, 10**9])
def test_rules_stand_at_whole_numbers_up_to_the_highest(highest: int) -> None:
    drawing = read(lines("趋势", ["一"], [Series("告", [highest])]))
    numbers = [int(t.text or "") for t in drawing.iter(f"{SVG}text") if (t.text or "").isdecimal()]
    assert numbers[0] == 0
    assert max(numbers) >= highest
    assert 5 <= len(numbers) <= 6
    for mark in drawing.iter(f"{SVG}circle"):
        assert float(mark.get("cy", "")) >= 0


def test_many_labels_do_not_overlap() -> None:
    names = [f"06-{day:02}" for day in range(1, 17)]
    drawing = read(stacked_columns("趋势", names, [Series("告", list(range(16)))]))
    places = [float(t.get("x", "")) for t in drawing.iter(f"{SVG}text") if t.text in names]
    gaps = [b - a for a, b in pairwise(places)]
    assert min(gaps) >= 40


def test_of_nothing_there_is_a_drawing() -> None:
    for svg in (bars("无", []), lines("无", [], [Series("告", [])])):
        assert re.match("<svg ", svg)
        read(svg)
