"""A file is what its first bytes say, and nothing else is one of ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.media import MediaType, media_type_of
from tests.evidence import FILES, JPEG, PDF, PNG, WEBP


@pytest.mark.parametrize("media_type", MediaType)
def test_every_type_is_told(media_type: MediaType) -> None:
    assert media_type_of(FILES[media_type]) is media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + PNG,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<!doctype html><script>1</script>",
        b"\n" + PDF,
        b"<html>" + PDF,
        b" " + JPEG,
        b"PK\x03\x04",
        b"MZ" + PDF,
        b"RIFF\x10\x01\x00\x00WAVEfmt ",
        b"RIFF\x10\x01\x00\x00" + WEBP,
        b"\xff\xd8",
        PNG[:7],
        b"\x89PNG\n\x1a\n",
        b"%PDF",
    ],
)
def test_anything_else_is_none_of_ours(content: bytes) -> None:
    assert media_type_of(content) is None


@given(media_type=st.sampled_from(MediaType), rest=st.binary())
def test_what_follows_changes_nothing(media_type: MediaType, rest: bytes) -> None:
    assert media_type_of(FILES[media_type] + rest) is media_type
