"""What a holder says through the forms of the status page, and how that is answered."""

from urllib.parse import urlencode

import httpx2

from api.forms import MEDIA_TYPE
from domain.issue.lifecycle import Status
from tests.api.face import Call
from tests.api.following import Holder
from tests.api.html import parsed

SOLVED = {"resolved": "yes", "satisfaction": "satisfied", "comment": "灯很亮"}
UNSOLVED = {"resolved": "no", "satisfaction": "dissatisfied"}
REASON = {"reason": "又不亮了"}
RATED, REOPENED, EARLY = ["您已评价过"], ["正在重新办理"], ["还没有办结"]


def said(holder: Holder, noun: str, fields: dict[str, str]) -> Call:
    """The form as a browser sends it."""
    headers = {"Content-Type": MEDIA_TYPE, "Sec-Fetch-Site": "same-origin"}
    path = f"/follow/{holder.token}/{noun}"
    return Call(path=path, by=None, content=urlencode(fields).encode(), headers=headers)


def rate(holder: Holder, fields: dict[str, str]) -> httpx2.Response:
    """Send a rating."""
    return holder.face.send(said(holder, "rating", fields))


def object_to(holder: Holder) -> httpx2.Response:
    """Send an objection."""
    return holder.face.send(said(holder, "objection", REASON))


def title_of(answer: httpx2.Response) -> list[str]:
    """What the page says that answers in its place."""
    assert answer.status_code in (403, 409), answer.text
    return parsed(answer.text).texts("h1")


def offered(holder: Holder) -> tuple[bool, bool]:
    """What is offered: as the page has it, and as programs are told."""
    nouns = {
        (f.attributes["action"] or "").rpartition("/")[2] for f in holder.status().all_of("form")
    }
    body = holder.json()
    told = (body["may_rate"], body["may_object"])
    assert told == ("rating" in nouns, "objection" in nouns)
    return told


def standing_of(holder: Holder) -> tuple[Status, int]:
    """Status and round."""
    row = holder.face.town.issue(holder.issue)
    return row.status, row.round
