"""Reading a page as a browser would: elements, attributes, and the text that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "br", "hr", "img", "input", "link", "path"})


@dataclass
class Element:
    """One element; `text` is what stands in it and below it."""

    name: str
    attributes: dict[str, str | None]
    text: str = ""


@dataclass
class Page:
    """A page as it was parsed; `elements` in the order of their beginnings."""

    elements: list[Element] = field(default_factory=list)

    def all_of(self, *names: str) -> Sequence[Element]:
        """Every element of those names."""
        return [element for element in self.elements if element.name in names]

    def one(self, name: str, /, **attributes: str) -> Element:
        """The only element of that name, with those attributes."""
        [found] = [
            element
            for element in self.all_of(name)
            if attributes.items() <= element.attributes.items()
        ]
        return found

    def marked(self, mark: str) -> list[str]:
        """The texts of every element of that class."""
        return [e.text for e in self.elements if e.attributes.get("class") == mark]

    def texts(self, *names: str) -> list[str]:
        """The texts of every element of those names."""
        return [element.text.strip() for element in self.all_of(*names)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"<{tag}> says something twice"
        self.page.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def close(self) -> None:
        super().close()
        assert self._open == []


def parsed(text: str) -> Page:
    """The page in *text*, in which every element is closed where it was opened."""
    assert text.startswith("<!doctype html>\n")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page
