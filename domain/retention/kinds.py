"""The kinds of what the law keeps. Each has a term in the text, and a source in `person.holds`."""

from enum import StrEnum


class HoldKind(StrEnum):
    """Why the law keeps a person's record: what the owners may still challenge.

    An approval that they had a part in; a ballot on whose roll they stand, or which they counted.
    """

    APPROVAL = "approval"
    BALLOT = "ballot"
