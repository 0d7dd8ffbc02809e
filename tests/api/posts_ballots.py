"""Good requests for ballots, each about one of its own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from service.policy import Principal
from tests.access.stage_ballots import PREFIX, RESULT, contested, opening, voted
from tests.api.face import Face
from tests.api.posting import Post, post
from tests.ballots import EVIDENCE, Voters

VOTE: Mapping[str, Any] = {
    "unit": "101",
    "marks": [{"item": 1, "choice": "agree"}],
    "channel": "paper",
    "evidence": EVIDENCE,
    "witness": "楼组长 罗见微",
    "proxy": {"proxy": 1, "name": "陆代办", "mandate": EVIDENCE},
}


def posts_ballots(face: Face) -> list[Post]:
    """Requests each accepted whatever the others did."""
    town, voters = face.town, Voters(face.town)
    handed = {"unit": "102", "how": "hand", "witness": "罗见微", "evidence": EVIDENCE}
    void, reason = {"unit": "101", "reason": "签名不符"}, {"reason": "名册有误"}
    many = {"deliveries": [handed, {"paper": "o4", "how": "post", "by": str(town.clerk.person)}]}
    clerk, counter = town.clerk, voters.counter
    return [
        post(PREFIX, PREFIX, opening(Voters(town), witnesses=["民警 丁一鸣"]), clerk),
        _on(voters, "deliveries", voters.opened(), many, clerk),
        _on(voters, "votes", voters.opened(), VOTE, counter),
        _on(voters, "voids", voted(voters), void, counter),
        _on(voters, "results", voters.outside(), RESULT, clerk),
        _on(voters, "closure", voted(voters), {"note": "结果公示七日"}, clerk),
        _on(voters, "cancellation", voters.opened(), reason, clerk),
        _on(voters, "annulment", voters.decided(), reason, town.superior),
        _on(voters, "challenges", voters.decided(), {"text": "要求复核"}, voters.owner("o4")),
        post(
            f"{PREFIX}/{{ballot}}/challenges/{{challenge}}/answer",
            f"{PREFIX}/{contested(voters)}/challenges/1/answer",
            {"answer": "经复核无误", "size": 7},
            clerk,
        ),
    ]


def _on(voters: Voters, noun: str, ballot: UUID, body: Mapping[str, Any], by: Principal) -> Post:
    path, version = f"{PREFIX}/{ballot}/{noun}", voters.row(ballot).version
    return post(f"{PREFIX}/{{ballot}}/{noun}", path, body, by, version)
