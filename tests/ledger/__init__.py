"""The record: stored bytes, positions, keys, migrations."""
