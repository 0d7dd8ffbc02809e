"""What a process of the service consists of, wired together: every room but the door."""

import hmac
from functools import cached_property
from hashlib import sha256

from domain.calendar.state import CalendarState
from domain.ledger.state import LEDGER_STREAM, LedgerState
from ledger.blobs import FolderBlobs
from ledger.cipher import derive
from ledger.database import Database, Pool
from ledger.files import FileStore
from ledger.now import Clock, clock
from ledger.streams import LEDGER, load
from ledger.vault import Vault
from projections.engine import discover
from service.appraisals import Appraisals
from service.ballots.reading import Ballots
from service.calendars import NewestCalendars
from service.cross_check import CrossCheck
from service.difference import Differences
from service.elections import Elections
from service.entries import Directory
from service.erasing import Erasing
from service.explanation import Explanations
from service.files import Files
from service.follow_ups import FollowUps
from service.following import Following
from service.funding import Funding
from service.grids import Grids
from service.handover import Handovers
from service.inquiries import Inquiries
from service.lapsing import Lapsing
from service.leaving import Leaving
from service.library import Library
from service.meeting_feeds import MeetingFeeds
from service.meetings import Meetings
from service.notice_board import NoticeBoard
from service.opening import Opener
from service.participation import Participation
from service.persons import PersonSearch
from service.principals import Keyring
from service.projects import Projects
from service.proofs import Proofs
from service.publications import Publications
from service.questionnaires import Questionnaires
from service.raw_feed import RawFeed
from service.reading import Reader
from service.referrals import Referrals
from service.registers import Registers
from service.reports.reports import Reports
from service.search.building import Builder
from service.search.finder import Finder
from service.search.forgetting import Forgetting
from service.search.grams import Grams
from service.settings import BadSetting, Settings, files_folder, master_key
from service.statistics import Statistics
from service.sweeping import Sweeping
from service.undertakings import Undertakings
from service.visits import Visits
from service.what_if import WhatIf


class Rooms:
    """The databases, the vault, the keyring, and whatever answers or mends by them."""

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
        self._ledger: LedgerState | None = None
        self._calendars = NewestCalendars()

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

    def fingerprint(self, body: bytes) -> bytes:
        """A keyed hash of a request body, for `Idempotency`."""
        # `hmac.digest` lets go of the interpreter each time, and waits to get it back.
        fingerprint = self._fingerprints.copy()
        fingerprint.update(body)
        return fingerprint.digest()

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
        return Directory(self.database, self.now)

    @cached_property
    def registers(self) -> Registers:
        """The registers of units and owners."""
        return Registers(self.database, self.opener, lambda: self.now())

    @cached_property
    def funding(self) -> Funding:
        """Answers questions about money."""
        return Funding(self.database)

    @cached_property
    def following(self) -> Following:
        """The resident's own door: receipts, and what they open."""
        return Following(
            self.database, self.opener, self.reader, self.follow_ups, lambda: self.now()
        )

    @cached_property
    def meetings(self) -> Meetings:
        """The calendar of meetings, and what their series come to."""
        return Meetings(self.database, self.opener, lambda: self.now())

    @cached_property
    def meeting_feeds(self) -> MeetingFeeds:
        """The same for calendar apps, which can send no key."""
        return MeetingFeeds(self.database, self.keyring, lambda: self.now())

    @cached_property
    def questionnaires(self) -> Questionnaires:
        """Questionnaires, what was answered, and what it comes to."""
        return Questionnaires(self.database, self.opener, lambda: self.now())

    @cached_property
    def appraisals(self) -> Appraisals:
        """How residents' committees are rated."""
        return Appraisals(self.database, self.opener)

    @cached_property
    def handovers(self) -> Handovers:
        """Draws up what one shift hands over to the next."""
        return Handovers(self.database, lambda: self.now())

    @cached_property
    def publications(self) -> Publications:
        """What of this ledger is public."""
        return Publications(self.database, self.opener)

    @cached_property
    def projects(self) -> Projects:
        """The projects of committees."""
        return Projects(self.database, self.opener, lambda: self.now())

    # referrals, inquiries, the library of cases, grids, the cross-check
    @cached_property
    def referrals(self) -> Referrals:
        """Issues put to several offices."""
        return Referrals(self.database, self.opener)

    @cached_property
    def inquiries(self) -> Inquiries:
        """Problems put to several bodies."""
        return Inquiries(self.database, self.opener, lambda: self.now())

    @cached_property
    def library(self) -> Library:
        """The library of cases."""
        return Library(self.database, self.opener, lambda: self.now())

    @cached_property
    def grids(self) -> Grids:
        """How neighbourhoods are divided."""
        return Grids(self.database, self.opener)

    @cached_property
    def cross_check(self) -> CrossCheck:
        """Which issues lack a register or a party."""
        return CrossCheck(self.database, lambda: self.now())

    @cached_property
    def undertakings(self) -> Undertakings:
        """What the neighbourhoods do together."""
        return Undertakings(self.database, self.opener, lambda: self.now())

    @cached_property
    def participation(self) -> Participation:
        """Who takes part in that, and what it comes to."""
        return Participation(self.database, lambda: self.now())

    @cached_property
    def visits(self) -> Visits:
        """The door visits of committees."""
        return Visits(self.database, self.opener, lambda: self.now())

    @cached_property
    def notice_board(self) -> NoticeBoard:
        """The notices of committees, and what of them is public."""
        return NoticeBoard(self.database, self.opener, lambda: self.now())

    @cached_property
    def elections(self) -> Elections:
        """The elections of owners' committees."""
        return Elections(self.database, self.opener)

    @cached_property
    def ballots(self) -> Ballots:
        """Answers questions about ballots."""
        return Ballots(self.database, self.opener, lambda: self.now())

    @cached_property
    def reports(self) -> Reports:
        """The reports of bodies."""
        return Reports(self.database, self.statistics, self.now)

    @cached_property
    def raw_feed(self) -> RawFeed:
        """The record as it is stored."""
        return RawFeed(self.database)

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
