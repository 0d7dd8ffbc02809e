"""Drawing a report: putting on record of which day and by which definitions it is."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from domain.body.events import ReportKind
from domain.body.registry import draw_report
from domain.metric.state import METRIC_STREAM
from domain.moment import local
from domain.period import Period
from domain.refusal import Code, Refused
from ledger.streams import BODY, METRIC
from projections.engine import Key, View
from projections.views import directory
from service.commands.system import SystemCommand
from service.policy import Action
from service.work import Work


@dataclass(frozen=True, kw_only=True)
class DrawReport(SystemCommand):
    """The report of a period that is over, once for each body, kind and period."""

    action: ClassVar[Action] = Action.DRAW_REPORT

    body: UUID
    kind: ReportKind
    period: Period

    def streams(self) -> tuple[UUID, UUID]:
        """The body, and the definitions of rates."""
        return self.body, METRIC_STREAM

    def run(self, work: Work) -> None:
        """Refused: `already-drawn`, `period-not-over`, `unknown-definitions`."""
        state = work.require(BODY, self.body).state
        metrics = work.state(METRIC, METRIC_STREAM)
        if metrics is None:
            raise Refused(Code.UNKNOWN_DEFINITIONS, version=0)
        events = draw_report(
            state,
            kind=self.kind,
            period=self.period,
            today=local(work.now).date(),
            definitions=metrics.newest,
        )
        work.append(BODY, self.body, events)

    def shown(self) -> tuple[View[Any], Key]:
        """The body's entry."""
        return directory.VIEW, (self.body,)
