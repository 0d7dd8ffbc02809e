"""Who sits around one compound, and what comes of their commands."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from domain.actor import Role
from domain.organisation.events import OrganisationKind
from domain.refusal import Refused
from ledger.catalogue import CATALOGUE
from ledger.envelope import Recorded
from ledger.log import read_head, read_log
from service.commands.base import Command
from service.commands.directory import AddCompound, FillSeat, RegisterOrganisation
from service.ids import new_id
from service.policy import Principal
from tests.neighbourhood import Neighbourhood, principal

COMMITTEE, OWNERS, COMPANY = "residents-committee", "owners-committee", "property-company"


class Seats:
    """Who sits where in one compound of the town's first committee."""

    def __init__(
        self,
        town: Neighbourhood,
        *,
        compound: UUID | None = None,
        vacant: frozenset[str] = frozenset(),
    ) -> None:
        self.town = town
        self.compound = compound or new_id()
        self.owners = new_id()
        self.owner = principal(
            Role.OWNERS_COMMITTEE,
            body=town.committee,
            compound=self.compound,
            organisation=self.owners,
        )
        self.superior = principal(
            Role.SUPERIOR, body=town.subdistrict, organisation=town.subdistrict
        )
        self.colleague = principal(Role.CLERK, body=town.committee, organisation=town.committee)
        self.voices: dict[str, Principal] = {
            COMMITTEE: town.clerk,
            OWNERS: self.owner,
            COMPANY: town.handler,
        }
        self._administer(
            RegisterOrganisation(
                organisation=self.owners, name="业委会", kind=OrganisationKind.OWNERS_COMMITTEE
            )
        )
        if compound is None:
            name = f"新南二{self.compound.hex[-6:]}"
            self._administer(AddCompound(body=town.committee, compound=self.compound, name=name))
        for seat, organisation in self.holders.items():
            if seat not in vacant:
                self.fill(seat, organisation)

    @property
    def holders(self) -> Mapping[str, UUID]:
        """Who is to sit at the table."""
        town = self.town
        return {COMMITTEE: town.committee, OWNERS: self.owners, COMPANY: town.property_company}

    def fill(self, seat: str, organisation: UUID, *, acting: bool = False) -> None:
        """Let an organisation take a seat in this compound."""
        self._administer(
            FillSeat(
                body=self.town.committee,
                seat=seat,
                organisation=organisation,
                compound=self.compound,
                acting=acting,
            )
        )

    def happens(self, command: Command, *, by: Principal) -> list[Recorded[object]]:
        """Run a command; what it recorded, in the order of the ledger."""
        database = self.town.service.database
        with database.read() as connection:
            before = read_head(connection, lock=False).position
        self.town.do(command, by=by)
        with database.read() as connection:
            upto = read_head(connection, lock=False).position
            rows = list(read_log(connection, after=before, upto=upto, page=1_000))
        return [CATALOGUE.decode(row) for row in rows]

    def refuses(self, command: Command, *, by: Principal) -> Refused:
        """Run a command that a rule refuses, and that leaves no trace."""
        with pytest.raises(Refused) as caught:
            self.town.do(command, by=by)
        return caught.value

    def _administer(self, command: Any) -> None:
        self.town.do(command, by=self.town.administrator)
