"""The timekeeper, step by step, on days that a test makes pass."""
