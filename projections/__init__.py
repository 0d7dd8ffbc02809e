"""Read models: an engine, and one file per view with its table, fold and queries."""
