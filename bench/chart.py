"""The plot: rates by number of clients, a bar for each leg."""

from collections.abc import Sequence

import pygal

from bench.figures import Sample, Setting, settings_of, typical


def rates(samples: Sequence[Sample], group: str) -> bytes:
    """An SVG of one group's rates with one worker and with two; no scripts, nothing from afar."""
    drawn = pygal.Bar(
        js=[],
        title=f"{group}: requests a second, by number of clients",
        x_title="clients",
        print_values=True,
        value_formatter=lambda value: f"{value:,.0f}" if value else "",
        legend_at_bottom=True,
        width=1100,
        height=600,
    )
    own = [s for s in samples if s.group == group]
    callers = sorted({s.callers for s in own})
    drawn.x_labels = [str(n) for n in callers]
    for leg, workers in dict.fromkeys((s.leg, s.workers) for s in settings_of(own)):
        wanted = [Setting(group=group, leg=leg, callers=n, workers=workers) for n in callers]
        title = leg if workers == 1 else f"{leg}, two workers"
        drawn.add(title, [typical(own, one) for one in wanted])
    content: bytes = drawn.render()
    return content
