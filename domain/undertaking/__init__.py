"""Undertakings: what a neighbourhood does together, in one stream whose kinds are data."""
