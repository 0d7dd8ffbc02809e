"""Random values at random places of good bodies: an answer every time, never a fault of ours."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.face import Face
from tests.api.json_places import places, replaced
from tests.api.posting import Post
from tests.api.refusal import require_problem

_TEXTS = st.text(st.characters(), max_size=300)
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _TEXTS)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=10,
)


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data(), value=_VALUES)
def test_random_values(shared: Face, good: Sequence[Post], data: Any, value: Any) -> None:
    post = data.draw(st.sampled_from(good), label="route")
    at = data.draw(st.sampled_from([(), *places(post.call.body)]), label="place")
    body = json.dumps(replaced(post.call.body, at, value)).encode()
    answer = shared.send(replace(post.call, content=body))
    if answer.status_code not in {200, 201}:
        assert 400 <= answer.status_code < 500, answer.text
        require_problem(answer)
