"""Door visits (走访): plans, doors, attempts, and what was found there."""
