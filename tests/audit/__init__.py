"""The auditor's side: what is checked without the program."""
