"""Golden events: stored states that are never edited, and what each of them means."""
