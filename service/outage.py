"""Telling an outage of a database from a fault of ours."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError


def is_outage(error: BaseException) -> bool:
    """Whether *error* says that a database cannot be reached or cannot write now."""
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or type(error).__name__ == "OperationalError"


def is_database_error(error: BaseException) -> bool:
    """Whether *error* came from a database at all."""
    return isinstance(error, SQLAlchemyError)
