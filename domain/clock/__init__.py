"""Clocks (时限): what was promised, folded from the record, and read at a moment."""
