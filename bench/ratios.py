"""The ratios by their names, and what each is to reach."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench import asked, audited, ballots, figures, flat, in_process, reads, rebuild, tree, worker
from bench.figures import Quantity, Sample, Setting
from bench.legs import InsertCommit, InsertInTurn, NoDatabase, Product, StockLibrary
from bench.questions import QUESTIONS
from bench.site import KINDS
from bench.standing import OPERATIONS

HEADLINE = 32
"""The number of clients whose ratio goes by its name alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a ratio is to reach: at least, or at most."""

    value: float
    at_most: bool = False

    def met(self, ratio: float) -> bool:
        """Whether *ratio* does."""
        return ratio <= self.value if self.at_most else ratio >= self.value

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.value:g}"


GOALS: Mapping[str, Goal] = {
    **{f"http_command.{kind}.vs_no_database": Goal(value=0.8) for kind in KINDS},
    **{f"http_command.{kind}.vs_insert_commit": Goal(value=3) for kind in KINDS},
    "http_command.sqlite.vs_stock_library": Goal(value=6),
    "http_command.postgresql.vs_stock_library": Goal(value=10),
    **{f"http_command.{kind}.p99_vs_no_database": Goal(value=3, at_most=True) for kind in KINDS},
    "http_command.postgresql.two_workers_vs_one": Goal(value=1.2),
    "http_command.postgresql.two_workers_vs_one_128": Goal(value=1.4),
    **{f"in_process.{kind}.vs_stock_save": Goal(value=10) for kind in KINDS},
    **{f"in_process.{kind}.vs_stock_save_64": Goal(value=20) for kind in KINDS},
    **{f"tree.{kind}.in_process_vs_without": Goal(value=0.9) for kind in KINDS},
    **{f"tree.{kind}.http_command_vs_without": Goal(value=0.95) for kind in KINDS},
    "rebuild.sqlite.current_status_vs_select": Goal(value=0.4),
    "rebuild.sqlite.all_views_vs_select": Goal(value=0.2),
    **{
        f"flat.{kind}.{name}": Goal(value=2, at_most=True)
        for kind in KINDS
        for name in ("report", "list", "detail", "search", "append")
    },
    **{f"ballot.{kind}.last_vs_first": Goal(value=1.5, at_most=True) for kind in KINDS},
    **{
        f"figures.{kind}.{name}{suffix}": Goal(value=most, at_most=True)
        for kind in KINDS
        for name, question in QUESTIONS.items()
        for suffix, most in (("", 1), ("_history", 1.3))
        if question.recent or not suffix
    },
}


def ratios(samples: Sequence[Sample]) -> Mapping[str, float]:
    """Every ratio that was measured, by name."""
    found = {}
    for name, one, other, of in _pairs():
        quotient = figures.ratio(samples, one, other, of)
        if quotient is not None:
            found[name] = round(quotient, 4)
    return found


Pair = tuple[str, Setting, Setting, Quantity]


def _pairs() -> Iterator[Pair]:
    for kind in KINDS:
        yield from _http(kind)
        yield from _slow(kind)
        yield from _in_process(kind)
        yield from _tree(kind)
        yield from _rebuild(kind)
        yield from _audit(kind)
        yield from _reads(kind)
        yield from _flat(kind)
        yield from _ballot(kind)
        yield from _asked(kind)


def _http(kind: str) -> Iterator[Pair]:
    group = f"http_command.{kind}"
    for workers in (1, 2):
        for callers in (1, 8, 32, 128):
            product = Setting(group=group, leg=Product.name, callers=callers, workers=workers)
            suffix = _suffix(callers, workers)
            for leg in (NoDatabase.name, InsertCommit.name, StockLibrary.name):
                other = Setting(group=group, leg=leg, callers=callers, workers=workers)
                yield f"{group}.vs_{leg}{suffix}", product, other, figures.rate
                yield f"{group}.p50_vs_{leg}{suffix}", product, other, figures.p50
                yield f"{group}.p99_vs_{leg}{suffix}", product, other, figures.p99
    for callers in (1, 8, 32, 128):
        two = Setting(group=group, leg=Product.name, callers=callers, workers=2)
        one = Setting(group=group, leg=Product.name, callers=callers)
        suffix = "" if callers == HEADLINE else f"_{callers}"
        yield f"{group}.two_workers_vs_one{suffix}", two, one, figures.rate
    alone = Setting(group=group, leg=Product.name, callers=1)
    insert = Setting(group=group, leg=InsertCommit.name, callers=1)
    usual = Setting(group=group, leg=Product.name, callers=HEADLINE)
    in_turn = Setting(group=group, leg=InsertInTurn.name, callers=HEADLINE)
    yield f"{group}.vs_{in_turn.leg}", usual, in_turn, figures.rate
    yield f"one_caller.{kind}.vs_insert_commit", alone, insert, figures.rate
    bare = Setting(group=group, leg=worker.BARE, callers=HEADLINE)
    stub = Setting(group=group, leg=NoDatabase.name, callers=HEADLINE)
    yield f"client.{kind}.bare_asgi_vs_no_database", bare, stub, figures.rate
    # What the product would reach if its commands cost nothing: the face is the same in all legs.
    for leg in (InsertCommit.name, StockLibrary.name):
        other = Setting(group=group, leg=leg, callers=HEADLINE)
        yield f"{group}.vs_{leg}_at_best", stub, other, figures.rate


def _slow(kind: str) -> Iterator[Pair]:
    group = f"flush_1ms.{kind}"
    for callers in (1, HEADLINE):
        product = Setting(group=group, leg=Product.name, callers=callers)
        for leg in (InsertCommit.name, StockLibrary.name):
            other = Setting(group=group, leg=leg, callers=callers)
            yield f"{group}.vs_{leg}{_suffix(callers, 1)}", product, other, figures.rate


def _in_process(kind: str) -> Iterator[Pair]:
    group = f"in_process.{kind}"
    for callers in (1, 8, 64):
        stock = Setting(group=group, leg=in_process.STOCK, callers=callers)
        suffix = "" if callers == 8 else f"_{callers}"
        keyed = Setting(group=group, leg=in_process.PRODUCT, callers=callers)
        unkeyed = Setting(group=group, leg=in_process.UNKEYED, callers=callers)
        yield f"{group}.vs_stock_save{suffix}", keyed, stock, figures.rate
        yield f"{group}.unkeyed_vs_stock_save{suffix}", unkeyed, stock, figures.rate


def _tree(kind: str) -> Iterator[Pair]:
    for name, one, other in tree.compared(kind):
        yield name, one, other, figures.rate


def _rebuild(kind: str) -> Iterator[Pair]:
    group = f"rebuild.{kind}"
    select = Setting(group=group, leg=rebuild.SELECT, callers=1)
    for leg in (rebuild.ALL, rebuild.STATUS):
        one = Setting(group=group, leg=leg, callers=1)
        yield f"{group}.{leg}_vs_select", one, select, figures.rate


def _audit(kind: str) -> Iterator[Pair]:
    """In rows a second: beside reading the log, and beside hashing the file."""
    group = f"audit.{kind}"
    select = Setting(group=f"rebuild.{kind}", leg=rebuild.SELECT, callers=1)
    for leg in (audited.EXPORT, audited.VERIFY):
        one = Setting(group=group, leg=leg, callers=1)
        yield f"{group}.{leg}_vs_select", one, select, figures.rate
        hashed = Setting(group=group, leg=audited.HASH, callers=1)
        yield f"{group}.{leg}_vs_sha256", one, hashed, figures.rate


def _reads(kind: str) -> Iterator[Pair]:
    for name in reads.READS:
        group = f"reads.{kind}.{name}"
        one = Setting(group=group, leg=reads.PRODUCT, callers=1)
        other = Setting(group=group, leg=reads.BARE, callers=1)
        yield group, one, other, figures.rate


def _flat(kind: str) -> Iterator[Pair]:
    for name in OPERATIONS:
        yield f"flat.{kind}.{name}", *flat.compared(kind, name), figures.p50


def _ballot(kind: str) -> Iterator[Pair]:
    yield f"ballot.{kind}.last_vs_first", *ballots.compared(kind), figures.p50


def _asked(kind: str) -> Iterator[Pair]:
    for name in QUESTIONS:
        group = f"figures.{kind}.{name}"
        yield group, *asked.compared(kind, name, asked.LIMIT), figures.p50
        yield f"{group}_p99", *asked.compared(kind, name, asked.LIMIT), figures.p99
        yield f"{group}_history", *asked.compared(kind, name, asked.SHORT), figures.p50


def _suffix(callers: int, workers: int) -> str:
    at = "" if callers == HEADLINE else f"_at_{callers}"
    return at if workers == 1 else f"{at}_two_workers"
