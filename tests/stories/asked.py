"""A questionnaire that neighbours fill on their phones, as stories tell it."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from domain.moment import SHANGHAI
from tests.stories.neighbours import Place
from tests.stories.teller import Teller


def in_half_a_year() -> str:
    """A moment within a year from now, whatever day the story plays."""
    return (datetime.now(SHANGHAI) + timedelta(days=180)).isoformat()


def open_one(
    teller: Teller, place: Place, name: str, questions: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    """The committee asks; what it is shown."""
    body = {
        "committee_id": place.committee,
        "compound_id": place.compound,
        "name": name,
        "questions": questions,
        "until": in_half_a_year(),
    }
    told = teller.post("居委会", "/v1/questionnaires", body | more)
    assert (told.status, told.topics) == (201, ["questionnaire.opened"]), told.said
    shown: dict[str, Any] = told.said
    return shown


def fill(teller: Teller, who: str, asked: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Somebody opens the link and sends the form; the address of their receipt."""
    path = f"/ask/{asked['link']}"
    html = teller.page(who, path)
    assert "<script" not in html
    [token] = re.findall(r'name="token" value="([^"]+)"', html)
    where, page = teller.fill(who, path, {"token": token, **fields})
    assert "已收到，谢谢" in page
    again, _ = teller.fill(who, path, {"token": token, **fields})
    assert again == where
    return where
