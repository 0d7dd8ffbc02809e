"""Telling an outage of a database from a fault of ours."""

from typing import Final

from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)

from service.errors import StorageFull, Unavailable

DATABASE_ERRORS: Final = SQLAlchemyError
"""What any error of a database is, for those who have to catch it."""

_DISK_FULL = "53100"
"""PostgreSQL's SQLSTATE for a full disk."""


def is_outage(error: BaseException) -> bool:
    """Whether *error* says that a database cannot be reached or cannot write now."""
    # The pool's own `TimeoutError`: every connection is in use.
    if isinstance(error, OperationalError | TimeoutError):
        return True
    return isinstance(error, DBAPIError) and error.connection_invalidated


def is_everybodys(error: BaseException) -> bool:
    """Whether what befell one command of many would befall the others too, and is not its fault."""
    turned_away = isinstance(error, Unavailable | StorageFull) or is_outage(error)
    return turned_away or not isinstance(error, Exception)


def is_full(error: BaseException) -> bool:
    """Whether *error* says that the database's disk is full."""
    origin = error.orig if isinstance(error, DBAPIError) else None
    sqlite: str = getattr(origin, "sqlite_errorname", "")
    postgres: str = getattr(origin, "sqlstate", "") or ""
    return sqlite == "SQLITE_FULL" or postgres == _DISK_FULL


def reason(error: BaseException) -> str:
    """Why a database cannot be used, for its operator.

    What a driver says of a connection or a file holds no rows; of a statement it might, so that
    then the error's class has to do.
    """
    if isinstance(error, OperationalError) or type(error) is DatabaseError:
        return str(error.orig).partition("\n")[0]
    return type(error).__name__


def is_database_error(error: BaseException) -> bool:
    """Whether *error* came from a database at all."""
    return isinstance(error, DATABASE_ERRORS)
