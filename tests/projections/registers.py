"""A register's life, command by command: imported, published, objected to, corrected."""

from dataclasses import replace

from domain.moment import DAY, Moment
from domain.register.state import register_stream
from ledger.streams import REGISTER, load
from service.commands.directory import AddCompound
from service.commands.register_filing import GrantAuthorisation, RevokeAuthorisation
from service.commands.register_versions import (
    AbandonImport,
    AdoptImport,
    BeginImport,
    CorrectRegister,
    EnterUnits,
    NewOwner,
)
from service.commands.registers import AnswerObjection, PublishRegister, RaiseObjection
from service.ids import new_id
from tests.domain.registers import FILE, OTHER_FILE, UNITS
from tests.neighbourhood import Neighbourhood


def play(town: Neighbourhood) -> None:
    """In a compound of its own; the version in force was corrected, and hangs out."""
    compound, until = new_id(), Moment(town.service.now() + 16 * DAY)
    added = AddCompound(body=town.committee, compound=compound, name=f"桂香里{compound}")
    town.do(added, by=town.administrator)
    at = {"committee": town.committee, "compound": compound}
    owners = tuple(NewOwner(owner=number, developer=False, contacts={}) for number in ("Y1", "Y2"))
    for command in (
        BeginImport(**at, file=FILE, units=3),
        EnterUnits(**at, file=FILE, owners=owners, units=UNITS),
        AdoptImport(**at, file=FILE),
        PublishRegister(**at, until=until),
        RaiseObjection(**at, unit=UNITS[0].unit, text="面积有误"),
        AnswerObjection(**at, objection=1, upheld=True, answer="予以更正"),
        BeginImport(**at, file=OTHER_FILE, units=1),
        AbandonImport(**at),
        GrantAuthorisation(**at, cap=100, purpose="电梯", evidence=FILE, until=None),
        RevokeAuthorisation(**at, authorisation=1, reason="收回"),
    ):
        town.do(command, by=town.clerk)
    with town.service.database.read() as connection:
        folded = load(connection, REGISTER, register_stream(compound))
    assert folded is not None
    changed = replace(UNITS[0], area=9857)
    correction = CorrectRegister(
        committee=town.committee,
        compound=compound,
        units=(changed,),
        removed=("2-101",),
        objections=(1,),
        ground="更正",
    )
    town.do(correction, by=town.clerk, if_match=folded.version)
