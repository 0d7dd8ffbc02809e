"""A sign of life is given where somebody listens, and no more often than is needed."""

from unittest.mock import MagicMock, patch

import pytest

from ledger.pulse import Pulse


@pytest.mark.parametrize(("dialect", "beats"), [("postgresql", 2), ("sqlite", 0)])
def test_it_beats_once_in_a_while(dialect: str, beats: int) -> None:
    connection = MagicMock()
    connection.dialect.name = dialect
    with patch("ledger.pulse.time.monotonic", side_effect=[0.0, 0.1, 0.5, 0.5, 0.6, 1.0, 1.0]):
        assert list(Pulse(connection).along("abcd")) == list("abcd")
    assert connection.exec_driver_sql.call_count == beats


def test_where_nobody_listens_nothing_is_said() -> None:
    assert list(Pulse(None).along((1, 2))) == [1, 2]
