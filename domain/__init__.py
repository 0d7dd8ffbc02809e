"""Pure rules, one folder per stream. Nothing here reads a clock, an id source or a database."""
