"""The record: envelope, catalogue, recorder, claims, vault and tree.

The only floor that knows the eventsourcing library, and the one that decides how things are
stored.
"""
