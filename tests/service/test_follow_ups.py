"""Follow-up tokens: only a hash is kept; what has ended is never told from what never was."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

from domain.actor import Role
from domain.moment import DAY, Moment
from ledger.log import read_head
from ledger.now import clock
from service.errors import Forbidden, NotFound, ReporterErased, Stale
from service.follow_ups import FollowUps
from service.ids import new_id
from service.policy import Principal
from service.service import Service
from service.tables import follow_up as table
from tests.erasing import erase
from tests.neighbourhood import Neighbourhood


@pytest.fixture
def town(shared_town: Neighbourhood) -> Neighbourhood:
    """The neighbourhood that this module shares."""
    return shared_town


@pytest.fixture
def tokens(town: Neighbourhood) -> FollowUps:
    """Its follow-up tokens."""
    return town.service.follow_ups


@pytest.fixture
def later(town: Neighbourhood) -> Iterator[Service]:
    """Another process, whose clock a test may move."""
    other = Service(town.service.settings)
    yield other
    other.stop()


def known(town: Neighbourhood, **fields: Any) -> tuple[str, Principal | None]:
    """A new issue's token, and as whom it speaks."""
    issue = town.report(**fields)
    made, secret = town.service.follow_ups.create(issue, town.issue(issue).reporter)
    return secret, made.principal


def is_dead(tokens: FollowUps, secret: str) -> bool:
    """Whether it is turned away, and without a word of itself."""
    try:
        tokens.find(secret)
    except NotFound as error:
        return error.args == ()
    return False


def test_only_a_hash_is_kept(town: Neighbourhood) -> None:
    secret, _ = known(town)
    with town.service.database.read() as connection:
        rows = connection.execute(select(table)).all()
    digests = [bytes(row.digest) for row in rows]
    assert digests.count(sha256(secret.encode()).digest()) == 1
    assert not any(secret in str(tuple(row)) for row in rows)


def test_a_token_has_256_bits_and_no_two_are_alike(tokens: FollowUps) -> None:
    secrets = {tokens.create(new_id(), None)[1] for _ in range(50)}
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {43}


def test_a_token_is_found_as_often_as_one_likes(tokens: FollowUps) -> None:
    issue = new_id()
    made, secret = tokens.create(issue, None)
    assert [tokens.find(secret) for _ in range(3)] == [made] * 3
    assert made.issue == issue


@pytest.mark.parametrize("secret", ["", "x", "x" * 43, "x" * 100_000, "\ud800", "令牌"])
def test_an_unknown_token_opens_nothing(tokens: FollowUps, secret: str) -> None:
    assert is_dead(tokens, secret)


def test_a_token_ends_with_its_last_day(town: Neighbourhood, later: Service) -> None:
    made, secret = town.service.follow_ups.create(new_id(), None)
    assert 399 * DAY < made.expires_at - clock() <= 400 * DAY
    later.now = lambda: Moment(made.expires_at - 1)
    assert later.follow_ups.find(secret) == made
    later.now = lambda: made.expires_at
    assert is_dead(later.follow_ups, secret)


def test_a_lost_one_is_revoked_by_the_next(tokens: FollowUps) -> None:
    issue, other = new_id(), tokens.create(new_id(), None)[1]
    first, second = tokens.create(issue, None)[1], tokens.create(issue, None)[1]
    assert not is_dead(tokens, first)
    third = tokens.create(issue, None, revoke_earlier=True)[1]
    assert [is_dead(tokens, one) for one in (first, second, third, other)] == [
        True,
        True,
        False,
        False,
    ]


def test_it_dies_with_the_reporters_key(town: Neighbourhood) -> None:
    """Nobody has to remember it: the vault is asked each time, and nothing is cached."""
    secret, speaker = known(town)
    assert not is_dead(town.service.follow_ups, secret)
    assert speaker is not None
    erase(town.service, speaker.person)
    assert is_dead(town.service.follow_ups, secret)
    with pytest.raises(NotFound):
        town.service.following.shown(secret)


def test_another_persons_erasure_is_none_of_its_matter(town: Neighbourhood) -> None:
    secret, _ = known(town)
    _, speaker = known(town)
    assert speaker is not None
    erase(town.service, speaker.person)
    assert not is_dead(town.service.follow_ups, secret)


def test_who_is_erased_gets_no_receipt(town: Neighbourhood) -> None:
    issue = town.report()
    erase(town.service, town.issue(issue).reporter)
    with pytest.raises(ReporterErased):
        town.service.following.hand_out(town.clerk, issue)


def test_a_token_speaks_as_the_reporter_and_as_nobody_else(town: Neighbourhood) -> None:
    issue = town.report()
    reporter = town.issue(issue).reporter
    made, secret = town.service.follow_ups.create(issue, reporter)
    expected = Principal(person=reporter, roles=frozenset({Role.RESIDENT}), key=made.id)
    assert town.service.follow_ups.find(secret).principal == expected
    assert town.service.reader.issue(expected, issue).role is Role.RESIDENT
    with pytest.raises(NotFound):
        town.service.reader.issue(expected, town.report())


def test_a_token_of_an_anonymous_report_only_reads(town: Neighbourhood) -> None:
    secret, speaker = known(town, contact=None)
    assert speaker is None
    assert town.service.follow_ups.find(secret).principal is None
    assert town.service.following.shown(secret).row.reporter is None


def test_expired_ones_are_pruned(town: Neighbourhood, later: Service) -> None:
    made, secret = town.service.follow_ups.create(new_id(), None)
    assert later.follow_ups.prune() == 0
    later.now = lambda: Moment(made.expires_at - 1)
    later.follow_ups.prune()
    assert town.service.follow_ups.find(secret) == made
    later.now = lambda: made.expires_at
    assert later.follow_ups.prune() >= 1
    assert is_dead(town.service.follow_ups, secret)


def test_a_receipt_changes_no_event(town: Neighbourhood) -> None:
    def head() -> int:
        with town.service.database.read() as connection:
            return read_head(connection, lock=False).position

    issue = town.report()
    before = head()
    receipt = town.service.following.hand_out(town.clerk, issue, if_match=1)
    assert (head(), town.issue(issue).version) == (before, 1)
    assert receipt.number == town.issue(issue).number
    assert receipt.secret not in repr(receipt)


def test_who_may_hand_one_out(town: Neighbourhood) -> None:
    issue, hand_out = town.report(), town.service.following.hand_out
    with pytest.raises(NotFound):
        hand_out(town.next_clerk, issue, if_match=9)
    with pytest.raises(Forbidden):
        hand_out(town.auditor, issue, if_match=9)
    with pytest.raises(Stale):
        hand_out(town.clerk, issue, if_match=9)
