"""东大名 (A15 五功法): 年度目标, 智囊团, 错峰停车协议, 周四服务日约30次700余人次, 共建单位捐助.

Which targets there were, who shared parking and what was given is invented.
"""

from service.settings import Settings
from tests.projections.following import follow
from tests.stories.neighbours import settle
from tests.stories.sessions import hall
from tests.stories.together import Together, days, shared

ABOVE = (("虹口区", "HK"), ("北外滩街道", "BWT"))
YEAR = ("2026-01-01", "2026-12-31")


def test_three_years_of_targets_thursdays_and_neighbours_who_share(settings: Settings) -> None:
    with hall(settings, "2026-01-05 09:00") as room:
        place = settle(room.teller, ("东大名居民区", "DDM"), ABOVE, "东大名小区")
        doing = Together(room=room, place=place)
        three_years(doing)
        a_panel_gives_its_opinion(doing)
        off_peak_parking(doing)
        every_thursday(doing)
        partners(doing)
        room.follows()


def three_years(doing: Together) -> None:
    """A programme with a target for each year: one achieved, one missed, one under way."""
    programme = doing.begins("programme", "三年规划", first="2024-01-01", last="2026-12-31")
    tops = {"2024": "achieved", "2025": "missed", "2026": None}
    for year, end in tops.items():
        above = programme.rsplit("/", 1)[1]
        target = doing.begins("target", f"{year}年目标", above=above)
        doing.lines(target, "修缮楼道", "建邻里汇", due=f"{year}-12-01")
        doing.goes(target, "planned", "running", *([end] if end else []))
        doing.moves(target, 1, "planned", "running", "achieved")
        doing.moves(target, 2, "planned", *(["running", "missed"] if end == "missed" else []))
    refused = {"steps": [{"step": "achieved"}]}
    missed = next(one for one in doing.programmes() if one["name"] == "2025年目标")
    path = f"/v1/undertakings/{missed['id']}"
    doing.refuses(path, "steps", refused, "step-out-of-turn")
    assert [
        (one["name"], one["step"]["label"], one["lines"], one["finished"], one["overdue"])
        for one in doing.programmes(query=f"above={programme.rsplit('/', 1)[1]}")
    ] == [
        ("2026年目标", "进行中", 2, 1, 0),
        ("2025年目标", "未达成", 2, 2, 0),
        ("2024年目标", "达成", 2, 1, 1),
    ]
    assert [(one["step"]["label"], one["lines"]) for one in missed["standing"]] == [
        ("达成", 1),
        ("未达成", 1),
    ]


def a_panel_gives_its_opinion(doing: Together) -> None:
    """智囊团: a named expert, and what the panel thinks as a line that is adopted."""
    panel = doing.begins("panel", "东大名智囊团")
    expert = doing.person("陆工")
    number = doing.joins(panel, person=expert, role="expert", skills=["engineering"])
    doing.refuses(panel, "participants", {"person": expert, "role": "expert"}, "already-takes-part")
    doing.refuses(
        panel, "participants", {"role": "expert", "skills": ["flying"]}, "person-or-organisation"
    )
    doing.lines(panel, "先做雨污分流，再铺路面。")
    doing.moves(panel, 1, "proposed", "adopted", participant=number)
    follow(doing.room.teller.service)
    [opinion] = doing.room.teller.get("居委会", f"{panel}/lines")["items"]
    assert (opinion["text"], opinion["step"]["label"]) == ("先做雨污分流，再铺路面。", "通过")
    assert opinion["participant"] == number


def off_peak_parking(doing: Together) -> None:
    """错峰停车: an office building lends its spaces for the night, and gets them back."""
    spaces = {"code": "spaces", "unit": "wei", "target": 40}
    agreement = doing.begins("agreement", "错峰停车协议", measures=[spaces])
    office = doing.joins(agreement, organisation=doing.unit("白玉兰写字楼"), role="lender")
    neighbours = doing.joins(agreement, organisation=doing.unit("车友会"), role="borrower")
    doing.goes(agreement, "proposed", "agreed", "running", evidence="7c" * 32)
    doing.lines(agreement, "地下二层，18时至次日8时", unit="wei", quantity=40)
    doing.moves(agreement, 1, "offered", participant=office)
    for _ in range(2):
        doing.moves(agreement, 1, "lent", participant=neighbours, due="2026-06-30")
        doing.moves(agreement, 1, "returned", participant=office)
    doing.refuses(agreement, "lines/1/steps", {"step": "returned"}, "step-out-of-turn")
    said = doing.counts(agreement, [("2026-01-04", {"spaces": 40})], participant=office)
    [one] = said["measures"]
    assert (one["total"], one["target"], one["unit"]["label"]) == (40, 40, "个车位")


def every_thursday(doing: Together) -> None:
    """About 30 sessions and 700 services; of two Thursdays one was missed, one held on Friday."""
    thursdays = days("2026-01-08", 32)
    held = [day for day in thursdays if day not in ("2026-03-05", "2026-04-02")] + ["2026-04-03"]
    doing.room.comes_to("2026-08-20 18:00")
    served = {"code": "served", "unit": "renci", "target": 700}
    again = {"beat": "weekly", "day": 4}
    fields = {"measures": [served, {"code": "sessions"}], "recurrence": again}
    service = doing.begins("activity", "周四服务日", first="2026-01-08", **fields)
    counts = [{"sessions": 1, "served": number} for number in shared(713, 31)]
    said = doing.counts(service, list(zip(sorted(held), counts, strict=True)))
    assert {one["measure"]["label"]: one["total"] for one in said["measures"]} == {
        "服务人次": 713,
        "场次": 31,
    }
    rota = doing.room.teller.get("居委会", f"{service}/days?until=2026-08-27")["items"]
    assert [one["due"] for one in rota if one["missed"]] == ["2026-03-05"]
    assert (len(rota), rota[-1]) == (34, {"due": "2026-08-27", "held": False, "missed": False})
    assert doing.sums(*YEAR)["activity"]["served"] == (713, "人次")


def partners(doing: Together) -> None:
    """Who gave what, and what it was used for: each unit by itself."""
    bank, school = doing.unit("滨江银行"), doing.unit("东余杭路小学")
    for donor, name, portions in ((bank, "爱心年夜饭", 120), (school, "手写春联", 300)):
        gift = doing.begins("contribution", name, organisation=donor)
        number = doing.joins(gift, organisation=donor, role="donor")
        doing.lines(gift, name, unit="fen", quantity=portions)
        doing.goes(gift, "agreed", "received", participant=number)
        doing.moves(gift, 1, "received", "used")
        doing.goes(gift, "used")
        counts: dict[str, int] = {"portions": portions, "served": portions // 2}
        doing.counts(gift, [("2026-02-12", counts)], participant=number)
    found = {
        one["organisation"]["name"]: {
            sum_["measure"]["code"]: (sum_["total"], sum_["unit"]["label"]) for sum_ in one["sums"]
        }
        for one in doing.taking(*YEAR)["organisations"]
    }
    assert found["滨江银行"] == {"portions": (120, "份"), "served": (60, "人次")}
    assert found["东余杭路小学"] == {"portions": (300, "份"), "served": (150, "人次")}
    assert found["白玉兰写字楼"] == {"spaces": (40, "个车位")}
