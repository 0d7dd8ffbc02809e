"""How we connect to PostgreSQL: nobody waits for ever, and a dead session is noticed.

Whatever the URL states itself is left as it is, so that an operator has the last word.
"""

import select
from typing import Final

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from ledger.arrays import teach

_TRANSACTION_SECONDS: Final = 15
_SESSION: Final = {
    # A writer that was frozen or cut off must not hold the head for long.
    "idle_in_transaction_session_timeout": "2s",
    # Both below the time that a command may wait: whoever waits is told in time.
    "lock_timeout": "8s",
    "tcp_user_timeout": "8s",
    "statement_timeout": f"{_TRANSACTION_SECONDS}s",
}
_CLIENT: Final = {
    "connect_timeout": "3",
    # A server that vanished without a word: by lost answers, and by silence.
    "tcp_user_timeout": "8000",
    "keepalives_idle": "5",
    "keepalives_interval": "1",
    "keepalives_count": "3",
}
_READ_ONLY: Final = "25006"
"""SQLSTATE of a write on a server that has become a standby."""

_LIMITS: Final = ("idle_in_transaction_session_timeout", "statement_timeout")


def connect_arguments(url: URL) -> dict[str, str]:
    """What the driver is given beside the URL."""
    asked = {name: value for name, value in _CLIENT.items() if name not in url.query}
    ours = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    # The last of two equal settings counts.
    theirs = url.query.get("options", "")
    return {**asked, "options": f"{ours} {theirs}".strip()}


def watch(engine: Engine) -> None:
    """Have every connection of *engine* bounded and taught, and never a dead one handed out."""
    event.listen(engine, "connect", _take_arrays)
    event.listen(engine, "connect", _bound)
    event.listen(engine, "checkout", _require_alive)
    event.listen(engine, "handle_error", _tell_standby)


def be_patient(connection: Connection) -> None:
    """Lift the limits for this transaction, which may think and work for long."""
    newer = (connection.dialect.server_version_info or ()) >= (17,)
    names = [*_LIMITS, "transaction_timeout"] if newer else _LIMITS
    lifted = ", ".join(f"set_config('{name}', '0', true)" for name in names)
    connection.exec_driver_sql(f"SELECT {lifted}")


def plan_anew(connection: Connection) -> None:
    """Plan every statement of this transaction by its own values, however often it came before.

    One plan for all would be one for periods of any length.
    """
    connection.exec_driver_sql("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)")


def _take_arrays(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    teach(connection.adapters)


def _bound(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # As a start-up option an older server would refuse the connection for it.
    if connection.info.server_version < 170_000:
        return
    connection.autocommit = True
    connection.execute(f"SET transaction_timeout = '{_TRANSACTION_SECONDS}s'")
    connection.autocommit = False


def _require_alive(
    connection: DBAPIConnection, _entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Refuse a connection on which the server has spoken unasked: it says goodbye.

    Asking the server would cost a round trip for every transaction.
    """
    poll = select.poll()
    poll.register(connection.pgconn.socket, select.POLLIN)
    if poll.poll(0):
        raise DisconnectionError


def _tell_standby(context: ExceptionContext) -> None:
    """Whoever can only read is no longer the primary: all its connections are of no use."""
    if getattr(context.original_exception, "sqlstate", None) == _READ_ONLY:
        context.is_disconnect = True
