"""The service: everything wired together, and its one way in for writes."""

import asyncio
import hmac
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from domain.actor import Role
from domain.calendar.state import CalendarState
from domain.issue.events import Evidence
from domain.ledger.events import LedgerKind
from domain.ledger.state import LEDGER_STREAM, LedgerState
from domain.moment import DAY, HOUR, Moment
from ledger.blobs import FolderBlobs
from ledger.checkpoints import origin_of
from ledger.cipher import Key, derive
from ledger.database import Database, Pool
from ledger.files import FileStore
from ledger.gathering import Closed
from ledger.nodes import fill_in
from ledger.now import Clock, clock
from ledger.scrubbing import Left, scrub
from ledger.streams import LEDGER, load
from ledger.vault import Subject, Vault, Wanted
from projections.anew import Progress, silent
from projections.engine import discover
from projections.kinds import following, inline
from projections.replay import are_built
from service.answers import Answer, Idempotency
from service.calendars import NewestCalendars
from service.checkpoints import Checkpoints
from service.commands.base import Command
from service.difference import Differences
from service.entries import Directory
from service.erasing import Erasing
from service.errors import KeysMissing, Unavailable
from service.evidence import all_files
from service.explanation import Explanations
from service.exports import Exports
from service.files import Files
from service.follow_ups import FollowUps
from service.following import Following
from service.handover import Handovers
from service.ids import new_id
from service.lapsing import Lapsing
from service.leaving import Leaving
from service.migrate import build_views, installation, is_current, upgrade
from service.occasion import FileOf
from service.opening import Opener
from service.orders import Order
from service.persons import PersonSearch, prune
from service.policy import Principal, scopes
from service.principals import Keyring
from service.proofs import Proofs
from service.publications import Publications
from service.raw_feed import RawFeed
from service.readiness import lags, search_lag
from service.reading import Reader
from service.remembered import forget
from service.reports.reports import Reports
from service.scribe import Scribe
from service.search.building import Builder
from service.search.finder import Finder
from service.search.forgetting import Forgetting
from service.search.grams import Grams
from service.settings import BadSetting, Settings, files_folder, master_key, signing_key_file
from service.signing import KeyFile
from service.statistics import Statistics
from service.sweeping import Sweeping
from service.what_if import WhatIf

SYSTEM = Principal(person=None, roles=frozenset({Role.SYSTEM}))
"""The installation itself: no credential carries this role."""


