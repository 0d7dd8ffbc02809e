"""Routers, one file per capability."""
