"""Specs of the pure rules: no clock, no id source, no database."""

import pytest

# The DSL asserts on behalf of the specs, so its assertions must explain themselves as well.
pytest.register_assert_rewrite("tests.domain.dsl", "tests.domain.checks")
