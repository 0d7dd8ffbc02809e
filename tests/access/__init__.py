"""Who may do what, seen from outside: the policy as a table of answers."""
