"""What was typed in later is marked wherever its time is shown (补录)."""

from typing import Any
from uuid import UUID

import pytest

from domain.issue.events import Outcome, RevisitKind, Satisfaction
from domain.method.terms import Track
from domain.moment import DAY, Moment
from ledger.now import clock
from service.commands.approval import Approve
from service.commands.handling import Complete, Reply, Respond
from service.commands.revisit import Revisit
from tests.api.face import Face
from tests.api.following import Holder
from tests.table import Table


def ago(days: int) -> Moment:
    """So many days before now."""
    return Moment(clock() - days * DAY)


def lived(table: Table, *, late: bool) -> UUID:
    """Responded to, approved, completed and revisited: some days ago, or just now."""

    def when(days: int) -> dict[str, Any]:
        return {"occurred_at": ago(days)} if late else {}

    issue = table.agreed(table.triaged(occurred_at=ago(9)), **when(5))
    revisit = Revisit(
        issue=issue,
        kind=RevisitKind.PHONE,
        resolved=True,
        satisfaction=Satisfaction.SATISFIED,
        **when(1),
    )
    done = Complete(issue=issue, outcome=Outcome.SOLVED, reply="充电棚已启用", **when(2))
    for command, by in (
        (Respond(issue=issue, message="已电话联系", **when(8)), table.town.clerk),
        (Approve(issue=issue, **when(3)), table.town.clerk),
        (done, table.colleague),
        (Reply(issue=issue, message="欢迎再来反映"), table.town.clerk),
        (revisit, table.town.clerk),
    ):
        table.town.do(command, by=by)
    return issue


@pytest.mark.parametrize("late", [True, False])
def test_every_time_carries_its_mark(shared: Face, late: bool) -> None:
    issue = lived(Table(shared.town), late=late)
    told = shared.get(f"/v1/issues/{issue}", shared.town.clerk).json()
    assert (told["responded_backdated"], told["done_backdated"]) == (late, late)
    assert (told["approval"]["backdated"], told["revisit"]["backdated"]) == (late, late)
    holder = Holder(shared, issue)
    followed = holder.json()
    marks = [(one["event"], one["backdated"]) for one in followed["answers"]]
    assert sorted(marks) == [
        ("issue.done", late),
        ("issue.replied", False),
        ("issue.responded", late),
    ]
    assert followed["revisit"]["backdated"] is late
    assert holder.status().marked("later") == ["（补录）"] * 3 * late
    english = holder.status(accept_language="en").marked("later")
    assert english == ["(entered later)"] * 3 * late


def test_a_mark_goes_with_what_it_marks(shared: Face) -> None:
    """An approval that was annulled, or a completion of a round that is over, leaves none."""
    table = Table(shared.town)
    issue = table.triaged(Track.FAST, occurred_at=ago(5))
    done = Complete(issue=issue, outcome=Outcome.SOLVED, reply="已修好", occurred_at=ago(1))
    table.town.do(done, by=table.colleague)
    table.dissatisfy(issue)
    told = shared.get(f"/v1/issues/{issue}", shared.town.clerk).json()
    assert (told["done_at"], told["done_backdated"]) == (None, False)
    assert told["revisit"]["backdated"] is False
