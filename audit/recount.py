"""Recounts a ballot from an export, with nothing but Python: for an auditor, or for a court.

    python recount.py EXPORT BALLOT

It reads the rows of one ballot: how it was opened, the roll, deliveries, votes. From these it
counts anew, by the rules that were pinned at the opening, and compares with what was declared when
it closed. That the rows are those which were recorded is for `verify.py` to say; a withheld row
cannot be counted. Status: 0 the same, 1 not the same, 2 nothing to count.
"""

import base64
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

Json = dict[str, Any]
Weights = list[int]
"""Voters, and their area in 0.01 m²."""

Votes = dict[str, dict[int, Json]]
"""Marks by paper and item."""

Told = tuple[Json, dict[str, Json], set[str], Votes, Json | None]
"""The opening, the roll by paper, who was delivered, the votes that stand, and the closing."""


class Unusable(Exception):
    """What is in the file does not suffice to count."""


def rows_of(path: str, ballot: str) -> Iterator[tuple[str, Json]]:
    """(topic, data) of a ballot's rows, in order."""
    with open(path, "rb") as file:
        for line in file:
            told = json.loads(line)
            if told.get("stream") != ballot:
                continue
            if told.get("withheld"):
                raise Unusable("votes are withheld in this export: ask for one that tells them")
            text = told["state"]
            if told["encoding"] == "base64":
                text = base64.b64decode(text).decode()
            yield told["topic"], json.loads(text)["data"]


def read(path: str, ballot: str) -> Told:
    """A ballot as its rows tell it."""
    opened: Json | None = None
    closed: Json | None = None
    imported: Json | None = None
    roll: dict[str, Json] = {}
    out: set[str] = set()
    votes: Votes = {}
    for topic, data in rows_of(path, ballot):
        if topic == "ballot.opened":
            opened = data
        elif topic == "ballot.roll-listed":
            for paper in data["papers"]:
                known = roll.setdefault(paper["paper"], {"persons": paper["persons"], "places": []})
                known["places"] += paper["places"]
        elif topic == "ballot.paper-delivered":
            out.add(data["paper"])
        elif topic == "ballot.vote-cast":
            votes[data["paper"]] = {mark["item"]: mark for mark in data["marks"]}
        elif topic == "ballot.vote-voided":
            del votes[data["paper"]]
        elif topic == "ballot.result-imported":
            imported = data
        elif topic == "ballot.closed":
            closed = data
    if opened is None:
        raise Unusable("there is no such ballot in this export")
    if imported is not None:
        raise Unusable("this ballot goes by the count of another system; see its evidence")
    return opened, roll, out, votes, closed


