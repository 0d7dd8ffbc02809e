"""The plot: rates by number of clients, a bar for each leg."""

import sys
from collections.abc import Sequence
from xml.etree import ElementTree

import pygal

from bench.figures import Sample, Setting, settings_of, typical

# pygal leaves a finder for its map plugins behind, of a kind that Python warns of at each import.
sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, pygal.PluginImportFixer)]


def rates(samples: Sequence[Sample], group: str) -> bytes:
    """An SVG of one group's rates with one worker and with two; nothing in it runs."""
    drawn = pygal.Bar(
        js=[],
        uuid=group,
        title=f"{group}: requests a second, by number of clients",
        x_title="clients",
        print_values=True,
        value_formatter=lambda value: f"{value:,.0f}" if value else "",
        legend_at_bottom=True,
        width=1500,
        height=600,
    )
    own = [s for s in samples if s.group == group]
    callers = sorted({s.callers for s in own})
    drawn.x_labels = [str(n) for n in callers]
    for leg, workers in dict.fromkeys((s.leg, s.workers) for s in settings_of(own)):
        wanted = [Setting(group=group, leg=leg, callers=n, workers=workers) for n in callers]
        title = leg if workers == 1 else f"{leg}, two workers"
        drawn.add(title, [typical(own, one) for one in wanted])
    return _without_script(drawn.render_tree())


def _without_script(tree: ElementTree.Element) -> bytes:
    """What is looked at runs nothing; the library always writes its settings as a script."""
    for parent in tree.iter():
        for script in [one for one in parent if one.tag == "script"]:
            parent.remove(script)
    content: bytes = ElementTree.tostring(tree, encoding="utf-8")
    return content
