"""The address of a calendar of meetings."""

from pydantic import ConfigDict, Field

from api.links import meetings_url
from api.schemas.fields import Body, Shown

_TOKEN = "u8RkT2vPq0cWm5sXyE1hLbN7dJf4GzA9oKi6CtVQxBY"  # noqa: S105  # of nobody's


class FeedBody(Body):
    """A new address, instead of the one before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{}]})


class FeedShown(Shown):
    """The address. It is shown this once, and whoever holds it reads the calendar."""

    url: str = Field(examples=[meetings_url("https://bihuan.example.cn", _TOKEN)])