class Service:
    """The databases, the vault, the keyring and the scribe of one process."""

    def __init__(self, settings: Settings, *, now: Clock = clock) -> None:
        self.settings = settings
        self.now = now
        master = master_key(settings)
        self.database, self._vault_database = _databases(settings)
        self.vault = Vault(self._vault_database, master)
        self.views = discover()
        self.keyring = Keyring(self.database)
        self.follow_ups = FollowUps(
            self.database, self.vault, days=settings.follow_up_days, now=lambda: self.now()
        )
        key = derive(master, b"bihuan idempotency fingerprint")
        self._fingerprints = hmac.new(key, None, sha256)
        self._grams = Grams(master)
        self._scribe = Scribe(
            self.database,
            inline(self.views),
            queue_limit=settings.queue_limit,
            memory=settings.memory,
            now=now,
            grams=self._grams,
        )
        self._ledger: LedgerState | None = None
        self._calendars = NewestCalendars()

    def migrate(self, kind: LedgerKind | None = None, progress: Progress = silent) -> bool:
        """Bring both databases up to date; a new ledger is opened as *kind* (else production).

        Afterwards the scribe runs and the newest vocabulary and methods are in the ledger.
        Returns whether the ledger was opened just now.
        """
        upgrade(self._vault_database, "vault")
        upgrade(self.database, "ledger")
        build_views(self.database, self.views, progress)
        self.start()
        opened = self.find_ledger()
        genesis = None if opened else (kind or LedgerKind.PRODUCTION)
        for command in installation(genesis):
            self.execute_now(command, principal=SYSTEM)
        fill_in(self.database, progress)
        self.checkpoints.adopt(origin_of(self.ledger.ledger))
        self.search_builder.catch_up(progress)
        return genesis is not None

    def start(self) -> None:
        """Begin to serve commands; raises `CannotOpen` where the vault has another master key."""
        self.vault.require_master()
        self._scribe.start()

    def stop(self) -> None:
        """Finish what waits, then close everything."""
        self._scribe.stop()
        self.vault.close()
        self.database.close()
        self._vault_database.close()

    async def execute(
        self,
        command: Command,
        *,
        principal: Principal,
        if_match: int | None = None,
        idempotency: Idempotency | None = None,
        correlation: UUID | None = None,
    ) -> Answer:
        """The only way to write: decide *command* for *principal*, append, answer.

        Raises `domain.refusal.Refused` (a rule), `service.errors.DoorError` (the door). What
        was accepted is committed, with its inline views, before this returns; and who was let go
        has no key any more.
        """
        order = Order(
            command=command,
            principal=principal,
            if_match=if_match,
            idempotency=idempotency,
            correlation=correlation or new_id(),
            keys=await self._keys(command, principal),
            files=await asyncio.to_thread(self._files, command) if command.files() else {},
            deadline=time.monotonic() + self.settings.command_seconds,
        )
        answer = await self._performed(order)
        if subjects := command.lets_go():
            await asyncio.to_thread(self.leaving.let_go, subjects)
        return answer

    async def execute_in_order(
        self, commands: Iterable[Command], *, principal: Principal
    ) -> list[Answer | BaseException]:
        """`execute` for each, decided in this order where none needs a key that is not at hand.

        What one comes to is no matter of the others: an exception stands in its place.
        """
        tasks = [asyncio.create_task(self.execute(c, principal=principal)) for c in commands]
        return await asyncio.gather(*tasks, return_exceptions=True)

    def execute_now(self, command: Command, *, principal: Principal) -> Answer:
        """`execute` for callers outside an event loop: the command line, the demonstration."""
        return asyncio.run(self.execute(command, principal=principal))

    def fingerprint(self, body: bytes) -> bytes:
        """A keyed hash of a request body, for `Idempotency`."""
        # `hmac.digest` lets go of the interpreter each time, and waits to get it back.
        fingerprint = self._fingerprints.copy()
        fingerprint.update(body)
        return fingerprint.digest()

    def find_ledger(self) -> LedgerState | None:
        """This ledger's identity; None before genesis."""
        if self._ledger is None:
            with self.database.read() as connection:
                opened = load(connection, LEDGER, LEDGER_STREAM)
            self._ledger = opened.state if opened else None
        return self._ledger

    def calendars(self) -> CalendarState | None:
        """Every version of the working calendar; None before there is any."""
        with self.database.read() as connection:
            return self._calendars.newest(connection)

    @property
    def ledger(self) -> LedgerState:
        """This ledger's identity, after genesis."""
        found = self.find_ledger()
        if found is None:
            raise RuntimeError("the ledger is not open: run `bihuan migrate`")
        return found

    @cached_property
    def opener(self) -> Opener:
        """Opens the sealed fields of this ledger."""
        return Opener(self.vault.open, self.ledger.ledger)

    @cached_property
    def reader(self) -> Reader:
        """Answers questions about this ledger."""
        swift = Opener(self.vault.open_at_hand, self.ledger.ledger)
        return Reader(self.database, self.opener, swift, self.now)

    @cached_property
    def directory(self) -> Directory:
        """Answers questions to the directory."""
        return Directory(self.database)

    @cached_property
    def following(self) -> Following:
        """The resident's own door: receipts, and what they open."""
        return Following(
            self.database, self.opener, self.reader, self.follow_ups, lambda: self.now()
        )

    @cached_property
    def handovers(self) -> Handovers:
        """Draws up what one shift hands over to the next."""
        return Handovers(self.database, lambda: self.now())

    @cached_property
    def publications(self) -> Publications:
        """What of this ledger is public."""
        return Publications(self.database, self.opener)

    @cached_property
    def reports(self) -> Reports:
        """The reports of bodies."""
        return Reports(self.database, self.statistics, self.now)

    @cached_property
    def raw_feed(self) -> RawFeed:
        """The record as it is stored."""
        return RawFeed(self.database)

    @cached_property
    def checkpoints(self) -> Checkpoints:
        """What this ledger says of itself, signed."""
        path = signing_key_file(self.settings, self.database.url)
        return Checkpoints(
            self.database,
            KeyFile(path),
            lambda command: self.execute_now(command, principal=SYSTEM),
            lambda: self.now(),
        )

    @cached_property
    def exports(self) -> Exports:
        """Writes this ledger for those who check it without us."""
        return Exports(self.database, self.checkpoints, SYSTEM, self.ledger.ledger)

    @cached_property
    def proofs(self) -> Proofs:
        """That nothing in it was changed."""
        return Proofs(self.database)

    @cached_property
    def what_if(self) -> WhatIf:
        """Reckons the past by other terms."""
        return WhatIf(self.database, lambda: self.now())

    @cached_property
    def statistics(self) -> Statistics:
        """What is counted of this ledger's issues."""
        return Statistics(self.database, lambda: self.now())

    @cached_property
    def explanations(self) -> Explanations:
        """What figures are made of."""
        return Explanations(self.statistics)

    @cached_property
    def differences(self) -> Differences:
        """What lies between two points of the record."""
        return Differences(self.database, lambda: self.now())

    @cached_property
    def files(self) -> Files:
        """The files of this ledger's issues."""
        return Files(self.database, self.file_store, self.reader)

    @cached_property
    def file_store(self) -> FileStore:
        """The files as they are kept, in a folder of this ledger's own."""
        folder = files_folder(self.settings, self.database.url) / str(self.ledger.ledger)
        return FileStore(FolderBlobs(folder), self.vault, self.ledger.ledger)

    @cached_property
    def erasing(self) -> Erasing:
        """Deletes what is erased on record."""
        forgetting = Forgetting(self.database, self.opener, self._grams)
        return Erasing(self.database, self.vault, forgetting, self.file_store)

    @cached_property
    def leaving(self) -> Leaving:
        """Makes true what the record says of those who are let go."""
        return Leaving(self.database, self.vault, self.keyring, self.follow_ups, self.erasing)

    @cached_property
    def sweeping(self) -> Sweeping:
        """Makes good what was cut short, and what a restored vault has brought back."""
        return Sweeping(self.database, self.vault, self.leaving)

    @cached_property
    def lapsing(self) -> Lapsing:
        """Finds what falls due to be let go."""
        return Lapsing(self.database, lambda: self.now())

    @cached_property
    def finder(self) -> Finder:
        """Finds issues by a text."""
        return Finder(self.database, self.reader, self.opener, self._grams)

    @cached_property
    def persons(self) -> PersonSearch:
        """Finds reporters by their telephone number."""
        return PersonSearch(self.database, self.reader, self.opener, self.vault.phones)

    @cached_property
    def search_builder(self) -> Builder:
        """Makes the search index from the record."""
        return Builder(self.database, self.vault, self.opener, self._grams)

    def readiness(self) -> Mapping[str, Any]:
        """What `/readyz` tells: migrations, the scribe, and who lags how far behind the head.

        No command reads a following view or the search index: what these lag is told, and makes
        nothing unready. Else one view that stalls in every process alike would stop all writing.
        """
        halted = self._scribe.halted
        current, lag, following_lag = False, dict[str, int](), dict[str, int]()
        try:
            current = self.is_migrated()
            if current:
                told = lags(self.database, self.views)
                lag = {view.id: told[view.id] for view in inline(self.views)}
                following_lag = {view.id: told[view.id] for view in following(self.views)}
        except SQLAlchemyError as error:
            halted = f"a database cannot be used: {type(error).__name__}"
        ready = current and halted is None and all(behind == 0 for behind in lag.values())
        return {
            "ready": ready,
            "migrated": current,
            "halted": halted,
            "lag": lag,
            "following": following_lag,
            "search_lag": search_lag(self.database) if current else None,
        }

    def forget_old_answers(self) -> int:
        """Delete remembered answers past their term; returns how many."""
        before = Moment(self.now() - self.settings.idempotency_hours * HOUR)
        with self.database.write() as connection:
            return forget(connection, before=before)

    def prune_phones(self) -> int:
        """Delete indexed numbers of persons who were never registered; returns how many."""
        # A command that prepared one within the hour may still be waiting for its turn.
        before = Moment(self.now() - HOUR)
        return prune(self.database, self.vault.phones, before=before)

    def prune_files(self, days: int) -> int:
        """Delete files older than so many days that no event names or no key opens; how many."""
        # Read first: what is old by then is not about to be named.
        kept, before = set(all_files(self.database)), Moment(self.now() - days * DAY)
        return self.file_store.prune(kept, before=before)

    def scrub_vault(self) -> frozenset[Left]:
        """Have the vault's database forget what is erased on record; what is left."""
        self.sweeping.sweep()
        return scrub(self._vault_database)

    def is_migrated(self) -> bool:
        """Whether both databases stand at the newest migrations, and every view is built."""
        return (
            is_current(self.database, "ledger")
            and is_current(self._vault_database, "vault")
            and are_built(self.database, self.views)
        )

    async def _performed(self, order: Order) -> Answer:
        try:
            return await self._scribe.perform(order)
        except KeysMissing as error:
            further = await asyncio.to_thread(self.vault.keys_of, error.subjects)
            again = replace(order, keys={**order.keys, **further})
            return await self._scribe.perform(again)

    def _files(self, command: Command) -> Mapping[FileOf, Evidence]:
        found = ((of, self.files.find(*of)) for of in command.files())
        return {
            of: Evidence(digest=file.digest, media_type=file.media_type, size=file.size)
            for of, file in found
            if file is not None
        }

    async def _keys(self, command: Command, principal: Principal) -> Mapping[Subject, Key]:
        subjects = frozenset(command.subjects(principal))
        # Who may do this nowhere shall not fill the vault either.
        allowed = bool(scopes(principal, command.action))
        newcomers = frozenset(command.newcomers() if allowed else ())
        if not newcomers:
            known = self.vault.at_hand(subjects)
            if known is not None:
                return known
        phones = command.phones() if allowed else {}
        wanted = Wanted(subjects=subjects, newcomers=newcomers, phones=phones)
        try:
            return await asyncio.wrap_future(self.vault.prepare(wanted))
        except Closed:
            raise Unavailable("stopping") from None


def _databases(settings: Settings) -> tuple[Database, Database]:
    """The ledger's and the vault's; raises `BadSetting`."""
    pool = Pool(readers=settings.pool_size, seconds=settings.pool_seconds)
    ledger = _database(settings.database_url, "BIHUAN_DATABASE_URL", pool)
    vault = _database(settings.vault_url, "BIHUAN_VAULT_URL", pool)
    if ledger.url == vault.url:
        raise BadSetting("BIHUAN_VAULT_URL: the keys need a database of their own")
    return ledger, vault


def _database(url: str, variable: str, pool: Pool) -> Database:
    try:
        # Of the search index's rows, too, nothing shall stay in free pages.
        return Database(url, secure_delete=True, pool=pool)
    except ValueError as error:
        raise BadSetting(f"{variable}: {error}") from error
