"""`audit explain`: what a figure is made of, as lines or as a table."""

import json
from datetime import date, timedelta

from tests.cli.conftest import Copy

LAST = date.today() + timedelta(days=1)  # noqa: DTZ011  # a period that is wide enough
PERIOD = (f"{LAST - timedelta(days=700)}", f"{LAST}")


def test_a_rate_is_told_as_lines_and_as_a_table(copy: Copy) -> None:
    shell = copy()
    asked = ("audit", "explain", "CN", "response-rate", *PERIOD)
    lines = [json.loads(one) for one in shell.inside(*asked, "--json").out.splitlines()]
    assert lines
    assert all(one["number"] and one["events"] for one in lines)
    table = shell.inside(*asked).out
    met = [one for one in lines if "numerator" in one["parts"]]
    assert table.startswith(f"numerator: {len(met)} (response.met)\n")
    for one in lines:
        assert one["number"] in table
        assert f"{one['events'][-1]['position']}: {one['events'][-1]['topic']}" in table
    of = shell.inside(*asked, "--json", "--of", f"committee={lines[0]['committee']['id']}").out
    assert 0 < len(of.splitlines()) < len(lines)


def test_what_cannot_be_explained_is_told(copy: Copy) -> None:
    shell = copy()
    for words, complaint in (
        (("XX", "open"), "there is no such body, or no such compound of it"),
        (("CN", "weather"), "unknown-figure: Use a rate of "),
        (("CN", "open", "--of", "compound=x"), "--of: NAME=VALUE is required, NAME one of "),
        (("CN", "open", "--of", "committee=x"), "--of: a committee is told by its id"),
        (("CN", "open", "--as-of", "2090-01-01"), "2090-01-01 is still to come"),
    ):
        (body, figure), options = words[:2], words[2:]
        ended = shell.inside("audit", "explain", body, figure, *PERIOD, *options)
        assert ended.complaint.startswith(complaint), words
