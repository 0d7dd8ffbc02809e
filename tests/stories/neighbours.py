"""Who is there when a story begins: a committee with one compound, and who sits at its table."""

from dataclasses import dataclass

from domain.actor import Role
from tests.stories.teller import Teller, found, party

Above = tuple[tuple[str, str], tuple[str, str]]
"""District and subdistrict, each with its code."""

COMMITTEE, OWNERS, COMPANY = "residents-committee", "owners-committee", "property-company"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A committee and one of its compounds."""

    committee: str
    compound: str


def settle(teller: Teller, committee: tuple[str, str], above: Above, compound: str) -> Place:
    """The place; its clerk is called 居委会 from now on."""
    name, code = committee
    body = found(teller, name, code, above)
    teller.meet("居委会", Role.CLERK, body=body)
    return Place(committee=body, compound=add_compound(teller, body, compound))


def add_compound(teller: Teller, committee: str, name: str) -> str:
    """A compound; its id."""
    path = f"/v1/bodies/{committee}/compounds"
    told = teller.post("administrator", path, {"name": name})
    assert (told.status, told.topics) == (201, ["body.compound-added"])
    return told.id


def seat(teller: Teller, place: Place, code: str, organisation: str, **more: bool) -> None:
    """An organisation takes a seat in the compound."""
    body = {"seat": code, "organisation": organisation, "compound_id": place.compound} | more
    told = teller.post("administrator", f"/v1/bodies/{place.committee}/seats", body)
    assert (told.status, told.topics) == (200, ["body.seat-filled"])


def seat_handler(
    teller: Teller, place: Place, code: str, name: str, kind: str, **more: bool
) -> str:
    """A new organisation takes the seat; who speaks for it is called by its name."""
    organisation = party(teller, name, kind)
    seat(teller, place, code, organisation, **more)
    teller.meet(name, Role.HANDLER, organisation=organisation)
    return organisation


def seat_owners(teller: Teller, place: Place, name: str) -> str:
    """An owners' committee takes its seat."""
    organisation = party(teller, name, "owners-committee")
    seat(teller, place, OWNERS, organisation)
    teller.meet(name, Role.OWNERS_COMMITTEE, compound=place.compound, organisation=organisation)
    return organisation


def seat_troika(teller: Teller, place: Place) -> dict[str, str]:
    """三驾马车: 居委会, 业委会, 物业, each with its own people; their organisations by name."""
    seat(teller, place, COMMITTEE, place.committee)
    return {
        "居委会": place.committee,
        "业委会": seat_owners(teller, place, "业委会"),
        "物业": seat_handler(teller, place, COMPANY, "物业", "property-company"),
    }
