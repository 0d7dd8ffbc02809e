"""The auditor's side: what checks the record without the program that keeps it."""
