"""Measurements: nothing here runs in an installation."""
