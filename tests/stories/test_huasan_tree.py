"""华三居民区 (A1 三心): 党总支→党支部→微网格(党小组)→党员楼组，四级网络到楼组.

Four compounds, 1,089 households, 3,123 residents, as the text counts them; how many fall to each
compound, and the names of the parts, are invented.
"""

from typing import Any

from domain.actor import Role
from tests.stories.neighbours import add_compound, settle
from tests.stories.teller import Teller, party

ABOVE = (("长宁区", "CN"), ("华阳路街道", "HYL"))
COMPOUNDS = {
    "大兴邨": (("1号", 72, 206), ("2号", 68, 195), ("3号", 80, 230)),
    "华三小区": (("1号", 96, 280), ("2号", 90, 255), ("3号", 84, 240)),
    "飞乐小区": (("1号", 120, 340), ("2号", 110, 318)),
    "西苑": (("1号", 130, 370), ("2号", 125, 361), ("3号", 114, 328)),
}
GRID = "/v1/committees/{}/grids/party"


def test_a_tree_of_four_levels_with_its_heads(teller: Teller) -> None:
    place = settle(teller, ("华三居民区", "HS"), ABOVE, "大兴邨")
    teller.meet("居民", Role.RESIDENT, body=place.committee)
    rest = (name for name in COMPOUNDS if name != "大兴邨")
    compounds = {"大兴邨": place.compound} | {
        name: add_compound(teller, place.committee, name) for name in rest
    }
    path = GRID.format(place.committee)
    assert teller.status("居委会", path) == 404
    cells = tree(compounds)
    told = teller.post("居委会", f"{path}/drawings", {"cells": cells})
    assert (told.status, told.topics) == (201, ["grid.drawn"])
    assert (told.said["kind_label"], told.said["levels"]) == ("党组织四级网络", 4)
    name_heads(teller, path)
    looked_after(teller, path)
    drawn_anew(teller, path, cells)


def tree(compounds: dict[str, str]) -> list[dict[str, Any]]:
    """党总支; two branches; a micro-grid for each compound; a group for each building."""
    cells: list[dict[str, Any]] = [
        {"code": "Z", "tier": "党总支", "name": "华三党总支"},
        {"code": "Z1", "above": "Z", "tier": "党支部", "name": "第一党支部"},
        {"code": "Z2", "above": "Z", "tier": "党支部", "name": "第二党支部"},
    ]
    for number, (name, buildings) in enumerate(COMPOUNDS.items(), start=1):
        branch, grid = f"Z{(number + 1) // 2}", f"G{number}"
        here = {"compound": compounds[name]}
        cells.append(
            {"code": grid, "above": branch, "tier": "微网格", "name": f"{name}微网格"}
            | here
            | {"buildings": [building for building, _, _ in buildings]}
        )
        cells += [
            {"code": f"{grid}-{one}", "above": grid, "tier": "党员楼组", "name": f"{name}{one}"}
            | here
            | {"buildings": [building]}
            for one, (building, _, _) in enumerate(buildings, start=1)
        ]
    # The order of a drawing says nothing: what is above may come behind.
    return [*cells[3:], *cells[:3]]


def name_heads(teller: Teller, path: str) -> None:
    """Each group has its head, and how many households and residents it has."""
    branch = party(teller, "华三党总支", "party-branch")
    head = {"cell": "Z", "organisation": branch, "note": "书记每周三接待"}
    assert teller.post("居委会", f"{path}/heads", head).topics == ["grid.head-named"]
    for number, buildings in enumerate(COMPOUNDS.values(), start=1):
        for one, (_, households, residents) in enumerate(buildings, start=1):
            head = {"cell": f"G{number}-{one}", "organisation": branch}
            counted = {"households": households, "residents": residents}
            told = teller.post("居委会", f"{path}/heads", head | counted)
            assert (told.status, told.topics) == (200, ["grid.head-named"])
    again = teller.post("居委会", f"{path}/heads", head | counted)
    assert (again.status, again.said["code"]) == (409, "head-unchanged")
    lost = teller.post("居委会", f"{path}/heads", {"cell": "G9"})
    assert (lost.status, lost.said["code"]) == (422, "unknown-cell")


def looked_after(teller: Teller, path: str) -> None:
    """Four levels, and the numbers of the text; residents are told how large, and not who."""
    shown = teller.get("居委会", path)
    depths = [cell["depth"] for cell in shown["cells"]]
    assert [depths.count(level) for level in (1, 2, 3, 4)] == [1, 2, 4, 11]
    heads = [cell["head"] for cell in shown["cells"] if cell["depth"] == 4]
    assert sum(head["households"] for head in heads) == 1089
    assert sum(head["residents"] for head in heads) == 3123
    [top] = [cell for cell in shown["cells"] if cell["depth"] == 1]
    assert (top["head"]["organisation"]["name"], top["head"]["note"]) == (
        *("华三党总支", "书记每周三接待"),
    )
    [seen] = [cell["head"] for cell in teller.get("居民", path)["cells"] if cell["depth"] == 1]
    assert (seen["organisation"], seen["person"], seen["note"]) == (None, None, None)


def drawn_anew(teller: Teller, path: str, cells: list[dict[str, Any]]) -> None:
    """A building falls to one group alone; who was named stays; the drawing before is kept."""
    twice = [*cells, cells[1] | {"code": "G1-9"}]
    refused = teller.post("居委会", f"{path}/drawings", {"cells": twice})
    assert (refused.status, refused.said["code"]) == (422, "building-repeated")
    same = teller.post("居委会", f"{path}/drawings", {"cells": cells})
    assert (same.status, same.said["code"]) == (409, "grid-unchanged")
    fewer = [cell for cell in cells if cell["code"] != "G4-3"]
    told = teller.post("居委会", f"{path}/drawings", {"cells": fewer})
    assert (told.status, told.said["drawing"], len(told.said["cells"])) == (201, 2, 17)
    [top] = [cell for cell in told.said["cells"] if cell["code"] == "Z"]
    assert top["head"]["note"] == "书记每周三接待"
    before = teller.get("居委会", f"{path}?drawing=1")
    assert (before["drawing"], len(before["cells"])) == (1, 18)
    assert teller.status("居委会", f"{path}?drawing=3") == 404
    [listed] = teller.get("居委会", path.removesuffix("/party"))["items"]
    assert listed["drawing"] == 2
