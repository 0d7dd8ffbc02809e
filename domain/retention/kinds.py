"""The kinds of what the law keeps. Each has a term in the text, and a source in `person.holds`."""

from enum import StrEnum


class HoldKind(StrEnum):
    """Why the law keeps a person's record: an approval that the owners may still challenge."""

    APPROVAL = "approval"
