"""What a principal sees of one issue: by which grant, and whether with its reporter's words."""

from dataclasses import dataclass

from projections.views.status import StatusRow
from service.errors import Forbidden
from service.opening import sees_reporter, sees_words
from service.policy import Action, Grant, Principal, Reach, role_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One visible issue as it stands, and by what *principal* views it."""

    principal: Principal
    row: StatusRow
    reach: Reach
    grant: Grant

    @property
    def words(self) -> bool:
        """Whether the reporter and what came from them are shown."""
        return sees_words(self.grant, self.row.state)

    @property
    def near(self) -> bool:
        """Whether they would be shown, if the reporter had not been let go."""
        return sees_reporter(self.grant, confidential=self.row.state.confidential)

    def require(self, action: Action) -> None:
        """Raise `Forbidden` where the principal may not do *action* there."""
        if role_for(self.principal, action, self.reach) is None:
            raise Forbidden
