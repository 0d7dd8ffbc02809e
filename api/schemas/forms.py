"""What a resident says on a page of theirs, validated. Fields as the forms in `api/pages/`."""

from typing import Annotated, Literal

from pydantic import Field

from api.schemas.fields import Body, Text
from domain.issue.events import Satisfaction

Remark = Annotated[Text, Field(max_length=500)]
"""A resident's own words, 1 to 500 characters."""


class RatingForm(Body):
    """Is it solved, and how content is the reporter (评价)? A comment may be left out."""

    resolved: Literal["yes", "no"]
    satisfaction: Satisfaction
    comment: Remark | None = None


class ObjectionForm(Body):
    """It is not solved, and why."""

    reason: Remark
