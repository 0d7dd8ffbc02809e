"""汇泉居民区: who is there, and how a story asks them to act and hears what came of it.

    quarter.does("陆社工", issue, "dispatches", {"parties": [quarter.company]}, "dispatched")
    quarter.refuses("陆社工", issue, "completion", DONE, "dispatch-open")

Whoever acts has read the issue before, and says which version they have read. What they do was
offered to them; and what is refused whatever its words was not.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.actor import Role
from projections.difference import Difference
from projections.replay import check
from tests.stories.life.offers import OF_THE_WORDS, OFFERED_AS
from tests.stories.teller import Teller, Told, found, party

COMMITTEE, OWNERS, COMPANY = "residents-committee", "owners-committee", "property-company"
SEATS = (COMMITTEE, OWNERS, COMPANY)
VOICES = {COMMITTEE: "陆社工", OWNERS: "业委会", COMPANY: "物业"}
"""Who speaks for each seat."""

Body = Mapping[str, Any]
Shown = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """The ids of one committee and its parties; `teller` speaks for the people."""

    teller: Teller
    subdistrict: str
    committee: str
    compound: str
    company: str
    owners: str
    builders: str

    def report(self, by: str = "陆社工", **fields: Any) -> str:
        """Somebody reports; returns the new issue."""
        usual = {
            "committee_id": self.committee,
            "compound_id": self.compound,
            "channel": "window",
            "words": "6号楼底楼的下水道又满出来了，气味很重。",
        }
        told = self.teller.post(by, "/v1/issues", usual | fields)
        known = ["person.registered"] if "reporter" in fields else []
        assert (told.status, told.topics) == (201, [*known, "issue.reported"]), told.said
        return told.id

    def adopts(self, method: str, version: int) -> None:
        """The committee works by that method from now on."""
        path = f"/v1/bodies/{self.committee}/method-adoptions"
        told = self.teller.post("陆社工", path, {"method": method, "version": version})
        assert (told.status, told.topics) == (200, ["body.method-adopted"]), told.said

    def shown(self, by: str, issue: str) -> Shown:
        """The issue as somebody reads it."""
        read: Shown = self.teller.get(by, f"/v1/issues/{issue}")
        return read

    def does(self, by: str, issue: str, noun: str, body: Body, *events: str) -> Shown:
        """Somebody acts: exactly these *events* follow, whosever they are."""
        told, offered = self._says(by, issue, noun, body)
        assert (told.status, told.topics) == (200, [f"issue.{one}" for one in events]), told.said
        assert offered, f"{noun} was done, and not offered"
        shown: Shown = told.said
        return shown

    def refuses(self, by: str, issue: str, noun: str, body: Body, code: str) -> Shown:
        """Somebody is refused, by name and without a trace; returns the facts."""
        told, offered = self._says(by, issue, noun, body)
        assert (told.said.get("code"), told.topics) == (code, []), told.said
        assert not offered or code in OF_THE_WORDS, f"{noun} was offered, and cannot be done"
        facts: Shown = told.said.get("facts") or {}
        return facts

    def triages(self, issue: str, track: str, scale: str, **more: Any) -> Shown:
        """The clerk classifies it."""
        body = {"category": "drainage", "track": track, "scale": scale, **more}
        return self.does("陆社工", issue, "triage", body, "triaged")

    def tables(self, issue: str, *lines: Body, by: str = "陆社工") -> Shown:
        """A plan of that cost comes to the table."""
        budget = sum(line["amount"] for line in lines)
        plan = {"plan": "重做6号楼底楼排水支管，加装检查井。", "budget": budget, "lines": lines}
        return self.does(by, issue, "proposals", plan, "proposal-tabled")

    def agrees(self, issue: str, seats: Sequence[str] = SEATS) -> Shown:
        """Each of the seats says yes, by its own voice; the last one settles it."""
        shown = self.shown("陆社工", issue)
        for seat in seats:
            last = ["negotiated"] if seat == seats[-1] else []
            word = {"version": shown["proposal"]["version"], "seat": seat, "stance": "agree"}
            shown = self.does(VOICES[seat], issue, "positions", word, "position-taken", *last)
        return shown

    def approves(self, issue: str, by: str = "陆社工") -> Shown:
        """The plan may be carried out."""
        return self.does(by, issue, "decision", {"decision": "approve"}, "approved")

    def starts(self, issue: str) -> Shown:
        """The company begins; the clerk notes it."""
        body = {"party": self.company, "note": "挖开路面，更换支管。"}
        return self.does("陆社工", issue, "works", body, "work-started")

    def completes(self, issue: str, *also: str, **more: Any) -> Shown:
        """办结; *also* is what follows elsewhere."""
        return self.does("陆社工", issue, "completion", finished(**more), "done", *also)

    def moves(self, issue: str, kind: str, amount: int, line: int = 1) -> Shown:
        """Money is booked; returns the line's account."""
        body = {"kind": kind, "line": line, "amount": amount, "note": "收付凭证见附件"}
        shown = self.does("陆社工", issue, "funds", body, f"funds-{kind}")
        account: Shown = shown["funds"][line - 1]
        return account

    def listed(self, by: str, **wanted: Any) -> list[str]:
        """What somebody's list holds, narrowed."""
        query = "&".join(f"{name}={value}" for name, value in wanted.items())
        items = self.teller.get(by, f"/v1/issues?{query}")["items"]
        return [one["id"] for one in items]

    def told(self, by: str, issue: str) -> list[tuple[str, Any]]:
        """The timeline in somebody's eyes: what happened, and what they read of it."""
        return [(one["label"], one["data"]) for one in self.teller.timeline(by, issue)]

    def events(self, issue: str) -> list[str]:
        """The issue's own events, without what all their names begin with."""
        return [one.topic.removeprefix("issue.") for one in self.teller.stream(issue)]

    def differences(self) -> list[Difference]:
        """What `replay --check` finds."""
        return check(self.teller.service.database, self.teller.service.views)

    def _says(self, by: str, issue: str, noun: str, body: Body) -> tuple[Told, bool]:
        """What came of it, and whether it had been offered to them."""
        seen = self.shown(by, issue)
        path = f"/v1/issues/{issue}/{noun}"
        told = self.teller.post(by, path, body, seen=seen["version"])
        return told, f"issue.{OFFERED_AS[noun]}" in seen["allowed_actions"]


