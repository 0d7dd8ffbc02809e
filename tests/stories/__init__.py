"""The stories of the source documents, told through the public HTTP API.

Each plays on one database, SQLite or PostgreSQL as its name says, so that both are played on and
the suite stays short; those that are marked `both` always play on both. `make test BOTH=1` plays
every one on both.
"""
