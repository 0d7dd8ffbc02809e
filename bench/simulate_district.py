"""Writes a district of invented issues into a new ledger, by its settings (`BIHUAN_…`).

    python -m bench.simulate_district --events 1000000 --seed 1

Every event is decided by the commands and rules of the program itself; only the clock, the ids
and the keys come from the seed. The same seed writes the same log, byte for byte, under the same
master key or any other.
"""

import os
from random import Random
from typing import Annotated

import typer

from bench.district.entropy import Entropy, seeded
from bench.district.plan import Outcome, Plan
from bench.district.simulation import Simulation
from bench.district.writer import NotNew, Writer
from cli.opened import fail
from cli.progress import progress
from domain.moment import local
from ledger.database import Database
from ledger.vault import Vault
from projections.anew import Progress, silent
from projections.engine import discover
from projections.replay import ensure_tables
from service.migrate import upgrade
from service.search.grams import Grams
from service.settings import Settings, master_key


def simulate(settings: Settings, plan: Plan, told: Progress = silent) -> Outcome:
    """Write the district; raises `NotNew` where the ledger was written to before."""
    master = master_key(settings)
    database = Database(settings.database_url)
    vaults = Database(settings.vault_url, secure_delete=True)
    try:
        upgrade(vaults, "vault")
        upgrade(database, "ledger")
        ensure_tables(database, discover())
        return _written(plan, database, Vault(vaults, master), Grams(master), told)
    finally:
        database.close()
        vaults.close()


def _written(plan: Plan, database: Database, vault: Vault, grams: Grams, told: Progress) -> Outcome:
    vault.require_master()
    writer = Writer(database, discover())
    # The same again is what is asked for: the ledger is a demonstration, and says so.
    entropy = Entropy(Random(f"entropy {plan.seed}"))  # noqa: S311  # foreseeable on purpose
    with seeded(entropy):
        simulation = Simulation(plan, entropy, vault, grams, writer)
        simulation.run(told)
    events = writer.finish()
    writer.analyse()
    return Outcome(
        district=simulation.district,
        events=events,
        issues=simulation.issues,
        refused=simulation.refused,
        last=simulation.memory.now,
    )


def command(
    events: Annotated[int, typer.Option(help="At least so many events", min=500)] = 1_000_000,
    seed: Annotated[int, typer.Option(help="The same seed writes the same log")] = 1,
    brief: Annotated[
        bool, typer.Option("--brief", help="Many issues that nobody works on")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Go past the door, and end at the first refusal")
    ] = False,
) -> None:
    """Write a district of invented issues into a new ledger."""
    plan = Plan(events=events, seed=seed, brief=brief, strict=strict)
    with progress("simulating") as told:
        try:
            outcome = simulate(Settings(), plan, told)
        except NotNew:
            fail("the ledger is not new; a simulated district needs one of its own")
    typer.echo(
        f"{outcome.events} events, {outcome.issues} issues in "
        f"{len(outcome.district.committees)} committees, until {local(outcome.last):%Y-%m-%d}; "
        f"{outcome.refused} steps refused"
    )


if __name__ == "__main__":
    os.umask(0o077)
    typer.run(command)
