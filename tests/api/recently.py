"""A time within what may be dated back, written in several ways."""

from datetime import UTC, datetime, timedelta

from domain.moment import SHANGHAI

_WHEN = datetime.now(SHANGHAI).replace(hour=9, minute=30, second=0, microsecond=0)
YESTERDAY = (_WHEN - timedelta(days=1)).replace(tzinfo=None).isoformat()
"""Half past nine in the neighbourhood, without an offset."""

IN_UTC = (_WHEN - timedelta(days=1)).astimezone(UTC).replace(tzinfo=None).isoformat()
"""The same moment in UTC, without an offset."""
