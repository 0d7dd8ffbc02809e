"""Golden events of projects and notices."""

from collections.abc import Mapping
from datetime import date

import domain.notice.events as notice
import domain.project.events as project
from domain.actor import Actor
from tests.golden.values import CLERK, COMMITTEE, COMPOUND, CONTRACTOR, ISSUE, by_stream, known

BOARD: Mapping[tuple[str, int], tuple[Actor, object]] = {
    ("project.begun", 1): (
        CLERK,
        project.Begun(
            committee=COMMITTEE,
            compound=COMPOUND,
            kind=project.ProjectKind.HOUSEHOLDS,
            name="厨卫改造一户一策",
            steps=(
                project.Step.ASKED,
                project.Step.PLANNED,
                project.Step.CONSENTED,
                project.Step.RUNNING,
                project.Step.ACCEPTED,
            ),
            issue=ISSUE,
        ),
    ),
    ("project.part-added", 1): (
        CLERK,
        project.PartAdded(
            part="3-502",
            spot=project.Spot(building="3号楼", entrance="2", unit="502"),
            issue=ISSUE,
            plan=by_stream(
                "project.part-added/plan",
                "JaxWcwYD/geDnQml",
                "ezAGGgohH5e9QCvw0scWzmUXZ4eh/g6Pf3g30jMuBs+rIW9x4Q==",
            ),
        ),
    ),
    ("project.part-planned", 1): (
        CLERK,
        project.PartPlanned(
            part="3-502",
            plan=by_stream(
                "project.part-planned/plan",
                "/XEvhIp9rjy5hFVL",
                "kKgDO0o3vbEYN4NAQpCE1MrAl2u7HqkjcbFgQLzatJfFhNZXTUhX3Fi/KTO/pZibUMnDeg==",
            ),
        ),
    ),
    ("project.step-reached", 1): (
        CLERK,
        project.StepReached(
            part="3-502",
            step=project.Step.CONSENTED,
            ballot=known(0x70),
            evidence="9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f",
            note=by_stream(
                "project.step-reached/note",
                "K6CHi8XiMe1TbbN9",
                "dG1AtLOE/fqhe7J4UAQrKOw16gOJcgI9KhBlcOJAFdSFJCqP39cdlw==",
            ),
        ),
    ),
    ("project.step-revoked", 1): (
        CLERK,
        project.StepRevoked(
            part="3-502",
            step=project.Step.CONSENTED,
            reason=by_stream(
                "project.step-revoked/reason",
                "LWZT90nmfYj4LoY3",
                "dsFpym7Z1GZTsZ8opBTpoYJTmzNbiYCmnXdA7NN16BSgcQ==",
            ),
        ),
    ),
    ("project.part-dropped", 1): (
        CLERK,
        project.PartDropped(
            part="3-502",
            reason=by_stream(
                "project.part-dropped/reason",
                "NvNfL840I1ZlgxKJ",
                "ba8I4a0rAARNr11Rklm3qOpWx8S8WtoOUTJDUT45CTej0w==",
            ),
        ),
    ),
    ("project.upkeep-noted", 1): (
        CLERK,
        project.UpkeepNoted(
            part="3-502",
            kind=project.Upkeep.INSPECTION,
            party=CONTRACTOR,
            cost=80_000,
            next_due=date(2027, 8, 1),
            note=by_stream(
                "project.upkeep-noted/note",
                "Hfu8oPNbyxR5uv3x",
                "yY9HFgFDMNSXstr0kjKjrhOol+kTAEIdi7AbbQ==",
            ),
        ),
    ),
    ("project.closed", 1): (
        CLERK,
        project.Closed(
            note=by_stream(
                "project.closed/note",
                "zycW6m3gL+f/GCaj",
                "sA1zkatJCSCNuQQ2l/QwwnO8Jm1O6zq/9KxLfQ==",
            )
        ),
    ),
    ("notice.drawn-up", 1): (
        CLERK,
        notice.DrawnUp(
            committee=COMMITTEE,
            compound=COMPOUND,
            number=17,
            duty=notice.Duty.PLAN,
            subject=ISSUE,
            as_of=41,
            days=7,
            heading=by_stream(
                "notice.drawn-up/heading",
                "dEtxFFfznM0OHy6J",
                "5H61h9lXDxju+CYO6lNWNcK3fP3b0Q60Q0qGlV6tw2OD4eop1r1OXbE8/ZB8knkBB25How==",
            ),
            text=by_stream(
                "notice.drawn-up/text",
                "aWhAVaZBA/hUUmlx",
                "uuFSKEmDznTUPxlVCKmdFkY1df0McsGPH7P0f7yPXdCMF8qI",
            ),
        ),
    ),
    ("notice.put-up", 1): (
        CLERK,
        notice.PutUp(
            boards=("1号门岗", "居委会门口"),
            photo="5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c",
        ),
    ),
    ("notice.taken-down", 1): (
        CLERK,
        notice.TakenDown(photo="6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d"),
    ),
    ("notice.withdrawn", 1): (
        CLERK,
        notice.Withdrawn(
            reason=by_stream(
                "notice.withdrawn/reason",
                "M9UH08RXcqBrrZ7a",
                "uZbhUTknFMsbXBBP/hyH1PS0r6ZL6UomWxouYw==",
            )
        ),
    ),
}
