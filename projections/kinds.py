"""Which views are folded with every command, and which by a follower a little later."""

from collections.abc import Sequence
from typing import Any

from projections.engine import View


def inline(views: Sequence[View[Any]]) -> Sequence[View[Any]]:
    """Those that the scribe folds, so that clients read their own writes."""
    return tuple(view for view in views if not view.follows)


def following(views: Sequence[View[Any]]) -> Sequence[View[Any]]:
    """Those that a follower folds behind the commands."""
    return tuple(view for view in views if view.follows)
