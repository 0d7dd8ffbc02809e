"""The demonstration: stories from the source documents, played through the one door.

One file per neighbourhood; together they leave an issue in every status. Places and figures are
public; persons are invented.
"""

from cli.demonstration.days import Calendar
from cli.demonstration.kept import keys_text, tour_text, was_cut_short
from cli.demonstration.playing import play

__all__ = ["Calendar", "keys_text", "play", "tour_text", "was_cut_short"]
