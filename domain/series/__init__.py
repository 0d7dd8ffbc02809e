"""Series of meetings (例会): a rhythm, and the sessions that follow it."""
