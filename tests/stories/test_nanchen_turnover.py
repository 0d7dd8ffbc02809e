"""南陈 (A6 新光邻聚): neighbours lend parking spaces in turn while the works go on.

How many spaces who lent is invented; the matter itself is told in `test_nanchen_lending`.
"""

from service.settings import Settings
from tests.projections.following import follow
from tests.stories.neighbours import settle
from tests.stories.sessions import hall
from tests.stories.together import Together

ABOVE = (("嘉定区", "JD"), ("新成路街道", "XCL"))


def test_spaces_are_lent_returned_and_lent_again(settings: Settings) -> None:
    with hall(settings, "2026-03-02 09:00") as room:
        place = settle(room.teller, ("南陈社区", "NC"), ABOVE, "南街坊小区")
        doing = Together(room=room, place=place)
        lending = doing.begins("lending", "周转车位", compound_id=place.compound)
        doing.goes(lending, "proposed", "agreed", "running")
        school = doing.joins(lending, organisation=doing.unit("学校"), role="lender")
        house = doing.joins(lending, organisation=doing.unit("21号楼组"), role="borrower")
        doing.lines(lending, "操场边车位，晚六点到早八点", unit="wei", quantity=12)
        lends(doing, lending, school, house)
        it_stops(doing, lending, school)


def lends(doing: Together, lending: str, school: int, house: int) -> None:
    step = "lines/1/steps"
    doing.refuses(lending, step, {"step": "lent"}, "step-out-of-turn")
    doing.moves(lending, 1, "offered", participant=school)
    doing.refuses(lending, step, {"step": "returned"}, "step-out-of-turn")
    doing.moves(lending, 1, "lent", participant=house, due="2026-03-31")
    doing.refuses(lending, step, {"step": "lent", "participant": house}, "step-out-of-turn")
    assert overdue(doing, lending) == [False]
    doing.room.comes_to("2026-04-02 09:00")
    assert overdue(doing, lending) == [True]
    doing.moves(lending, 1, "returned", participant=school)
    assert overdue(doing, lending) == [False]
    past = {"step": "lent", "participant": house, "due": "2026-03-31"}
    doing.refuses(lending, step, past, "due-in-the-past")
    doing.moves(lending, 1, "lent", "returned", participant=school)


def it_stops(doing: Together, lending: str, school: int) -> None:
    """Who left lends no more, and what is over takes nothing more."""
    doing.acts(
        lending, f"participants/{school}/departure", {"reason": "开学了。"}, "undertaking.left"
    )
    gone = {"step": "lent", "participant": school}
    doing.refuses(lending, "lines/1/steps", gone, "participant-left")
    doing.goes(lending, "done")
    said = doing.acts(lending, "ending", {"result": "车位全部归还。"}, "undertaking.ended")
    assert (said["allowed_actions"], said["step"]["label"]) == ([], "完成")
    doing.refuses(lending, "lines", {"lines": [{"text": "再借一处"}]}, "undertaking-over")


def overdue(doing: Together, lending: str) -> list[bool]:
    follow(doing.room.teller.service)
    items = doing.room.teller.get("居委会", f"{lending}/lines")["items"]
    return [one["overdue"] for one in items]
