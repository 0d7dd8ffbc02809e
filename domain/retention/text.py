"""The text that says what is kept for how long.

    format = 1
    version = 1

    [holds.approval]
    zh = "业主可依法请求撤销的决定"
    en = "A decision that owners may ask a court to revoke"
    law = "民法典第二百八十条"
    months = 12

    [retention]
    notice_days = 30

    [retention.contact]
    zh = "上报人信息"
    en = "A reporter's contact and words"
    law = "个人信息保护法第十九条"
    months = 12

    [retention.texts]
    …

A hold keeps what somebody asks to have erased; retention is when it goes unasked, once the version
has stood for `notice_days`. Terms are the district's to set within the law, so each names the law
that it goes by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from domain.labels import Label
from domain.refusal import Code
from domain.retention.kinds import HoldKind
from domain.text import Table, read

FORMAT = 1
"""How a text of terms is written."""

LONGEST = 24_000
"""Bytes that a text may have."""

LONGEST_MONTHS = 1_200
"""A hundred years: whatever is to stay longer is no personal record."""

LONGEST_NOTICE = 3_660
"""Ten years of notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFor:
    """A term in months, what it is for, and by which law."""

    label: Label
    law: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One version of all terms.

    `contact` counts from when the last issue of a reporter was over, `texts` from when an issue
    was; neither goes before the version has stood for `notice_days`.
    """

    version: int
    hash: str
    holds: Mapping[str, KeptFor]
    notice_days: int
    contact: KeptFor
    texts: KeptFor


@lru_cache(maxsize=16)
def parse(text: str, *, strict: bool = False) -> Policy:
    """The terms in *text*; any fault is `retention-malformed` with key and remedy.

    *strict* for a text that is to be published: no term may be missing that the law asks for.
    """
    root = read(text, Code.RETENTION_MALFORMED, strict=strict)
    root.only("format", "version", "holds", "retention")
    if strict:
        _require_publishable(root, text)
    retention = root.table("retention")
    retention.only("notice_days", "contact", "texts")
    return Policy(
        version=root.number("version"),
        hash=sha256(text.encode()).hexdigest(),
        holds=_holds(root.table("holds")),
        notice_days=_notice(retention),
        contact=_kept(retention.table("contact")),
        texts=_kept(retention.table("texts")),
    )


def _require_publishable(root: Table, text: str) -> None:
    if root.number("format") != FORMAT:
        raise root.fault("format", f"format {FORMAT} is the one that can be published")
    if len(text.encode()) > LONGEST:
        raise root.fault("holds", f"more than {LONGEST} bytes")


def _notice(table: Table) -> int:
    days = table.number("notice_days")
    if days > LONGEST_NOTICE:
        raise table.fault("notice_days", f"at most {LONGEST_NOTICE} days")
    return days


def _holds(table: Table) -> Mapping[str, KeptFor]:
    table.only(*HoldKind)
    # Of an older text a kind may be missing that nobody knew of then.
    kinds = list(HoldKind) if table.strict else list(table.values)
    return {kind: _kept(table.table(kind)) for kind in kinds}


def _kept(table: Table) -> KeptFor:
    table.only("zh", "en", "law", "months")
    label = Label(zh=table.text("zh"), en=table.text("en"))
    months = table.number("months")
    if months > LONGEST_MONTHS:
        raise table.fault("months", f"at most {LONGEST_MONTHS} months")
    return KeptFor(label=label, law=table.text("law"), months=months)
