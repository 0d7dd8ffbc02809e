"""The measurement of a ballot runs: opened, every paper through HTTP, closed."""

from pathlib import Path

from bench import ballots
from bench.ratios import GOALS, ratios
from bench.site import sqlite_site


def test_a_round_is_a_ballot_of_its_own(tmp_path: Path) -> None:
    site = sqlite_site(tmp_path / "ballots")
    hall = ballots.build(site, 20)
    samples = ballots.samples_of(site, hall, 2)
    legs = [(one.leg, one.round, one.count) for one in samples]
    assert legs == [
        (leg, number, count)
        for number in (1, 2)
        for leg, count in (("opening", 1), ("first", 2), ("last", 2), ("closing", 1))
    ]
    assert list(ratios(samples)) == ["ballot.sqlite.last_vs_first"]
    assert {f"ballot.{kind}.last_vs_first" for kind in ("sqlite", "postgresql")} <= GOALS.keys()
