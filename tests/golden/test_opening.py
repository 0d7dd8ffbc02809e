"""Every sealed field of every golden state opens with the keys of the tests, where it stands."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from domain.sealed import KeyScope
from ledger.cipher import Key, Place, open_sealed
from ledger.envelope import unpack
from ledger.places import sealed_in
from tests.golden import expected
from tests.golden.stored import VERSIONS, golden
from tests.golden.values import STREAM_KEY

KEYS = {
    KeyScope.PERSON: Key(id=expected.PERSON_KEY, scope=KeyScope.PERSON, secret=bytes(range(32))),
    KeyScope.ISSUE: Key(id=expected.ISSUE_KEY, scope=KeyScope.ISSUE, secret=bytes(range(32, 64))),
    KeyScope.STREAM: Key(id=STREAM_KEY, scope=KeyScope.STREAM, secret=bytes(range(64, 96))),
}
HAN = re.compile(r"[\u4e00-\u9fff]|\d{11}")
"""What every golden text holds: Chinese, or a telephone number."""


def texts_of(name: str, version: int) -> Iterator[tuple[str, str]]:
    """The place and the text of each sealed field."""
    stream = expected.PERSON if name.startswith("person.") else expected.ISSUE
    data = msgspec.json.decode(unpack(golden(name, version)).data)
    for path, sealed in sealed_in(data, name):
        key = KEYS[sealed.scope]
        assert sealed.key == key.id
        assert sealed.place == path
        place = Place(ledger=expected.LEDGER, stream=stream, field=path)
        yield path, open_sealed(key, place, sealed)


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_every_sealed_field_opens_where_it_stands(name: str, version: int) -> None:
    for path, text in texts_of(name, version):
        assert HAN.search(text), path


def test_the_field_is_where_it_is_and_says_what_it_says() -> None:
    opened = dict(text for each in VERSIONS for text in texts_of(*each))
    assert opened["issue.proposal-tabled/lines/0/pays_for"] == "楼道公共照明"
    assert opened["issue.revisited/comment"] == "还是不亮"
    assert opened["issue.triaged/emergency/ground"] == "六层以上断水"
    assert opened["issue.clock-paused/note"]
    assert len(opened) == 147
