"""Exports of the record (`bihuan-export-1`): lines that an auditor checks without us.

`audit/verify.py` reads what is written here, and shares nothing with it on purpose.
"""
