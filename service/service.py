"""The service: its one way in for writes, how it is brought up to date, and its chores."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from domain.actor import Role
from domain.issue.events import Evidence
from domain.ledger.events import LedgerKind
from domain.moment import DAY, HOUR, Moment
from ledger.checkpoints import origin_of
from ledger.cipher import Key
from ledger.gathering import Closed
from ledger.nodes import fill_in
from ledger.now import Clock, clock
from ledger.scrubbing import Left, scrub
from ledger.vault import Subject, Wanted
from projections.anew import Progress, silent
from projections.kinds import following, inline
from projections.replay import are_built
from service.answers import Answer, Idempotency
from service.checkpoints import Checkpoints
from service.commands.base import Command
from service.errors import KeysMissing, Unavailable
from service.evidence import all_files
from service.exports import Exports
from service.ids import new_id
from service.migrate import build_views, installation, is_current, upgrade
from service.occasion import FileOf
from service.orders import Order
from service.persons import prune
from service.policy import Principal, scopes
from service.readiness import lags, search_lag
from service.remembered import forget
from service.rooms import Rooms
from service.scribe import Scribe
from service.settings import Settings, signing_key_file
from service.signing import KeyFile

SYSTEM = Principal(person=None, roles=frozenset({Role.SYSTEM}))
"""The installation itself: no credential carries this role."""


class Service(Rooms):
    """The rooms of one process and its scribe, behind one door."""

    def __init__(self, settings: Settings, *, now: Clock = clock) -> None:
        super().__init__(settings, now=now)
        self._scribe = Scribe(
            self.database,
            inline(self.views),
            queue_limit=settings.queue_limit,
            memory=settings.memory,
            now=now,
            grams=self._grams,
        )

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
