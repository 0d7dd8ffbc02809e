"""万凯 (A3 金点子·微力量): 闲置自行车改造, 水管花园, 爱心座椅; 达人名单.

Whose ideas they were and who can do what is invented.
"""

from domain.actor import Role
from service.settings import Settings
from tests.stories.neighbours import settle
from tests.stories.sessions import hall
from tests.stories.together import Together

ABOVE = (("长宁区", "CN"), ("江苏路街道", "JSL"))
IDEAS = {"闲置自行车改造": "施阿姨", "水管花园": "老唐", "爱心座椅": None}
SKILLS = {"顾师傅": ["repair", "crafts"], "华老师": ["painting"], "叶医生": ["medicine", "repair"]}


def test_ideas_keep_their_author_and_neighbours_their_skills(settings: Settings) -> None:
    with hall(settings, "2026-04-06 09:00") as room:
        place = settle(room.teller, ("苏一居民区", "SY"), ABOVE, "万凯小区")
        room.teller.meet("居民", Role.RESIDENT, body=place.committee, compound=place.compound)
        doing = Together(room=room, place=place)
        for name, credit in IDEAS.items():
            an_idea_is_delivered(doing, name, credit)
        what_neighbours_can_do(doing)


def an_idea_is_delivered(doing: Together, name: str, credit: str | None) -> None:
    """Its author is told to clerks; to everybody once it is there, if they agreed to that."""
    teller = doing.room.teller
    author = doing.person(f"{name}的作者")
    fields = {"compound_id": doing.place.compound, "about": "这样东西就不浪费了。"}
    idea = doing.begins("idea", name, person=author, credit=credit, **fields)
    doing.goes(idea, "proposed", "adopted")
    said = teller.get("居委会", idea)
    assert (said["person"], said["credit"]) == (author, credit)
    public = teller.get("居民", idea)
    assert (public["credit"], public["person"], public["about"]) == (None, None, None)
    proof = {"step": "delivered", "evidence": "5c" * 32}
    doing.refuses(idea, "steps", {"steps": [proof]}, "step-out-of-turn")
    doing.goes(idea, "running", "delivered", evidence="5c" * 32)
    public = teller.get("居民", idea)
    assert (public["step"]["label"], public["credit"], public["person"]) == ("落地", credit, None)


def what_neighbours_can_do(doing: Together) -> None:
    """The register of skills counts persons, and names nobody to the neighbourhood."""
    for name, skills in SKILLS.items():
        path = doing.begins("talent", f"{'、'.join(skills)}达人")
        doing.joins(path, person=doing.person(name), role="expert", skills=skills)
        doing.goes(path, "proposed", "running")
    taking = doing.taking("2026-01-01", "2026-12-31", by="居民")
    assert {one["skill"]["label"]: one["persons"] for one in taking["skills"]} == {
        "手工编织": 1,
        "医护": 1,
        "彩绘": 1,
        "维修": 2,
    }
    found = doing.room.teller.get("居民", "/v1/undertakings?kind=talent")["items"]
    assert len(found) == 3
    one = doing.room.teller.get("居民", f"/v1/undertakings/{found[0]['id']}")["participants"][0]
    assert (one["person"], one["role"]["label"]) == (None, "专家")
