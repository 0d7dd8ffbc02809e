"""Every stored name belongs to a kind of stream, so that whatever is read can be folded."""

from ledger.catalogue import ENTRIES
from ledger.streams import kind_of


def test_every_event_of_the_catalogue_has_a_kind() -> None:
    for entry in ENTRIES:
        assert kind_of(entry.name).owns(entry.name)
