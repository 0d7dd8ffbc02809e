"""What the holder of a token says: each form as the command that it is."""

from uuid import UUID

from api.schemas.forms import ObjectionForm, RatingForm
from domain.issue.events import RevisitKind
from service.commands.revisit import Object, Revisit


def rating_command(issue: UUID, form: RatingForm) -> Revisit:
    """The revisit (回访) that a rating (评价) of *issue* by its reporter is."""
    return Revisit(
        issue=issue,
        kind=RevisitKind.ONLINE,
        resolved=form.resolved == "yes",
        satisfaction=form.satisfaction,
        comment=form.comment,
    )


def objection_command(issue: UUID, form: ObjectionForm) -> Object:
    """The reporter's objection (异议) to the completion of *issue*."""
    return Object(issue=issue, reason=form.reason)
