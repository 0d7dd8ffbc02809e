"""Grids (网格): how a neighbourhood is divided, and who looks after which part."""
