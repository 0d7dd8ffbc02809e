"""What the holder of a token says: each form as the command that it is.

TO BE COMPLETED AFTER THE MERGE. The domain has no event for either yet; until it has, these two
functions are the only place that is missing, and nothing calls them outside of the two routes.
"""

from uuid import UUID

from api.schemas.forms import ObjectionForm, RatingForm
from service.commands.base import Command


def rating_command(issue: UUID, form: RatingForm) -> Command:
    """The command that records a rating of *issue* by its reporter."""
    raise NotImplementedError


def objection_command(issue: UUID, form: ObjectionForm) -> Command:
    """The command that records the reporter's objection to the completion of *issue*."""
    raise NotImplementedError
