"""Alembic migrations of the ledger's and the vault's database; views make their own tables."""
