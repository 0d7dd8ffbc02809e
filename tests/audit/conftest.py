"""What the auditor's tests share."""

from functools import lru_cache

import pytest

from audit import verify


@pytest.fixture
def memory_of_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verdict on a signature is a pure function of it: thousands of mutants ask for few."""
    monkeypatch.setattr(verify, "is_signed", lru_cache(maxsize=4096)(verify.is_signed))
