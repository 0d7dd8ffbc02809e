"""Everything that the machine tries, in groups."""

from domain.issue import (
    approval,
    dispatch,
    events,
    exits,
    funding,
    negotiation,
    record,
    revisit,
    works,
)
from domain.issue.events import RevisitKind
from domain.method.terms import Track
from tests.domain.card_talks import FUND, TROIKA
from tests.domain.dsl import T0
from tests.domain.examples import (
    CLERK,
    CONTRACTOR,
    MANAGER,
    PROPERTY,
    STRANGER,
    sealed,
)
from tests.domain.model import Model
from tests.domain.trying import (
    CLERKS,
    COLLEAGUES,
    MANAGERS,
    OUTSIDER,
    Command,
    Words,
    ask,
    complete,
    decide,
    hand,
    late,
    money,
    order,
    speak,
    start,
    table,
    triage,
    vary,
)

GROUND = {"ground": events.DeclineGround.OTHER, "reply": sealed()}
PROGRESS: Words = {"party": PROPERTY, "party_known": True, "note": sealed()}
CALL: Words = {"kind": RevisitKind.PHONE, "note": None, "now": T0}
OLD, FAST, URGENT = Track.NORMAL, Track.FAST, Track.EMERGENCY
OBJECT, ABSTAIN = events.Stance.OBJECT, events.Stance.ABSTAIN

TRIAGES = [triage(track) for track in Track]
RECORD = [
    Command("publish", Model.publish, record.publish, {"text": sealed()}),
    Command("hide", Model.hide, record.withdraw_publication, {"reason": sealed()}),
]
HANDS = [hand(PROPERTY), hand(CONTRACTOR, PROPERTY), hand(PROPERTY, PROPERTY), hand(STRANGER)]
ORDERS = [
    order(what, rule, party, **words)
    for party in (PROPERTY, CONTRACTOR)
    for what, rule, words in (
        ("take", dispatch.acknowledge, {}),
        ("finish", dispatch.complete_dispatch, {"note": None}),
        ("ask", dispatch.request_return, {"reason": sealed()}),
        ("grant", dispatch.grant_return, {"note": None}),
        ("refuse", dispatch.refuse_return, {"reason": sealed()}),
        ("recall", dispatch.recall, {"reason": None}),
    )
]
PLANS = [
    table(TROIKA, 0, "public-income"),
    table(TROIKA, 0, "public-income", "shops"),
    table(TROIKA, 30, "public-income"),
    table(TROIKA, 0, FUND),
    table(("property-company",), 0, "public-income"),
    table((), 0, "shops"),
    table(TROIKA, 0),
]
AGREES = [speak(seat) for seat in TROIKA]
WORDS = [
    speak(TROIKA[0], OBJECT),
    speak(TROIKA[1], ABSTAIN),
    speak(TROIKA[1], voice=CLERK),
    speak(TROIKA[2], back=1),
]
TALKS = [
    Command("fail", Model.fail, negotiation.fail_negotiation, {"reason": sealed()}),
    Command("talk", Model.talk_again, negotiation.reopen_negotiation, {"reason": sealed()}),
]
DECISIONS = [
    command
    for superior, confirms in ((True, False), (False, True), (False, False))
    for command in decide(superior, confirms)
]
VARIATIONS = [
    vary(True),
    vary(False),
    Command("annul", Model.annul, approval.annul, {"reason": sealed()}),
]
MONEY = [
    money(what, rule, line, amount)
    for what, rule in (
        ("receive", funding.receive),
        ("spend", funding.spend),
        ("return", funding.give_back),
    )
    for line, amount in ((1, 40), (1, 100), (2, 40), (3, 40))
]
WORKS = [
    start(MANAGERS),
    start(CLERKS),
    Command(
        "progress",
        lambda m: m.progress(PROPERTY, MANAGER),
        works.note_progress,
        PROGRESS | {"percent": None, "sites": ()},
        MANAGERS,
    ),
]
COMPLETIONS = [complete(), complete(unconfirmed=True)]
ASKS = [
    ask(by, heard, look, rework)
    for by in (OUTSIDER, CLERKS, COLLEAGUES, MANAGERS)
    for heard in ("content", "unsolved", "silence")
    for look in (False, True)
    for rework in (False, True)
]
ATTEMPTS = [Command("call", Model.attempt, revisit.attempt, CALL)]
LATE = [late(1), late(30), late(31)]
EXITS = [
    Command("decline", Model.decline, exits.decline, GROUND),
    Command("overrule", Model.overrule, exits.overrule_decline, {"reason": sealed()}),
    Command("withdraw", Model.withdraw, exits.withdraw, {"reason": None}),
    Command("conclude", Model.conclude, exits.conclude, {"reply": sealed()}),
]
COMMANDS = [
    *TRIAGES,
    *RECORD,
    *HANDS,
    *ORDERS,
    *PLANS,
    *AGREES,
    *WORDS,
    *TALKS,
    *DECISIONS,
    *VARIATIONS,
    *MONEY,
    *WORKS,
    *COMPLETIONS,
    *ASKS,
    *ATTEMPTS,
    *LATE,
    *EXITS,
]
