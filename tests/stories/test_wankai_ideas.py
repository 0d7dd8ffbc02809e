"""万凯小区 (A3, B17): “金点子”由扫码问卷提出，居委会录入纸质答卷；每个点子都记着是谁提的.

An idea keeps its author: whoever answered under a name stays the answer's person, and the answer
says which undertaking it became.
"""

from domain.questionnaire.events import Answered, AnswerTaken
from tests.projections.following import follow
from tests.stories.asked import fill, open_one
from tests.stories.neighbours import settle
from tests.stories.teller import Teller

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
IDEAS = ["闲置自行车改造", "水管花园", "爱心座椅"]
NAMES = ["江照晚", "沈秋禾", "顾望舒"]
QUESTION = {
    "code": "idea",
    "kind": "text",
    "label": {"zh": "您的金点子", "en": "Your idea"},
    "required": True,
    "topic": "idea",
}
UNDERTAKING = "0199d3a4-7c00-7000-8000-00000000f001"


def test_an_idea_keeps_its_author(teller: Teller) -> None:
    place = settle(teller, ("苏一居民区", "SY"), ABOVE, "万凯小区")
    asked = open_one(teller, place, "万凯金点子征集", [QUESTION], most=84)
    receipts = [
        fill(teller, name, asked, {"q.idea": idea, "name": name})
        for name, idea in zip(NAMES, IDEAS, strict=True)
    ]
    path = f"/v1/questionnaires/{asked['id']}"
    taken = {"number": 2, "question": "idea", "undertaking": UNDERTAKING}
    told = teller.post("居委会", f"{path}/undertakings", taken)
    assert (told.status, told.topics) == (200, ["questionnaire.answer-taken"]), told.said
    follow(teller.service)
    _, second, _ = teller.get("居委会", f"{path}/answers")["items"]
    assert second["answers"][0]["text"] == IDEAS[1]
    assert second["taken"] == [{"question": "idea", "issue": None, "undertaking": UNDERTAKING}]
    assert "您的点子或心愿已列入项目" in teller.page("沈秋禾", receipts[1])
    assert "如有进展，会在本页显示" in teller.page("江照晚", receipts[0])
    authors = {
        one.event.number: one.event.person
        for one in teller.stream(asked["id"])
        if isinstance(one.event, Answered)
    }
    assert str(authors[2]) == second["person"]
    assert len(set(authors.values())) == 3
    last = teller.stream(asked["id"])[-1].event
    assert isinstance(last, AnswerTaken)
    # A name is closed with its author's key; the page that a link opens tells of no answer.
    public = teller.page("路人", f"/ask/{asked['link']}")
    assert not any(word in public for word in (*NAMES, *IDEAS))
