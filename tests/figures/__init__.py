"""Figures against a recount from the record as it is told, which imports nothing of ours."""
