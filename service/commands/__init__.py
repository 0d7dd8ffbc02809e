"""Commands: one class each, from words to events."""
