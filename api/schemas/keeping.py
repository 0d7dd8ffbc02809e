"""The body of a handover between keepers (首问负责)."""

from uuid import UUID

from api.schemas.fields import Body, example
from service.commands.keeping import NameKeeper


class KeeperBody(Body):
    """Who keeps the matter from now on: an organisation or the committee, and one of its people."""

    model_config = example(
        organisation="0199d3a4-7c00-7000-8000-000000000011",
        person="0199d3a4-7c00-7000-8000-000000000041",
    )

    organisation: UUID
    person: UUID | None = None

    def command(self, issue: UUID) -> NameKeeper:
        """The command."""
        return NameKeeper(issue=issue, organisation=self.organisation, person=self.person)
