"""和睦佳苑 (A11 五把金钥匙): 小区矛盾纠纷数量大幅下降, shown quarter by quarter.

The text names no figures: twelve, seven and three are ours.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from service.settings import Settings
from tests.projections.following import follow
from tests.stories.life.watching import Watched, watched

HEMU = (("崇明区", "CM"), ("港西镇", "GX"), ("和睦佳苑社区", "HM"))
DISPUTES = {"2025-10": 12, "2025-11": 7, "2025-12": 3}
LAST = {"2025-10": 31, "2025-11": 30, "2025-12": 31}


@pytest.fixture(scope="module")
def hemu(shared_settings: Settings) -> Iterator[Watched]:
    """From October 2025 on."""
    with watched(shared_settings, "2025-10-09 09:00", HEMU, "hemu@1") as town:
        yield town


def test_disputes_grow_fewer_and_that_is_shown(hemu: Watched) -> None:
    for month, number in DISPUTES.items():
        for day in range(number):
            issue = hemu.reports(f"{month}-{10 + day} 10:00", words="两家为晾衣绳争执")
            hemu.quarter.triages(issue, "normal", "small", category="dispute")
        lamp = hemu.reports(f"{month}-{10 + number} 11:00")
        hemu.quarter.triages(lamp, "normal", "small", category="lighting")
    hemu.comes_to("2026-01-05 09:00")
    follow(hemu.quarter.teller.service)
    assert {month: told(hemu, month) for month in DISPUTES} == {
        month: {"矛盾纠纷": number, "照明": 1} for month, number in DISPUTES.items()
    }


def told(hemu: Watched, month: str) -> dict[str, int]:
    """What was reported in a month, by category, as anybody of the committee reads it."""
    days = f"first={month}-01&last={month}-{LAST[month]}"
    path = f"/v1/bodies/{hemu.quarter.committee}/statistics?{days}&by=category"
    sections: list[Any] = hemu.quarter.teller.get("陆社工", path)["sections"]
    return {
        one["key"][0]["label"]: count["n"]
        for one in sections
        for count in one["counts"]
        if count["code"] == "reported.told"
    }
