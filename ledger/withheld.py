"""What is told to fewer than the rest: rows that stand there by their leaves alone for others."""

VOTES = frozenset(
    {"ballot.vote-cast", "ballot.vote-voided", "ballot.parts-counted", "ballot.result-imported"}
)
"""Rows that say how somebody voted, or may: a part can be one household."""

ANSWERS = frozenset({"questionnaire.answered"})
"""Who answered what, and to which group somebody belongs."""

MARKS = frozenset({"rating.given"})
"""Which mark a resident gave to the committee or one of its members."""

TOLD_TO_AUDITORS = VOTES | ANSWERS | MARKS
"""What the raw feed tells to auditors alone, and to others by its leaves."""

ENTRIES = frozenset({"register.units-entered"})
"""The whole register. Its digest stands in what adopts it, and the roll in the ballot's stream."""

DOORS = frozenset({"visit.doors-listed", "visit.found"})
"""Whom a plan lists and what was heard there: of a group, who belongs to it (PIPL art. 28)."""

IN_PART = ENTRIES | ANSWERS | MARKS | DOORS
"""What an export of a part leaves out, whoever asks for it."""
