"""Ballots as they are read: who may see what of them, and how far the count is."""
