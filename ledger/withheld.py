"""What is told to fewer than the rest: rows that stand there by their leaves alone for others."""

VOTES = frozenset(
    {"ballot.vote-cast", "ballot.vote-voided", "ballot.parts-counted", "ballot.result-imported"}
)
"""Rows that say how somebody voted, or may: a part can be one household."""

ENTRIES = frozenset({"register.units-entered"})
"""The whole register. Its digest stands in what adopts it, and the roll in the ballot's stream."""

DOORS = frozenset({"visit.doors-listed", "visit.found"})
"""Whom a plan lists and what was heard there: of a group, who belongs to it (PIPL art. 28)."""