def finished(**more: Any) -> Body:
    """A completion with its reply."""
    return {"outcome": "solved", "reply": "支管已更换，检查井已加装，请放心使用。", **more}


def line(source: str, amount: int) -> Body:
    """A share of the budget, in 分."""
    return {"source": source, "amount": amount, "pays_for": "6号楼排水支管"}


def asked(*, resolved: bool, kind: str = "phone", **more: Any) -> Body:
    """What the reporter answered."""
    satisfaction = "satisfied" if resolved else "dissatisfied"
    return {"kind": kind, "resolved": resolved, "satisfaction": satisfaction, **more}


HUIQUAN = (("临江区", "LJ"), ("泉东街道", "QD"), ("汇泉居民区", "HQ"))
"""District, subdistrict and committee, each with its code."""


def settle(
    teller: Teller,
    *,
    seats: Collection[str] = SEATS,
    place: tuple[tuple[str, str], ...] = HUIQUAN,
) -> Quarter:
    """The committee under its subdistrict, its compound and parties, and everybody's key."""
    *above, (name, code) = place
    committee = found(teller, name, code, above)
    added = teller.post("administrator", f"/v1/bodies/{committee}/compounds", {"name": "汇泉苑"})
    body = teller.get("administrator", f"/v1/bodies/{committee}")
    quarter = Quarter(
        teller=teller,
        subdistrict=body["superior"],
        committee=committee,
        compound=added.id,
        company=party(teller, "汇泉物业", "property-company"),
        owners=party(teller, "汇泉苑业委会", "owners-committee"),
        builders=party(teller, "顺安施工队", "contractor"),
    )
    _sit(quarter, seats)
    _meet(quarter)
    return quarter


def _sit(quarter: Quarter, seats: Collection[str]) -> None:
    holders = {COMMITTEE: quarter.committee, OWNERS: quarter.owners, COMPANY: quarter.company}
    for seat in seats:
        body = {"seat": seat, "organisation": holders[seat], "compound_id": quarter.compound}
        path = f"/v1/bodies/{quarter.committee}/seats"
        told = quarter.teller.post("administrator", path, body)
        assert (told.status, told.topics) == (200, ["body.seat-filled"]), told.said


def _meet(quarter: Quarter) -> None:
    teller, compound = quarter.teller, quarter.compound
    for clerk in ("陆社工", "沈社工"):
        teller.meet(clerk, Role.CLERK, body=quarter.committee)
    teller.meet("街道", Role.SUPERIOR, body=quarter.subdistrict)
    teller.meet("物业", Role.HANDLER, organisation=quarter.company)
    teller.meet("施工队", Role.HANDLER, organisation=quarter.builders)
    teller.meet("业委会", Role.OWNERS_COMMITTEE, compound=compound, organisation=quarter.owners)
    for resident in ("居民", "邻居"):
        teller.meet(resident, Role.RESIDENT, compound=compound)
