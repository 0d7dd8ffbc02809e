"""公示栏 (B15): 张家宅的分担方案, printed, put up, found by its code, and taken down in time.

What is printed is written from the record: nobody types it, and no name is in it.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.actor import Role
from service.service import Service
from service.settings import Settings
from tests.projections.following import follow
from tests.stories.client import asking
from tests.stories.life.days import Days
from tests.stories.neighbours import Place, seat_troika, settle
from tests.stories.teller import Teller

ABOVE = (("静安区", "JA"), ("石门二路街道", "SME"))
PHOTO = "3f" * 32
PLAN = "架空线归整，沿街店招统一；101室方阿姨家的雨棚一并更换。"
LINES = [
    {"source": "government", "amount": 18_000_000, "pays_for": "管线归整"},
    {"source": "shops", "amount": 6_000_000, "pays_for": "沿街店招"},
]
SAYS = [
    "预算：240,000.00元",
    "资金来源：",
    "　1．政府补贴：180,000.00元",
    "　2．沿街商铺：60,000.00元",
]


@pytest.fixture
def days() -> Days:
    """The calendar of the story."""
    return Days()


@pytest.fixture
def passing(settings: Settings, days: Days) -> Iterator[Teller]:
    """A teller in front of a service that goes by *days*."""
    service = Service(settings, now=days)
    service.start()
    with asking(service) as client:
        teller = Teller(service, client)
        teller.meet("administrator", Role.ADMINISTRATOR)
        yield teller
    service.stop()


def test_a_plan_hangs_for_its_days_and_everybody_can_check_it(passing: Teller, days: Days) -> None:
    place = settle(passing, ("张家宅居民区", "ZJZ"), ABOVE, "张家宅")
    seat_troika(passing, place)
    notice = draw_up(passing, place)
    hang(passing, notice)
    take_down(passing, notice, days)


def draw_up(teller: Teller, place: Place) -> dict[str, Any]:
    """The notice says what the plan on the table says, and nothing that staff have typed."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "channel": "visit",
        "summary": "沿街管线杂乱",
    }
    issue = teller.post("居委会", "/v1/issues", body).id
    triage = {"category": "facilities", "scale": "hard", "track": "normal"}
    teller.post("居委会", f"/v1/issues/{issue}/triage", triage, seen=1)
    tabled = {"plan": PLAN, "budget": 24_000_000, "lines": LINES}
    teller.post("居委会", f"/v1/issues/{issue}/proposals", tabled, seen=2)
    before = teller.head()
    told = teller.post("居委会", "/v1/notices", {"duty": "plan", "subject": issue, "days": 7})
    assert (told.status, told.topics) == (201, ["notice.drawn-up"])
    notice: dict[str, Any] = told.said
    assert (notice["number"], notice["as_of"]) == (1, before)
    assert notice["text"].splitlines()[3:7] == SAYS
    assert "方阿姨" not in str(notice)
    return notice


def hang(teller: Teller, notice: dict[str, Any]) -> None:
    """Before it is put up nobody finds it; then whoever scans the code reads what hangs there."""
    public, own = f"/v1/public/notices/{notice['id']}", f"/v1/notices/{notice['id']}"
    assert teller.status("administrator", public) == 404
    told = teller.post("居委会", f"{own}/posting", {"boards": ["弄口公示栏"], "photo": PHOTO})
    assert told.topics == ["notice.put-up"]
    shown = teller.get("administrator", public)
    assert (shown["text"], shown["boards"]) == (notice["text"], ["弄口公示栏"])
    follow(teller.service)
    [listed] = teller.get("administrator", "/v1/public/notices")["items"]
    assert (listed["id"], listed["standing"]) == (notice["id"], "hanging")


def take_down(teller: Teller, notice: dict[str, Any], days: Days) -> None:
    """公示期未满不得撤下; afterwards it stays readable, with both dates."""
    own = f"/v1/notices/{notice['id']}"
    early = teller.post("居委会", f"{own}/removal", {"photo": PHOTO})
    assert (early.said["code"], early.topics) == ("notice-too-early", [])
    days.go_by(8)
    told = teller.post("居委会", f"{own}/removal", {"photo": PHOTO})
    assert told.topics == ["notice.taken-down"]
    shown = teller.get("administrator", f"/v1/public/notices/{notice['id']}")
    assert shown["standing"] == "down"
    assert shown["put_up_at"] < shown["taken_down_at"]
    assert shown["removal_photo"] == PHOTO
