"""How each stage's events change an issue, beyond the status that they lead to."""
