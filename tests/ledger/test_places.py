"""Where sealed fields stand: every one is looked at, also those within lists."""

from dataclasses import replace

import msgspec
import pytest

from domain.issue.events import Done, Reported
from ledger.places import Misplaced, require_in_place, sealed_in
from tests.golden import expected

EVENTS = {topic: event for (topic, _), (_, event) in expected.EXPECTED.items()}


@pytest.mark.parametrize("topic", EVENTS)
def test_every_field_of_an_event_is_found_where_it_stands(topic: str) -> None:
    event = EVENTS[topic]
    found = list(sealed_in(msgspec.to_builtins(event), topic))
    assert len(found) == repr(event).count("Sealed(")
    assert [path for path, _ in found] == [sealed.place for _, sealed in found]
    require_in_place(topic, event)
    if found:
        with pytest.raises(Misplaced):
            require_in_place(f"{topic}-elsewhere", event)


def test_a_field_of_a_list_that_stands_elsewhere_is_refused() -> None:
    """The second site with what was sealed for the first."""
    reported, done = EVENTS["issue.reported"], EVENTS["issue.done"]
    assert isinstance(reported, Reported)
    assert isinstance(done, Done)
    sites = (*reported.sites, reported.sites[0])
    outputs = (*done.outputs, done.outputs[0])
    with pytest.raises(Misplaced, match=f"sites/{len(sites) - 1}/address is sealed for"):
        require_in_place("issue.reported", replace(reported, sites=sites))
    with pytest.raises(Misplaced, match=f"outputs/{len(outputs) - 1}/item is sealed for"):
        require_in_place("issue.done", replace(done, outputs=outputs))