def roll_digest(roll: dict[str, Json]) -> str:
    """The SHA-256 of the roll's canonical form: a JSON list a line, in the order of the papers."""
    lines = []
    for paper in sorted(roll):
        places = sorted(
            [place["unit"], place["building"], place["entrance"], place["area"]]
            for place in roll[paper]["places"]
        )
        told = [paper, sorted(roll[paper]["persons"]), places]
        lines.append(json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n")
    return sha256("".join(lines).encode()).hexdigest()


def speaks(choice: str, counting: Json) -> bool:
    """Whether a mark takes part in its item."""
    if choice in ("blank", "spoilt"):
        return bool(counting[choice] == "abstains")
    return True


def weigh(
    papers: Iterable[str], roll: dict[str, Json], part: str | None = None, parting: str = "whole"
) -> Weights:
    """[voters, area] of some papers, as far as they stand in a part."""
    voters = area = 0
    for paper in papers:
        places = [p for p in roll[paper]["places"] if part in (None, part_of(p, parting))]
        if places or part is None:
            voters += 1
            area += sum(place["area"] for place in places)
    return [voters, area]


def part_of(place: Json, parting: str) -> str:
    """The building, or where entrances decide the entrance."""
    if parting == "entrance" and place["entrance"] is not None:
        return f"{place['building']}/{place['entrance']}"
    return str(place["building"])


def count(
    opened: Json,
    item: Json,
    roll: dict[str, Json],
    out: set[str],
    votes: Votes,
    part: str | None = None,
) -> tuple[Json, Json | None]:
    """What one item comes to in a part, or in the whole: by choice, and taking part."""
    counting, number = opened["counting"], item["number"]
    parting = opened["parting"]

    def said(choice: str) -> list[str]:
        return [paper for paper in votes if votes[paper][number]["choice"] == choice]

    takes = [
        paper
        for paper, marks in votes.items()
        if (
            speaks(marks[number]["choice"], counting)
            if counting["turnout_per_item"]
            else any(speaks(mark["choice"], counting) for mark in marks.values())
        )
    ]
    told: Json = {
        choice: weigh(said(choice), roll, part, parting)
        for choice in ("agree", "against", "abstain", "blank", "spoilt")
    }
    told["taking_part"] = weigh(takes, roll, part, parting)
    told["candidates"] = {
        one: weigh([p for p in votes if one in votes[p][number]["candidates"]], roll, part, parting)
        for one in item["candidates"]
    }
    scores = [votes[paper][number]["score"] for paper in said("agree")]
    told["score"] = sum(scores) if opened["rule"] == "review-panel" else None
    silent = weigh([paper for paper in out if paper not in votes], roll, part, parting)
    return told, followed(opened, item, told, silent)


def followed(opened: Json, item: Json, told: Json, silent: Weights) -> Json | None:
    """The count in which silent papers say what most said; None where the rules know none."""
    counting = opened["counting"]
    if counting["unreturned"] != "follows-majority" or item["candidates"]:
        return None
    opinions = {choice: list(told[choice]) for choice in ("agree", "against", "abstain")}
    for choice in ("blank", "spoilt"):
        if counting[choice] == "abstains":
            opinions["abstain"] = plus(opinions["abstain"], told[choice])
    sides = 2 if opened["electorate"] == "owners" else 1
    for choice, weight in opinions.items():
        others = [other for one, other in opinions.items() if one != choice]
        if all(weight[side] > other[side] for other in others for side in range(sides)):
            joined = {choice: plus(told[choice], silent)}
            return {**told, "taking_part": plus(told["taking_part"], silent), **joined}
    return dict(told)


def plus(one: Weights, other: Weights) -> Weights:
    """Both together."""
    return [one[0] + other[0], one[1] + other[1]]


def meets(threshold: Json | None, share: int, whole: int) -> bool:
    """Integers, compared crosswise."""
    if threshold is None:
        return True
    left, right = share * threshold["denominator"], whole * threshold["numerator"]
    return bool(left > right if threshold["beyond"] else left >= right)


def clears(bar: Json, share: Weights, whole: Weights) -> bool:
    """By voters and by area, each where it is counted."""
    return meets(bar["voters"], share[0], whole[0]) and meets(bar["area"], share[1], whole[1])


def reached(opened: Json, roll_weight: Weights, told: Json, *, is_election: bool) -> bool:
    """Whether enough took part and, of those, enough agree."""
    bars = opened["thresholds"]
    if told["taking_part"][0] == 0:
        return False
    if not clears(bars["taking_part"], told["taking_part"], roll_weight):
        return False
    if is_election:
        return True
    if told["agree"][0] == 0:
        return False
    if bars["score"] is not None:
        return bool(told["score"] >= bars["score"] * told["agree"][0])
    return clears(bars["agreeing"], told["agree"], told["taking_part"])


def elect(opened: Json, item: Json, roll_weight: Weights, told: Json) -> list[int]:
    """Who is elected, by voters and then by area; who stand equal over the last seats are not."""
    if not reached(opened, roll_weight, told, is_election=True):
        return []
    bar, seats = opened["thresholds"]["agreeing"], item["seats"]
    ranks = {
        int(one): tuple(weight)
        for one, weight in told["candidates"].items()
        if weight[0] > 0 and clears(bar, weight, told["taking_part"])
    }
    order: list[int] = sorted(ranks, key=lambda one: ranks[one], reverse=True)
    if len(order) <= seats or ranks[order[seats - 1]] != ranks[order[seats]]:
        return order[:seats]
    return [one for one in order if ranks[one] > ranks[order[seats]]]


def result(opened: Json, item: Json, roll: dict[str, Json], out: set[str], votes: Votes) -> Json:
    """What becomes of an item: the count, the one with the silent, and whether it is reached."""
    told, joined = count(opened, item, roll, out, votes)
    decides, whole = joined or told, weigh(roll, roll)
    is_election = bool(item["candidates"])
    elected = elect(opened, item, whole, decides) if is_election else []
    passed = bool(elected) if is_election else reached(opened, whole, decides, is_election=False)
    if opened["parting"] != "whole":
        places = [place for paper in roll.values() for place in paper["places"]]
        for part in sorted({part_of(place, opened["parting"]) for place in places}):
            there, follows = count(opened, item, roll, out, votes, part)
            weight = weigh(roll, roll, part, opened["parting"])
            passed = passed and reached(opened, weight, follows or there, is_election=is_election)
    return {"tally": told, "followed": joined, "reached": passed, "elected": elected}


def as_declared(tally: Json | None) -> Json | None:
    """A declared count in the shape of ours."""
    if tally is None:
        return None
    names = ("agree", "against", "abstain", "blank", "spoilt", "taking_part")
    told: Json = {name: [tally[name]["voters"], tally[name]["area"]] for name in names}
    told["candidates"] = {
        one["candidate"]: [one["agree"]["voters"], one["agree"]["area"]]
        for one in tally["candidates"]
    }
    return {**told, "score": tally["score"]}


def differences(
    opened: Json, roll: dict[str, Json], out: set[str], votes: Votes, closed: Json | None
) -> Iterator[str]:
    """What was declared otherwise than it is counted here."""
    if roll_digest(roll) != opened["roll"]:
        yield "the roll is not the one that was pinned"
    if weigh(roll, roll) != [opened["papers"], opened["area"]]:
        yield "the roll does not weigh what was pinned"
    if closed is None:
        return
    if (closed["delivered"], closed["returned"]) != (len(out), len(votes)):
        yield "other numbers of papers were declared"
    passed = True
    for item, said in zip(opened["items"], closed["results"], strict=True):
        own = result(opened, item, roll, out, votes)
        passed = passed and own["reached"]
        declared = {
            "tally": as_declared(said["tally"]),
            "followed": as_declared(said["followed"]),
            "reached": said["reached"],
            "elected": said["elected"],
        }
        if own != declared:
            yield f"item {item['number']}: {own} is counted, {declared} was declared"
    if (closed["outcome"] == "reached") != passed:
        yield "another outcome was declared"


def told_of(opened: Json, roll: dict[str, Json], out: set[str], votes: Votes) -> Iterator[str]:
    """The count, for people."""
    for item in opened["items"]:
        own = result(opened, item, roll, out, votes)
        count_ = own["followed"] or own["tally"]
        yield (
            f"item {item['number']}: of {len(roll)} papers {len(votes)} are back; taking part "
            f"{count_['taking_part']}, for {count_['agree']}, against {count_['against']}, "
            f"abstaining {count_['abstain']} [voters, 0.01 m2]: "
            f"{'reached' if own['reached'] else 'not reached'}"
        )


def main(arguments: Sequence[str]) -> int:
    """The command; its exit status."""
    try:
        path, ballot = arguments
        told = read(path, ballot)
    except (ValueError, OSError, KeyError, Unusable) as error:
        print(f"unusable: {error}", file=sys.stderr)
        return 2
    print("\n".join(told_of(*told[:4])))
    wrong = list(differences(*told))
    print("\n".join(wrong) or "counted as it was declared")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
