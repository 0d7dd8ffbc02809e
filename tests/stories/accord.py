"""How a matter comes to an agreed plan at the troika's table, and from the plan to the revisit."""

from collections.abc import Mapping
from typing import Any

from domain.actor import Role
from tests.stories.matter import Matter
from tests.stories.neighbours import COMMITTEE, COMPANY, OWNERS, Place
from tests.stories.teller import Teller, party

SEATS: Mapping[str, str] = {"居委会": COMMITTEE, "业委会": OWNERS, "物业": COMPANY}


def reported(
    teller: Teller, place: Place, said: Mapping[str, Any], triage: Mapping[str, Any]
) -> Matter:
    """Somebody told of it, with these words and a contact; it is a hard matter of its category."""
    body = {"committee_id": place.committee, "compound_id": place.compound, **said}
    matter = Matter(teller, "居委会", teller.post("居委会", "/v1/issues", body), "居委会")
    matter.act("居委会", "triage", {"scale": "hard", "track": "normal"} | dict(triage), "triaged")
    return matter


def agreed(
    matter: Matter, plan: Mapping[str, Any], *, version: int = 1, seats: Mapping[str, str] = SEATS
) -> dict[str, Any]:
    """The plan is tabled, and whoever sits at the table agrees to it."""
    shown = matter.act("居委会", "proposals", plan, "proposal-tabled")
    for place, (name, seat) in enumerate(seats.items(), start=1):
        topics = ["position-taken", *(["negotiated"] if place == len(seats) else [])]
        word = {"version": version, "seat": seat, "stance": "agree"}
        shown = matter.act(name, "positions", word, *topics)
    assert shown["status"] == "negotiated"
    return shown


def built(matter: Matter, name: str) -> None:
    """A contractor of that name takes the order, does the work and reports it done."""
    organisation = party(matter.teller, name, "contractor")
    matter.teller.meet(name, Role.HANDLER, organisation=organisation)
    matter.act("居委会", "dispatches", {"parties": [organisation]}, "dispatched")
    matter.act(name, "works", {}, "work-started")
    matter.act(name, "dispatch-completions", {"note": "已完工"}, "dispatch-completed")


def finished(matter: Matter, reply: str, **more: Any) -> dict[str, Any]:
    """办结, with an answer to who reported it."""
    done = {"outcome": "solved", "reply": reply} | more
    return matter.act("居委会", "completion", done, "done")


def revisited(matter: Matter, comment: str) -> None:
    """回访 at the door: it is solved, and they are content."""
    answer = {"kind": "door", "resolved": True, "satisfaction": "satisfied", "comment": comment}
    shown = matter.act("居委会", "revisits", answer, "revisited")
    assert (shown["status"], shown["revisit"]["comment"]) == ("revisited", comment)
